"""The company: 16 cities, 120 members of staff, its projects; as the reporting line has them."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from hearthline.platform.documents import BUILT_IN, save_action
from hearthline.platform.table import Table

CITIES: Final = (
    *("sz", "gz", "dg", "sh", "nj", "su", "hz", "bj"),
    *("tj", "sy", "dl", "cc", "qd", "wh", "cs", "cd"),
)
AGENTS: Final = 5
GROUP: Final = tuple(f"group{place}" for place in range(8))
MOST_SURVEYS: Final = 3
CAPPED: Final = timedelta(days=30)
"""How many surveys a person is asked in which time."""
PROJECTS: Final = 12
"""Projects of each city."""


def agents(city: str) -> list[str]:
    """Give who handles cases in a city."""
    return [f"{city}-agent{place}" for place in range(AGENTS)]


def lead(city: str) -> str:
    """Give who leads them."""
    return f"{city}-lead"


def manager(city: str) -> str:
    """Give who must know."""
    return f"{city}-manager"


def claims(who: str) -> dict[str, Any]:
    """Give what the token of a member of staff says."""
    city, _, post = who.partition("-")
    role = "agent" if post.startswith("agent") else post or "manager"
    groups = f"[{role} city:{city}]" if post else "[manager hq]"
    return {"sub": who, "username": who, "cognito:groups": groups}


def reporting_line() -> Mapping[str, Any]:
    """Give the document that says who handles, leads and must know."""
    everybody = [who for city in CITIES for who in (*agents(city), lead(city), manager(city))]
    return {
        "people": {who: {"name": who, "email": f"{who}@staff.example"} for who in (*everybody, *GROUP)},
        "cities": {
            city: {"handler": agents(city), "lead": [lead(city)], "manager": [manager(city)]}
            for city in CITIES
        },
        "group": list(GROUP[:2]),
        "teams": {
            f"{city}-care": {
                "city": city,
                "names": {"zh": city, "en": city},
                "members": agents(city),
                "lead": [lead(city)],
            }
            for city in CITIES
        },
    }


def open_offices(table: Table, now: datetime) -> None:
    """Save the documents that the company works by.

    Of the alerts of an hour it gathers all but the first, so that there are some in a week.
    """
    policy = json.loads((BUILT_IN / "contact-policy-1.json").read_text("utf-8"))
    policy["alerts"] = {"alone": 1, "minutes": 60}
    policy["caps"]["survey"] = {"days": CAPPED.days, "person": MOST_SURVEYS}
    saved = {"reporting-line": reporting_line(), "contact-policy": policy}
    table.transact([save_action(name, 2, body, "admin", now) for name, body in saved.items()])
