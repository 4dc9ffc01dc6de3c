"""Nothing lost, nothing changed unseen: verifying what is kept, copying it and putting it back."""
