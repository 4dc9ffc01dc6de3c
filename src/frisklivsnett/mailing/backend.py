"""Django's way to send mail, led through the outbox: so that what a library writes (codes, …) goes that way too."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from frisklivsnett.mailing.actions import enqueue_written

KIND_HEADER = "X-Letter-Kind"
"""A message may name its kind; without it, it is one with a code in it, whose words are not kept."""


class OutboxBackend(BaseEmailBackend):
    """Puts each message in the outbox, a letter for each address. Only its plain text is used; ours makes the HTML."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue the messages and return how many they are."""
        for message in email_messages:
            for address in message.recipients():
                enqueue_written(
                    kind=message.extra_headers.get(KIND_HEADER, "account.message"),
                    to=address,
                    subject=str(message.subject),
                    text=str(message.body),
                )
        return len(email_messages)
