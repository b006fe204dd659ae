"""What a year of a company costs at AWS's list prices, from units that were counted.

One complaint, one member, one page and a year in which nothing happens are counted (company_runs.py), and
multiplied by how many of each a company of 780,000 homes has in a year.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from benchmarks.bill import Stored, of_a_year, of_usage
from benchmarks.company_runs import DAYS, UNTIL_CLOSED, Runs, run
from benchmarks.prices import MAILS, TEXTS, Price
from benchmarks.usage import Usage, times, together, total
from infra.local.progress import Progress

GOAL: Final = 150
"""Dollars a year, beside mail and short messages."""
BESIDE: Final = frozenset({MAILS.service, TEXTS.service})
PER_STAFF: Final = 55 * 12
"""Dollars a year of a hosted desk, for each agent."""


@dataclass(frozen=True, slots=True)
class Year:
    """A company's year; how often pages are looked at is taken, not measured."""

    complaints: int = 30_000
    members_joining: int = 8_000
    members: int = 60_000
    staff: int = 120
    looks_of_filers: int = 8
    """Of each complaint's filer."""
    looks_of_staff: int = 80
    """Pages a day of each member of staff, on 230 days."""
    campaigns: int = 4
    owners: int = 42_000
    """Whom each campaign asks, once and again."""
    visits: int = 500_000
    """Of the site and its board, a year, besides."""
    files_gigabytes: int = 30
    """Pictures of cases: three of two megabytes with each sixth complaint."""


COUNTS: Final[Mapping[str, Callable[[Year], float]]] = {
    "complaint": lambda year: year.complaints,
    "member": lambda year: year.members_joining,
    "owner asked": lambda year: year.campaigns * year.owners,
    "page: the form": lambda year: year.complaints * 2 + year.visits * 0.2,
    "page: following a case": lambda year: year.complaints * year.looks_of_filers,
    "page: the board": lambda year: year.visits * 0.8,
    "page: a script": lambda year: year.visits * 0.5 + year.complaints,
    "page: work list": lambda year: year.staff * 230 * year.looks_of_staff * 0.35,
    "page: a case": lambda year: year.staff * 230 * year.looks_of_staff * 0.6,
    "page: a report": lambda year: year.staff * 230 * year.looks_of_staff * 0.05,
}
"""How many of each there are in a year."""


def measure(days: int = DAYS, until: int = UNTIL_CLOSED) -> dict[str, Any]:
    """Count, and reckon a year's bill; give its lines, and what one of each thing costs."""
    progress = Progress()
    with progress.step(f"Running {days} days of a company {until} days on, with and without"):
        runs = run(days, until)
    return reckon(runs, Year())


def reckon(runs: Runs, year: Year) -> dict[str, Any]:
    """Reckon a year's bill from what was counted."""
    counts = {name: COUNTS[name](year) for name in runs.each}
    usage = together(runs.standing, *(times(each, counts[name]) for name, each in runs.each.items()))
    stored = Stored(
        runs.stored["complaint"] * year.complaints
        + runs.stored["member"] * year.members
        + runs.stored["owner asked"] * year.campaigns * year.owners,
        year.files_gigabytes * 1e9,
    )
    lines = [
        {
            **_told(price),
            "quantity": round(quantity, 3),
            "dollars": price.of(quantity),
            "after_free": price.of(quantity, free=True),
        }
        for price, quantity in of_a_year(usage, stored, runs.metrics, year.staff)
    ]
    return {
        "year": asdict(year),
        "counted": {
            "complaints": runs.complaints,
            "members": runs.members,
            "owners": runs.asked,
            "answers": runs.answers,
        },
        "lines": lines,
        "each": {
            name: {
                "a_year": round(counts[name]),
                "dollars_a_thousand": _dollars(each) * 1000,
                "used": {what.value: round(much, 2) for what, much in total(each).items() if round(much, 2)},
            }
            for name, each in runs.each.items()
        },
        "standing": sum(
            price.of(quantity, free=True)
            for price, quantity in of_a_year(runs.standing, Stored(0, 0), runs.metrics, 0)
        ),
        "goal": GOAL,
    }


def _told(price: Price) -> dict[str, Any]:
    return {
        "service": price.service,
        "what": price.what,
        "price": price.dollars,
        "per": price.per,
        "source": price.source,
    }


def _dollars(usage: Usage) -> float:
    """Give what it costs, messages left out."""
    return sum(price.of(quantity) for price, quantity in of_usage(usage) if price.service not in BESIDE)
