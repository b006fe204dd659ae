"""Measures what docs/performance.md says.

Without a name, all of them are run, one after the other. Results stand in .local/bench; `check` holds them
against those that are kept (1 where one lies outside its band), `report` keeps them and rewrites the
document.
"""

import argparse
import signal
import sys
from collections.abc import Callable
from typing import Any

from benchmarks import (
    analytics,
    broadcast,
    campaign,
    check,
    cold_start,
    cost,
    fan_out,
    growth,
    helpdesk,
    insight,
    lifecycle,
    load,
    member_import,
    overhead,
    report,
    spending,
    trends,
)
from infra.local.failure import CannotRun
from tests.engines.dynamodb_local import Unavailable

BENCHMARKS = (
    "cold-start",
    "requests",
    "overhead",
    "broadcast",
    "fan-out",
    "members",
    "campaign",
    "lifecycle",
    "insight",
    "trends",
    "analytics",
    "growth",
    "cost",
    "helpdesk",
    "load",
)


_AS_THEY_ARE: dict[str, Callable[[], dict[str, Any]]] = {
    "cold-start": cold_start.measure,
    "requests": spending.measure,
    "overhead": overhead.measure,
    "cost": cost.measure,
    "broadcast": broadcast.measure,
    "lifecycle": lifecycle.measure,
    "analytics": analytics.measure,
    "trends": trends.measure,
    "helpdesk": helpdesk.measure,
}
"""Those that nothing can be said to."""


def main() -> int:
    """Run what is asked for; 0 when everything was measured, 2 with one line when something can't be."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    names = (*BENCHMARKS, "report", "check")
    parser.add_argument("name", nargs="?", choices=names, help="one of them, not all")
    parser.add_argument(
        "--sizes", type=_sizes, default=growth.SIZES, help="numbers of complaints: 1000,10000"
    )
    parser.add_argument(
        "--members", type=int, default=member_import.MEMBERS, help="how long a list of members is"
    )
    parser.add_argument(
        "--complaints", type=int, default=insight.COMPLAINTS, help="how many complaints a year has"
    )
    parser.add_argument("--owners", type=int, default=campaign.OWNERS, help="how many a campaign asks")
    parser.add_argument("--kills", type=int, default=campaign.KILLS, help="how often its workers are killed")
    parser.add_argument("--twice", action="store_true", help="let the campaign's events all come twice")
    parser.add_argument("--minutes", type=float, default=load.MINUTES, help="how long the mixed load goes on")
    given = parser.parse_args()
    # Being ended, too, must stop the engine and remove its file: that may be gigabytes of memory.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    if given.name == "report":
        print("docs/performance.md:", ", ".join(report.write()) or "no results yet, run the benchmarks first")
        return 0
    if given.name == "check":
        compared = check.check()
        print(check.shown(compared))
        return int(any(each.outside for each in compared))
    for name in [given.name] if given.name else BENCHMARKS:
        print(f"\n== {name}", flush=True)
        try:
            print(_measured(name, given), flush=True)
        except (CannotRun, Unavailable) as missing:
            print(f"bench: {missing}", file=sys.stderr)
            return 2
    return 0


def _measured(name: str, given: argparse.Namespace) -> str:
    if name in _AS_THEY_ARE:
        return report.keep(name, _AS_THEY_ARE[name]())
    match name:
        case "members":
            result = member_import.measure(given.members)
        case "insight":
            result = insight.measure(given.complaints)
        case "fan-out":
            result = fan_out.measure(given.owners)
        case "load":
            result = load.measure(given.minutes)
        case "campaign":
            result = campaign.measure(given.owners, kills=given.kills, twice=given.twice)
            name = "campaign-twice" if given.twice else name
        case _:
            result = growth.measure(given.sizes)
    return report.keep(name, result)


def _sizes(text: str) -> tuple[int, ...]:
    sizes = tuple(sorted({int(size) for size in text.split(",")}))
    if sizes[0] < growth.DUE:
        raise argparse.ArgumentTypeError(f"at least {growth.DUE}: as many are due in each table")
    return sizes


if __name__ == "__main__":
    sys.exit(main())
