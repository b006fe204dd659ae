"""What runs came to, kept one file each, and put together as a page that needs nothing but a browser."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from simulation.runs import Outcome

Run = Mapping[str, Any]


def keep(outcome: Outcome, folder: Path) -> Path:
    """Write a run's figures into the folder; what its seed came to before, in as many days, is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    setup = asdict(outcome.setup)
    told = {
        "setup": {
            name: sorted(value) if isinstance(value, frozenset) else value for name, value in setup.items()
        },
        "findings": outcome.findings,
        "days": outcome.days,
        "faults": outcome.faults,
        "seconds": round(outcome.seconds, 1),
    }
    path = folder / f"{outcome.setup.days:03d}-days-seed-{outcome.setup.seed:03d}.json"
    path.write_text(json.dumps(told, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")
    return path
