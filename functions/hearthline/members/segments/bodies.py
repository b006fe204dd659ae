"""The bodies of requests about segments, checked at the border; `reading` checks what a filter means."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field, model_validator

from hearthline.members.segments.language import DEEPEST, MOST_CONDITIONS
from hearthline.platform.fields import Body, Title

FilterDocument = Annotated[
    dict[str, Any],
    Field(
        min_length=1,
        max_length=1,
        description="A condition, or `all`, `any` or `not` of conditions (docs/segments.md); at most "
        f"{MOST_CONDITIONS} of them, {DEEPEST} deep.",
        examples=[{"all": [{"city": ["sz"]}, {"stage": "living"}]}],
    ),
]


class SegmentBody(Body):
    """`POST /api/segments`."""

    name: Title
    filter: FilterDocument


class FilterBody(Body):
    """`POST /api/segments/check`."""

    filter: FilterDocument


class SegmentChangeBody(Body):
    """`PATCH /api/segments/{id}`: what is given changes."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    name: Title | None = None
    filter: FilterDocument | None = None
    archived: bool | None = None

    @model_validator(mode="after")
    def something(self) -> "SegmentChangeBody":
        """Refuse a change of nothing."""
        if not self.changes():
            raise ValueError("Give a name, a filter or archived.")
        return self

    def changes(self) -> dict[str, Any]:
        """Give what changes."""
        return self.model_dump(exclude_none=True)
