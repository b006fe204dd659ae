"""What one was sent, and leaving off messages of a class by the link that they carry."""

from collections.abc import Mapping

from hearthline import root, root_members, root_notices, root_site
from hearthline.member_requests import who_is_it
from hearthline.members.consents import Wish
from hearthline.members.model import Channel, Purpose, Via
from hearthline.notices.leaving import Leave
from hearthline.platform.bodies import PageQuery, read
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.problems import Problem


def mine(request: Request) -> Response:
    """`GET /api/members/me/messages`."""
    person = who_is_it(request).stored.id
    query = read(PageQuery, request.query, sign="?")
    return Response.json(200, root_notices.messages().page(person, query.limit, query.cursor))


def ask(request: Request) -> Response:
    """`GET /api/unsubscribe/{token}`: says what a press of the button would end, and changes nothing."""
    return _said(request, _leave(request), done=False)


def leave(request: Request) -> Response:
    """`POST /api/unsubscribe/{token}`: withdraws that consent, also for who withdrew it before.

    Mail programs send `List-Unsubscribe=One-Click` as a form of either kind (RFC 8058), the page's button
    does, too. The token says all, so the body is not read. Somebody who is no more has withdrawn already;
    where their record has become part of another one, it is that one's consent.
    """
    wanted = _leave(request)
    stored = root_members.persons().load(wanted.person)
    if stored is not None and stored.person.merged_into is not None:
        stored = root_members.persons().load(stored.person.merged_into)
    if stored is not None and stored.person.erased_at is None:
        wish: Wish = {(Purpose(wanted.message_class.value), Channel(wanted.channel)): False}
        root_members.consenting().declare(stored, wish, root.now(), via=Via.LINK)
    return _said(request, wanted, done=True)


def _leave(request: Request) -> Leave:
    found = root_notices.leaving().read(request.params["token"])
    if found is None:
        raise Problem.not_found()
    return found


def _said(request: Request, wanted: Leave, *, done: bool) -> Response:
    if not request.prefers_html():
        answer = {"message_class": wanted.message_class.value, "channel": wanted.channel, "withdrawn": done}
        return Response.json(200, answer)
    # A program, and what else this function does, pays for no page.
    from hearthline.pages.visits import Visit

    return root_site.public_pages().answer(
        Visit.of(request),
        "leaving/ask.html",
        message_class=wanted.message_class.value,
        channel=wanted.channel,
        done=done,
    )


ROUTES: Mapping[str, Handler] = {
    "GET /api/members/me/messages": mine,
    "GET /api/unsubscribe/{token}": ask,
    "POST /api/unsubscribe/{token}": leave,
}
