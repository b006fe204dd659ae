"""The whole way of a complaint in a browser without script, through the intake function itself."""

import base64
import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from complaint_intake.handler import handle
from hearthline import root
from hearthline.complaints import following, lifecycle
from hearthline.complaints.commands import Ask, Command, Resolve
from hearthline.platform.ids import identifier, read_number
from hearthline.platform.limits import Limit
from hearthline.platform.outbox import Actor
from tests.engines.engine import Engine, in_moto
from tests.engines.world import KnownChance
from tests.unit.gateway_event import gateway_event
from tests.unit.pages.scriptless_browser import ScriptlessBrowser

URL = "https://care.example"
AGENT = Actor("staff", "li.na")
WRITTEN = {
    "kind": "repair",
    "title": "Water through the ceiling",
    "text": "It has been dripping since Friday.",
    "city": "sz",
    "contact__name": "Wang Xiaoming",
    "contact__email": "wang@example.com",
}
CHANCE = KnownChance()


@pytest.fixture
def engine() -> Iterator[Engine]:
    with in_moto() as engine:
        yield engine


@pytest.fixture
def browser(engine: Engine, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptlessBrowser]:
    """Give a browser in front of the product's own wiring, on moto, at a fixed time."""
    monkeypatch.setenv("COMPLAINTS_TABLE", engine.complaints)
    monkeypatch.setenv("PUBLIC_URL", URL)
    monkeypatch.setenv("SECRET_ID", "secret")
    root.reset()
    monkeypatch.setattr(root, "client", lambda _: engine.client)
    monkeypatch.setattr(
        root, "fetch_secret", lambda _: "a secret that is long enough for a test of this kind"
    )
    monkeypatch.setattr(root, "clock", lambda: now)
    monkeypatch.setattr(root, "entropy", CHANCE)
    yield ScriptlessBrowser()
    monkeypatch.undo()
    root.reset()


def file(browser: ScriptlessBrowser, **changes: str) -> str:
    """File as somebody new by the form of the first page; give the address of the case's page, now open."""
    browser.open("/")
    somebody = f"{identifier(CHANCE)}@example.com"
    browser.send(browser.page.form("/api/complaints"), **{**WRITTEN, "contact__email": somebody, **changes})
    assert browser.status == 200, browser.page.text
    [number] = [at["action"] for at in browser.page.all("form")]
    return f"{str(number).removesuffix('/messages')}?key={browser.page.form('/messages').values['key']}"


def staff_does(address: str, command: Command, now: datetime) -> None:
    """Let an agent do something with the case at an address."""
    number = read_number(address.rpartition("/")[2].partition("?")[0])
    stored = root.store().load(str(number))
    assert stored is not None
    root.rulebook().refresh(now)
    terms = root.rulebook().terms(stored.complaint.city, stored.complaint.policy)
    root.store().save(stored, lifecycle.decide(stored.complaint, command, AGENT, now, terms), terms)


def test_filing_leads_to_the_page_of_the_case(browser: ScriptlessBrowser) -> None:
    file(browser, title="A leak & a <b>stain</b>")

    assert browser.page.all("h1")
    assert "A leak & a <b>stain</b>" in browser.page.text
    assert "First answer within 24 hours Open Promised by Mon 23 Nov 2026, 16:00." in browser.page.text


def test_filing_in_chinese_leads_to_a_page_in_chinese(browser: ScriptlessBrowser) -> None:
    browser.open("/?lang=zh")
    assert browser.headers["Content-Language"] == "zh"

    browser.send(browser.page.form("/api/complaints"), **{**WRITTEN, "title": "天花板漏水"})

    assert browser.page.all("html") == [{"lang": "zh-Hans"}]
    assert browser.headers["Content-Language"] == "zh"


def test_an_unknown_language_is_the_browsers_own(browser: ScriptlessBrowser) -> None:
    assert browser.open("/?lang=xx&utm=1").page.all("html") == [{"lang": "en"}]


def test_pressing_the_button_twice_files_once(browser: ScriptlessBrowser) -> None:
    browser.open("/")
    form = browser.page.form("/api/complaints")

    first = browser.send(form, **WRITTEN).page.text
    second = browser.send(form, **WRITTEN).page.text
    browser.open("/")
    third = browser.send(browser.page.form("/api/complaints"), **WRITTEN).page.text

    assert first == second
    assert first != third


def test_the_same_form_with_other_words_asks_before_it_files_again(browser: ScriptlessBrowser) -> None:
    browser.open("/")
    form = browser.page.form("/api/complaints")
    browser.send(form, **WRITTEN)

    browser.send(form, **{**WRITTEN, "title": "Another leak"})
    assert browser.status == 422
    assert "You have sent this form before" in browser.page.text

    browser.send(browser.page.form("/api/complaints"))
    assert browser.status == 200
    assert "Another leak" in browser.page.text


def test_a_form_with_faults_comes_back_as_it_was_typed(browser: ScriptlessBrowser) -> None:
    browser.open("/?lang=zh")
    written = {**WRITTEN, "contact__email": "wang", "home__unit": "1801", "public": "true"}

    browser.send(browser.page.form("/api/complaints"), **written)

    assert browser.status == 422
    assert browser.headers["Content-Type"] == "text/html; charset=utf-8"
    assert browser.page.all("html") == [{"lang": "zh-Hans"}]
    assert "电子邮箱：这不是有效的电子邮箱" in browser.page.text
    assert "项目（小区）：请填写此项。" in browser.page.text
    kept = browser.page.form("/api/complaints").values
    assert kept.items() >= {name.replace("__", "."): value for name, value in written.items()}.items()

    browser.send(
        browser.page.form("/api/complaints"), home__project="Seaside", contact__email="wang@example.com"
    )
    assert browser.status == 200


@pytest.mark.parametrize(
    "body", ["idempotency_key.a=b", "idempotency_key=short", "public.a=1", "language.a=b", ""]
)
def test_a_form_that_nobody_would_fill_in_so_is_only_a_form_with_faults(
    browser: ScriptlessBrowser, body: str
) -> None:
    assert browser.post("/api/complaints", body).status == 422
    assert browser.page.form("/api/complaints").method == "post"


def test_filing_too_often_keeps_what_was_typed(browser: ScriptlessBrowser) -> None:
    for _ in range(11):
        browser.open("/")
        browser.send(
            browser.page.form("/api/complaints"), **{**WRITTEN, "contact__email": "often@example.com"}
        )

    assert browser.status == 429
    assert int(browser.headers["Retry-After"]) > 0
    assert "Too many within a short time." in browser.page.text
    assert browser.page.form("/api/complaints").values["text"] == WRITTEN["text"]


def test_a_message_joins_the_case_and_the_browser_lands_on_it(
    browser: ScriptlessBrowser, now: datetime
) -> None:
    address = file(browser)
    staff_does(address, Ask("Which room?"), now)

    browser.open(address)
    assert "Which room?" in browser.page.text
    browser.send(browser.page.form("/messages"), text="The bedroom.\n\nThe small one.")

    assert browser.status == 200
    assert "You wrote Sun 22 Nov 2026, 16:00 The bedroom. The small one." in browser.page.text
    assert "newest" in browser.page.ids


def test_the_redirect_points_at_the_newest_entry(browser: ScriptlessBrowser) -> None:
    address = file(browser)
    path, _, key = address.partition("?key=")
    answer = handle(
        gateway_event(
            "POST /api/complaints/{number}/messages",
            params={"number": path.rpartition("/")[2].lower()},
            headers={"content-type": "application/x-www-form-urlencoded"},
            body=f"key={key}&text=Hello",
        ),
        None,
    )

    assert (answer["statusCode"], answer["headers"]["Location"]) == (303, f"{address}#newest")


def test_an_empty_message_is_told_on_the_page_of_the_case(browser: ScriptlessBrowser) -> None:
    file(browser)

    browser.send(browser.page.form("/messages"), text=" \n ")

    assert browser.status == 422
    assert "Your message: Please fill this in." in browser.page.text
    assert "It has been dripping since Friday." in browser.page.text


def test_a_verdict_closes_the_case(browser: ScriptlessBrowser, now: datetime) -> None:
    address = file(browser)
    staff_does(address, Resolve("Sealed.", "workmanship", "engineering", None), now)
    browser.open(address)

    browser.send(browser.page.form("/verdict"), accepted="true", rating="5", comment="Quick!")

    assert browser.status == 200
    assert "You accepted the solution and gave 5 of 5. Thank you." in browser.page.text
    assert "Closed with your consent" in browser.page.text


def test_a_verdict_that_declines_reopens_the_case(browser: ScriptlessBrowser, now: datetime) -> None:
    address = file(browser)
    staff_does(address, Resolve("Sealed.", "workmanship", "engineering", None), now)
    browser.open(address)

    browser.send(browser.page.form("/verdict"), accepted="false", rating="1")

    assert "You asked us to go on; work continues" in browser.page.text


def test_a_verdict_left_half_empty_keeps_what_was_chosen(browser: ScriptlessBrowser, now: datetime) -> None:
    address = file(browser)
    staff_does(address, Resolve("Sealed.", "workmanship", "engineering", None), now)
    browser.open(address)

    browser.send(browser.page.form("/verdict"), accepted="false", comment="Still wet.")

    assert browser.status == 422
    assert "How did we handle it?: Please choose 1 to 5." in browser.page.text
    assert browser.page.form("/verdict").values["accepted"] == "false"
    assert browser.page.form("/verdict").values["comment"] == "Still wet."


@pytest.mark.parametrize(
    "nonsense", ["accepted=banana&rating=5", "accepted=true&rating.a=5", "accepted=true&rating=6"]
)
def test_a_verdict_is_never_guessed(browser: ScriptlessBrowser, now: datetime, nonsense: str) -> None:
    address = file(browser)
    staff_does(address, Resolve("Sealed.", "workmanship", "engineering", None), now)
    path, _, key = address.partition("?key=")

    assert browser.post(f"{path}/verdict", f"key={key}&{nonsense}").status == 422
    assert browser.open(address).page.form("/verdict").method == "post"


def test_a_verdict_in_an_old_window_is_explained(browser: ScriptlessBrowser, now: datetime) -> None:
    address = file(browser)
    staff_does(address, Resolve("Sealed.", "workmanship", "engineering", None), now)
    form = browser.open(address).page.form("/verdict")
    browser.send(form, accepted="false", rating="1")

    browser.send(form, accepted="true", rating="5")

    assert browser.status == 409
    assert "It may have been taken up again in the meantime." in browser.page.text


@pytest.mark.parametrize("action", ["", "/messages", "/verdict"])
def test_a_wrong_key_is_a_page_that_can_be_read(browser: ScriptlessBrowser, action: str) -> None:
    address = file(browser)
    path = address.partition("?key=")[0]

    if action:
        browser.post(
            path + action,
            "key=wrong&text=Hello" if action == "/messages" else "key=wrong&accepted=true&rating=5",
        )
    else:
        browser.open(f"{path}?key=wrong")

    assert browser.status == 404
    assert browser.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "There is nothing at this address" in browser.page.text
    assert path.rpartition("/")[2] not in browser.text


@pytest.mark.parametrize("field", ["", "key=&text=Hello", "key.a=b&text=Hello"])
def test_a_form_without_a_key_is_refused_without_a_case(browser: ScriptlessBrowser, field: str) -> None:
    path = file(browser).partition("?key=")[0]

    assert browser.post(f"{path}/messages", field).status == 422
    assert browser.page.forms == []


def test_too_many_messages_are_told_with_the_text_kept(
    browser: ScriptlessBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "MESSAGES", Limit("message", 1, timedelta(hours=1)))
    file(browser)
    browser.send(browser.page.form("/messages"), text="Hello?")

    browser.send(browser.page.form("/messages"), text="One more.")

    assert browser.status == 429
    assert int(browser.headers["Retry-After"]) > 0
    assert browser.page.form("/messages").values["text"] == "One more."


def test_every_page_lets_in_its_own_style_and_nothing_else(browser: ScriptlessBrowser) -> None:
    address = file(browser)
    for each in ("/", address, "/api/complaints/K7Q2-9XPD-3?key=wrong"):
        browser.open(each)
        hashed = base64.b64encode(hashlib.sha256(browser.page.styles.encode()).digest()).decode()
        policy = browser.headers["Content-Security-Policy"].split("; ")

        assert f"style-src 'self' 'sha256-{hashed}'" in policy
        assert f"form-action 'self' {URL}" in policy
        assert "default-src 'none'" in policy
        assert "unsafe" not in browser.headers["Content-Security-Policy"]
        assert browser.headers["Referrer-Policy"] == "no-referrer"
        assert browser.headers["Cache-Control"] == "no-store"


def test_programs_get_json_as_ever(browser: ScriptlessBrowser) -> None:
    path, _, key = file(browser).partition("?key=")
    number = path.rpartition("/")[2]

    def ask(query: str, accept: str) -> str:
        route = "GET /api/complaints/{number}"
        event = gateway_event(route, params={"number": number}, query=query, headers={"accept": accept})
        return str(handle(event, None)["headers"]["Content-Type"])

    for accept in ("*/*", "application/json", "application/json, text/html;q=0.9"):
        assert ask(f"key={key}", accept) == "application/json"
        assert ask("key=wrong", accept) == "application/problem+json"


def test_a_form_of_a_program_gets_problems_as_json(browser: ScriptlessBrowser) -> None:
    for route in ("POST /api/complaints", "POST /api/complaints/{number}/messages"):
        event = gateway_event(
            route,
            params={"number": "K7Q2-9XPD-3"},
            headers={"content-type": "application/x-www-form-urlencoded", "accept": "*/*"},
            body="kind=wish",
        )
        answer = handle(event, None)

        assert answer["statusCode"] == 422
        assert answer["headers"]["Content-Type"] == "application/problem+json"


def test_the_page_tells_lateness_by_the_present_time(
    browser: ScriptlessBrowser, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = file(browser)
    monkeypatch.setattr(root, "clock", lambda: now + timedelta(hours=25))

    assert "Late since Mon 23 Nov 2026, 16:00. We are sorry." in browser.open(address).page.text
