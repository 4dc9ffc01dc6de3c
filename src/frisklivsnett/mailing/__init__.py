"""Letters: what is written to people by e-mail, from the text that the adviser can edit to the mail server's answer.

A letter is a row, put in the outbox in the transaction of what it tells about, and sent when that is committed.
"""
