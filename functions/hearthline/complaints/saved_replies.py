"""Saved replies: words to start from, which of them fit a case, and what is filled in. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from hearthline.complaints.model import ClockName, Complaint
from hearthline.platform.ids import display
from hearthline.platform.text_rules import without_links

VARIABLES = frozenset({"name", "number", "project", "handler", "answer_due", "resolve_due"})
_BRACED = re.compile(r"\{([^{}]*)\}|[{}]")
_NOBODY = {"zh": "客户关系专员", "en": "Customer Relations"}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class SavedReply:
    """A reply in each language; empty kinds or categories are all of them."""

    code: str
    names: Mapping[str, str]
    texts: Mapping[str, str]
    kinds: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()

    def fits(self, complaint: Complaint) -> bool:
        """Tell whether it is about such cases."""
        right_kind = not self.kinds or complaint.kind.value in self.kinds
        return right_kind and (not self.categories or complaint.category in self.categories)

    @property
    def exactness(self) -> int:
        """How much it says of the cases that it fits: a category says more than a kind."""
        return 2 * bool(self.categories) + bool(self.kinds)


@dataclass(frozen=True, slots=True)
class SavedReplyWish:
    """Send a saved reply: what stays the same however often it is asked for, while its words may not."""

    code: str
    public: bool | None = None


def from_document(document: Mapping[str, Any]) -> dict[str, SavedReply]:
    """Read a saved document of replies, by code, the most exact first."""
    replies = [
        SavedReply(
            told["code"],
            told["names"],
            told["texts"],
            frozenset(told.get("kinds") or ()),
            frozenset(told.get("categories") or ()),
        )
        for told in document["replies"]
    ]
    return {reply.code: reply for reply in sorted(replies, key=lambda reply: -reply.exactness)}


def variables_in(text: str) -> set[str]:
    """Give what stands in braces; a brace without its other one counts as a variable by itself."""
    return {
        found.group(1) if found.group(1) is not None else found.group() for found in _BRACED.finditer(text)
    }


def values_for(
    complaint: Complaint, handler: str | None, zone: str, language: str, now: datetime
) -> dict[str, str]:
    """Give what can be filled in for a case; what it lacks, and a deadline that is past or met, is not there.

    `handler` is the name by which the handler signs; instants are by the city's own clock. What the filer
    typed is filled in without links: the reply goes out in our name, to a contact that may be anybody's.
    """
    values = {
        "name": without_links(complaint.contact.name),
        "number": display(complaint.number),
        "handler": handler or _NOBODY[language],
    }
    if complaint.home:
        values["project"] = without_links(complaint.home.project)
    for variable, name in (("answer_due", ClockName.ANSWER), ("resolve_due", ClockName.RESOLVE)):
        clock = complaint.clock(name)
        if clock and clock.running and clock.due > now:
            values[variable] = _at(clock.due, zone, language)
    return values


def filled(text: str, values: Mapping[str, str]) -> str | None:
    """Give the text with its variables filled in, or None where the case lacks one of them."""
    if not variables_in(text) <= values.keys():
        return None
    return _BRACED.sub(lambda found: values[found.group(1)], text)


def _at(moment: datetime, zone: str, language: str) -> str:
    local = moment.astimezone(ZoneInfo(zone))
    if language == "zh":
        return f"{local.month}月{local.day}日{local:%H:%M}"
    return f"{local:%H:%M} on {local.day} {_MONTHS[local.month - 1]}"
