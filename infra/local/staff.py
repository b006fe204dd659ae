"""The demonstration's staff: who they are, and how they come into the local Cognito."""

import secrets
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Member:
    """One member of staff: what they may do, and for which cities (`hq`: all)."""

    username: str
    roles: tuple[str, ...]
    cities: tuple[str, ...]

    @property
    def email(self) -> str:
        """Where notices reach them; nothing leaves this machine."""
        return f"{self.username}@staff.hearthline.example"

    @property
    def groups(self) -> list[str]:
        """The groups that say so to the API."""
        return [*self.roles, *(city if city == "hq" else f"city:{city}" for city in self.cities)]


STAFF = (
    Member("agent", ("agent",), ("sz",)),
    Member("agent2", ("agent",), ("sz",)),
    Member("lead", ("lead",), ("sz",)),
    Member("manager", ("manager",), ("sz",)),
    Member("agent.bj", ("agent",), ("bj",)),
    Member("lead.bj", ("lead",), ("bj",)),
    Member("manager.bj", ("manager",), ("bj",)),
    Member("group", ("manager",), ("hq",)),
    Member("marketing", ("marketing",), ("hq",)),
    Member("auditor", ("auditor",), ("hq",)),
    Member("admin", ("admin",), ("hq",)),
    Member("importer", ("manager",), ("boston",)),
)
"""Two cities, Shenzhen and Beijing; group level; and who imports the history of a third, Boston."""


def reporting_line() -> dict[str, Any]:
    """Give the document that tells who is told what, and how to reach them, without its version."""
    levels = {"agent": "handler", "lead": "lead", "manager": "manager"}
    cities: dict[str, dict[str, list[str]]] = {}
    for member in STAFF:
        for city in member.cities:
            if city != "hq":
                cities.setdefault(city, {}).setdefault(levels[member.roles[0]], []).append(member.username)
    return {
        "people": {member.username: {"name": member.username, "email": member.email} for member in STAFF},
        "cities": cities,
        "group": ["group"],
        "teams": {
            "sz-lift": {
                "city": "sz",
                "names": {"zh": "深圳电梯组", "en": "Lifts, Shenzhen"},
                "members": ["agent", "agent2"],
                "lead": ["lead"],
            }
        },
        "routes": [{"city": "sz", "category": "lift", "team": "sz-lift"}],
    }


def create(cognito: Any, pool: str) -> list[dict[str, Any]]:
    """Sign the staff up in the pool, each with a password made now; give them as stack.json lists them."""
    for city in sorted({city for member in STAFF for city in member.cities} - {"hq"}):
        cognito.create_group(UserPoolId=pool, GroupName=f"city:{city}")
    return [_create_one(cognito, pool, member) for member in STAFF]


def _create_one(cognito: Any, pool: str, member: Member) -> dict[str, Any]:
    # The pool asks for a digit and both cases; the rest is chance.
    password = f"Hl1{secrets.token_urlsafe(15)}"
    who = {"UserPoolId": pool, "Username": member.username}
    email = {"Name": "email", "Value": member.email}
    verified = {"Name": "email_verified", "Value": "true"}
    attributes = [email, verified]
    cognito.admin_create_user(
        **who, TemporaryPassword=password, MessageAction="SUPPRESS", UserAttributes=attributes
    )
    cognito.admin_set_user_password(**who, Password=password, Permanent=True)
    for group in member.groups:
        cognito.admin_add_user_to_group(**who, GroupName=group)
    return {
        "username": member.username,
        "password": password,
        "roles": list(member.roles),
        "cities": list(member.cities),
    }
