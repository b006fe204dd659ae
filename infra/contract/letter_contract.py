"""The operations of letters on how a building goes on, and what they answer."""

from collections.abc import Mapping

from hearthline.lifecycle import bodies
from hearthline.platform.access import ALLOWED, Action
from infra.contract.message_contract import InWords
from infra.contract.operations import Answer, Operation
from infra.contract.public_operations import OF_THE_STATE
from infra.contract.values import Count, Instant, Month, Shape


class Letter(Shape):
    """A letter of a project and month."""

    city: str
    project: str
    month: Month
    title: InWords
    text: InWords
    short: InWords
    written_by: str
    written_at: Instant
    sent_by: str | None
    sent_at: Instant | None
    """Null as long as it can be written anew."""
    version: Count


class HomesThatWait(Shape):
    """Homes of a project that are sold and not handed over: their buyers get its letters."""

    homes: Count
    """A thousand at most."""
    more: bool
    """Whether there are more than were counted."""


class LetterPage(Shape):
    """A page of letters, newest first."""

    items: list[Letter]
    next_cursor: str | None
    waiting: HomesThatWait


def _roles(action: Action) -> str:
    return f"For {', '.join(sorted(ALLOWED[action]))}."


_TEXT = {"zh": "主体结构已封顶，外墙开始施工。", "en": "The shell is up, and work on the facade begins."}
_WHICH = {"city": "sz", "project": "海岸花园", "month": "2026-11"}

LETTERS: tuple[Operation, ...] = (
    Operation(
        "GET /api/desk/progress-letters",
        "listProgressLetters",
        "Homes",
        "The letters of a project",
        f"Newest first. {_roles(Action.READ_LETTER)}",
        (Answer(200, "A page.", LetterPage),),
        {400: "The query can't be read, or the cursor is not one of this very list."},
        query=bodies.LetterQuery,
        staff=True,
    ),
    Operation(
        "POST /api/desk/progress-letters",
        "writeProgressLetter",
        "Homes",
        "Write a month's letter, or write it anew",
        "Of this month or the last, in both languages, in plain text: HTML is refused. Nothing is sent. "
        f"{_roles(Action.WRITE_LETTER)}",
        (Answer(200, "The letter.", Letter),),
        {409: f"Refused by the state: `letter_sent`. {OF_THE_STATE}"},
        body=bodies.LetterBody,
        staff=True,
        examples={
            "november": {
                "value": {
                    **_WHICH,
                    "title": {"zh": "十一月工程进展", "en": "The building in November"},
                    "text": _TEXT,
                    "short": _TEXT,
                }
            }
        },
    ),
    Operation(
        "POST /api/desk/progress-letters/send",
        "sendProgressLetter",
        "Homes",
        "Send a letter to the buyers who wait",
        "To everybody who has bought at the project and waits for the handover, through the contact policy, "
        f"each once; asked for again, nothing goes twice. {_roles(Action.WRITE_LETTER)}",
        (Answer(202, "It goes.", Letter),),
        {404: "There is no such letter."},
        body=bodies.WhichLetterBody,
        staff=True,
        examples={"november": {"value": _WHICH}},
    ),
)
LETTER_WORDS: Mapping[str, Mapping[str, str]] = {
    "LetterQuery": {"city": "A city's code.", "project": "The project's name."},
    "LetterBody": {
        "city": "A city's code, from `GET /api/catalog`.",
        "project": "The project's name, however it is spelled.",
        "month": "This month or the last, in the city.",
        "title": "In one line, by language.",
        "text": "The letter, by language: plain text, line breaks are kept.",
        "short": "What stands in a short message, by language.",
    },
    "WhichLetterBody": {
        "city": "A city's code, from `GET /api/catalog`.",
        "project": "The project's name, however it is spelled.",
        "month": "Which month's.",
    },
}
