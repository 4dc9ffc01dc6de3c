"""A small mail server for tests: it speaks SMTP over a real socket, and misbehaves as it is told."""

import re
import socketserver
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path


@dataclass
class Post:
    """What the server does, and what it has been given."""

    answers: dict[str, str] = field(default_factory=dict)
    """What it says to a word instead of its usual answer; the word for the end of a message is a dot."""
    hangs_up_at: str = ""
    """The word at which it cuts the line, after having taken in what came."""
    slow: float = 0
    """Seconds it takes over each answer."""
    tls: ssl.SSLContext | None = None
    tls_at_once: bool = False
    password: str = ""
    received: list[tuple[str, str, EmailMessage]] = field(default_factory=list)
    """Sender, address and message, in the order in which they were taken."""
    connections: int = 0
    port: int = 0

    @property
    def addresses(self) -> list[str]:
        return [address for _sender, address, _message in self.received]

    @property
    def subjects(self) -> list[str]:
        return [str(message["Subject"]) for _sender, _address, message in self.received]


class Talk(socketserver.StreamRequestHandler):
    post: Post
    sender = address = ""
    safe = False

    def handle(self) -> None:
        self.post.connections += 1
        if self.post.tls and self.post.tls_at_once:
            self.upgrade()
        try:
            self.say("220 test")
            while self.take(self.rfile.readline().decode("ascii", "replace").strip()):
                pass
        except (OSError, ssl.SSLError):
            pass  # the other end has gone

    def finish(self) -> None:
        super().finish()
        self.connection.close()

    def upgrade(self) -> None:
        assert self.post.tls
        self.rfile.close()
        self.connection = self.post.tls.wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", buffering=0)
        self.safe = True

    def say(self, words: str) -> None:
        time.sleep(self.post.slow)
        self.wfile.write(words.encode() + b"\r\n")

    def take(self, line: str) -> bool:
        """Answer one line; False ends the conversation."""
        word = line.partition(" ")[0].upper()
        if not word or (word == self.post.hangs_up_at and word != "."):
            return False
        if word in self.post.answers:
            self.say(self.post.answers[word])
        elif word == "STARTTLS":
            self.say("220 go on")
            self.upgrade()
        elif word == "DATA":
            self.say("354 go on")
            return self.take_message()
        else:
            self.say(self.usual(word, line))
        return word != "QUIT"

    def usual(self, word: str, line: str) -> str:
        if word == "EHLO":
            offers = ["250-test"]
            offers += ["250-STARTTLS"] if self.post.tls and not self.safe else []
            offers += ["250-AUTH PLAIN"] if self.post.password else []
            return "\r\n".join([*offers, "250 8BITMIME"])
        if word == "AUTH":
            return "235 in"
        if found := re.search(r"<(.*?)>", line):
            if word == "MAIL":
                self.sender = found[1]
            else:
                self.address = found[1]
        return "221 bye" if word == "QUIT" else "250 ok"

    def take_message(self) -> bool:
        lines = iter(self.rfile.readline, b".\r\n")
        content = b"".join(line[1:] if line.startswith(b".") else line for line in lines)
        if self.post.hangs_up_at == ".":
            return False
        answer = self.post.answers.get(".", "250 taken")
        if answer.startswith("250"):
            message = message_from_bytes(content, policy=default)
            assert isinstance(message, EmailMessage)
            self.post.received.append((self.sender, self.address, message))
        self.say(answer)
        return True


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A line that is cut is what several tests are about."""


@contextmanager
def running(post: Post) -> Iterator[Post]:
    """Run the server while the block lasts; its port is in ``post.port``."""
    handler = type("ThisTalk", (Talk,), {"post": post})
    with Server(("127.0.0.1", 0), handler) as server:
        post.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield post
        finally:
            server.shutdown()
            thread.join()


def certificate(folder: Path) -> Path:
    """Make a certificate for 127.0.0.1 that vouches for itself; the file holds its key too."""
    from datetime import UTC, datetime, timedelta
    from ipaddress import ip_address

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path
