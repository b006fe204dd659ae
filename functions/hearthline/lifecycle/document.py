"""The document `lifecycle` as it is edited: the steps of a home's life, each checked before it is saved."""

import re
from collections.abc import Callable, Mapping
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, Field, StrictBool, StrictInt, model_validator

from hearthline.lifecycle.reading import LIFECYCLE
from hearthline.platform.document_parts import Document, NamedDocument, once
from hearthline.platform.text_rules import clean_text

MOST_STEPS: Final = 40
_MARKUP: Final = re.compile(r"<[a-zA-Z/!?]|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")


def _plain(most: int, *, multiline: bool = False) -> Callable[[str], str]:
    def check(value: str) -> str:
        text = clean_text(value, 1, most, multiline=multiline)
        if _MARKUP.search(text):
            raise ValueError("Must be plain text, without HTML.")
        return text

    return check


Title = Annotated[str, AfterValidator(_plain(60))]
Text = Annotated[str, AfterValidator(_plain(3000, multiline=True))]
Short = Annotated[str, AfterValidator(_plain(200))]
TimeOfDay = Annotated[
    str,
    Field(
        pattern=r"^(09|1[0-9]|20):[0-5][0-9]$",
        description="By the city's clock, in the hours in which people may be written to.",
    ),
]


class TitlesDocument(Document):
    """A title in each language."""

    zh: Title
    en: Title


class TextsDocument(Document):
    """A text in each language."""

    zh: Text
    en: Text


class ShortsDocument(Document):
    """A short message in each language."""

    zh: Short
    en: Short


class MessageDocument(Document):
    """What owners are told, as which class of the contact policy."""

    class_: Annotated[Literal["service", "marketing"], Field(alias="class")]
    title: TitlesDocument
    text: TextsDocument
    short: ShortsDocument


class WhenDocument(Document):
    """How long after the day of its trigger, and at which time of the day."""

    months: Annotated[StrictInt, Field(ge=0, le=1200)] = 0
    days: Annotated[StrictInt, Field(ge=0, le=3650)] = 0
    working_days: Annotated[StrictInt, Field(ge=0, le=250)] = 0
    working_day: StrictBool = False
    at: TimeOfDay
    every_months: Annotated[StrictInt, Field(ge=1, le=1200)] | None = None


class VisitDocument(Document):
    """A task for customer managers: within how many days the home is to be visited."""

    days: Annotated[StrictInt, Field(ge=1, le=365)]


class StepDocument(NamedDocument):
    """One step: after what, when, and exactly one thing that it does."""

    after: Literal["contract_signed", "handed_over", "ownership_transferred"]
    when: WhenDocument | None = None
    until: Literal["handed_over"] | None = None
    on_transfer: Literal["follows", "ends"] = "follows"
    late_days: Annotated[StrictInt, Field(ge=1, le=365)] = 30
    message: MessageDocument | None = None
    survey: Annotated[
        Literal["on-home-handed-over"] | None,
        Field(description="The campaign that asks by itself; it says when, and whom."),
    ] = None
    visit: VisitDocument | None = None

    @model_validator(mode="after")
    def does_one_thing(self) -> Self:
        """Refuse a step that does nothing or several things."""
        if [self.message, self.survey, self.visit].count(None) != 2:
            raise ValueError("exactly one of message, survey and visit")
        return self

    @model_validator(mode="after")
    def has_its_time(self) -> Self:
        """Refuse a step without its time, and one for a survey: the campaign has its own."""
        if self.survey is not None and (self.when is not None or self.after != "handed_over"):
            raise ValueError("the campaign says when it asks, after handed_over; leave out when")
        if self.survey is None and self.when is None:
            raise ValueError("when is needed")
        return self

    @model_validator(mode="after")
    def ends_as_it_can(self) -> Self:
        """Refuse an end before the beginning, and what a transfer's own step cannot have."""
        if self.until is not None and self.after != "contract_signed":
            raise ValueError("until handed_over is for what follows contract_signed")
        repeats = self.when is not None and self.when.every_months is not None
        if repeats and self.after != "handed_over":
            raise ValueError("every_months is for what follows handed_over")
        if self.on_transfer == "ends" and self.after == "ownership_transferred":
            raise ValueError("a transfer's own step is that of its new owners; leave out on_transfer")
        return self


class LettersDocument(Document):
    """Letters on how the building goes on: their class, and on which day of a month a missing one is told."""

    class_: Annotated[Literal["service", "marketing"], Field(alias="class")] = "service"
    remind_on: Annotated[StrictInt, Field(ge=1, le=28)] = 20
    at: TimeOfDay = "10:00"


class LifecycleDocument(Document):
    """The steps of a home's life with its owners, and how letters on the building go."""

    version: StrictInt
    steps: Annotated[list[StepDocument], Field(max_length=MOST_STEPS)]
    letters: LettersDocument | None = None

    @model_validator(mode="after")
    def each_once(self) -> Self:
        """Refuse a code that stands twice: by it a step is known for ever."""
        once([step.code for step in self.steps], "steps")
        return self


KINDS: Mapping[str, type[Document]] = {LIFECYCLE: LifecycleDocument}
