"""What the system notes of a case from what others know."""

from dataclasses import dataclass

from hearthline.complaints.parts import Warranty


@dataclass(frozen=True, slots=True)
class NoteBackground:
    """Note how the home stood to its warranty when the case was filed, and what its filer is to the company.

    None where that is not known.
    """

    warranty: Warranty | None
    filer: str | None
