"""Sending mail: over SMTP, into a folder (outbox:) or into memory (tests)."""

import smtplib
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import unquote, urlsplit


def compose(
    *, sender: str, to: str, subject: str, body: str, message_id: str, headers: dict[str, str] | None = None
) -> EmailMessage:
    """Return a plain-text mail; line ends in the subject are folded into spaces."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Message-ID"] = sender, to, message_id
    mail["Subject"] = " ".join(subject.split())
    mail["Auto-Submitted"] = "auto-generated"
    for name, value in (headers or {}).items():
        mail[name] = value
    mail.set_content(body)
    return mail


def send(url: str, mail: EmailMessage) -> None:
    """Send by `url`: smtp://, smtp+tls:// (STARTTLS) or smtps://user:password@host:port; `outbox:` sends nowhere.

    Raises OSError or smtplib.SMTPException where it cannot be sent; the outbox tries again later.
    """
    if url == "outbox:":
        return  # the demonstration shows its mails on a page of its own
    parts = urlsplit(url)
    kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    default = {"smtps": 465, "smtp+tls": 587}.get(parts.scheme, 25)
    with kind(parts.hostname or "localhost", parts.port or default, timeout=20) as server:
        if parts.scheme == "smtp+tls":
            server.starttls()
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(mail)
