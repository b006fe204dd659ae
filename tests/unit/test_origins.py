"""Which site a change was asked for by."""

import pytest

from hearthline.platform.origins import check_origin, origin_of
from hearthline.platform.problems import Kind, Problem
from hearthline.platform.request import Request

OURS = "https://care.example"


def request(method: str, **headers: str) -> Request:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Request(method, "", "/api/session", "r", headers=named)


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("POST", {"origin": OURS}),
        ("POST", {"origin": OURS, "sec_fetch_site": "same-origin"}),
        ("PATCH", {"origin": "null", "sec_fetch_site": "same-origin"}),
        ("DELETE", {"sec_fetch_site": "none"}),
        ("POST", {}),
        ("GET", {"origin": "https://elsewhere.example", "sec_fetch_site": "cross-site"}),
    ],
)
def test_what_our_own_pages_and_programs_ask_for_passes(method: str, headers: dict[str, str]) -> None:
    check_origin(request(method, **headers), OURS)


@pytest.mark.parametrize("method", ["POST", "PATCH", "PUT", "DELETE"])
@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://elsewhere.example"},
        {"origin": "https://elsewhere.example", "sec_fetch_site": "cross-site"},
        {"origin": "https://forum.care.example", "sec_fetch_site": "same-site"},
        {"origin": "http://care.example"},
        {"origin": "https://care.example:8443"},
        {"origin": "null"},
        {"sec_fetch_site": "cross-site"},
    ],
)
def test_what_another_site_asks_for_is_refused(method: str, headers: dict[str, str]) -> None:
    with pytest.raises(Problem) as refused:
        check_origin(request(method, **headers), OURS)
    assert refused.value.kind is Kind.FORBIDDEN


def test_an_origin_has_no_path() -> None:
    assert origin_of("https://Care.example:8443/desk?x=1") == "https://care.example:8443"
