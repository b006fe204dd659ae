"""The operator's tool for documents: checks a new version of one and saves it.

    make document NAME=policy FILE=policy.json
    make holidays FILE=2027.json CALENDAR=cn

The names are policy, catalog, reporting-line, word-list and calendar-<code>. Without DEPLOYED= the local
stack is meant; with it a stack on AWS, reached with the surrounding credentials. A calendar is saved together
with the order to reckon its provisional deadlines again, which the sweep carries out.
"""

import argparse
import getpass
import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from hearthline.complaints.documents_check import CALENDAR, check_document, with_year
from hearthline.complaints.recalculation import job_action
from hearthline.platform.documents import DocumentMissing, Documents, save_action
from hearthline.platform.table import ConditionFailed, Table
from infra.installation import installation
from infra.local.failure import CannotRun

SHARDS = 8
"""As TIMER_SHARDS in template.yaml."""


class Refused(Exception):
    """The document can't be saved; the message says what is wrong with it, a line for each thing."""


class Desk:
    """The documents of one installation, as its operator handles them."""

    def __init__(self, table: Table, by: str, now: datetime) -> None:
        self._table = table
        self._by = by
        self._now = now
        self._documents = self._read()

    def latest(self, name: str) -> dict[str, Any] | None:
        """Give the version in force, None where there is none."""
        try:
            return self._documents.latest(name)
        except DocumentMissing:
            return None

    def save(self, name: str, document: Mapping[str, Any]) -> int:
        """Check a document and save it as the next version, which it gives; raise Refused."""
        before = self.latest(name)
        version = int(before["version"]) + 1 if before else 1
        try:
            checked = check_document(name, document, version)
        except LookupError:
            raise Refused(
                f"{name}: no such document; there are policy, catalog, reporting-line, word-list, "
                "calendar-<code>"
            ) from None
        except ValidationError as invalid:
            raise Refused("\n".join(_line(error) for error in invalid.errors())) from None
        if name == "catalog":
            self._check_cities(before or {}, checked)
        actions = [save_action(name, version, checked, self._by, self._now)]
        if name.startswith(CALENDAR):
            actions.append(job_action(name.removeprefix(CALENDAR), version, SHARDS, self._now))
        try:
            self._table.transact(actions)
        except ConditionFailed:
            raise Refused(
                f"{name}: somebody else saved version {version} just now; look at it and try again"
            ) from None
        self._documents = self._read()
        return version

    def _read(self) -> Documents:
        documents = Documents(self._table)
        documents.refresh(self._now)
        return documents

    def _check_cities(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """A city that has complaints can't go, and each needs its calendar."""
        kept = {city["code"] for city in after["cities"]}
        wrong = [
            f"/cities: {city['code']} is missing; a city stays, for its complaints do"
            for city in before.get("cities", ())
            if city["code"] not in kept
        ]
        for place, city in enumerate(after["cities"]):
            if self.latest(CALENDAR + city["calendar"]) is None:
                wrong.append(f"/cities/{place}/calendar: save {CALENDAR}{city['calendar']} first")
        if wrong:
            raise Refused("\n".join(wrong))


def main(arguments: list[str] | None = None) -> int:
    """Run the tool; 0 when saved, 2 with the reasons on stderr when not."""
    given = _arguments(arguments)
    try:
        desk = Desk(_table(given.deployed), getpass.getuser(), datetime.now(UTC))
        name, document = given.make(desk, given, _read(Path(given.caller, given.file)))
        version = desk.save(name, document)
    except (Refused, CannotRun) as refused:
        print(f"hearthline: {refused}", file=sys.stderr)
        return 2
    print(f"{name}: version {version} is saved and in force within a minute")
    return 0


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.documents")
    parser.add_argument("--deployed", default="", help="a stack on AWS; without it the local one is meant")
    parser.add_argument("--from", dest="caller", default=".", help="folder that relative paths start at")
    commands = parser.add_subparsers(required=True)
    save = commands.add_parser("save", help="save the next version of a document")
    save.add_argument("name")
    save.add_argument("file")
    save.set_defaults(make=lambda _, given, document: (given.name, document))
    holidays = commands.add_parser("holidays", help="add a year's official days to a calendar")
    holidays.add_argument("calendar")
    holidays.add_argument("file")
    holidays.set_defaults(make=_with_year)
    return parser.parse_args(arguments)


def _with_year(desk: Desk, given: argparse.Namespace, year: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    name = CALENDAR + given.calendar
    calendar = desk.latest(name)
    if calendar is None:
        raise Refused(f"{name}: there is no such calendar")
    if not isinstance(year.get("year"), int):
        raise Refused(f"{given.file}: no year's list; it needs year and days, as holiday-cn has them")
    return name, with_year(calendar, year)


def _read(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise Refused(f"{path}: {error.strerror}") from None
    except ValueError as error:
        raise Refused(f"{path}: not JSON: {error}") from None
    if not isinstance(document, dict):
        raise Refused(f"{path}: not a JSON object")
    return document


def _table(deployed: str) -> Table:
    outputs, client = installation(deployed)
    return Table(client("dynamodb"), outputs["ComplaintsTable"])


def _line(error: Any) -> str:
    return f"/{'/'.join(str(part) for part in error['loc'])}: {error['msg']}"


if __name__ == "__main__":
    sys.exit(main())
