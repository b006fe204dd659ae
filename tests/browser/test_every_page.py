"""Every page there is, full of texts that would do harm, on each device, light and dark, in each language."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Browse, carry
from tests.browser.looking import axe, fits, stays_put
from tests.browser.site import DESKTOP, PHONE, Language, Site
from tests.every_page.addresses import MEMBER, PAGES, Look
from tests.every_page.world import World
from tests.sizes import THOROUGH

Enter = Callable[[Page, str], None]
SIDES = {"anybody": ("", MEMBER), "staff": tuple(sorted({look.who for look in PAGES} - {"", MEMBER}))}


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
        for look in (each for each in looks(language) if each.who == who):
            answer = page.goto(look.at(world))
            try:
                assert answer is not None
                assert answer.status == look.status, look
                expect(page.get_by_role("heading", level=1)).to_have_count(1)
                for device in devices:
                    page.set_viewport_size({"width": device.width, "height": device.height})
                    fits(page)
                # Each size and each language is looked at once: two of the four would tell the same again.
                # Dark colours know no language: every second page is seen in them in each.
                axe(page, dark=THOROUGH or PAGES.index(look) % 2 == (language == "zh"))
                stays_put(page)
            except AssertionError as fault:
                wrong.append(f"{look}: {fault}")
    assert wrong == []


def looks(language: Language) -> list[Look]:
    """Give every route, and of what else stands at one of them every second look."""
    known: set[str] = set()
    chosen = []
    for place, each in enumerate(PAGES):
        if each.route not in known or place % 2 == (language == "zh"):
            chosen.append(each)
        known.add(each.route)
    return chosen
