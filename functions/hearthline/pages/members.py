"""What a member's own pages show, in the order and the words of a page: made of the API's answers. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

_ENDED: Final = frozenset({"closed", "rejected", "merged"})
_DAYS: Final = ("signed_on", "handed_over_on", "passed_on", "until")
_SHOWN: Final = 5
"""Lines of a card of the overview; the rest has a page of its own."""

View = Mapping[str, Any]
Names = Mapping[str, Mapping[str, str]]


def grouped(amount: int) -> str:
    """Give a number of points as people read it: 12,300."""
    return f"{amount:,}"


def signed(amount: int) -> str:
    """Give what was added or taken, with its sign: a minus that screens and screen readers know as one."""
    return f"+{amount:,}" if amount > 0 else f"−{-amount:,}"


def open_cases(items: Iterable[View]) -> list[View]:
    """Give the cases that go on, as many as a card holds."""
    return [case for case in items if case["status"] not in _ENDED][:_SHOWN]


def choices(names: Mapping[str, str], language: str) -> list[dict[str, Any]]:
    """Give what can be chosen as fields.html lists it."""
    return [{"code": code, "names": {language: name}} for code, name in names.items()]


def own_homes(view: View, cities: Names, words: View, language: str, today: date) -> list[dict[str, Any]]:
    """Give homes with their address in one line, what they are now, and which warranties still hold."""
    return [_home(one, cities, words, language, today) for one in view["items"]]


def owned_lines(homes: Iterable[View]) -> list[View]:
    """Give the homes that are still theirs, as many as a card holds."""
    return [home for home in homes if home["owned"]][:_SHOWN]


def _home(one: View, cities: Names, words: View, language: str, today: date) -> dict[str, Any]:
    home = one["home"]
    city = cities.get(home["city"], {}).get(language, home["city"])
    gone = one["until"] is not None and one["state"] != "cancelled"
    return {
        "address": " ".join((city, home["project"], home["building"], home["unit"])),
        "contract": one["contract"],
        "owned": one["until"] is None,
        "state": words["passed"] if gone else words["states"][one["state"]],
        "days": [(name, one[name]) for name in _DAYS if one[name] is not None],
        "warranties": [
            {**each, "within": each["until"] is not None and each["until"] >= today}
            for each in one["warranties"]
        ],
        "contractors": one["contractors"],
    }


def entries(points: View, words: View, language: str) -> list[dict[str, Any]]:
    """Give the lines of a page of the ledger: what each was for, and whether it was taken back since."""
    names = {reward["code"]: reward["names"][language] for reward in points["rewards"]}
    taken_back = {one["reverses"] for one in points["items"] if one["reverses"]}
    return [
        {
            "what": _what(one, names, words),
            "amount": signed(one["amount"]),
            "at": one["at"],
            "expires_at": one["expires_at"],
            "voucher": one["voucher"],
            "taken_back": one["id"] in taken_back,
        }
        for one in points["items"]
    ]


def vouchers(lines: Sequence[View]) -> list[View]:
    """Give the lines that something can be had for."""
    return [line for line in lines if line["voucher"] and not line["taken_back"]]


def _what(one: View, names: Mapping[str, str], words: View) -> str:
    if one["kind"] == "earned":
        earned: Mapping[str, str] = words["earned"]
        return earned.get(one["rule"] or "", earned["other"])
    if one["kind"] == "redeemed":
        return str(words["redeemed"]).format(names.get(one["rule"], one["rule"]))
    return str(words["kinds"][one["kind"]])
