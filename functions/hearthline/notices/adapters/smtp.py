"""Mail by any SMTP server (RFC 5321)."""

import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, parseaddr

from hearthline.notices.adapters.letterhead import deliverable, headers, mail_id
from hearthline.notices.model import Accepted, Delayed, Outcome, Refused, Rendered, Unclear

IMPLICIT_TLS = 465
TIMEOUT = 10.0


class WirePolicy(EmailPolicy):
    """Mail as it goes over the wire; a header that is one address stays one line.

    The standard library would fold a long address by encoding it, and no mail program would find it there.
    """

    def fold_binary(self, name: str, value: str) -> bytes:
        """Give a header's bytes."""
        if name == "List-Unsubscribe":
            return f"{name}: {value}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


@dataclass(frozen=True, slots=True)
class Credentials:
    """What to sign in with."""

    username: str
    password: str


class SmtpMail:
    """Sends mail through one server, a connection for each.

    Port 465 speaks TLS from the start; on any other the connection is upgraded by STARTTLS where the server
    offers it. Without TLS no password is sent: a server that wants one and offers none is not used.
    `credentials` is asked for each mail and may keep its answer; None means not to sign in. `context` is how
    TLS is verified; by default against the system's authorities.
    """

    def __init__(
        self,
        host: str,
        port: int,
        sender: str,
        credentials: Callable[[], Credentials | None],
        context: Callable[[], ssl.SSLContext] = ssl.create_default_context,
    ) -> None:
        self._host = host
        self._port = port
        self._sender = sender
        self._credentials = credentials
        self._context = context

    def send(self, to: str, notice: Rendered, now: datetime) -> Outcome:
        """Hand one mail to the server."""
        address = deliverable(to)
        if address is None:
            return Refused("bad_address")
        mail = self._compose(address, notice, now).as_bytes(policy=WirePolicy(linesep="\r\n"))
        try:
            credentials = self._credentials()
        except Exception:  # noqa: BLE001 - whichever store keeps them: without them nothing was sent
            return Delayed("credentials_unavailable")
        try:
            connection = self._open()
        except (OSError, smtplib.SMTPException):
            return Delayed("unreachable")
        try:
            return self._sign_in(connection, credentials) or self._hand_over(
                connection, address, mail, notice
            )
        except (OSError, smtplib.SMTPException):
            return Delayed("unreachable")
        finally:
            with suppress(OSError, smtplib.SMTPException):
                connection.quit()

    def _compose(self, to: str, notice: Rendered, now: datetime) -> EmailMessage:
        mail = EmailMessage()
        mail.set_content(notice.text, cte="base64")
        mail.add_alternative(notice.html, subtype="html", cte="base64")
        mail["From"] = self._sender
        mail["To"] = to
        mail["Subject"] = notice.subject
        mail["Date"] = format_datetime(now)
        mail["Message-ID"] = mail_id(notice, self._sender)
        for name, value in headers(notice, self._sender).items():
            mail[name] = value
        return mail

    def _open(self) -> smtplib.SMTP:
        if self._port == IMPLICIT_TLS:
            return smtplib.SMTP_SSL(self._host, self._port, timeout=TIMEOUT, context=self._context())
        return smtplib.SMTP(self._host, self._port, timeout=TIMEOUT)

    def _sign_in(self, connection: smtplib.SMTP, credentials: Credentials | None) -> Outcome | None:
        """Upgrade and sign in; give an outcome only where that fails."""
        connection.ehlo_or_helo_if_needed()
        encrypted = self._port == IMPLICIT_TLS
        if not encrypted and connection.has_extn("starttls"):
            connection.starttls(context=self._context())
            connection.ehlo()
            encrypted = True
        if credentials is None:
            return None
        if not encrypted:
            return Delayed("no_tls")
        try:
            connection.login(credentials.username, credentials.password)
        except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError):
            return Delayed("credentials_refused")
        return None

    def _hand_over(self, connection: smtplib.SMTP, to: str, mail: bytes, notice: Rendered) -> Outcome:
        for code, reason in (
            (connection.mail(parseaddr(self._sender)[1])[0], "sender_refused"),
            (connection.rcpt(to)[0], "address_refused"),
        ):
            if code not in {250, 251}:
                return _said_no(code, reason)
        try:
            code, _ = connection.data(mail)
        except smtplib.SMTPDataError as error:
            return _said_no(error.smtp_code, "mail_rejected")
        except (OSError, smtplib.SMTPException):
            return Unclear("no_answer")
        if code != 250:
            return _said_no(code, "mail_rejected")
        return Accepted(mail_id(notice, self._sender))


def _said_no(code: int, reason: str) -> Outcome:
    return Refused(reason) if code >= 500 else Delayed(reason)
