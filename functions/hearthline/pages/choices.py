"""What a page offers: the acts that can be done now, and of the others why not, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hearthline.pages.words import words


@dataclass(frozen=True, slots=True)
class Hindrance:
    """An act that is not on the page, and why."""

    act: str
    why: str


def possible(choices: Mapping[str, str | None]) -> set[str]:
    """Give the acts that nothing stands against; `choices` has for each act the reason that refuses it."""
    return {act for act, reason in choices.items() if reason is None}


def hindrances(
    choices: Mapping[str, str | None], language: str, order: Iterable[str] | None = None
) -> list[Hindrance]:
    """Give why acts are not on the page, in the order given, which may leave some out, or their own."""
    return [
        Hindrance(act, why(reason, language))
        for act in (choices if order is None else order)
        if (reason := choices.get(act)) is not None
    ]


def why(reason: str, language: str) -> str:
    """Give a refusal of the rules in words."""
    told = words(language, "refusals")
    return str(told.get(reason) or told["other"])
