"""Several alerts in one mail: a line for each, with its own link."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hearthline.notices import wording
from hearthline.notices.alerts import NoticeAlert
from hearthline.notices.layout import environment, rendered
from hearthline.notices.model import Message, Rendered


@dataclass(frozen=True, slots=True)
class Item:
    """One line: what it is called, where it leads, and what it says."""

    name: str
    url: str
    text: str


def write(message: Message, alerts: Sequence[NoticeAlert], language: str) -> Rendered:
    """Write alerts to a member of staff, what is due first first."""
    language = wording.supported(language)
    ordered = sorted(alerts, key=lambda one: (min(step.due for step in one.steps), one.number))
    late = sum(any(step.due <= one.at for step in one.steps) for one in alerts)
    values: dict[str, Any] = {
        "name": None,
        "quote": "",
        "number": len(alerts),
        "late": late,
        "clock_name": wording.CLOCKS[language].__getitem__,
    }
    words: Any = environment().get_template(f"{language}/{message.purpose}.txt").make_module(values)
    items = [Item(one.number, one.url, _line(words, one, language)) for one in ordered]
    return rendered(message.id, message.purpose, language, {**values, "items": items}, [])


def _line(words: Any, alert: NoticeAlert, language: str) -> str:
    kind = wording.KINDS[language].get(alert.kind, alert.kind)
    city = alert.cities.get(language) or next(iter(alert.cities.values()), "")
    steps = [
        (step.clock, wording.short_time(step.due, alert.zone, language), step.due <= alert.at, step.unheard)
        for step in alert.steps
    ]
    by = wording.short_time(alert.acknowledge_by, alert.zone, language) if alert.acknowledge_by else None
    return wording.one_line(words.line(kind, city, steps, by))
