"""What happened with a person: whom they brought here, what they wrote, what they were sent and what not."""

from collections.abc import Mapping

from hearthline import root, root_members, root_notices, root_standing
from hearthline.members.reach import reached
from hearthline.notices.bodies import LiftBody
from hearthline.pages.person_forms import at_controls
from hearthline.pages.persons import contacts, messages
from hearthline.pages.typed import typed_in
from hearthline.pages.visits import Visit
from hearthline.pages.words import words
from hearthline.platform.access import Action, Principal, authorize_role
from hearthline.platform.bodies import PageQuery, read
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.logs import log
from hearthline.platform.problems import Problem
from hearthline.staff_requests import record
from site_desk.person_pages import ONE, of_person, theirs
from site_desk.staff_pages import staff_page


@staff_page
def referrals(request: Request, staff: Principal) -> Response:
    """`GET /desk/members/{id}/referrals`; the reading is recorded."""
    query, identity = _query(request), request.params["id"]
    person = reached(staff, Action.READ_MEMBER, root_members.persons().load, identity).person
    page = root_standing.referral_lists().for_staff(staff.id, person, query.limit, query.cursor)
    record(request, staff, "member_referrals", about=identity)
    return of_person(request, staff, "members/referrals.html", list=page, cursor=query.cursor)


@staff_page
def complaints(request: Request, staff: Principal) -> Response:
    """`GET /desk/members/{id}/complaints`: those of the reader's cities; the reading is recorded."""
    query, identity = _query(request), request.params["id"]
    reached(staff, Action.READ_MEMBER, root_members.persons().load, identity)
    page = root_standing.complaints().for_staff(staff, identity, query.limit, query.cursor)
    record(request, staff, "member_complaints", about=identity)
    said = words(Visit.of(request).language, "cases")
    return of_person(request, staff, "members/complaints.html", list=page, cursor=query.cursor, c=said)


@staff_page
def sent(request: Request, staff: Principal) -> Response:
    """`GET /desk/members/{id}/messages`: with each decision and its reason; the reading is recorded."""
    return _messages(request, staff, _query(request).cursor, {})


@staff_page
def lift(request: Request, staff: Principal) -> Response:
    """`POST /desk/members/{id}/messages/lift`: take back what is held against a contact of theirs."""
    authorize_role(staff, Action.LIFT_SUPPRESSION)
    person, _ = root_members.desk().read(staff, request.params["id"])
    form = request.form()
    chosen = str(form.get("contact", ""))
    given = {kind: value for kind, value in contacts(person) if kind == chosen}
    try:
        body = read(LiftBody, {**given, "reason": form.get("reason", "")})
    except Problem as problem:
        told = at_controls(problem, dict.fromkeys(("", "/"), "/contact"))
        return _messages(request, staff, None, typed_in(form), told)
    address = root_members.prints().person(*body.contact())
    lifted = root_notices.contact_record().lift(address, root.now(), by=staff.id, why=body.reason)
    log("suppression.lifted", actor=staff.id, about=address, lifted=lifted)
    return Response.redirect(theirs(request, f"/messages?done={'lifted' if lifted else 'not_held'}"))


def _messages(
    request: Request,
    staff: Principal,
    cursor: str | None,
    typed: Mapping[str, str],
    problem: Problem | None = None,
) -> Response:
    query = PageQuery(cursor=cursor)
    found = reached(staff, Action.READ_MEMBER, root_members.persons().load, request.params["id"])
    page = root_notices.messages().page(found.id, query.limit, query.cursor, decisions=True)
    record(request, staff, "member_messages", about=found.id)
    said = words(Visit.of(request).language, "members")["fields"]
    return of_person(
        request,
        staff,
        "members/messages.html",
        typed=typed,
        labels={name: said[name] for name in ("contact", "reason")},
        problem=problem,
        list=page,
        items=messages(page["items"]),
        cursor=cursor,
    )


def _query(request: Request) -> PageQuery:
    asked = {name: value for name, value in request.query.items() if name == "cursor"}
    return read(PageQuery, asked, sign="?")


ROUTES: Mapping[str, Handler] = {
    f"GET {ONE}/referrals": referrals,
    f"GET {ONE}/complaints": complaints,
    f"GET {ONE}/messages": sent,
    f"POST {ONE}/messages/lift": lift,
}
