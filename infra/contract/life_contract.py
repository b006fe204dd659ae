"""The operations of the lives of homes, and what they answer."""

from typing import Literal

from hearthline.platform.access import ALLOWED, Action
from infra.contract.message_contract import InWords
from infra.contract.operations import Answer, Operation
from infra.contract.values import Instant, Shape

Does = Literal["message", "survey"]


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
)
