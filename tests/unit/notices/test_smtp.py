"""Mail through a real SMTP server: what arrives, and what each refusal means."""

import asyncio
import ssl
from collections.abc import Callable, Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from hearthline.notices.adapters.smtp import Credentials, SmtpMail
from hearthline.notices.model import Accepted, Delayed, Outcome, Refused, Rendered, Unclear
from tests.unit.notices import a_certificate
from tests.unit.notices.builders import NOW

SENDER = "客户关系中心 <care@example.com>"
NOTICE = Rendered(
    id="6269eb44b65ecab0e1dd030d6ac2fb47",
    language="zh",
    subject="已收到您的投诉（K7Q2-9XPD-3）",
    text="王小明，您好：\n\n.一行以点开头\n",
    html='<!doctype html>\n<html lang="zh-Hans"><body><p>王小明，您好：</p></body></html>\n',
    short="已收到",
)


class Mailbox:
    """Keeps what a server takes; `replies` answers a command instead of taking it."""

    def __init__(self, **replies: str) -> None:
        self.mails: list[Envelope] = []
        self.replies = replies

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.replies.get("mail", "250 OK")

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.replies.get("rcpt", "250 OK")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if "hang_up" in self.replies:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        self.mails.append(envelope)
        return self.replies.get("data", "250 queued as 7")


class OnAnyPort(Controller):
    """A server on a port that the system chooses."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


Serve = Callable[..., int]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Give a function that starts a server and gives its port."""
    running: list[Controller] = []

    def start(mailbox: Mailbox, **options: Any) -> int:
        controller = OnAnyPort(mailbox, hostname="127.0.0.1", port=0, **options)
        controller.start()
        running.append(controller)
        port: int = controller.port
        return port

    yield start
    for controller in running:
        controller.stop()


def send(
    port: int, to: str = "wang@example.com", credentials: Credentials | None = None, host: str = "127.0.0.1"
) -> Outcome:
    mail = SmtpMail(host, port, SENDER, lambda: credentials, a_certificate.trusting)
    return mail.send(to, NOTICE, NOW)


def read(envelope: Envelope) -> EmailMessage:
    assert isinstance(envelope.content, bytes)
    message = message_from_bytes(envelope.content, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def test_a_mail_arrives_with_its_headers_and_both_forms(serve: Serve) -> None:
    mailbox = Mailbox()

    outcome = send(serve(mailbox))

    assert outcome == Accepted(f"<{NOTICE.id}@example.com>")
    [envelope] = mailbox.mails
    assert (envelope.mail_from, envelope.rcpt_tos) == ("care@example.com", ["wang@example.com"])
    mail = read(envelope)
    assert mail["Subject"] == NOTICE.subject
    assert mail["From"] == SENDER
    assert mail["To"] == "wang@example.com"
    assert mail["Message-ID"] == f"<{NOTICE.id}@example.com>"
    assert mail["List-Id"] == "Hearthline notices <notices.example.com>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "zh"
    assert mail["Date"].datetime == NOW
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert plain.get_content().replace("\r\n", "\n") == NOTICE.text
    assert html.get_content().replace("\r\n", "\n") == NOTICE.html


def test_mail_that_one_may_end_says_how_in_one_unbroken_line(serve: Serve) -> None:
    mailbox = Mailbox()
    url = "https://customers.a-residential-developer.example/api/unsubscribe/0123456789ABCDEF-me-" + "x" * 22
    mail = SmtpMail("127.0.0.1", serve(mailbox), SENDER, lambda: None)

    mail.send("wang@example.com", replace(NOTICE, leave_url=url), NOW)

    [envelope] = mailbox.mails
    assert isinstance(envelope.content, bytes)
    assert f"\r\nList-Unsubscribe: <{url}>\r\n".encode() in envelope.content
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in envelope.content


def test_mail_about_ones_own_matter_has_no_way_out(serve: Serve) -> None:
    mailbox = Mailbox()

    send(serve(mailbox))

    assert read(mailbox.mails[0])["List-Unsubscribe"] is None


def test_the_same_message_has_the_same_id_each_time(serve: Serve) -> None:
    mailbox = Mailbox()
    port = serve(mailbox)

    send(port)
    send(port)

    first, second = (read(envelope)["Message-ID"] for envelope in mailbox.mails)
    assert first == second


@pytest.mark.parametrize(
    ("replies", "outcome"),
    [
        ({"rcpt": "550 5.1.1 no such user wang@example.com"}, Refused("address_refused")),
        ({"rcpt": "450 4.2.0 greylisted"}, Delayed("address_refused")),
        ({"mail": "550 not you"}, Refused("sender_refused")),
        ({"mail": "421 too busy"}, Delayed("sender_refused")),
        ({"data": "554 5.7.1 looks like spam"}, Refused("mail_rejected")),
        ({"data": "451 4.3.0 try later"}, Delayed("mail_rejected")),
        ({"hang_up": "yes"}, Unclear("no_answer")),
    ],
)
def test_what_the_server_says_no_to(serve: Serve, replies: dict[str, str], outcome: Outcome) -> None:
    assert send(serve(Mailbox(**replies))) == outcome


@pytest.mark.parametrize(
    "address",
    [
        "wang",
        "wang@localhost",
        "a b@example.com",
        "wang@example.com\r\nRCPT TO:<all@example.com>",
        "王@example.com",
        "",
    ],
)
def test_what_is_no_address_is_refused_before_anything_is_sent(serve: Serve, address: str) -> None:
    mailbox = Mailbox()

    assert send(serve(mailbox), to=address) == Refused("bad_address")
    assert mailbox.mails == []


def test_a_domain_in_chinese_is_written_as_the_dns_knows_it(serve: Serve) -> None:
    mailbox = Mailbox()

    send(serve(mailbox), to="wang@例子.中国")

    assert mailbox.mails[0].rcpt_tos == ["wang@xn--fsqu00a.xn--fiqs8s"]


def test_a_server_that_is_not_there_is_tried_later() -> None:
    assert send(1) == Delayed("unreachable")


def accepting(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    right = (data.login, data.password) == (b"care", b"right")
    return AuthResult(success=right, handled=False)


def test_the_password_goes_over_tls_only(serve: Serve) -> None:
    mailbox = Mailbox()
    port = serve(
        mailbox,
        tls_context=a_certificate.serving(),
        authenticator=accepting,
        auth_require_tls=True,
        auth_required=True,
    )

    assert isinstance(send(port, credentials=Credentials("care", "right"), host="localhost"), Accepted)
    assert len(mailbox.mails) == 1


def test_without_tls_the_password_stays_here(serve: Serve) -> None:
    seen: list[object] = []

    def watching(*given: Any) -> AuthResult:
        seen.append(given)
        return AuthResult(success=True)

    port = serve(Mailbox(), authenticator=watching, auth_require_tls=False)

    assert send(port, credentials=Credentials("care", "right")) == Delayed("no_tls")
    assert seen == []


def test_a_wrong_password_is_ours_to_mend_and_waited_for(serve: Serve) -> None:
    port = serve(Mailbox(), tls_context=a_certificate.serving(), authenticator=accepting)

    assert send(port, credentials=Credentials("care", "wrong"), host="localhost") == Delayed(
        "credentials_refused"
    )


def test_a_certificate_of_nobody_we_trust_is_not_talked_to(serve: Serve) -> None:
    mailbox = Mailbox()
    port = serve(mailbox, tls_context=a_certificate.serving())
    mail = SmtpMail("localhost", port, SENDER, lambda: None, ssl.create_default_context)

    assert mail.send("wang@example.com", NOTICE, NOW) == Delayed("unreachable")
    assert mailbox.mails == []


def test_a_secret_store_that_fails_is_waited_for() -> None:
    def fail() -> Credentials:
        raise RuntimeError

    assert SmtpMail("127.0.0.1", 1, SENDER, fail).send("wang@example.com", NOTICE, NOW) == Delayed(
        "credentials_unavailable"
    )
