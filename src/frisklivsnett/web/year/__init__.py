"""What the log adds up to: a centre's own year, what an answer is made of, and the whole country."""
