"""A year that was counted, the reports of it, and the same complaints in DuckDB, as plain rows."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, cast

import duckdb

from benchmarks.insight_year import CITIES, Year
from hearthline.insight.counting import OF_COMPLAINTS, OF_IMPROVEMENTS, Counting
from hearthline.insight.improvements import Improved
from hearthline.insight.model import Case, position_of
from hearthline.insight.reports.reading import Reports, Wanted
from hearthline.insight.reports.surveyed import Surveys
from hearthline.insight.store import InsightStore
from hearthline.platform.access import Principal
from hearthline.platform.table import Table
from tests.unit.surveys.memory import MemoryTable

NOW = datetime(2026, 12, 15, 4, tzinfo=UTC)
GROUP = Principal("ma", frozenset({"manager"}), hq=True)
MANAGER = Principal("wei", frozenset({"manager"}), frozenset({"sz"}))
HALF = Wanted("2026-07", "2026-12")

TABLE = """
CREATE TABLE cases (
  number TEXT, city TEXT, apart BOOLEAN, received TIMESTAMP, month TEXT, kind TEXT, status TEXT,
  severity TEXT, project TEXT, category TEXT, cause TEXT, department TEXT, contractor TEXT,
  channel TEXT, team TEXT,
  handler TEXT, filer TEXT, answered TIMESTAMP, resolved TIMESTAMP, closed TIMESTAMP, answer_kept BOOLEAN,
  minutes DOUBLE, rating INT, accepted BOOLEAN, reopened TIMESTAMP, fen BIGINT, fen_taken BIGINT,
  offers INT, taken INT, breaches INT, home TEXT
)
"""


def facts(case: Case) -> list[Any]:
    """Give a row: the complaint as the simulation says it is, in columns of their own."""
    received, answered, resolved = map(_local, (case.received_at, case.answered_at, case.resolved_at))
    (answer,) = (one for one in case.promises if one.clock == "answer")
    took = (answer.met_at - answer.started).total_seconds() / 60 if answer.met_at else None
    assert received is not None
    return [
        *(case.number, case.city, case.apart, received, f"{received:%Y-%m}", case.kind, case.status),
        *(case.severity, case.project, case.category, case.cause, case.department, case.contractor),
        *(case.channel, case.team, case.handler, case.filer, answered, resolved, _local(case.closed_at)),
        *(answer.kept, took, case.judged and case.judged.rating, case.judged and case.judged.accepted),
        _local(case.reopened[0]) if case.reopened else None,
        sum(one.amount for one in case.offered),
        sum(one.amount for one in case.offered if one.accepted),
        len(case.offered),
        sum(one.accepted for one in case.offered),
        len(case.breaches),
        case.home,
    ]


def _local(at: datetime | None) -> datetime | None:
    return datetime.fromtimestamp(at.timestamp() + 8 * 3600, UTC).replace(tzinfo=None) if at else None


def proposals() -> Iterator[Improved]:
    """Give one in each month and city."""
    for city in CITIES:
        for month in range(1, 13):
            at = datetime(2026, month, 9, tzinfo=UTC)
            identity = f"improvement/{city}{month}"
            yield Improved(identity, 1, "Asia/Shanghai", at, "proposed", "design", "material", city)


class Office:
    """A year that was counted, its reports, and the same complaints in DuckDB."""

    def __init__(self, complaints: int = 500) -> None:
        standing: dict[str, Case] = {}
        for change in Year(complaints, 30, seed=3).changes():
            standing[change.case.number] = change.case
        self.cases = standing
        self.table = MemoryTable()
        self.store = InsightStore(cast("Table", self.table))
        Counting(self.store, self.read, OF_COMPLAINTS).count(standing, NOW)
        ideas = {one.number: one for one in proposals()}
        improving = Counting(self.store, lambda those, _: [ideas[one] for one in those], OF_IMPROVEMENTS)
        improving.count(ideas, NOW)
        self.reports = Reports(
            self.store, lambda _: dict.fromkeys(CITIES, "Asia/Shanghai"), self.surveys, lambda _: None
        )
        self.plain = duckdb.connect()
        self.plain.execute(TABLE)
        rows = [facts(one) for one in standing.values()]
        places = ", ".join("?" * len(rows[0]))
        self.plain.executemany(f"INSERT INTO cases VALUES ({places})", rows)

    def surveys(self) -> Surveys:
        raise AssertionError

    def read(self, numbers: Sequence[str], _: datetime) -> list[Case]:
        return [self.cases[one] for one in numbers]

    def report(self, name: str, wanted: Wanted = HALF, who: Principal = GROUP) -> dict[str, Any]:
        return self.reports.read(who, name, wanted, NOW)

    def lines(self, name: str, wanted: Wanted = HALF) -> dict[Any, dict[str, Any]]:
        """Give the figures of a report by group, without groups of the time before alone."""
        found = {line["group"]: figures(line["values"]) for line in self.report(name, wanted)["lines"]}
        return {group: line for group, line in found.items() if any(line.values())}

    def recount(self, by: str, figures_: Mapping[str, str], where: str = "TRUE") -> dict[Any, dict[str, Any]]:
        """Give the same by a plain query over the second half of the year."""
        asked = ", ".join(f"{sql} AS {name}" for name, sql in figures_.items())
        found = self.plain.execute(
            f"SELECT {by}, {asked} FROM cases "
            f"WHERE month BETWEEN '2026-07' AND '2026-12' AND NOT apart AND {where} GROUP BY 1"
        ).fetchall()
        return {row[0]: dict(zip(figures_, row[1:], strict=True)) for row in found}


def figures(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: figure["value"] for name, figure in values.items()}


class Watched:
    """A table that notes how many items its queries give."""

    def __init__(self, table: MemoryTable, read: list[int]) -> None:
        self._table = table
        self._read = read

    def query_all(self, *asked: Any, **more: Any) -> Any:
        items = list(self._table.query_all(*asked, **more))
        self._read.append(len(items))
        return iter(items)


class ReceivedIn:
    """The complaints of a city's month, in pages."""

    def __init__(self, office: Office) -> None:
        self._cases = sorted(office.cases.values(), key=position_of, reverse=True)

    def __call__(
        self, month: str, city: str, before: str | None, limit: int, now: datetime, *, apart: bool
    ) -> tuple[list[Case], str | None]:
        ours = [
            case
            for case in self._cases
            if (case.city, case.apart) == (city, apart) and facts(case)[4] == month
        ]
        left = [case for case in ours if before is None or position_of(case) < before]
        return left[:limit], position_of(left[limit - 1]) if len(left) > limit else None
