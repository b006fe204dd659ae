"""Puts the latest results into docs/performance.md, between the marks that name them."""

import json
from collections.abc import Callable
from typing import Any

from benchmarks import (
    analytics,
    campaign_tables,
    cost_tables,
    helpdesk,
    insight_tables,
    lifecycle,
    load,
    member_tables,
    tables,
)
from benchmarks.machine import machine
from benchmarks.places import DOCUMENT, FOLDER

RENDERERS: dict[str, Callable[[dict[str, Any]], str]] = {
    "cold-start": tables.cold_start,
    "overhead": tables.overhead,
    "requests": tables.spending,
    "broadcast": tables.broadcast,
    "members": member_tables.members,
    "fan-out": campaign_tables.fan_out,
    "campaign": campaign_tables.campaign,
    "campaign-twice": campaign_tables.campaign,
    "lifecycle": lifecycle.shown,
    "insight": insight_tables.insight,
    "trends": insight_tables.trends,
    "analytics": analytics.shown,
    "growth": tables.growth,
    "cost": cost_tables.cost,
    "helpdesk": helpdesk.shown,
    "load": load.shown,
}


def keep(name: str, result: dict[str, Any]) -> str:
    """Keep one benchmark's result with the machine that made it; give it as Markdown."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    kept = {**result, "machine": machine()}
    (FOLDER / f"{name}.json").write_text(json.dumps(kept, ensure_ascii=False, indent=1), "utf-8")
    return _rendered(name, kept)


def write() -> list[str]:
    """Rewrite the document's tables from the results there are; give the names of those."""
    text = DOCUMENT.read_text("utf-8")
    written = []
    for name in RENDERERS:
        path = FOLDER / f"{name}.json"
        if path.exists():
            block = _rendered(name, json.loads(path.read_text("utf-8")))
            before, mark, rest = text.partition(f"<!-- {name} -->\n")
            _, end, after = rest.partition("<!-- end -->")
            if not end:
                raise ValueError(f"{DOCUMENT} has no place for {name}")
            text = f"{before}{mark}{block}\n{end}{after}"
            written.append(name)
    DOCUMENT.write_text(text, "utf-8")
    return written


def _rendered(name: str, result: dict[str, Any]) -> str:
    return f"{RENDERERS[name](result)}\n\n{tables.machine(result['machine'])}"
