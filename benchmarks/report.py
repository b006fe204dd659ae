"""Keeps the latest results, and puts those that are kept into docs/performance.md and its pictures."""

import json
from collections.abc import Callable
from pathlib import Path
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
    pictures,
    tables,
)
from benchmarks.machine import machine
from benchmarks.places import DOCUMENT, FOLDER, KEPT, PICTURES

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
    whole = {**result, "machine": machine()}
    _write(FOLDER, name, whole)
    return _rendered(name, whole)


def write() -> list[str]:
    """Keep the results there are, rewrite tables and pictures of the document; give the new ones' names."""
    new = [name for name in RENDERERS if (FOLDER / f"{name}.json").exists()]
    for name in new:
        _write(KEPT, name, json.loads((FOLDER / f"{name}.json").read_text("utf-8")))
    DOCUMENT.write_text(document(DOCUMENT.read_text("utf-8")), "utf-8")
    for file, content in pictures.growth(kept("growth")):
        (PICTURES / file).write_text(content, "utf-8")
    return new


def document(text: str) -> str:
    """Give the document with the tables of all results that are kept."""
    for name in RENDERERS:
        if not (KEPT / f"{name}.json").exists():
            continue
        before, mark, rest = text.partition(f"<!-- {name} -->\n")
        _, end, after = rest.partition("<!-- end -->")
        if not end:
            raise ValueError(f"{DOCUMENT} has no place for {name}")
        text = f"{before}{mark}{_rendered(name, kept(name))}\n{end}{after}"
    return text


def kept(name: str) -> dict[str, Any]:
    """Give the result that is kept of a benchmark."""
    result: dict[str, Any] = json.loads((KEPT / f"{name}.json").read_text("utf-8"))
    return result


def _write(folder: Path, name: str, result: dict[str, Any]) -> None:
    (folder / f"{name}.json").write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _rendered(name: str, result: dict[str, Any]) -> str:
    return f"{RENDERERS[name](result)}\n\n{tables.machine(result['machine'])}"
