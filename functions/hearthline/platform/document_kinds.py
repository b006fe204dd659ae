"""What kinds of documents there are: how each is checked before it is saved, and whether it fits the others.

For those who edit: what runs reads saved documents plainly, and may do so because nothing else gets saved.
Calendars are a kind of the platform's own; any other kind is a domain's.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel

from hearthline.platform.calendar_document import CalendarDocument
from hearthline.platform.document_parts import Document
from hearthline.platform.problems import FieldError

CALENDAR: Final = "calendar-"

Plain = Mapping[str, Any]
Latest = Callable[[str], Plain | None]
"""Gives the version in force of a document, None where there is none."""
Fit = Callable[[str, Plain, Latest], list[FieldError]]
"""Gives what stands against saving a document that is right in itself, each with where it is."""


@dataclass(frozen=True, slots=True)
class DocumentKinds:
    """The kinds of an installation, by name, and what looks whether a document fits the others in force."""

    models: Mapping[str, type[Document]]
    fits: tuple[Fit, ...] = ()

    def knows(self, name: str) -> bool:
        """Tell whether something reads a document of this name."""
        return name in self.models or re.fullmatch(f"{CALENDAR}[a-z0-9][a-z0-9_-]{{0,39}}", name) is not None

    def check(self, name: str, document: Plain, version: int) -> dict[str, Any]:
        """Give the document as it is to be saved under this version.

        Raises LookupError for a kind that nothing reads, pydantic's ValidationError for what is not right.
        """
        given = {**document, "version": version}
        if name.startswith(CALENDAR):
            return CalendarDocument.model_validate({**given, "id": name.removeprefix(CALENDAR)}).document()
        checked: BaseModel = self.models[name].model_validate(given)
        return checked.model_dump(mode="json", exclude_unset=True)

    def misfits(self, name: str, document: Plain, latest: Latest) -> list[FieldError]:
        """Give all that stands against saving a document beside the others in force."""
        return [error for fit in self.fits for error in fit(name, document, latest)]
