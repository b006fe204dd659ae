"""The operations of the lives of homes and of visits to them, and what they answer."""

from collections.abc import Mapping
from typing import Literal

from hearthline.lifecycle import bodies
from hearthline.lifecycle.visits import VisitState
from hearthline.platform.access import ALLOWED, Action
from infra.contract.letter_contract import LETTER_WORDS, LETTERS
from infra.contract.message_contract import InWords
from infra.contract.operations import Answer, Operation
from infra.contract.public_operations import OF_THE_STATE
from infra.contract.values import Count, Day, Instant, Number, Shape

Does = Literal["message", "survey", "visit"]


class LifeStep(Shape):
    """A step of a home's life."""

    step: str
    """Its code in the document `lifecycle`."""
    names: InWords | None
    """What it is called; null for one that the document in force does not have."""
    does: Does | None
    contract: str
    occurrence: str
    """The how-manieth of its kind."""


class StepToCome(LifeStep):
    """One that is to come."""

    at: Instant


class StepDone(LifeStep):
    """One that was done, and is not done again."""

    due: Instant
    at: Instant
    rules: int
    """By which version of the document."""


class StepAsked(Shape):
    """A survey that its campaign asks by itself."""

    step: str
    names: InWords
    campaign: str


class VisitCard(Shape):
    """A visit that a home is owed, or was. It names no person but who has it."""

    id: str
    home: str
    city: str
    project: str
    building: str
    unit: str
    step: str
    occurrence: str
    state: VisitState
    assignee: str | None
    due_from: Day
    due: Day
    """The last day on which it is due, in the city."""
    planned_at: Instant | None
    tries: Count
    """How often somebody was there."""
    version: Count


class VisitList(Shape):
    """A page of visits that are owed, due first."""

    items: list[VisitCard]
    next_cursor: str | None


class VisitNote(Shape):
    """What was written down of one try."""

    at: Instant
    by: str
    outcome: VisitState
    text: str | None
    """Null where nothing was, and where an owner was taken out since."""


class VisitWhole(VisitCard):
    """A visit without what was noted of it."""

    contract: str
    reason: str | None
    """Why it was called off: `undone`."""
    complaints: list[Number]


class OwnerVisited(Shape):
    """Whom to visit."""

    id: str
    name: str | None
    phone: str | None
    email: str | None


class VisitView(VisitWhole):
    """A visit with whom to visit and what was noted."""

    notes: list[VisitNote]
    owners: list[OwnerVisited]


class VisitFiled(VisitWhole):
    """A visit, and the complaint that was filed."""

    complaint: Number


class HomeLife(Shape):
    """What is to come and what was done. It names no person."""

    home: str
    city: str
    project: str
    contract: str | None
    """The contract whose life it is; null where none stands."""
    rules: int
    """The version of the document by which it is planned."""
    planned: list[StepToCome]
    asked: list[StepAsked]
    done: list[StepDone]
    visits: list[VisitCard]
    """All that the home was ever owed."""


_NO_VISIT = "There is no such visit."
_REFUSALS = {
    404: _NO_VISIT,
    409: f"Refused by the state: `visit_ended`. {OF_THE_STATE}",
    412: "It was changed meanwhile.",
}


def _roles(action: Action) -> str:
    return f"For {', '.join(sorted(ALLOWED[action]))}."


LIVES: tuple[Operation, ...] = (
    Operation(
        "GET /api/desk/homes/{id}/life",
        "readHomeLife",
        "Homes",
        "The life of a home",
        "Which steps of the document `lifecycle` are to come for a home, as its facts and the document make "
        f"them now, and which were done. For {', '.join(sorted(ALLOWED[Action.READ_MEMBER]))}.",
        (Answer(200, "The plan.", HomeLife),),
        {404: "There is no such home."},
        staff=True,
    ),
    Operation(
        "GET /api/desk/home-visits",
        "listHomeVisits",
        "Homes",
        "Visits that are owed",
        "Due first: of a city, or of a customer manager, the reader's own where neither is said. With both, "
        f"or with `unassigned`, a page can be short and not the last. {_roles(Action.READ_HOME_VISIT)}",
        (Answer(200, "A page.", VisitList),),
        {400: "The query can't be read, or the cursor is not one of this very list."},
        query=bodies.VisitsQuery,
        staff=True,
    ),
    Operation(
        "GET /api/desk/home-visits/{id}",
        "readHomeVisit",
        "Homes",
        "One visit",
        f"With whom to visit and what was noted; the reading is recorded. {_roles(Action.READ_HOME_VISIT)}",
        (Answer(200, "The visit.", VisitView, headers=("ETag",)),),
        {404: _NO_VISIT},
        staff=True,
    ),
    Operation(
        "POST /api/desk/home-visits/{id}/assign",
        "assignHomeVisit",
        "Homes",
        "Take a visit, or give it to somebody",
        f"Taking one that nobody has: {_roles(Action.MAKE_HOME_VISIT)} Any other: "
        f"{_roles(Action.ASSIGN_HOME_VISIT)}",
        (Answer(200, "As it is now.", VisitWhole, headers=("ETag",)),),
        _REFUSALS,
        body=bodies.AssignVisitBody,
        headers=("IfMatch",),
        staff=True,
        examples={"to": {"value": {"to": "li.lei"}}},
    ),
    Operation(
        "POST /api/desk/home-visits/{id}/plan",
        "planHomeVisit",
        "Homes",
        "Plan the instant that was agreed",
        f"Who plans a visit that nobody has, has it. {_roles(Action.MAKE_HOME_VISIT)}",
        (Answer(200, "As it is now.", VisitWhole, headers=("ETag",)),),
        _REFUSALS,
        body=bodies.PlanVisitBody,
        headers=("IfMatch",),
        staff=True,
        examples={"morning": {"value": {"at": "2026-12-01T02:00:00.000Z"}}},
    ),
    Operation(
        "POST /api/desk/home-visits/{id}/report",
        "reportHomeVisit",
        "Homes",
        "Say what came of a visit",
        f"Where nobody was met it is owed still, but for the third time. {_roles(Action.MAKE_HOME_VISIT)}",
        (Answer(200, "As it is now.", VisitWhole, headers=("ETag",)),),
        _REFUSALS,
        body=bodies.ReportVisitBody,
        headers=("IfMatch",),
        staff=True,
        examples={"done": {"value": {"outcome": "done", "note": "一切正常。"}}},
    ),
    Operation(
        "POST /api/desk/home-visits/{id}/complaints",
        "fileOfHomeVisit",
        "Homes",
        "File what was found as a complaint of an owner",
        "With the owner's contacts, of this home; it goes the way of any complaint, and the owner is told. "
        f"{_roles(Action.MAKE_HOME_VISIT)}",
        (Answer(201, "Filed.", VisitFiled, headers=("Location", "ETag")),),
        {
            404: _NO_VISIT,
            409: f"Refused by the state: `too_many` or `visit_ended`. {OF_THE_STATE}",
            422: "A field is not right, the owner has no contact, or the Idempotency-Key was used for "
            "another request.",
        },
        body=bodies.VisitComplaintBody,
        headers=("IdempotencyKey",),
        staff=True,
        examples={
            "repair": {
                "value": {
                    "person": "0123456789ABCDEF",
                    "kind": "repair",
                    "title": "阳台门关不严",
                    "text": "走访时发现阳台门关不严，下雨会进水。",
                }
            }
        },
    ),
    *LETTERS,
)
LIFE_WORDS: Mapping[str, Mapping[str, str]] = {
    **LETTER_WORDS,
    "VisitsQuery": {
        "city": "The visits that a city owes.",
        "assignee": "Those of this member of staff.",
        "unassigned": "Those that nobody has yet; needs `city`.",
    },
    "AssignVisitBody": {"to": "The id of somebody on the reporting line."},
    "PlanVisitBody": {"at": "When; to come, within a year."},
    "ReportVisitBody": {
        "outcome": "`done`, `not_met`, or `refused` by the owners.",
        "note": "What is to be known the next time; nothing that somebody should not read of themselves.",
    },
    "VisitComplaintBody": {
        "person": "The owner whose complaint it is, as `owners` of the visit names them.",
        "kind": "What it is.",
        "title": "In one line.",
        "text": "Plain text; line breaks are kept.",
        "category": "A category's code, from `GET /api/catalog`.",
    },
}
