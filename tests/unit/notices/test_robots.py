"""Chat robots: their message forms, signatures and answers."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from hearthline.notices.adapters.dingtalk import DingTalk
from hearthline.notices.adapters.feishu import Feishu
from hearthline.notices.adapters.https import Answer, HttpsPost, NoAnswer, NotConnected, TargetForbidden
from hearthline.notices.adapters.robots import Form, Robot, RobotPost
from hearthline.notices.adapters.sms_webhook import WebhookText
from hearthline.notices.adapters.wecom import WeCom
from hearthline.notices.model import Accepted, Delayed, Outcome, Refused, Rendered, Unclear
from tests.unit.notices import a_server
from tests.unit.notices.builders import NOW

FORMS: dict[str, Form] = {"wecom": WeCom(), "dingtalk": DingTalk(), "feishu": Feishu()}
NOTICE = Rendered(
    "m1", "zh", "超期：投诉 K7Q2-9XPD-3", '投诉“<at user_id="all">”已超期。\n', "<p></p>", "超期"
)
SECONDS = "1795334400"


class FakePost(HttpsPost):
    """Answers as told."""

    def __init__(self, answer: Answer | Exception) -> None:
        super().__init__()
        self.answer = answer
        self.asked: list[tuple[str, Any, Mapping[str, str]]] = []

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        self.asked.append((url, json.loads(body), headers))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def said(**body: Any) -> Answer:
    return Answer(200, json.dumps(body).encode())


def post_by(form: str, answer: Answer | Exception, *, secret: str | None = None) -> tuple[Outcome, FakePost]:
    post = FakePost(answer)
    robot = Robot(form, "https://hooks.example.com/send?access_token=t", secret)
    outcome = RobotPost(lambda: {"managers": robot}, FORMS, post).send("managers", NOTICE, NOW)
    return outcome, post


def test_wecom_gets_a_text_message() -> None:
    outcome, post = post_by("wecom", said(errcode=0, errmsg="ok"))

    assert outcome == Accepted("m1")
    [(url, payload, _)] = post.asked
    assert url == "https://hooks.example.com/send?access_token=t"
    assert payload["msgtype"] == "text"
    assert payload["text"]["content"].startswith("超期：投诉 K7Q2-9XPD-3\n\n投诉")


def test_dingtalk_is_signed_in_the_query() -> None:
    _, post = post_by("dingtalk", said(errcode=0), secret="SEC000")

    [(url, payload, _)] = post.asked
    query = parse_qs(urlsplit(url).query)
    digest = hmac.new(b"SEC000", f"{SECONDS}000\nSEC000".encode(), hashlib.sha256).digest()
    assert query["timestamp"] == [f"{SECONDS}000"]
    assert query["sign"] == [base64.b64encode(digest).decode()]
    assert query["access_token"] == ["t"]
    assert payload["at"] == {"isAtAll": False}


def test_feishu_is_signed_in_the_body() -> None:
    _, post = post_by("feishu", said(code=0), secret="abc")

    [(url, payload, _)] = post.asked
    digest = hmac.new(f"{SECONDS}\nabc".encode(), b"", hashlib.sha256).digest()
    assert url == "https://hooks.example.com/send?access_token=t"
    assert payload["timestamp"] == SECONDS
    assert payload["sign"] == base64.b64encode(digest).decode()
    assert payload["msg_type"] == "text"


@pytest.mark.parametrize("form", FORMS)
def test_a_robot_without_a_secret_is_not_signed(form: str) -> None:
    _, post = post_by(form, said(errcode=0, code=0))

    [(url, payload, _)] = post.asked
    assert "sign" not in url
    assert "sign" not in payload


@pytest.mark.parametrize("form", FORMS)
def test_a_title_cannot_call_everybody_in_the_chat(form: str) -> None:
    _, post = post_by(form, said(errcode=0, code=0))

    assert "<" not in json.dumps(post.asked[0][1])


@pytest.mark.parametrize(
    ("form", "answer", "outcome"),
    [
        ("wecom", said(errcode=45009), Delayed("throttled", throttled=True)),
        ("wecom", said(errcode=93000), Refused("robot_refused")),
        ("dingtalk", said(errcode=130101), Delayed("throttled", throttled=True)),
        ("dingtalk", said(errcode=310000), Refused("robot_refused")),
        ("feishu", said(StatusCode=0), Accepted("m1")),
        ("feishu", said(code=11232), Delayed("throttled", throttled=True)),
        ("feishu", said(code=19021), Refused("robot_refused")),
        ("feishu", said(), Refused("robot_refused")),
        ("wecom", Answer(200, b"<html>"), Refused("unreadable_answer")),
        ("wecom", Answer(200, b"[]"), Refused("unreadable_answer")),
        ("wecom", Answer(302, b""), Refused("redirected")),
        ("wecom", Answer(400, b""), Refused("post_refused")),
        ("wecom", Answer(429, b""), Delayed("throttled", throttled=True)),
        ("wecom", Answer(503, b""), Delayed("provider_failed")),
        ("wecom", TargetForbidden("address_not_public"), Refused("address_not_public")),
        ("wecom", NotConnected(), Delayed("unreachable")),
        ("wecom", NoAnswer(), Unclear("no_answer")),
    ],
)
def test_what_a_robots_answer_means(form: str, answer: Answer | Exception, outcome: Outcome) -> None:
    assert post_by(form, answer)[0] == outcome


def test_a_long_text_is_cut_between_characters() -> None:
    post = FakePost(said(errcode=0))
    long = Rendered("m1", "zh", "题", "长" * 2000, "", "")

    RobotPost(lambda: {"r": Robot("wecom", "https://x.example/")}, FORMS, post).send("r", long, NOW)

    content = post.asked[0][1]["text"]["content"]
    assert len(content.encode()) <= 2048
    assert content.endswith("长…")


@pytest.mark.parametrize("robots", [{}, {"managers": Robot("pager", "https://x.example/")}])
def test_a_robot_that_nobody_set_up_is_refused(robots: dict[str, Robot]) -> None:
    post = FakePost(said(errcode=0))

    assert RobotPost(lambda: robots, FORMS, post).send("managers", NOTICE, NOW) == Refused("unknown_robot")
    assert post.asked == []


def broken() -> Any:
    raise RuntimeError


def test_a_secret_store_that_fails_is_waited_for() -> None:
    post = FakePost(said(errcode=0))

    assert RobotPost(broken, FORMS, post).send("r", NOTICE, NOW) == Delayed("credentials_unavailable")
    assert WebhookText("https://x.example/", broken, post).send("+86", NOTICE, NOW) == Delayed(
        "credentials_unavailable"
    )


@pytest.fixture
def server() -> Iterator[a_server.Server]:
    with a_server.running() as server:
        yield server


@pytest.mark.parametrize("form", FORMS)
def test_a_robot_on_a_real_server_gets_the_message(server: a_server.Server, form: str) -> None:
    robot = Robot(form, server.url, "SEC000")

    outcome = RobotPost(lambda: {"r": robot}, FORMS, server.post()).send("r", NOTICE, NOW)

    assert outcome == Accepted("m1")
    assert "超期" in server.asked[0].body.decode()


def test_short_messages_by_webhook_are_signed_and_carry_their_id(server: a_server.Server) -> None:
    outcome = WebhookText(server.url, lambda: "s3cret", server.post()).send("+8613800138000", NOTICE, NOW)

    [asked] = server.asked
    signature = hmac.new(b"s3cret", f"{SECONDS}.".encode() + asked.body, "sha256").hexdigest()
    assert outcome == Accepted("m1")
    assert json.loads(asked.body) == {"id": "m1", "to": "+8613800138000", "text": "超期", "language": "zh"}
    assert asked.headers["X-Hearthline-Signature"] == signature
    assert asked.headers["X-Hearthline-Timestamp"] == SECONDS
    assert asked.headers["Idempotency-Key"] == "m1"


def test_short_messages_by_webhook_that_are_refused(server: a_server.Server) -> None:
    server.status = 422

    outcome = WebhookText(server.url, lambda: "s3cret", server.post()).send("+8613800138000", NOTICE, NOW)

    assert outcome == Refused("post_refused")
