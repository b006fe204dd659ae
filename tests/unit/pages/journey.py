"""What journeys in a browser without script have in common."""

from datetime import datetime

from hearthline import root
from hearthline.complaints import lifecycle
from hearthline.complaints.commands import Command
from hearthline.platform.ids import identifier, read_number
from hearthline.platform.outbox import Actor
from tests.engines.world import KnownChance
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


def file(browser: ScriptlessBrowser, **changes: str) -> str:
    """File as somebody new by the form of the first page; give the address of the case's page, now open."""
    browser.begin()
    somebody = f"{identifier(CHANCE)}@example.com"
    browser.send(browser.page.form("/api/complaints"), **{**WRITTEN, "contact__email": somebody, **changes})
    assert browser.status == 200, browser.page.text
    return browser.address


def staff_does(address: str, command: Command, now: datetime) -> None:
    """Let an agent do something with the case at an address."""
    number = read_number(address.rpartition("/")[2].partition("?")[0])
    stored = root.store().load(str(number))
    assert stored is not None
    root.rulebook().refresh(now)
    terms = root.rulebook().terms(stored.complaint.city, stored.complaint.policy)
    root.store().save(stored, lifecycle.decide(stored.complaint, command, AGENT, now, terms), terms)
