"""What gives way first when there is more to do than can be done: make shed LEVEL=1 … 4; LEVEL=0 ends it.

    1  exports for analysis, imports, looking through uploaded files
    2  messages of campaigns, counting them, reports and roll-ups
    3  the desk's pages and reports, long work
    4  the public pages and the club

Never: filing and following over the API, the desk's API, the sweep, the relay, and notices. What waits in a
queue waits there (four days and more); who is refused is answered with 429 or 503 and may try again.
"""

import argparse
import sys
from typing import Any, Final

from infra.installation import installation, stack_of
from infra.local.failure import CannotRun

TAKING: Final = {
    1: ("analytics-export", "complaint-import", "attachment-check"),
    2: ("survey-watch", "survey-results", "insight"),
    3: ("complaint-jobs", "lifecycle"),
    4: ("membership-watch",),
}
"""Functions that take no more from their queues and streams, by the level from which on."""
ANSWERING: Final = {2: ("insight-desk",), 3: ("site-desk", "survey-desk"), 4: ("site-public", "membership")}
"""Functions that answer no more, by the level from which on."""
MOST: Final = 4


def shed(lambda_: Any, prefix: str, level: int) -> tuple[int, int]:
    """Let give way what must at this level, and let all else work; give the numbers of both."""
    away = {f"{prefix}{name}" for at in range(1, level + 1) for name in TAKING[at]}
    halted = working = 0
    for page in lambda_.get_paginator("list_event_source_mappings").paginate():
        for mapping in page["EventSourceMappings"]:
            name = mapping["FunctionArn"].rpartition(":function:")[2].partition(":")[0]
            if not name.startswith(prefix):
                continue
            halts = name in away
            halted, working = halted + halts, working + (not halts)
            if (mapping["State"] == "Enabled") is halts:
                lambda_.update_event_source_mapping(UUID=mapping["UUID"], Enabled=not halts)
    for at, names in ANSWERING.items():
        for name in names:
            if at <= level:
                lambda_.put_function_concurrency(
                    FunctionName=f"{prefix}{name}", ReservedConcurrentExecutions=0
                )
                halted += 1
            else:
                lambda_.delete_function_concurrency(FunctionName=f"{prefix}{name}")
    return halted, working


def main(arguments: list[str] | None = None) -> int:
    """Run the tool; 0 when done, 2 with the reason on stderr when it can't run."""
    parser = argparse.ArgumentParser(prog="python -m infra.shed")
    parser.add_argument("level", type=int, choices=range(MOST + 1))
    parser.add_argument("--deployed", default="", help="a stack on AWS; without it the local one is meant")
    given = parser.parse_args(arguments)
    try:
        outputs, client = installation(given.deployed)
    except CannotRun as refused:
        print(f"hearthline: {refused}", file=sys.stderr)
        return 2
    halted, working = shed(client("lambda"), f"{stack_of(outputs)}-", given.level)
    print(f"level {given.level}: {halted} give way, {working} queues and streams are taken from")
    return 0


if __name__ == "__main__":
    sys.exit(main())
