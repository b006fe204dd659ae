"""The form of one command on several cases, and what came of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from hearthline.pages.faults import refusal_of
from hearthline.pages.words import words
from hearthline.platform.ids import read_number

COMMANDS: Final[Mapping[str, tuple[str, ...]]] = {
    "note": ("text",),
    "reply": ("saved", "text"),
    "transfer": ("team", "reason"),
    "assign": ("to",),
}
"""The commands with their controls, in the order in which they are offered."""

CASES: Final = "case"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one case; `refusal` says why nothing did, `again` that asking once more may help."""

    number: str
    address: str | None
    refusal: str | None
    again: bool


def body(form: Mapping[str, Any]) -> dict[str, Any]:
    """Give the body that the form stands for: of the command chosen, only its own fields."""
    chosen = form.get("command")
    fields = form.get(str(chosen))
    numbers = form.get(CASES)
    return {
        **({"command": chosen} if chosen else {}),
        "numbers": list(numbers) if isinstance(numbers, Mapping) else [],
        **(fields if isinstance(fields, Mapping) else {}),
    }


def labels(language: str) -> dict[str, str]:
    """Give the labels of the form's controls."""
    text = words(language, "cases")
    named = {
        f"{command}.{field}": text["fields"][field]
        for command, fields in COMMANDS.items()
        for field in fields
    }
    return {
        **named,
        **{f"{command}.numbers": text["bulk"]["which"] for command in COMMANDS},
        ".command": text["bulk"]["command"],
    }


def outcomes(results: Iterable[Mapping[str, Any]], language: str) -> list[Outcome]:
    """Give what came of each case, those of which nothing came first."""
    found = [_outcome(result, language) for result in results]
    return sorted(found, key=lambda one: one.refusal is None)


def _outcome(result: Mapping[str, Any], language: str) -> Outcome:
    problem = result["problem"]
    number = result["number"]
    return Outcome(
        number=number,
        address=f"/desk/cases/{number}" if read_number(number) else None,
        refusal=refusal_of(problem, language) if problem else None,
        again=result["status"] == 503,
    )
