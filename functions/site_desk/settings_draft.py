"""What somebody is changing of a document, and the version in force that the change is put into."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

from hearthline import root, root_desk
from hearthline.pages.settings.forms import form_of
from hearthline.pages.settings.part_forms import Content, PartForm
from hearthline.pages.settings.shown import kind_of
from hearthline.pages.settings.written import Line, check_size, compared, written
from hearthline.platform.access import Action, Principal, authorize
from hearthline.platform.http import Request
from hearthline.platform.problems import FieldError, Kind, Problem
from site_desk.settings_pages import edition_of

_FIRST_OF_A_KIND: Final = "calendar-cn"
"""What a calendar that isn't there yet begins with."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A document in the version in force, and the part of it that the form holds."""

    request: Request
    staff: Principal
    name: str
    part: str
    of: str
    form: PartForm
    current: Mapping[str, Any]
    began: int

    @classmethod
    def of_request(cls, request: Request, staff: Principal, began: int = 0) -> Self:
        """Read it; raise Problem 403 for who may not edit, 404 for what there isn't.

        What was there when the change `began`, in that version, is there: who took it out has overtaken it.
        """
        authorize(staff, Action.EDIT_DOCUMENT, None)
        name, query = request.params["name"], request.query
        part, of = query.get("part", ""), query.get("of", "")
        form = form_of(name, part)
        current = _in_force(request, staff, name)
        if form is None or (part and not current["version"]):
            raise Problem.not_found()
        held = form.holds(current["document"], of)
        if not held and 0 < began < current["version"]:
            before = root_desk.documents_desk().one(staff, name, str(began), root.now())
            held = form.holds(before["document"], of)
        if not held:
            raise Problem.not_found()
        return cls(request, staff, name, part, of, form, current, began or int(current["version"]))

    @property
    def version(self) -> int:
        """Give the version in force, 0 of a document that isn't there yet."""
        return int(self.current["version"])

    def document(self, content: Content) -> dict[str, Any]:
        """Give the document with what was typed in it; raise Problem 422 or 413 for what can't be one."""
        document = self.form.put(self.current["document"], self.of, content)
        check_size(document)
        return document

    def looked_at(self, content: Content) -> tuple[list[FieldError], list[Line]]:
        """Give what stands against saving, or else what that would change; nothing is saved."""
        try:
            document = self.document(content)
        except Problem as problem:
            if problem.kind is not Kind.INVALID:
                raise
            return list(problem.errors), []
        found = root_desk.documents_desk().check(self.staff, self.name, document, root.now())
        errors = [FieldError(each["pointer"], each["detail"]) for each in found["errors"]]
        if errors:
            return errors, []
        before = written(self.current["document"]) if self.version else ""
        return [], compared(before, written(document))

    def changed_since(self, seen: int) -> list[Line]:
        """Give what others have changed since a version; nothing where there was no such version."""
        if not 0 < seen < self.version:
            return []
        before = root_desk.documents_desk().one(self.staff, self.name, str(seen), root.now())
        return compared(written(before["document"]), written(self.current["document"]))


def _in_force(request: Request, staff: Principal, name: str) -> Mapping[str, Any]:
    """Give the version in force; a calendar that isn't there yet begins as another one, as version 0."""
    try:
        return edition_of(request, staff, name, None)
    except Problem as problem:
        if problem.kind is not Kind.NOT_FOUND or kind_of(name) == name:
            raise
    root_desk.documents_desk().check(staff, name, {}, root.now())  # raises for a name that nothing reads
    begin = edition_of(request, staff, _FIRST_OF_A_KIND, None)
    return {**begin, "name": name, "version": 0, "saved_at": None, "saved_by": None}
