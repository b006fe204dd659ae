"""The promises that depend on others: the sweep, the mail's provider, the calendar, one who asks for all."""

import json
import tempfile
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from hearthline.platform.instants import instant
from hearthline.platform.surroundings import utc_now
from hearthline.platform.timers import all_shards
from infra import documents
from infra.local.stack import SENDER_DOMAIN
from infra.rehearsals.book import BY_HAND, Book
from infra.rehearsals.stage import Stage, eventually, expect, filing

MONITOR: Final = "sla-monitor"
ASKED: Final = 3
"""As often as each function is asked for while it is broken: the threshold of its alarm."""


def functions(stage: Stage, book: Book) -> str:
    """The code of no function can be loaded; then it can again."""
    names = stage.functions()
    by_function = {alarm.source[2]: alarm for alarm in stage.alarms.values() if alarm.source[1] == "Errors"}
    with stage.broken(names), ThreadPoolExecutor(4) as pool:
        failures: Counter[str] = Counter()
        for name, failed in zip(names * ASKED, pool.map(_fails(stage), names * ASKED), strict=True):
            failures[name] += failed
        for name in names:
            book.rings(by_function[name], [failures[name]])
        answers = [stage.call("GET", "/api/catalog").status for _ in range(5)]
        book.rings(stage.alarms["ApiFailures"], [status >= 500 for status in answers])
    eventually(lambda: stage.call("GET", "/api/catalog").status == 200, "the API answers once it is mended")
    book.rings(stage.alarms["ApiLatency"], [3000.0], BY_HAND)
    return f"{len(names)} functions failed {ASKED} times each, the API with {answers[0]}; it answers again"


def sweep(stage: Stage, book: Book) -> str:
    """Nothing was swept for ten days, one item can't be handled; the next sweep makes good."""
    alarm = stage.alarms["SweepLag"]
    book.rings(alarm, [])
    stage.file("late@rehearsal.example")
    later = instant(utc_now() + timedelta(days=10))
    bad = {"pk": {"S": "REHEARSAL#1"}, "sk": {"S": "A"}}
    due = {"timer_shard": {"S": all_shards(1)[0]}, "timer_at": {"S": instant(utc_now() - timedelta(hours=1))}}
    stage.dynamodb.put_item(TableName=stage.outputs["ComplaintsTable"], Item={**bad, **due})
    seen = len(_metric(stage, "SweepLag"))
    stage.stack.sweep(later)
    # The schedule's own sweep may come between: it is about the bad item, and no more.
    late = max(_metric(stage, "SweepLag")[seen:])
    book.rings(alarm, [late])
    book.rings(stage.alarms["SweepFailed"], [max(_metric(stage, "SweepFailed")[seen:])])
    stage.dynamodb.delete_item(TableName=stage.outputs["ComplaintsTable"], Key=bad)
    # As the schedule does it: what was due by its clock is done.
    stage.stack.sweep(instant(utc_now()))
    lag = _metric(stage, "SweepLag")[-1]
    book.is_quiet(alarm, [lag])
    return f"silence raises it, and {late:,.0f} s of delay; the next sweep finds {lag:.0f} s"


def provider(stage: Stage, book: Book) -> str:
    """The mail's provider refuses the sender; then it takes mail again."""
    ses = stage.stack.client("sesv2")
    ses.delete_email_identity(EmailIdentity=SENDER_DOMAIN)
    try:
        number = stage.file("refused@rehearsal.example")["number"].replace("-", "")
        eventually(lambda: "not_set_up" in _reasons(stage, number), "the refusal is in the log")
        expect(not stage.mails("refused@rehearsal.example"), "no mail leaves")
    finally:
        ses.create_email_identity(EmailIdentity=SENDER_DOMAIN)
    eventually(lambda: stage.mails("refused@rehearsal.example"), "the mail leaves once it is taken again")
    expect(len(stage.mails("refused@rehearsal.example")) == 1, "one mail leaves, not more")
    for name, count in (("NoticesLost", 5.0), ("JobsFailed", 1.0), ("AnalyticsFailed", 1.0)):
        book.rings(stage.alarms[name], [count], BY_HAND)
    return "the notice waited, its reason in the log, and went out once"


def calendar(stage: Stage, book: Book) -> str:
    """The list of official days ends in a month; the next year's is loaded."""
    with tempfile.TemporaryDirectory() as folder:
        ends = _last_year(stage)
        at = f"{ends}-12-01T01:00:00.000Z"
        stage.stack.sweep(at)
        days = _metric(stage, "CalendarDaysLeft")[-1:]
        book.rings(stage.alarms["CalendarDaysLeft"], days)
        file = Path(folder) / f"{ends + 1}.json"
        new_year = {"name": "元旦", "date": f"{ends + 1}-01-01", "isOffDay": True}
        file.write_text(json.dumps({"year": ends + 1, "days": [new_year]}), "utf-8")
        loaded = documents.main(["--from", folder, "holidays", "cn", file.name])
        expect(loaded == 0, "make holidays ends well")

    def renewed() -> Sequence[float]:
        stage.stack.sweep(at)
        left = _metric(stage, "CalendarDaysLeft")[-1:]
        return [] if stage.alarms["CalendarDaysLeft"].raised_by(left) else left

    left = eventually(renewed, "the year's list is in force")
    return f"{days[0]:.0f} days were left, {left[0]:.0f} after make holidays"


def hot(stage: Stage, book: Book) -> str:  # noqa: ARG001 - a rehearsal's shape
    """One contact files far more than any owner would; the others are not touched by it."""
    mine = Counter(_files(stage, "hot@rehearsal.example") for _ in range(14))
    others = Counter(_files(stage, f"other{n}@rehearsal.example") for n in range(4))
    expect(mine == {201: 10, 429: 4}, f"ten are taken and four refused, not {dict(mine)}")
    expect(others == {201: 4}, f"others are taken, not {dict(others)}")
    return (
        "ten of one contact's fourteen complaints were taken, four refused with 429; all of others were taken"
    )


def _files(stage: Stage, email: str) -> int:
    return stage.call("POST", "/api/complaints", filing(email)).status


def _fails(stage: Stage) -> Any:
    def fails(name: str) -> bool:
        return "FunctionError" in stage.lambda_.invoke(FunctionName=name, Payload=b"{}")

    return fails


def _metric(stage: Stage, name: str) -> list[float]:
    """Give the values of a metric in the order in which the monitor wrote them."""
    return [float(line[name]) for line in stage.lines(MONITOR, "_aws") if name in line]


def _reasons(stage: Stage, number: str) -> list[str | None]:
    return [line["reason"] for line in stage.lines("notification", "notice") if number in line["about"]]


def _last_year(stage: Stage) -> int:
    now = utc_now()
    stage.stack.sweep(instant(now))
    return (now + timedelta(days=_metric(stage, "CalendarDaysLeft")[-1])).year
