"""The lives of a thousand homes, played through ten years of sweeps and held against a plain recount.

The stories go any way: contracts are cancelled, homes are passed on and sold again, days are corrected, and
what is told comes late and twice. `tests/property/test_lives.py` does the same with fewer homes.
"""

import time
from typing import Any, Final

from benchmarks.tables import table
from tests.property.lives import YEARS
from tests.property.test_lives import play

HOMES: Final = 1000


def measure(homes: int = HOMES, seed: int = 11) -> dict[str, Any]:
    """Play them; raise AssertionError where a step is missing, done twice, or at another time."""
    begun = time.process_time()
    done = play(homes, seed)
    return {
        "homes": homes,
        "years": YEARS,
        "seed": seed,
        "done": done,
        "steps": sum(done.values()),
        "seconds of CPU": round(time.process_time() - begun, 1),
    }


def shown(result: dict[str, Any]) -> str:
    """Give what was done, and that nothing was done otherwise, as a table."""
    done = ", ".join(f"{count:,} `{step}`" for step, count in result["done"].items())
    lines: list[list[object]] = [
        ["homes, years, seed", f"{result['homes']:,}, {result['years']}, {result['seed']}"],
        ["steps done", f"{result['steps']:,}: {done}"],
        ["missed, done twice, at another time, for somebody else, after their cause was gone", 0],
        ["seconds of processor time", result["seconds of CPU"]],
    ]
    return table(["", "found"], lines)
