"""Changing a document: by a form of one of its parts, or as text; checked, compared, and saved as a whole.

A change is put into the version in force. Who began with an older one is told what was saved meanwhile, and
saves on top of that if they still want to.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from hearthline import root, root_desk
from hearthline.pages.settings.drawn import drawn
from hearthline.pages.settings.part_forms import Content
from hearthline.pages.settings.written import Line
from hearthline.pages.typed import typed_in
from hearthline.pages.visits import Visit
from hearthline.pages.words import words
from hearthline.platform.access import Action, Principal, authorize
from hearthline.platform.bodies import VERSION, form_version
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.problems import FieldError, Kind, Problem
from site_desk.settings_draft import Draft
from site_desk.settings_pages import AT, shown
from site_desk.staff_pages import staff_page

LARGEST: Final = 1024 * 1024
"""Bytes of a form: a document of the largest size, nine bytes for each Chinese character."""
MOST_FIELDS: Final = 3000
CHECK, SAVE = "check", "save"
BEGAN: Final = "began"
"""The control that says with which version a change began, however often it was overtaken."""


@staff_page
def begin(request: Request, staff: Principal) -> Response:
    """`GET /desk/settings/{name}/edit?part=team&of=sz-lift`; without a part the whole document as text."""
    draft = Draft.of_request(request, staff)
    return _page(draft, draft.form.content(draft.current["document"], draft.of))


@staff_page
def give(request: Request, staff: Principal) -> Response:
    """`POST /desk/settings/{name}/edit`: `do=check` tells, `do=save` saves, any other gives more rows."""
    authorize(staff, Action.EDIT_DOCUMENT, None)
    form = request.form(largest=LARGEST, most=MOST_FIELDS)
    seen = form_version(form) or 0
    draft = Draft.of_request(request, staff, form_version({VERSION: form.get(BEGAN)}) or seen)
    content, do = draft.form.typed(form), str(form.get("do", CHECK))
    if do not in (CHECK, SAVE):
        return _page(draft, content, seen=seen)
    if seen != draft.version:
        return _overtaken(draft, content, seen)
    if do == CHECK:
        errors, lines = draft.looked_at(content)
        return _page(draft, content, errors=errors, lines=lines, checked=True)
    try:
        document = draft.document(content)
        desk = root_desk.documents_desk()
        saved = desk.save(staff, draft.name, document, draft.version, root.now())
    except Problem as problem:
        if problem.kind in (Kind.STALE, Kind.REFUSED):
            return _overtaken(Draft.of_request(request, staff, draft.began), content, seen)
        if problem.kind is not Kind.INVALID:
            raise
        return _page(draft, content, errors=problem.errors, status=problem.status, checked=True)
    return Response.redirect(f"{AT}/{draft.name}?saved={saved['version']}")


def _overtaken(draft: Draft, content: Content, seen: int) -> Response:
    """Tell what was saved meanwhile, and what saving this on top of it would change."""
    errors, lines = draft.looked_at(content)
    overtaken = {"seen": seen, "lines": draft.changed_since(seen)}
    status = Problem.stale().status
    return _page(draft, content, errors=errors, lines=lines, checked=True, status=status, overtaken=overtaken)


def _page(
    draft: Draft,
    content: Content,
    *,
    errors: Iterable[FieldError] = (),
    lines: Iterable[Line] = (),
    checked: bool = False,
    status: int = 200,
    seen: int | None = None,
    overtaken: Mapping[str, Any] | None = None,
) -> Response:
    language = Visit.of(draft.request).language
    texts = {name: text for name, text in content.items() if isinstance(text, str | Mapping)}
    document = draft.current["document"]
    return shown(
        draft.request,
        draft.staff,
        "settings/edit.html",
        status=status,
        typed=typed_in(texts),
        name=draft.name,
        part=draft.part,
        of=draft.of,
        current=draft.current,
        began=draft.began,
        version=draft.version if seen is None else seen,
        content=content,
        checked=checked,
        grown=seen is not None,
        lines=lines,
        overtaken=overtaken,
        **drawn(draft, document, content, list(errors), words(language, "settings")),
    )


ROUTES: Mapping[str, Handler] = {
    f"GET {AT}/{{name}}/edit": begin,
    f"POST {AT}/{{name}}/edit": give,
}
