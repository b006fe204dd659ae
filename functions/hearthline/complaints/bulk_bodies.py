"""The bodies of bulk commands and of what goes with saved replies."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from hearthline.complaints.commands import Command
from hearthline.complaints.desk_bodies import COMMANDS
from hearthline.complaints.saved_replies import SavedReplyWish
from hearthline.platform.bodies import read
from hearthline.platform.fields import Body, Code, Long, Reason
from hearthline.platform.ids import read_number
from hearthline.platform.problems import FieldError, Problem

MOST = 100


class BulkBody(Body):
    """`POST /api/desk/bulk`: a command, the cases, and the command's own fields (or a reply's `saved`)."""

    command: Literal["assign", "reply", "transfer", "note"]
    numbers: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=64)]], Field(min_length=1, max_length=MOST)
    ]
    to: Annotated[str, Field(min_length=1, max_length=128)] | None = None
    text: Long | None = None
    public: bool | None = None
    saved: Code | None = None
    team: Code | None = None
    reason: Reason | None = None

    @model_validator(mode="after")
    def each_case_once(self) -> "BulkBody":
        """Refuse a number that stands twice, however it is written."""
        numbers = [read_number(number) or number for number in self.numbers]
        if len(set(numbers)) < len(numbers):
            raise ValueError("Each case may be named once.")
        return self

    def wish(self) -> Command | SavedReplyWish:
        """Give what is to be done to each case; raise Problem 422 where its fields are not the command's."""
        if self.command not in COMMANDS:
            raise Problem.invalid([FieldError("/command", "No such command.")])
        model, build = COMMANDS[self.command]
        fields: dict[str, Any] = {
            name: value
            for name in self.model_fields_set - {"command", "numbers"}
            if (value := getattr(self, name)) is not None
        }
        if self.command == "reply" and "saved" in fields:
            told = read(SavedReplyBody, fields)
            return SavedReplyWish(told.saved, told.public)
        return build(read(model, fields))


class SavedReplyBody(Body):
    """The fields of a `reply` that is a saved one: its text comes with it."""

    saved: Code
    public: bool | None = None


class RepliesQuery(BaseModel):
    """`GET /api/desk/complaints/{number}/replies`; by default the case's own language."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    language: Literal["zh", "en"] | None = None
