"""Which form a part of a document is changed by."""

from collections.abc import Mapping
from typing import Final

from hearthline.pages.settings.line_forms import LevelsForm, PersonForm, TeamForm
from hearthline.pages.settings.other_forms import ReplyForm, WordsForm, YearFileForm, YearForm
from hearthline.pages.settings.part_forms import PartForm
from hearthline.pages.settings.shown import PARTS, kind_of
from hearthline.pages.settings.text_form import TextForm

TEXT: Final = ""
"""The part that is all of a document."""
_FORMS: Final[Mapping[str, PartForm]] = {
    "team": TeamForm(),
    "person": PersonForm(),
    "levels": LevelsForm(),
    "year": YearForm(),
    "file": YearFileForm(),
    "words": WordsForm(),
    "reply": ReplyForm(),
}


def form_of(name: str, part: str) -> PartForm | None:
    """Give the form for a part of a document; None where the document has no such part."""
    if part == TEXT:
        return TextForm()
    return _FORMS[part] if part in PARTS.get(kind_of(name), ()) else None
