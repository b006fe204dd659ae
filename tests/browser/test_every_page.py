"""Every page there is, full of texts that would do harm, on each device, light and dark, in each language."""

import json
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from infra.local.stack import LocalStack
from tests.browser.conftest import Browse, carry
from tests.browser.guests import Guests
from tests.browser.looking import axe, fits, stays_put
from tests.browser.site import DESKTOP, PHONE, Language, Site
from tests.every_page.addresses import MEMBER, PAGES
from tests.every_page.hostile import NAME
from tests.every_page.world import ANSWERS, World, plant
from tests.system.client import Client, eventually
from tests.system.test_membership import ask_code, cookie_of, joining

Enter = Callable[[Page, str], None]
SIDES = {"anybody": ("", MEMBER), "staff": tuple(sorted({look.who for look in PAGES} - {"", MEMBER}))}


@pytest.fixture(scope="session")
def world(stack: LocalStack, guests: Guests) -> World:
    """Give what there is to be looked at on the running stack."""
    url = stack.description()["url"]

    def ask(method: str, path: str, body: Any = None, *, staff: str = "") -> Any:
        client = Client(url, stack.token(staff) if staff else None)
        answer = client.call(method, path, json.dumps(body).encode(), {"Content-Type": "application/json"})
        assert answer.status < 300, (method, path, answer.body)
        return answer.json if answer.body else None

    email = f"planted-{uuid.uuid4().hex[:8]}@example.com"
    anyone = Client(url)
    joined = anyone.post("/api/members", {**joining(email, ask_code(stack, anyone, email)), "name": NAME})
    assert joined.status == 201, joined.body
    planted = plant(ask, guests.behind, joined.json["id"], cookie_of(joined), datetime.now(UTC))
    lead = Client(url, stack.token("group"))
    figures = f"/api/campaigns/{planted.campaign}/results"
    eventually(lambda: lead.get(figures).json["overall"]["response"]["answered"] == ANSWERS)
    return planted


@pytest.mark.parametrize("side", SIDES)
def test_no_page_has_barriers_or_sticks_out_or_runs_what_stands_on_it(
    browse: Browse, enter: Enter, site: Site, world: World, language: Language, side: str
) -> None:
    wrong: list[str] = []
    devices = (DESKTOP, PHONE) if language == "zh" else (PHONE, DESKTOP)
    for who in SIDES[side]:
        page = browse(devices[0], language, is_mobile=False)
        page.on("dialog", lambda dialog: wrong.append(f"it ran: {dialog.message}"))
        if who == MEMBER:
            carry(page, site, world.member)
        elif who:
            enter(page, who)
        for look in (each for each in PAGES if each.who == who):
            answer = page.goto(look.at(world))
            try:
                assert answer is not None
                assert answer.status == look.status, look
                expect(page.get_by_role("heading", level=1)).to_have_count(1)
                for device in devices:
                    page.set_viewport_size({"width": device.width, "height": device.height})
                    fits(page)
                # Each size and each language is looked at once: two of the four would tell the same again.
                axe(page)
                stays_put(page)
            except AssertionError as fault:
                wrong.append(f"{look}: {fault}")
    assert wrong == []
