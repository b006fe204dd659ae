"""What one complaint, one member, one page and one minute of a company use, counted in simulations of it.

Everything runs without faults and through to its end: a few days of complaints of the whole company are
filed, and then time goes on until the last of them is closed. What the same time uses with nobody there is
taken off.
"""

from collections.abc import Callable, Iterator, Mapping
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

DAYS: Final = 2
"""Days in which complaints are filed and members join, as many as in those of the whole company."""
UNTIL_CLOSED: Final = 75
ASKED_DAYS: Final = 5
"""As many days' share of the company's owners is asked by one campaign, with reminders, and waited for."""
UNTIL_ANSWERED: Final = 16
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
class Asked:
    """What a campaign used for each owner, how many there were, and how many of them answered."""

    usage: Usage
    stored: float
    owners: int
    answers: int


class _Context:
    aws_request_id = "counted"

    def get_remaining_time_in_millis(self) -> int:
        return 60_000


def run(days: int = DAYS, until: int = UNTIL_CLOSED, told: Callable[[str], object] = lambda _: None) -> Runs:
    """Run nobody's company, one of complaints alone, and one with members and sales, too."""
    setup = Quiet(seed=1, days=days, kinds=frozenset())
    told("Nobody's days")
    nobody = Metered(replace(setup, only=_NOBODY))
    with nobody.open() as world:
        _pass(world, until)
        standing = _standing(nobody, until)
    told("Complaints, filed and brought to their end")
    complaints = Metered(replace(setup, only=_ALL))
    with complaints.open() as world:
        _pass(world, until)
        filed, lives = len(world.lives), complaints.stored() - nobody.stored()
        used = {"complaint": beside(complaints.meter.used, nobody.meter.used)}
        pages = dict(_pages(complaints))
    told("Members and sales, beside them")
    club = Metered(setup)
    with club.open() as world:
        _pass(world, until)
        joined = len(world.club.members)
        used["member"] = beside(beside(club.meter.used, nobody.meter.used), used["complaint"])
        members = club.stored() - nobody.stored() - lives
    told("A campaign")
    asked = _campaign(setup.seed)
    return Runs(
        {
            "complaint": times(used["complaint"], 1 / filed),
            "member": times(used["member"], 1 / joined),
            "owner asked": asked.usage,
            **pages,
        },
        standing,
        {"complaint": lives / filed, "member": members / joined, "owner asked": asked.stored},
        len(nobody.meter.metrics | complaints.meter.metrics | club.meter.metrics),
        filed,
        joined,
        asked.owners,
        asked.answers,
    )


def _campaign(seed: int, days: int = ASKED_DAYS, until: int = UNTIL_ANSWERED) -> Asked:
    """Ask all owners once, remind them, and let those answer who do."""
    quiet = Metered(Quiet(seed=seed, days=days, kinds=frozenset(), only=_NOBODY))
    with quiet.open() as world:
        _pass(world, until)
        idle = quiet.stored()
    asking = Metered(Asking(seed=seed, days=days, kinds=frozenset(), only=_NOBODY))
    with asking.open() as world:
        _pass(world, until)
        owners = len(world.owners)
        usage = times(beside(asking.meter.used, quiet.meter.used), 1 / owners)
        answers = sum(one.answered for one in world.answerers.by_token.values())
        return Asked(usage, (asking.stored() - idle) / owners, owners, answers)


def _pass(world: Any, days: int) -> None:
    for day in range(days):
        world.run_day(day)
    if world.unexplained:
        raise ValueError(world.unexplained[:3])


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
