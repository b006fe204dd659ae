"""What one complaint, one member, one page and one minute of a company use, counted in simulations of it.

Everything runs without faults and through to its end: a few days of complaints of the whole company are
filed, and then time goes on until the last of them is closed. What the same time uses with nobody there is
taken off.
"""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final
from unittest.mock import patch

from benchmarks.bill import MINUTES
from benchmarks.meter import Used
from benchmarks.metering import Metered
from benchmarks.usage import Usage, beside, times, together
from hearthline import root
from hearthline.pages.assets import address
from hearthline.platform.ids import SystemEntropy
from hearthline.platform.instants import instant
from simulation import company
from simulation.campaigns import Campaign, plan
from simulation.wiring import HANDLERS
from simulation.world import Setup
from tests.contract import gateway
from tests.contract.page_browser import PageBrowser
from tests.desk_cookie import desk_cookie
from tests.engines.engine import KEY, REGION, session

DAYS: Final = 1
"""Days in which complaints are filed and members join, as many as in those of the whole company."""
UNTIL_CLOSED: Final = 75
ASKED_DAYS: Final = 5
"""As many days' share of the company's owners is asked by one campaign, with reminders, and waited for."""
UNTIL_ANSWERED: Final = 16
AT_ONCE: Final = 4
"""Runs beside each other, each in a process of its own."""
_NOBODY: Final = frozenset[int]()
_ALL: Final = frozenset(range(100_000))
_LOOKS: Final = 5
_SWEEPS: Final = 20

Look = Callable[[], object]


class Quiet(Setup):
    """A company that asks nobody."""

    def campaigns(self, seed: str) -> list[Campaign]:  # noqa: ARG002 - as the company that asks
        """Give none."""
        return []


class Asking(Setup):
    """A company that asks all its owners once, and does nothing else."""

    def campaigns(self, seed: str) -> list[Campaign]:
        """Give the first campaign that is planned: to everybody, with reminders."""
        return plan(seed, self.start, self.days, self.owners)[:1]


@dataclass(frozen=True, slots=True)
class Runs:
    """What was used: by one of each, and by a year with nobody in it; `stored` are bytes of one of each."""

    each: Mapping[str, Usage]
    standing: Usage
    stored: Mapping[str, float]
    metrics: int
    complaints: int
    members: int
    asked: int
    answers: int


@dataclass(frozen=True, slots=True)
class Part:
    """One run: what was used and is stored, and how many there were of whom it is about."""

    used: Usage
    stored: int
    lives: int
    members: int
    owners: int
    answers: int
    metrics: frozenset[tuple[str, ...]]
    pages: Mapping[str, Usage]
    standing: Usage


class _Context:
    aws_request_id = "counted"

    def get_remaining_time_in_millis(self) -> int:
        return 60_000


def run(days: int = DAYS, until: int = UNTIL_CLOSED) -> Runs:
    """Run nobody's company, one of complaints alone, one with members and sales, and a campaign; at once."""
    quiet = Quiet(seed=1, days=days, kinds=frozenset())
    asking = Asking(seed=1, days=ASKED_DAYS, kinds=frozenset(), only=_NOBODY)
    setups: list[tuple[Setup, int]] = [
        (quiet, until),
        (replace(quiet, only=_ALL), until),
        (asking, UNTIL_ANSWERED),
        (replace(quiet, only=_NOBODY), until),
        (replace(quiet, only=_NOBODY, days=ASKED_DAYS), UNTIL_ANSWERED),
    ]
    with ProcessPoolExecutor(AT_ONCE) as pool:
        club, complaints, asked, nobody, silent = pool.map(_part, *zip(*setups, strict=True))
    complaint, owner = beside(complaints.used, nobody.used), beside(asked.used, silent.used)
    member = beside(beside(club.used, nobody.used), complaint)
    return Runs(
        {
            "complaint": times(complaint, 1 / complaints.lives),
            "member": times(member, 1 / club.members),
            "owner asked": times(owner, 1 / asked.owners),
            **complaints.pages,
        },
        nobody.standing,
        {
            "complaint": (complaints.stored - nobody.stored) / complaints.lives,
            "member": (club.stored - complaints.stored) / club.members,
            "owner asked": (asked.stored - silent.stored) / asked.owners,
        },
        len(club.metrics),
        complaints.lives,
        club.members,
        asked.owners,
        asked.answers,
    )


def _part(setup: Setup, until: int) -> Part:
    """Run one of them to its end, and give what it used."""
    there = Metered(setup)
    with there.open() as world:
        for day in range(until):
            world.run_day(day)
        if world.unexplained:
            raise ValueError(world.unexplained[:3])
        used, stored = times(there.meter.used, 1), there.stored()
        return Part(
            used,
            stored,
            lives=len(world.lives),
            members=len(world.club.members),
            owners=len(world.owners),
            answers=sum(one.answered for one in world.answerers.by_token.values()),
            metrics=frozenset(there.meter.metrics),
            pages=dict(_pages(there)) if setup.only == _ALL else {},
            standing=_standing(there, until) if setup.only == _NOBODY else {},
        )


def _standing(nobody: Metered, days: int) -> Usage:
    """Give what a year uses in which nothing happens: its days, and a sweep in each of its minutes.

    The simulation leaves out sweeps that would find nothing; those are counted here, and put in.
    """
    so_far = times(nobody.meter.used, 1)
    sweeps = so_far["SlaMonitor"][Used.INVOCATIONS]
    for _ in range(_SWEEPS):
        HANDLERS["SlaMonitor"]({"time": instant(nobody.world.hub.now)}, _Context())
    one = times(beside(nobody.meter.used, so_far), 1 / _SWEEPS)
    year = times(so_far, 365 / days)
    left = MINUTES - sweeps * 365 / days
    return together(year, times(one, left))


def _pages(there: Metered) -> Iterator[tuple[str, Usage]]:
    """Look at pages of the company as it is by now, several times each."""
    resources = there.world.services.template
    integrations = {
        name: there.meter.around(resources[name]["Properties"]["IntegrationUri"][7:-4], handle)
        for name, handle in gateway.HANDLERS.items()
    }
    with ExitStack() as stack:
        stack.enter_context(patch.dict(gateway.HANDLERS, integrations))
        # Pages name the address of the bucket; nothing is asked of it.
        stack.enter_context(patch.dict(there.world.services.clients, s3=_files()))
        # The company's own chance is drawn for each of its invocations, and this is none of them.
        stack.enter_context(patch.object(root, "entropy", SystemEntropy()))
        for name, look in _looks(there).items():
            look()
            before = times(there.meter.used, 1)
            for _ in range(_LOOKS):
                look()
            yield name, times(beside(there.meter.used, before), 1 / _LOOKS)


def _files() -> Any:
    return session().create_client(
        "s3",
        region_name=REGION,
        aws_access_key_id=KEY["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=KEY["AWS_SECRET_ACCESS_KEY"],
    )


def _looks(there: Metered) -> Mapping[str, Look]:
    lives = there.world.lives
    life = lives[0]
    now = there.world.hub.now
    key = life.filed.body["key"] if life.filed else ""
    handler = company.claims(company.agents(life.city)[0])
    manager = company.claims(company.GROUP[0])
    sessions = root.sessions_table()
    at_desk, above = (desk_cookie(sessions, who, now) for who in (handler, manager))
    month = (now - timedelta(days=60)).strftime("%Y-%m")

    def page(address: str, cookie: str = "") -> Look:
        def look() -> None:
            browser = PageBrowser()
            browser.cookies = dict([cookie.split("=", 1)]) if cookie else {}
            browser.open(address, **{"Accept-Encoding": "gzip"})
            if browser.answer.status != 200:
                raise ValueError(f"{address}: {browser.answer.status}")

        return look

    return {
        "page: the form": page("/complaints/new"),
        "page: following a case": page(f"/follow/{life.number}?key={key}"),
        "page: the board": page("/board"),
        "page: a script": page(address("desk.js")),
        "page: work list": page("/desk?view=city", at_desk),
        "page: a case": page(f"/desk/cases/{life.number}", at_desk),
        "page: a report": page(f"/desk/reports/promise?by=city&from={month}", above),
    }
