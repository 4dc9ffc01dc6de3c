"""Letters on screen: the adviser's texts, what has been sent and what will be, and the demo's mailbox."""
