"""A mail server on loopback that keeps what it gets."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Mailbox:
    """What was delivered, oldest first, as parsed messages, with the envelope's recipients beside."""

    host: str = ""
    port: int = 0
    messages: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)  # addresses that are refused

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """aiosmtpd calls this for every recipient."""
        if address in self.unknown:
            return "550 5.1.1 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """aiosmtpd calls this for every message."""
        content = cast("bytes", envelope.content)
        parsed: Any = message_from_bytes(content, policy=policy.default)
        self.messages.append(parsed)
        self.recipients.append(list(envelope.rcpt_tos))
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        """The messages for one address, oldest first."""
        pairs = zip(self.messages, self.recipients, strict=True)
        return [message for message, recipients in pairs if address in recipients]


class _AnyPort(Controller):
    """Controller asks the port it was told whether it answers: tell it the one that the system chose."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    """Listens on a free port of 127.0.0.1 while the block runs."""
    mailbox = Mailbox()
    controller = _AnyPort(mailbox, hostname="127.0.0.1", port=0)
    controller.start()
    try:
        mailbox.host, mailbox.port = "127.0.0.1", controller.port
        yield mailbox
    finally:
        controller.stop()
