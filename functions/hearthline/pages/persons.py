"""Persons as their pages show them to staff: made of the API's answers. Pure."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from hearthline.pages.members import View, entries
from hearthline.platform.ids import display, read_number

_COMPLAINT: Final = "complaint"
_BY_HAND: Final = "adjust:"
"""What the ledger puts before a reference that staff gave."""
_PERSON_FACTS: Final = ("phone", "email", "sex", "birth_date", "employer", "education")


def ledger(
    points: View, rewards: Iterable[View], words: View, language: str, returnable: Collection[str]
) -> list[dict[str, Any]]:
    """Give the lines of a page of the ledger with who of the staff made each and why.

    `returnable` are the kinds of entries that can be taken back; what was taken back already is not again.
    """
    items = points["items"]
    lines = entries({"rewards": list(rewards), "items": items}, words, language)
    return [
        {
            **line,
            **{name: one[name] for name in ("id", "by", "reason", "shortfall")},
            "source": one["source"].removeprefix(_BY_HAND),
            "returnable": one["kind"] in returnable and not line["taken_back"],
        }
        for one, line in zip(items, lines, strict=True)
    ]


def messages(items: Iterable[View]) -> list[dict[str, Any]]:
    """Give messages with the case that each is about, where it is about one."""
    return [{**one, "case": _case(str(one["about"]))} for one in items]


def contacts(person: View) -> list[tuple[str, str]]:
    """Give the contacts of a person, by their kind."""
    return [(kind, person[kind]) for kind in ("phone", "email") if person[kind]]


def known_facts(person: View) -> list[str]:
    """Name what is known of a person that they said of themselves, in the order of the page."""
    return [name for name in _PERSON_FACTS if person[name]]


def editable(person: View) -> dict[str, str]:
    """Give what stands in the controls of the form that changes what is the desk's."""
    given = {"kind": person["kind"], "city": person["city"], "tags": ", ".join(person["tags"])}
    return {name: value for name, value in given.items() if value}


def who_has_it(extra: Mapping[str, Any]) -> str | None:
    """Give the person that a refused contact belongs to, where the reader may know them."""
    state = extra.get("state")
    member = state.get("member") if isinstance(state, Mapping) else None
    return str(member) if member else None


def _case(about: str) -> str | None:
    kind, _, subject = about.partition("/")
    number = read_number(subject) if kind == _COMPLAINT else None
    return display(number) if number else None
