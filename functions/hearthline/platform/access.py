"""Who may do what, decided here and nowhere else.

A member of staff has roles and a scope, both from the groups of the token: ``agent``, ``lead``, ``manager``,
``marketing``, ``auditor``, ``admin``; ``city:<code>`` for each city of theirs, or ``hq`` for all.

What each role may do on the desk, and why:

- everybody who works cases (agent, lead, manager) lists, reads and files them, claims, acknowledges an
  escalation, triages, answers, notes, asks, writes down what a customer said, resolves, reopens, passes a
  case on to the right team, offers a remedy, plans and reports visits, links a case to an incident, and
  proposes improvements: nothing that helps a customer waits for a superior;
- lead and manager also assign a case to somebody else, approve or decline a remedy (each as far as their
  limit goes), decide what the board shows, lead incidents, and do what takes a promise away: reject, extend,
  merge, and close without the customer's verdict. Who owes an answer doesn't decide alone that it isn't owed;
- a manager decides on improvements;
- auditor and admin read; neither works cases. Imports are for manager and admin. An admin edits the documents
  that the rules run by, and carries out what a person asks of their data; an auditor sees who read what;
- whoever reads cases reads members, and whoever works them registers and edits persons; points are money, so
  lead and manager alone give, take and return them;
- whoever works cases visits homes, too: takes a visit that nobody has, plans it, says what came of it. Giving
  it to somebody else, or taking it from who has it, is for lead and manager, and so is what buyers are
  written;
- marketing has nothing to do on the desk. It says whom a segment means, and counts; it writes questionnaires
  and runs campaigns. Manager and auditor look at what it says and at what came of it. None of them sees who
  anybody is: a count shows masked names of a few, no more, and so do a campaign's recipients, whom marketing
  and manager alone see, and each such reading is recorded. These two also take the single answers away,
  under codes, and that is recorded, too.

Reports, which name who did how much, are for lead, manager and auditor, each for their cities.

The sales system is no member of staff: its tokens have the scope ``feed`` and no role. It tells of homes.

Scope: an action on a case needs the case's city; an action without a city concerns all of them and needs hq.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from hearthline.platform.problems import Kind, Problem

ROLES: Final = frozenset({"agent", "lead", "manager", "marketing", "auditor", "admin"})
_HQ: Final = "hq"
_CITY: Final = "city:"
_FEED: Final = "feed"


class Action(StrEnum):
    """What can be done on the desk; the value of a command's action is its name in the address."""

    LIST = "list"
    READ = "read"
    FILE = "file"
    CLAIM = "claim"
    ASSIGN = "assign"
    ACKNOWLEDGE = "acknowledge"
    TRIAGE = "triage"
    REPLY = "reply"
    NOTE = "note"
    ASK = "ask"
    RESOLVE = "resolve"
    REJECT = "reject"
    EXTEND = "extend"
    REOPEN = "reopen"
    CLOSE = "close"
    TRANSFER = "transfer"
    HEARD = "heard"
    MERGE = "merge"
    LINK = "link"
    OFFER = "offer"
    APPROVE = "approve"
    DECLINE = "decline"
    PUBLISH = "publish"
    HIDE = "hide"
    VISIT = "visit"
    VISITED = "visited"
    FINISH = "finish"
    ATTACH = "attach"
    IMPORT = "import"
    LEAD_INCIDENT = "lead_incident"
    PROPOSE = "propose"
    DECIDE = "decide"
    READ_DOCUMENT = "read_document"
    EDIT_DOCUMENT = "edit_document"
    AUDIT = "audit"
    SERVE_PERSON = "serve_person"
    READ_MEMBER = "read_member"
    EDIT_MEMBER = "edit_member"
    LIFT_SUPPRESSION = "lift_suppression"
    ADJUST_POINTS = "adjust_points"
    READ_SEGMENT = "read_segment"
    EDIT_SEGMENT = "edit_segment"
    READ_CAMPAIGN = "read_campaign"
    EDIT_CAMPAIGN = "edit_campaign"
    SEE_RECIPIENTS = "see_recipients"
    READ_RESULTS = "read_results"
    EXPORT_ANSWERS = "export_answers"
    READ_REPORT = "read_report"
    READ_HOME_VISIT = "read_home_visit"
    MAKE_HOME_VISIT = "make_home_visit"
    ASSIGN_HOME_VISIT = "assign_home_visit"
    READ_LETTER = "read_letter"
    WRITE_LETTER = "write_letter"


_READERS: Final = frozenset({"agent", "lead", "manager", "auditor", "admin"})
_WORKERS: Final = frozenset({"agent", "lead", "manager"})
_HEADS: Final = frozenset({"lead", "manager"})
_MARKETERS: Final = frozenset({"marketing", "manager", "auditor"})

ALLOWED: Final[Mapping[Action, frozenset[str]]] = {
    Action.LIST: _READERS,
    Action.READ: _READERS,
    Action.FILE: _WORKERS,
    Action.CLAIM: _WORKERS,
    Action.ASSIGN: _HEADS,
    Action.ACKNOWLEDGE: _WORKERS,
    Action.TRIAGE: _WORKERS,
    Action.REPLY: _WORKERS,
    Action.NOTE: _WORKERS,
    Action.ASK: _WORKERS,
    Action.RESOLVE: _WORKERS,
    Action.REJECT: _HEADS,
    Action.EXTEND: _HEADS,
    Action.REOPEN: _WORKERS,
    Action.CLOSE: _HEADS,
    Action.TRANSFER: _WORKERS,
    Action.HEARD: _WORKERS,
    Action.MERGE: _HEADS,
    Action.LINK: _WORKERS,
    Action.OFFER: _WORKERS,
    Action.APPROVE: _HEADS,
    Action.DECLINE: _HEADS,
    Action.PUBLISH: _HEADS,
    Action.HIDE: _HEADS,
    Action.VISIT: _WORKERS,
    Action.VISITED: _WORKERS,
    Action.FINISH: _WORKERS,
    Action.ATTACH: _WORKERS,
    Action.IMPORT: frozenset({"manager", "admin"}),
    Action.LEAD_INCIDENT: _HEADS,
    Action.PROPOSE: _WORKERS,
    Action.DECIDE: frozenset({"manager"}),
    Action.READ_DOCUMENT: _READERS,
    Action.EDIT_DOCUMENT: frozenset({"admin"}),
    Action.AUDIT: frozenset({"auditor", "admin"}),
    Action.SERVE_PERSON: frozenset({"admin"}),
    Action.READ_MEMBER: _READERS,
    Action.EDIT_MEMBER: _WORKERS,
    Action.LIFT_SUPPRESSION: _HEADS,
    Action.ADJUST_POINTS: _HEADS,
    Action.READ_SEGMENT: _MARKETERS,
    Action.EDIT_SEGMENT: frozenset({"marketing"}),
    Action.READ_CAMPAIGN: _MARKETERS,
    Action.EDIT_CAMPAIGN: frozenset({"marketing"}),
    Action.SEE_RECIPIENTS: frozenset({"marketing", "manager"}),
    Action.READ_RESULTS: _MARKETERS,
    Action.EXPORT_ANSWERS: frozenset({"marketing", "manager"}),
    Action.READ_REPORT: frozenset({"lead", "manager", "auditor"}),
    Action.READ_HOME_VISIT: _READERS,
    Action.MAKE_HOME_VISIT: _WORKERS,
    Action.ASSIGN_HOME_VISIT: _HEADS,
    Action.READ_LETTER: _READERS,
    Action.WRITE_LETTER: _HEADS,
}
"""The roles that may do each action, any one of them enough."""


class RoleMissing(Problem):
    """403: the caller has none of the `roles`, any of which may do all of this."""

    def __init__(self, *actions: Action) -> None:
        super().__init__(Kind.FORBIDDEN, "No role of yours may do this.")
        self.roles = frozenset.intersection(*(ALLOWED[action] for action in actions))


@dataclass(frozen=True, slots=True)
class Principal:
    """A member of staff as the token says: id, roles, the cities of their scope, or all of them with `hq`."""

    id: str
    roles: frozenset[str]
    cities: frozenset[str] = frozenset()
    hq: bool = False

    def sees(self, city: str) -> bool:
        """Say whether the city is in this person's scope."""
        return self.hq or city in self.cities


def principal_from_claims(claims: Mapping[str, Any], staff_claim: str) -> Principal:
    """Read a member of staff from the claims of a token that the gateway has checked.

    `staff_claim` names the claim with the person's id. Groups are in ``cognito:groups`` or ``groups``: a
    list, or as gateways write one, ``[agent city:hz]`` or ``agent,city:hz``; other groups are ignored.
    Raises Problem 401 where the id is missing, 403 where there is no role.
    """
    identity = claims.get(staff_claim)
    if not isinstance(identity, str) or not identity:
        raise Problem.unauthorized("The token does not say which member of staff it is for.")
    groups = _groups(claims.get("cognito:groups") or claims.get("groups"))
    roles = ROLES & groups
    if not roles:
        raise Problem.forbidden("The token gives no role.")
    cities = {group.removeprefix(_CITY) for group in groups if group.startswith(_CITY)} - {""}
    return Principal(identity, roles, frozenset(cities), _HQ in groups)


def authorize_feed(claims: Mapping[str, Any]) -> str:
    """Let the sales system tell of homes, and give the id of its client; raise Problem 403 for anybody else.

    The scope is ``feed``, or ends in ``/feed`` where the issuer puts the name of the interface before it.
    Scopes are in ``scope`` or ``scp``, separated by spaces or as a list; the client's id is in ``client_id``,
    ``azp`` or ``sub``. Raises Problem 401 where it is in none of them.
    """
    scopes = _groups(claims.get("scope") or claims.get("scp"))
    if not any(scope == _FEED or scope.endswith(f"/{_FEED}") for scope in scopes):
        raise Problem.forbidden("The token is not one of the sales system.")
    named = (claims.get(claim) for claim in ("client_id", "azp", "sub"))
    client = next((name for name in named if isinstance(name, str) and name), None)
    if client is None:
        raise Problem.unauthorized("The token does not say which client it is for.")
    return client


_RANKS: Final = ("agent", "lead", "manager")
_LEVELS: Final[Mapping[str, str]] = {"agent": "handler", "lead": "lead", "manager": "manager"}


def rank_of(principal: Principal) -> str:
    """Give the highest rank in which this person works cases; the lowest where they have none."""
    return next((rank for rank in reversed(_RANKS) if rank in principal.roles), _RANKS[0])


def level_of(principal: Principal) -> str:
    """Give the level of the reporting line that this person stands on; a manager of all cities is group."""
    level = _LEVELS[rank_of(principal)]
    return "group" if level == "manager" and principal.hq else level


def authorize_role(principal: Principal, *actions: Action) -> None:
    """Let actions pass by role alone, all of them, or raise RoleMissing, a Problem 403.

    For asking before a case is looked up: whoever has no such right learns nothing of which cases there are.
    """
    if not all(principal.roles & ALLOWED[action] for action in actions):
        raise RoleMissing(*actions)


def authorize(principal: Principal, action: Action, city: str | None) -> None:
    """Let an action in a city pass, or raise Problem 403; None is every city, and needs hq."""
    authorize_role(principal, action)
    if not (principal.hq if city is None else principal.sees(city)):
        raise Problem.forbidden("This is outside the cities of your scope.")


def visible_cities(principal: Principal) -> frozenset[str] | None:
    """Return the cities whose cases this person may list, None for all; raise Problem 403 for no reader."""
    authorize_role(principal, Action.LIST)
    return None if principal.hq else principal.cities


def _groups(claim: object) -> frozenset[str]:
    if isinstance(claim, str):
        inner = claim.strip().removeprefix("[").removesuffix("]")
        return frozenset(part.strip("\"'") for part in inner.replace(",", " ").split())
    if isinstance(claim, list | tuple):
        return frozenset(part for part in claim if isinstance(part, str))
    return frozenset()
