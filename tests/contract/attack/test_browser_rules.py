"""What another site can make a browser do with our pages and cookies: nothing."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from hearthline.members.sessions import COOKIE as MEMBERS
from hearthline.pages.visits import COOKIE as LANGUAGE
from hearthline.staff import flows
from hearthline.staff.sessions import COOKIE as STAFF
from site_desk.handler import AREAS as DESK
from site_public.handler import AREAS as PUBLIC
from survey.page import DEVICE
from tests.contract.attack.rights import UNKNOWN, UNKNOWN_MORE
from tests.contract.club import Club
from tests.contract.desk_browser import DeskBrowser
from tests.contract.service import GROUP, Service
from tests.unit.infra.templates import ROOT

OPEN = {"/desk/signed-in-elsewhere", "/complaints/new", "/complaints/find"}
"""The first changes nothing; anybody may file and ask for links from any site, and no cookie counts there."""
OTHER_SITES = (
    {"Origin": "https://evil.example"},
    {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "https://evil.care.example", "Sec-Fetch-Site": "same-site"},
)
MAY_BE_KEPT = re.compile(r"localStorage\.setItem\(name, box\.checked \? \"on\" : \"off\"\)")


def posts() -> Iterator[str]:
    """Give an address of each form of every page."""
    for area in (*DESK.values(), *PUBLIC.values()):
        for route in area():
            method, _, address = route.partition(" ")
            if method == "POST" and address not in OPEN:
                for name, value in {**UNKNOWN, **UNKNOWN_MORE}.items():
                    address = re.sub(rf"{{{re.escape(name)}(:int)?}}", value, address)
                yield re.sub(r"{\w+(:int)?}", "1", address)


def test_no_form_of_any_page_is_taken_from_another_site(service: Service, desk: DeskBrowser) -> None:
    desk.enter(GROUP)
    member = Club(service).member()
    name, _, value = member.cookie.partition("=")
    desk.cookies[name] = value
    before = service.snapshot()

    tried = sorted(set(posts()))
    taken = {
        (address, str(site)): answer.status
        for address in tried
        for site in OTHER_SITES
        if (answer := desk.post(address, {}, **site)).status != 403
    }

    assert len(tried) > 50
    assert taken == {}
    assert service.snapshot() == before


def test_no_page_may_be_framed_or_sniffed_whatever_it_answers(service: Service, desk: DeskBrowser) -> None:
    desk.enter(GROUP)
    for address in ("/", "/board", "/no/such", "/sign-in", "/me", "/desk", "/desk/settings", "/desk/cases/x"):
        headers = desk.get(address).headers

        assert "frame-ancestors 'none'" in headers["content-security-policy"], address
        assert headers["x-content-type-options"] == "nosniff", address
        assert headers["strict-transport-security"].startswith("max-age=31536000"), address
        assert headers["cache-control"] == "no-store", address


def test_every_cookie_is_sealed_to_this_host_and_out_of_reach_of_scripts() -> None:
    written = [
        line
        for path in sorted((ROOT / "functions").rglob("*.py"))
        for line in path.read_text("utf-8").splitlines()
        if "SameSite" in line and "Secure" in line
    ]
    by_path = {DEVICE, "__Secure-follow-"}

    assert len(written) == 6
    assert all("Secure; HttpOnly; SameSite=Lax" in line and "Domain" not in line for line in written)
    assert all(name.startswith("__Host-") for name in (MEMBERS, STAFF, LANGUAGE, flows._COOKIE))
    assert all(name.startswith("__Secure-") for name in by_path)


def test_a_browser_keeps_no_more_than_whether_a_switch_is_on() -> None:
    scripts = [
        path.read_text("utf-8") for path in Path(ROOT, "functions/hearthline/pages/scripts").rglob("*.js")
    ]

    kept = [line for text in scripts for line in text.splitlines() if ".setItem(" in line]
    assert len(kept) == 1
    assert MAY_BE_KEPT.search(kept[0])
    assert not any(
        re.search(r"indexedDB|sessionStorage|document\.cookie|postMessage", text) for text in scripts
    )


@pytest.mark.parametrize(
    "next_", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_leads_nowhere_else(service: Service, desk: DeskBrowser, next_: str) -> None:
    club = Club(service)
    club.member()
    code = club.ask_code({"phone": "13800138000"})

    answer = desk.post("/sign-in", {"address": "13800138000", "code": code, "next": next_})

    assert (answer.status, answer.headers["location"]) == (303, "/me")
