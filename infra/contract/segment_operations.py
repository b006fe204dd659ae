"""The operations of segments and their counts, and what they answer."""

from typing import Literal

from hearthline.members.segments.bodies import FilterBody, SegmentBody, SegmentChangeBody
from hearthline.platform.access import ALLOWED, Action
from hearthline.platform.bodies import PageQuery
from infra.contract.document_answers import DocumentFault
from infra.contract.operations import Answer, Operation
from infra.contract.public_operations import OF_THE_STATE
from infra.contract.values import Count, Instant, Shape, Words

NO_SUCH = "No such segment."
EXAMPLE = {
    "name": "深圳满一年的业主",
    "filter": {"all": [{"city": ["sz"]}, {"stage": "living"}, {"handed_over": {"to": "2025-11-22"}}]},
}


class SegmentView(Shape):
    """A filter under a name; `version` is the ETag."""

    id: str
    version: Count
    name: str
    filter: Words
    by: str
    """Who made it, and may change it, as may hq."""
    created_at: Instant
    changed_by: str
    changed_at: Instant
    archived_at: Instant | None


class SegmentPage(Shape):
    """Segments, newest first."""

    items: list[SegmentView]
    next_cursor: str | None


class SegmentSaved(Shape):
    """A segment is saved."""

    id: str


class FilterCheck(Shape):
    """Whether a filter could be saved now."""

    valid: bool
    errors: list[DocumentFault]


class CountBegun(Shape):
    """A count is begun; it is worked on behind the API."""

    run: str


class CityCount(Shape):
    """How many of those counted belong to a city; null for who belongs to none."""

    city: str | None
    count: Count


class SampledPerson(Shape):
    """One of those counted: enough to see whom a filter means, not who it is."""

    name: str | None
    """Masked, as `王**`."""
    city: str | None
    tier: Literal["member", "senior", "gold"] | None
    stage: Literal["prospect", "waiting", "moving_in", "living", "second_home", "former"]


class SegmentCount(Shape):
    """How far a count is, and what it has come to."""

    run: str
    segment: str
    version: Count
    state: Literal["running", "done", "failed"]
    at: Instant
    """The instant as of which it counts."""
    by: str
    cities: list[str] | None
    """The cities that it looks at, those of who asked for it; null for all."""
    scanned: Count
    """Persons looked at so far."""
    count: Count
    by_city: list[CityCount]
    """A person counts in each city that they belong to, so these may add up to more."""
    sample: list[SampledPerson]
    """Ten at most when it is done: drawn evenly, and the same whenever it is counted again."""
    requests: Count
    """Requests that reading took."""
    read_units: float
    """Read units that the pages took."""


def _roles(action: Action) -> str:
    return f"For {', '.join(sorted(ALLOWED[action]))}."


_READ, _EDIT = _roles(Action.READ_SEGMENT), _roles(Action.EDIT_SEGMENT)

SEGMENTS: tuple[Operation, ...] = (
    Operation(
        "GET /api/segments",
        "listSegments",
        "Segments",
        "Saved segments",
        f"Newest first, with those that were put aside. {_READ}",
        (Answer(200, "A page of segments.", SegmentPage),),
        query=PageQuery,
        staff=True,
    ),
    Operation(
        "POST /api/segments",
        "saveSegment",
        "Segments",
        "Save a segment",
        f"A filter under a name; docs/segments.md has its language. {_EDIT}",
        (Answer(201, "It is saved.", SegmentSaved, headers=("Location",)),),
        {422: "It is no filter; `errors` says where and why."},
        body=SegmentBody,
        headers=("IdempotencyKey",),
        staff=True,
        examples={"owners": {"value": EXAMPLE}},
    ),
    Operation(
        "POST /api/segments/check",
        "checkFilter",
        "Segments",
        "Check a filter without saving it",
        f"Says what saving it now would be refused for. {_EDIT}",
        (Answer(200, "Whether it could be saved.", FilterCheck),),
        body=FilterBody,
        staff=True,
        examples={"owners": {"value": {"filter": EXAMPLE["filter"]}}},
    ),
    Operation(
        "GET /api/segments/{id}",
        "readSegment",
        "Segments",
        "A segment",
        f"As it stands now. {_READ}",
        (Answer(200, "The segment.", SegmentView, headers=("ETag",)),),
        {404: NO_SUCH},
        staff=True,
    ),
    Operation(
        "PATCH /api/segments/{id}",
        "changeSegment",
        "Segments",
        "Change a segment, or put it aside",
        f"What is given changes, and makes the next version. By who made it, or hq. {_EDIT}",
        (Answer(200, "The segment.", SegmentView, headers=("ETag",)),),
        {
            404: NO_SUCH,
            412: "It is no longer of the version that `If-Match` names, or is being changed.",
            422: "It is no filter; `errors` says where and why.",
        },
        body=SegmentChangeBody,
        headers=("IfMatch",),
        staff=True,
        examples={"aside": {"value": {"archived": True}}},
    ),
    Operation(
        "POST /api/segments/{id}/counts",
        "countSegment",
        "Segments",
        "Count whom a segment means",
        f"Of the cities in one's scope, as of now; it goes through all persons. {_EDIT}",
        (Answer(202, "It is begun.", CountBegun, headers=("Location",)),),
        {404: NO_SUCH, 409: f"Refused by the state: `archived`. {OF_THE_STATE}"},
        headers=("IdempotencyKey",),
        staff=True,
    ),
    Operation(
        "GET /api/segments/{id}/counts/{run}",
        "readSegmentCount",
        "Segments",
        "How far a count is",
        "Its figures grow while it runs; that its sample was seen is recorded. It is kept for 90 days. "
        f"For whose scope holds its cities. {_READ}",
        (Answer(200, "The count.", SegmentCount),),
        {404: "No such count."},
        staff=True,
    ),
)
