"""What must hold of complaints and their promises, whatever went wrong: each that does not is a finding."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from simulation.asking import State
from simulation.lives import Life
from simulation.promises import CLOSES_AFTER, Promise, promises_of
from simulation.tables import TableRows

LATE: Final = timedelta(minutes=3)
"""How late a sweep may be when nothing is down."""
LONGEST: Final = 400
"""Days that an answer may be overdue in a run."""
Item = Mapping[str, Any]
_ENDED: Final = frozenset({"closed", "rejected", "merged"})


@dataclass(slots=True)
class Case:
    """One complaint as the table holds it."""

    head: Item
    entries: list[Item] = field(default_factory=list)

    @property
    def number(self) -> str:
        """Its number."""
        return str(self.head["number"])


def open_in(rows: Mapping[tuple[str, str], Item]) -> set[str]:
    """Give the numbers of the complaints that have not ended."""
    heads = (item for (pk, sk), item in rows.items() if sk == "A" and pk.startswith("C#"))
    return {str(item["number"]) for item in heads if item["status"] not in _ENDED}


def cases_in(table: TableRows, wanted: set[str] | None) -> dict[str, Case]:
    """Give complaints by number, their entries in order; all of them, or those that are wanted."""
    if wanted is None:
        wanted = {pk[2:] for pk, sk in table.items if sk == "A" and pk.startswith("C#")}
    found = {}
    for number in sorted(wanted):
        pk = f"C#{number}"
        if (pk, "A") not in table.items:
            continue
        lines: list[Item] = [table.items[pk, sk] for sk in table.partitions[pk] if sk.startswith("T#")]
        found[number] = Case(table.items[pk, "A"], lines)
    return found


def of_filings(lives: list[Life], cases: Mapping[str, Case]) -> Iterator[str]:
    """No complaint is lost, and none is there twice."""
    marks = Counter(case.head["text"].rpartition("[")[2] for case in cases.values())
    for life in lives:
        if life.filed is None:
            continue
        found = marks.get(f"filed:{life.id}]", 0)
        done = life.filed.state is State.DONE
        if found > 1 or (done and found != 1) or (life.filed.state is State.REFUSED and found):
            yield f"filing {life.id} is {life.filed.state} and stands {found} times"
        if done and life.number not in cases:
            yield f"complaint {life.number} is lost"


def of_acts(lives: list[Life], cases: Mapping[str, Case]) -> Iterator[str]:
    """What was answered with yes is in the record once, and what was refused is not."""
    for life in lives:
        case = cases.get(life.number or "")
        if case is None:
            continue
        said = " ".join(entry.get("text") or "" for entry in case.entries)
        for act, asked in life.asked:
            if act.mark is None:
                continue
            found = said.count(act.mark)
            least, most = {State.DONE: (1, 1), State.REFUSED: (0, 0)}.get(asked.state, (0, 1))
            if not least <= found <= most:
                yield f"{case.number}: {act.command} {act.mark} is {asked.state} and stands {found} times"
        yield from _taken_once(life, case)


def _taken_once(life: Life, case: Case) -> Iterator[str]:
    takers = [act.who for act, asked in life.asked if act.command == "claim" and asked.state is State.DONE]
    if len(takers) > 1:
        yield f"{case.number} was claimed by {takers}"
    taken = {entry.get("actor_id") for entry in case.entries if entry["kind"] == "assigned"}
    if set(takers) - taken:
        yield f"{case.number}: nothing says that {takers} took it"


def of_records(cases: Mapping[str, Case]) -> Iterator[str]:
    """The record of a case has no gap, and tells of each version of it."""
    for case in cases.values():
        places = [(int(entry["version"]), int(entry["index"])) for entry in case.entries]
        versions = sorted({version for version, _ in places})
        if versions != list(range(1, int(case.head["version"]) + 1)):
            yield f"{case.number}: version {case.head['version']}, entries of {versions}"
        for version in versions:
            indexes = [index for of, index in places if of == version]
            if indexes != list(range(len(indexes))):
                yield f"{case.number}: entries {indexes} of version {version}"


def of_promises(cases: Mapping[str, Case], swept: datetime) -> Iterator[str]:
    """Each clock is what a second reckoning makes of the record."""
    for case in cases.values():
        wanted = promises_of(case.entries, case.head["severity"], swept - LATE)
        kept = {(clock["name"], clock["round"]): clock for clock in case.head["clocks"]}
        if [(one.name, one.round) for one in wanted] != list(kept):
            yield f"{case.number}: clocks {list(kept)}"
            continue
        for one in wanted:
            yield from _differences(case.number, one, kept[one.name, one.round], swept)


def _differences(number: str, wanted: Promise, kept: Item, swept: datetime) -> Iterator[str]:
    where = f"{number}: {wanted.name} of round {wanted.round}"
    for name, value in (("due", wanted.due), ("met_at", wanted.met), ("stopped_at", wanted.stopped)):
        if _read(kept.get(name)) != value:
            yield f"{where}: {name} is {kept.get(name)}, not {value}"
    breached = _read(kept.get("breached_at"))
    just_now = wanted.running and wanted.breached is None and breached is not None
    if just_now and breached == wanted.due and swept - LATE <= wanted.due <= swept + LATE:
        return
    if breached != wanted.breached:
        yield f"{where}: breached_at is {kept.get('breached_at')}, not {wanted.breached}"


def of_breaches(cases: Mapping[str, Case]) -> Iterator[str]:
    """Each broken promise is told once, and nothing else is."""
    for case in cases.values():
        told = Counter(
            (entry["data"]["clock"], entry["data"]["round"], entry["data"]["due"])
            for entry in case.entries
            if entry["kind"] == "breached"
        )
        broken = Counter(
            (clock["name"], clock["round"], clock["breached_at"])
            for clock in case.head["clocks"]
            if clock.get("breached_at")
        )
        if told != broken:
            yield f"{case.number}: broken {dict(broken)}, told {dict(told)}"


def of_steps(cases: Mapping[str, Case], swept: datetime) -> Iterator[str]:
    """Each step of the ladder is taken once, and at its time."""
    for case in cases.values():
        told = Counter(
            (step["clock"], step["round"], step["step"])
            for entry in case.entries
            if entry["kind"] == "escalated"
            for step in entry["data"]["steps"]
        )
        kept = Counter(
            (clock["name"], clock["round"], step)
            for clock in case.head["clocks"]
            for step in clock.get("steps", ())
        )
        if told != kept or any(times > 1 for times in told.values()):
            yield f"{case.number}: steps {dict(kept)}, told {dict(told)}"
        if not any(entry["kind"] in {"triaged", "extended"} for entry in case.entries):
            yield from _ladder(case, swept)


def _ladder(case: Case, swept: datetime) -> Iterator[str]:
    """Compare the steps of the answer, which never stands still, with when they were due."""
    for clock in case.head["clocks"]:
        if clock["name"] != "answer":
            continue
        started, due = _at(clock["started"]), _at(clock["due"])
        end = _read(clock.get("met_at")) or _read(clock.get("stopped_at"))
        owed = {"remind": started + (due - started) * 0.5, "warn": started + (due - started) * 0.8}
        owed["breach"] = due + timedelta(milliseconds=1)
        owed |= {f"overdue:{day}": due + timedelta(days=day) for day in range(1, LONGEST)}
        taken = {
            step for step in clock.get("steps", ()) if "/" not in step and not step.startswith("at_once")
        }
        must = {name for name, at in owed.items() if at <= (end or swept - LATE)}
        may = {name for name, at in owed.items() if at <= (end or swept + LATE)}
        if not must <= taken <= may:
            yield f"{case.number}: steps {sorted(taken)} of an answer that owed {sorted(must)}"


def of_closing(cases: Mapping[str, Case], swept: datetime) -> Iterator[str]:
    """A resolved case closes by itself when nobody has said anything for a week."""
    for case in cases.values():
        resolved = _read(case.head.get("resolved_at"))
        if case.head["status"] == "resolved" and resolved and resolved + CLOSES_AFTER < swept - LATE:
            yield f"{case.number} is still resolved"
        by_itself = [e for e in case.entries if e["kind"] == "closed" and e["data"].get("by") == "system"]
        closed = _read(case.head.get("closed_at"))
        if by_itself and case.head["status"] == "closed" and resolved and closed != resolved + CLOSES_AFTER:
            yield f"{case.number} closed at {closed}, resolved at {resolved}"


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _read(text: str | None) -> datetime | None:
    return _at(text) if text else None
