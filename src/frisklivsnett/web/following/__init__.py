"""What follows once a report is sent: the adviser reads it and sends it back or approves it, the centre mends it."""
