"""The way to the issuer and back: nobody else's, in time, and to a page of the desk."""

from datetime import UTC, datetime, timedelta

import pytest

from hearthline.platform.secret import Secret
from hearthline.staff.flows import LASTS, Flow, Flows, challenge_of, safe_next
from tests.engines.world import KnownChance

NOW = datetime(2026, 11, 27, 8, tzinfo=UTC)
FLOWS = Flows(Secret(lambda: "a secret that is long enough for a test of this kind"), KnownChance())


def cookies(flow: Flow) -> dict[str, str]:
    name, _, value = flow.cookie.partition(";")[0].partition("=")
    return {name: value}


def test_the_challenge_is_that_of_the_standards_example() -> None:
    # RFC 7636, appendix B
    assert challenge_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == (
        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    )


def test_a_way_is_known_again_by_its_own_browser() -> None:
    flow = FLOWS.begin("/desk/cases?view=mine", NOW)

    assert FLOWS.resume(flow.state, cookies(flow), NOW) == flow
    assert 43 <= len(flow.verifier) <= 128  # RFC 7636, 4.1
    assert len({flow.state, flow.nonce, flow.verifier}) == 3


def test_the_cookie_is_for_this_host_alone_and_short_lived() -> None:
    flow = FLOWS.begin("/desk", NOW)

    for cookie in (flow.cookie, flow.cleared):
        assert cookie.startswith("__Host-desk-in-")
        assert {"Path=/", "Secure", "HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Max-Age=600" in flow.cookie
    assert "Max-Age=0" in flow.cleared


def test_two_windows_are_on_their_ways_at_once() -> None:
    one, other = FLOWS.begin("/desk/a", NOW), FLOWS.begin("/desk/b", NOW)
    both = {**cookies(one), **cookies(other)}

    assert FLOWS.resume(one.state, both, NOW) == one
    assert FLOWS.resume(other.state, both, NOW) == other


def test_a_way_of_another_browser_or_too_long_ago_is_none() -> None:
    flow, other = FLOWS.begin("/desk", NOW), FLOWS.begin("/desk", NOW)

    assert FLOWS.resume(flow.state, {}, NOW) is None
    assert FLOWS.resume(flow.state, cookies(other), NOW) is None
    assert FLOWS.resume(flow.state, cookies(flow), NOW + LASTS) is None
    assert FLOWS.resume(flow.state, cookies(flow), NOW + LASTS - timedelta(seconds=1)) == flow


@pytest.mark.parametrize("place", [0, 1, 2])
def test_nothing_in_the_cookie_can_be_changed(place: int) -> None:
    flow = FLOWS.begin("/desk", NOW)
    [(name, value)] = cookies(flow).items()
    parts = value.split(".")
    parts[place] = {1: "9" * 10}.get(place, parts[place][:-1] + ("A" if parts[place][-1] != "A" else "B"))

    assert FLOWS.resume(flow.state, {name: ".".join(parts)}, NOW) is None


@pytest.mark.parametrize("state", ["", ".", "x", "aaaaaaaa.", "../../..", "aaaaaaaa" * 600, "状态"])
def test_a_state_of_any_form_is_no_mistake_of_ours(state: str) -> None:
    flow = FLOWS.begin("/desk", NOW)
    [(name, value)] = cookies(flow).items()
    odd = {name: value, "__Host-desk-in-aaaaaaaa": "a.9.%ff", "__Host-desk-in-": "x"}

    assert FLOWS.resume(state, odd, NOW) is None


@pytest.mark.parametrize(
    "address", ["/desk", "/desk/cases/K7Q29XPD3", "/desk?view=mine&city=sz", "/desk/members?home=%E6%B5%B7"]
)
def test_a_page_of_the_desk_is_come_back_to(address: str) -> None:
    assert safe_next(address) == address


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "/",
        "/me",
        "/deskX",
        "//evil.example/desk",
        "https://evil.example/desk",
        "/\\evil.example",
        "/desk\\..\\..\\evil.example",
        "\\\\evil.example/desk",
        "/desk/..//evil.example",
        "/desk/%2e%2e//evil.example",
        "/desk/.%2E/x",
        "/desk/./x",
        "javascript:alert(1)//desk",
        "/desk\r\nSet-Cookie: a=b",
        "/desk/a b",
        "/desk/\t/evil.example",
        "/desk@evil.example",
        "/desk/项目",
        "/desk/sign-in?next=/desk",
        "/desk/signed-in?code=x&state=y",
        "/desk/sign-out",
        "/desk/" + "a" * 1500,
    ],
)
def test_any_other_address_is_the_desk_itself(address: str | None) -> None:
    assert safe_next(address) == "/desk"
