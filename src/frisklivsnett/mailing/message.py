"""A letter as the message that goes over the wire: plain text, the same as HTML, and what is attached."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from html import escape

from django.conf import settings
from django.utils import timezone

from frisklivsnett.mailing.models import Letter
from frisklivsnett.mailing.wording import one_line

SITE = "Frisklivsnett"
PAGE = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{subject}</title>
<style>
body {{ margin: 0; padding: 24px; font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Arial, sans-serif; }}
main {{ max-width: 600px; }}
blockquote {{ margin: 0 0 16px; padding-left: 16px; border-left: 4px solid #0b6a53; }}
</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


def message_of(letter: Letter) -> bytes:
    """Return the message in bytes, ready for a mail server. The same letter gives the same headers every time.

    The headers are made by the standard library's policy, which refuses line breaks in them.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = _sender()
    message["To"] = Address(one_line(letter.name), addr_spec=ascii_address(letter.address))
    message["Reply-To"] = settings.CONTACT_EMAIL
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(timezone.localtime(letter.queued_at))
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"
    # Quoted-printable: seven bits and short lines, which every server takes.
    message.set_content(letter.text, cte="quoted-printable")
    page = PAGE.format(language=letter.language, subject=escape(letter.subject), body=letter.html)
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    for file in letter.attachments.all():
        main, _slash, sub = file.media_type.partition("/")
        message.add_attachment(bytes(file.content), maintype=main, subtype=sub, filename=file.name)
    # Last: the parts take headers of this name to themselves.
    message["Content-Language"] = letter.language
    return message.as_bytes()


def sender_address() -> str:
    """Return the address that letters come from, without the name."""
    return ascii_address(parseaddr(settings.MAIL_FROM)[1])


def _sender() -> Address:
    return Address(one_line(parseaddr(settings.MAIL_FROM)[0]) or SITE, addr_spec=sender_address())


def ascii_address(address: str) -> str:
    """Return an address with its domain as mail servers want it: ``post@bodø.example`` in punycode."""
    local, at, domain = address.rpartition("@")
    return f"{local}{at}{domain.encode('idna').decode()}" if not domain.isascii() else address
