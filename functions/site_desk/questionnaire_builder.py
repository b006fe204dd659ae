"""The builder of questionnaires: a form that holds all of the document, checked before it is saved.

A step (add, move, remove) gives the form back and saves nothing; each is a button, with or without script.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from hearthline import root, root_questionnaires
from hearthline.pages import questionnaire_faults
from hearthline.pages import questionnaire_forms as forms
from hearthline.pages.faults import TOLD_IN_PLACE
from hearthline.pages.visits import Visit
from hearthline.pages.words import words
from hearthline.platform.access import Action, Principal, authorize_role
from hearthline.platform.bodies import REPEAT_KEY, form_repeat_key, form_version
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.problems import FieldError, Kind, Problem
from site_desk.staff_pages import staff_page
from site_desk.survey_pages import shown

AT: Final = "/desk/questionnaires"
LARGEST: Final = 1024 * 1024
"""Bytes of a form: a document of the largest size, nine bytes for each Chinese character."""
MOST_FIELDS: Final = 15_000
"""Controls of a form: a hundred questions of forty options."""
CHECK, SAVE = "check", "save"

Save = Callable[[forms.Document, Mapping[str, Any]], tuple[str, int]]
"""Saves a document with what else the form holds; gives the questionnaire's id and the version."""


@staff_page
def draft(request: Request, staff: Principal) -> Response:
    """`GET /desk/questionnaires/new`: empty, or with what the version `from=id@2` asks."""
    authorize_role(staff, Action.EDIT_CAMPAIGN)
    identity, _, version = request.query.get("from", "").partition("@")
    begin = forms.empty()
    if identity:
        begin = root_questionnaires.questionnaires().version(staff, identity, version)[0]["document"]
    return _form(request, staff, begin)


@staff_page
def make(request: Request, staff: Principal) -> Response:
    """`POST /desk/questionnaires/new`."""

    def save(document: forms.Document, form: Mapping[str, Any]) -> tuple[str, int]:
        desk = root_questionnaires.questionnaires()
        saved = desk.save(staff, document, form_repeat_key(form), root.now())
        return saved["id"], saved["version"]

    return _step(request, staff, save, None)


@staff_page
def next_draft(request: Request, staff: Principal) -> Response:
    """`GET /desk/questionnaires/{id}/versions/new`: the newest version, to be saved as the next one."""
    authorize_role(staff, Action.EDIT_CAMPAIGN)
    desk = root_questionnaires.questionnaires()
    head, version = desk.read(staff, request.params["id"])
    found, _ = desk.version(staff, head["id"], str(head["latest"]))
    return _form(request, staff, found["document"], version=version, of=head["id"])


@staff_page
def add(request: Request, staff: Principal) -> Response:
    """`POST /desk/questionnaires/{id}/versions/new`."""
    identity = request.params["id"]

    def save(document: forms.Document, form: Mapping[str, Any]) -> tuple[str, int]:
        desk = root_questionnaires.questionnaires()
        saved = desk.add(staff, identity, document, form_repeat_key(form), form_version(form), root.now())
        return saved["id"], saved["version"]

    return _step(request, staff, save, identity)


@staff_page
def edit_draft(request: Request, staff: Principal) -> Response:
    """`GET /desk/questionnaires/{id}/versions/{version}/edit`."""
    authorize_role(staff, Action.EDIT_CAMPAIGN)
    params, desk = request.params, root_questionnaires.questionnaires()
    found, revision = desk.version(staff, params["id"], params["version"])
    if found["frozen_at"]:
        return Response.redirect(f"{AT}/{found['id']}/versions/{found['version']}")
    return _form(request, staff, found["document"], version=revision, of=found["id"])


@staff_page
def edit(request: Request, staff: Principal) -> Response:
    """`POST /desk/questionnaires/{id}/versions/{version}/edit`: until it is frozen."""
    identity, version = request.params["id"], request.params["version"]

    def save(document: forms.Document, form: Mapping[str, Any]) -> tuple[str, int]:
        desk, expected = root_questionnaires.questionnaires(), form_version(form)
        saved, _ = desk.edit(staff, identity, version, document, expected, root.now())
        return saved["id"], saved["version"]

    return _step(request, staff, save, identity)


def _step(request: Request, staff: Principal, save: Save, of: str | None) -> Response:
    authorize_role(staff, Action.EDIT_CAMPAIGN)
    form = request.form(largest=LARGEST, most=MOST_FIELDS)
    document, do = forms.document(form), str(form.get("do", CHECK))
    document = forms.pruned(document) if do in (CHECK, SAVE) else document
    kept: dict[str, Any] = {"version": form_version(form), "of": of, "repeat_key": form.get(REPEAT_KEY)}
    if do == CHECK:
        beside = of if request.path.endswith("/new") else None
        found = root_questionnaires.questionnaires().check(staff, document, beside, root.now())
        errors = [FieldError(each["pointer"], each["detail"]) for each in found["errors"]]
        return _form(request, staff, document, errors=errors, checked=True, **kept)
    if do != SAVE:
        after, place = forms.step(document, do, str(form.get("new_type", "")))
        return _form(request, staff, after, focus=place, **kept)
    try:
        identity, version = save(document, form)
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE:
            raise
        if problem.kind is Kind.INVALID:
            kept["repeat_key"] = None  # what is mended is another request
        return _form(request, staff, document, problem=problem, errors=problem.errors, **kept)
    return Response.redirect(f"{AT}/{identity}/versions/{version}")


def _form(
    request: Request,
    staff: Principal,
    document: forms.Document,
    *,
    version: int | None = None,
    **values: Any,
) -> Response:
    said = words(Visit.of(request).language, "questionnaires")
    names, errors = forms.controls(document), values.pop("errors", ())
    told = questionnaire_faults.told(errors, names, said)
    given = {"of": None, "repeat_key": None, "checked": False, "focus": None, "problem": None, **values}
    return shown(
        request,
        staff,
        "questionnaires/builder.html",
        asked=document,
        shown_if=forms.conditions(document),
        version=version,
        types=forms.TYPES,
        limited=forms.LIMITED,
        measures=forms.MEASURES,
        wrong=told,
        wrong_at={fault.name: fault.sentence for fault in told},
        **given,
    )


ROUTES: Mapping[str, Handler] = {
    f"GET {AT}/new": draft,
    f"POST {AT}/new": make,
    f"GET {AT}/{{id}}/versions/new": next_draft,
    f"POST {AT}/{{id}}/versions/new": add,
    f"GET {AT}/{{id}}/versions/{{version}}/edit": edit_draft,
    f"POST {AT}/{{id}}/versions/{{version}}/edit": edit,
}
