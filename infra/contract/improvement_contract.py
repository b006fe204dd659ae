"""Improvements in the contract: what their routes take and answer."""

from hearthline.complaints.improvements.bodies import (
    ImprovementBody,
    ImprovementChangeBody,
    ImprovementQuery,
)
from hearthline.complaints.improvements.model import ImprovementStatus
from hearthline.platform.access import ALLOWED, Action
from infra.contract.case_view_answers import OtherCase
from infra.contract.operations import Answer, Operation
from infra.contract.public_operations import OF_THE_STATE
from infra.contract.values import Count, Instant, Shape, Words


class ImprovementProposed(Shape):
    """An improvement was put forward. A repetition under the same key gives this very answer."""

    id: str
    status: ImprovementStatus
    proposed_at: Instant


class ImprovementCard(Shape):
    """A line of the list."""

    id: str
    version: Count
    title: str
    department: str
    cause: str
    contractor: str | None
    city: str | None
    """Null for one that concerns the whole group."""
    project: str | None
    status: ImprovementStatus
    proposed_by: str
    proposed_at: Instant
    decided_at: Instant | None
    complaints: Count
    """How many complaints it names."""


class ImprovementList(Shape):
    """A page of improvements, newest first."""

    items: list[ImprovementCard]
    next_cursor: str | None
    """Where the next page begins; null on the last. With filters a page can be short and not the last."""


class ImprovementHead(Shape):
    """The whole state; `version` counts every change and is the ETag."""

    id: str
    version: Count
    title: str
    text: str
    department: str
    cause: str
    contractor: str | None
    city: str | None
    project: str | None
    status: ImprovementStatus
    proposed_by: str
    proposed_at: Instant
    decided_by: str | None
    decided_at: Instant | None
    reason: str | None
    """That of the latest decision."""
    complaints_total: Count


class ImprovementRevision(Shape):
    """One immutable line of its history."""

    version: Count
    kind: str
    """proposed, amended, decided or taken_up."""
    at: Instant
    by: str
    status: ImprovementStatus
    reason: str | None
    before: Words
    """What stood there before, of what was changed."""
    complaints_added: Count


class ImprovementView(ImprovementHead):
    """An improvement with its history."""

    complaints: list[OtherCase]
    """Those of the complaints that the reader may see."""
    history: list[ImprovementRevision]


NO_SUCH = "No such improvement."


def roles(action: Action) -> str:
    """Give whom an operation is for, as a sentence."""
    return f"For {', '.join(sorted(ALLOWED[action]))}."


IMPROVEMENTS: tuple[Operation, ...] = (
    Operation(
        "GET /api/desk/improvements",
        "listImprovements",
        "Improvements",
        "The improvements",
        "Of one's cities and of the whole group, newest first. Any of the parameters narrow the list. "
        f"{roles(Action.LIST)}",
        (Answer(200, "A page.", ImprovementList),),
        {400: "The query can't be read, or the cursor is not one of this very list."},
        query=ImprovementQuery,
        staff=True,
    ),
    Operation(
        "POST /api/desk/improvements",
        "proposeImprovement",
        "Improvements",
        "Propose an improvement",
        "Puts to a department what 1 to 100 complaints have in common. Without a city it concerns the whole "
        f"group. {roles(Action.PROPOSE)}",
        (Answer(201, "It is put forward.", ImprovementProposed, headers=("Location",)),),
        {422: "A field is not right, or the Idempotency-Key was used for another improvement."},
        body=ImprovementBody,
        headers=("IdempotencyKey",),
        staff=True,
        examples={
            "waterproofing": {
                "value": {
                    "title": "交付前做 48 小时蓄水试验",
                    "text": "近三个月多户卫生间渗漏，原因都是防水层未做蓄水试验。",
                    "department": "engineering",
                    "cause": "workmanship",
                    "city": "sz",
                    "complaints": ["K7Q2-9XPD-D"],
                }
            }
        },
    ),
    Operation(
        "GET /api/desk/improvements/{id}",
        "readImprovement",
        "Improvements",
        "One improvement",
        f"With its history and those of its complaints that one may see. {roles(Action.READ)}",
        (Answer(200, "The improvement.", ImprovementView, headers=("ETag",)),),
        {404: NO_SUCH},
        staff=True,
    ),
    Operation(
        "PATCH /api/desk/improvements/{id}",
        "changeImprovement",
        "Improvements",
        "Decide on an improvement, or amend it",
        "Either `status` with `reason`: accept what is proposed, adopt what is accepted, decline either "
        "(manager; hq for one of the whole group), or take up again what is declined "
        "(`proposed`). Everybody who filed one of its complaints, and its proposer, are told of a decision "
        "with the reason. Or `title`, `text`, `complaints_added`: for its proposer, while it is proposed.",
        (Answer(200, "The new state.", ImprovementHead, headers=("ETag",)),),
        {
            404: NO_SUCH,
            409: f"Refused by the state: `decision_not_possible`, `already_decided`, `linked_enough`. "
            f"{OF_THE_STATE}",
            412: "It is no longer of the version that `If-Match` names.",
        },
        body=ImprovementChangeBody,
        headers=("IfMatch",),
        staff=True,
        examples={
            "accept": {"value": {"status": "accepted", "reason": "从下月起，所有交付前均做蓄水试验。"}},
            "amend": {"value": {"complaints_added": ["M3T8-WZ5R-0"]}},
        },
    ),
)
IMPROVEMENT_WORDS = {
    "ImprovementBody": {
        "title": "In one line.",
        "text": "What should change, and why.",
        "department": "The code of the department that is to decide, from `GET /api/catalog`.",
        "cause": "The code of what the complaints have in common, from `GET /api/catalog`.",
        "contractor": "The contractor that it is about, if it is about one.",
        "city": "The city's code; without one it concerns the whole group.",
        "project": "The project that it is about, if it is about one.",
        "complaints": "The numbers of the complaints that show it, all in one's own cities.",
    },
    "ImprovementChangeBody": {
        "status": "The decision; `proposed` takes up again what is declined.",
        "reason": "Why; those who asked read it.",
        "title": "In one line.",
        "text": "What should change, and why.",
        "complaints_added": "Numbers of more complaints that show it.",
    },
    "ImprovementQuery": {
        "department": "Only what this department is to decide.",
        "cause": "Only this cause.",
        "contractor": "Only about this contractor, exactly.",
        "status": "Only this status.",
        "city": "Only of this city.",
    },
}
