"""Where somebody may be led on to: an address of this site, and nothing that could be read as another's."""

import pytest

from hearthline.platform.paths import own_address


@pytest.mark.parametrize("given", ["/", "/me", "/me/points?cursor=a%2Fb&x=1#ledger", "/sign-in"])
def test_an_own_address_is_kept(given: str) -> None:
    assert own_address(given, "/me") == given


@pytest.mark.parametrize(
    "given",
    [
        None,
        "",
        {"x": "/me"},
        "me",
        "//evil.example",
        "/\\evil.example",
        "/me\\x",
        "\t/me",
        "/me\n",
        "/me\r\nSet-Cookie: a=b",
        "/" + "a" * 600,
        "https://evil.example/me",
        "javascript:alert(1)",
        "/\u2215evil.example",
        "/ /evil.example",
    ],
)
def test_any_other_is_not(given: object) -> None:
    assert own_address(given, "/me") == "/me"
