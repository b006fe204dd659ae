"""Writes docs/roles.md, who may do what, from the one place that decides it: `make docs`."""

from pathlib import Path

from hearthline.complaints.desk_bodies import COMMANDS
from hearthline.complaints.policy import REMEDY_LIMITS
from hearthline.platform.access import ALLOWED, ROLES, Action

WRITTEN = Path(__file__).parents[1] / "docs" / "roles.md"
_ORDER = ("agent", "lead", "manager", "marketing", "auditor", "admin")
_OTHERS: dict[Action, str] = {
    Action.LIST: "see the work list",
    Action.READ: "read a case",
    Action.FILE: "file for a customer",
    Action.ATTACH: "add a file to a case",
    Action.IMPORT: "import history",
    Action.LEAD_INCIDENT: "lead an incident",
    Action.PROPOSE: "propose an improvement",
    Action.DECIDE: "decide on an improvement",
    Action.READ_DOCUMENT: "read policies, catalogs and the like",
    Action.EDIT_DOCUMENT: "edit them",
    Action.AUDIT: "see who read what",
    Action.READ_SEGMENT: "read segments and their counts",
    Action.EDIT_SEGMENT: "save and count segments",
    Action.READ_CAMPAIGN: "read questionnaires and campaigns, and how far they are",
    Action.EDIT_CAMPAIGN: "write questionnaires, make and run campaigns",
    Action.SEE_RECIPIENTS: "see whom a campaign asks",
    Action.READ_RESULTS: "read what was answered, in figures",
    Action.READ_HOME_VISIT: "read visits to homes",
    Action.MAKE_HOME_VISIT: "take, plan and report a visit to a home",
    Action.ASSIGN_HOME_VISIT: "give a visit to somebody else",
    Action.READ_LETTER: "read letters on how a building goes on",
    Action.WRITE_LETTER: "write and send them",
    Action.READ_REPORT: "read reports",
    Action.SERVE_PERSON: "carry out what a person asks of their data",
    Action.READ_MEMBER: "read a member",
    Action.EDIT_MEMBER: "register a person, and edit what is the desk's of one",
    Action.LIFT_SUPPRESSION: "lift what is held against an address",
    Action.ADJUST_POINTS: "give, take and return a member's points",
}
_TEXT = """\
# Who may do what

Roles and scope come from the groups of the token: roles as below, `city:<code>` for each city of somebody's,
`hq` for all. One role that may is enough. This page is made from `functions/hearthline/platform/access.py`,
where it is decided, by `make docs`; `tests/contract/test_roles.py` asks the service for every cell: in one's
own city, in another one, and with `hq`.

- An action on a case needs the case's city among one's own, or `hq`. Without the role nothing is looked up,
  so that nobody learns which numbers exist; a case of another city is a 403.
- Merging needs both cases' cities. Passing a case on (`transfer`) needs the city that it leaves.
- `acknowledge` reaches up to one's own level: an agent's is the handler, a lead's the lead, a manager's the
  manager; a manager with `hq` is the group.
- Compensation within one's own limit goes to the customer at once: {limits} yuan. Above it
  somebody else whose limit reaches so far must consent; above the manager's limit two managers. The offerer
  never consents. The limits are data (`remedy_limits` of the policy), and what a customer has accepted in the
  same case counts towards them.

## Commands on a case

{commands}

## Everything else

{others}
"""


def page() -> str:
    """Give the page."""
    limits = ", ".join(f"{role} {fen // 100:,}" for role, fen in REMEDY_LIMITS.items())
    commands = [(f"`{action.value}`", action) for action in Action if action.value in COMMANDS]
    others = [
        (_OTHERS.get(action, action.value), action) for action in Action if action.value not in COMMANDS
    ]
    return _TEXT.format(limits=limits, commands=_table(commands), others=_table(others))


def _table(rows: list[tuple[str, Action]]) -> str:
    if set(_ORDER) != ROLES:
        raise ValueError(ROLES)
    head = f"| | {' | '.join(_ORDER)} |\n|---|{'---|' * len(_ORDER)}"
    lines = [
        f"| {what} | {' | '.join('yes' if role in ALLOWED[action] else '' for role in _ORDER)} |"
        for what, action in rows
    ]
    return "\n".join([head, *lines])


if __name__ == "__main__":
    WRITTEN.write_text(page(), "utf-8")
    print(f"wrote docs/{WRITTEN.name}")
