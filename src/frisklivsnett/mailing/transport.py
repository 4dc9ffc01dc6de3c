"""Talking with a mail server (SMTP), and what its answers mean for a letter."""

import re
import smtplib
import ssl
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

OK, GO_ON = 250, 354
ACCEPTED = (250, 251, 252)
FIRST_PERMANENT = 500
PORTS = {"smtp": 587, "smtps": 465, "smtp-plain": 25}
LONGEST_ANSWER = 300


class Fault(StrEnum):
    """Why a letter was not sent."""

    UNREACHABLE = "unreachable"
    BUSY = "busy"
    REFUSED = "refused"
    CUT_OFF = "cut-off"
    EXPIRED = "expired"
    STOPPED = "stopped"
    UNWRITABLE = "unwritable"


class Outcome(StrEnum):
    """What became of a letter that was given to the mail server. ``RETRY``: it was surely not taken."""

    SENT = "sent"
    RETRY = "retry"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Delivery:
    """The outcome, why, and what the server said."""

    outcome: Outcome
    fault: Fault | None = None
    answer: str = ""


class UnreachableError(Exception):
    """The mail server could not be reached, or would not let us in: nothing was sent."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters go. ``scheme``: ``smtp`` (STARTTLS, required), ``smtps`` (TLS at once) or ``smtp-plain``."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = ""
    ca_file: str = ""
    timeout: float = 20

    @classmethod
    def from_address(cls, address: str, ca_file: str = "", timeout: float = 20) -> Self:
        """Read ``smtp://user:password@host:587``. Raises ValueError with the reason when it is no such address."""
        parts = urlsplit(address)
        if parts.scheme not in PORTS or not parts.hostname:
            raise ValueError("it must be smtp://, smtps:// or smtp-plain://, with a host")
        if parts.path.strip("/") or parts.query or parts.fragment:
            raise ValueError("nothing may come after the host and the port")
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        if parts.scheme == "smtp-plain" and user:
            raise ValueError("a password may not go over smtp-plain, which is not encrypted")
        port = parts.port or PORTS[parts.scheme]
        return cls(parts.scheme, parts.hostname, port, user, password, ca_file, timeout)

    def __repr__(self) -> str:
        return f"{self.scheme}://{self.host}:{self.port}"


class Connection:
    """A conversation with the mail server, used for several letters: ``with Connection(server) as connection``.

    Raises ``UnreachableError`` when it cannot begin: no answer, no TLS where it is required, a certificate that is not
    trusted, or a password that is not accepted.
    """

    def __init__(self, server: MailServer) -> None:
        self.server = server
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        self._open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def deliver(self, sender: str, address: str, message: bytes) -> Delivery:
        """Hand one message over, and say what came of it."""
        try:
            smtp = self._smtp or self._open()
            refused = self._announce(smtp, sender, address)
        except UnreachableError as error:
            return Delivery(Outcome.RETRY, Fault.UNREACHABLE, str(error))
        except (OSError, smtplib.SMTPException) as error:
            self._close()
            return Delivery(Outcome.RETRY, Fault.UNREACHABLE, said(error))
        if refused:
            return refused
        try:
            smtp.send(_dotted(message))
            code, answer = smtp.getreply()
        except (OSError, smtplib.SMTPException) as error:
            # All of it may have got through, and only the answer be lost: nobody can know.
            self._close()
            return Delivery(Outcome.UNCERTAIN, Fault.CUT_OFF, said(error))
        return Delivery(Outcome.SENT) if code in ACCEPTED else _refusal(code, answer)

    def _announce(self, smtp: smtplib.SMTP, sender: str, address: str) -> Delivery | None:
        """Say who it is from and to, and that the message comes now; return why not, if the server will not."""
        smtp.ehlo_or_helo_if_needed()
        for code, answer in (smtp.mail(sender), smtp.rcpt(address)):
            if code not in ACCEPTED:
                smtp.rset()
                return _refusal(code, answer)
        code, answer = smtp.docmd("DATA")
        if code != GO_ON:
            smtp.rset()
            return _refusal(code, answer)
        return None

    def _open(self) -> smtplib.SMTP:
        server = self.server
        smtp: smtplib.SMTP | None = None
        try:
            context = ssl.create_default_context(cafile=server.ca_file or None)
            if server.scheme == "smtps":
                smtp = smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout, context=context)
            else:
                smtp = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
            if server.scheme == "smtp":
                smtp.starttls(context=context)
            if server.user:
                smtp.login(server.user, server.password)
        except (OSError, smtplib.SMTPException) as error:
            if smtp is not None:
                smtp.close()
            raise UnreachableError(said(error)) from error
        self._smtp = smtp
        return smtp

    def _close(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is None:
            return
        try:
            smtp.quit()
        except (OSError, smtplib.SMTPException):
            smtp.close()


def _refusal(code: int, answer: bytes) -> Delivery:
    words = f"{code} {answer.decode('utf-8', 'replace')}"
    if code >= FIRST_PERMANENT:
        return Delivery(Outcome.REFUSED, Fault.REFUSED, _short(words))
    return Delivery(Outcome.RETRY, Fault.BUSY, _short(words))


def said(error: Exception) -> str:
    """Return what an error says, on one line; never a password."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"{error.smtp_code}: the user name or the password was not accepted"
    if isinstance(error, smtplib.SMTPResponseException):
        return _short(f"{error.smtp_code} {error.smtp_error!r}")
    return _short(str(error) or type(error).__name__)


def _short(words: str) -> str:
    return " ".join(words.split())[:LONGEST_ANSWER]


def _dotted(message: bytes) -> bytes:
    """End the message the way SMTP does: a line that is only a dot, so lines that begin with one get another."""
    ended = message if message.endswith(b"\r\n") else message + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", ended) + b".\r\n"
