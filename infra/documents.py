"""The operator's tool for documents: checks a new version of one and saves it.

    make document NAME=policy FILE=policy.json
    make holidays FILE=2027.json CALENDAR=cn

The names are those of `hearthline.document_registry`, such as policy or catalog, and calendar-<code>. Without
DEPLOYED= the local stack is meant; with it a stack on AWS, reached with the surrounding credentials. A
calendar is saved together with the order to reckon its provisional deadlines again, which the sweep does.
"""

import argparse
import getpass
import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hearthline.complaints.editing import Editing
from hearthline.document_registry import KINDS
from hearthline.platform.calendar_document import with_year
from hearthline.platform.document_kinds import CALENDAR
from hearthline.platform.documents import Edition
from hearthline.platform.problems import Kind, Problem
from hearthline.platform.table import Table
from infra.installation import installation
from infra.local.failure import CannotRun

SHARDS = 8
"""As TIMER_SHARDS in template.yaml."""


class Refused(Exception):
    """The document can't be saved; the message says what is wrong with it, a line for each thing."""


class Desk:
    """The documents of one installation, as its operator handles them."""

    def __init__(self, table: Table, by: str, now: datetime) -> None:
        self._editing = Editing(table, SHARDS, KINDS)
        self._by = by
        self._now = now
        self._in_force = self._read()

    def latest(self, name: str) -> dict[str, Any] | None:
        """Give the version in force, None where there is none."""
        found = self._in_force.get(name)
        return dict(found.body) if found else None

    def save(self, name: str, document: Mapping[str, Any]) -> int:
        """Check a document and save it as the next version, which it gives; raise Refused."""
        before = self._in_force.get(name)
        try:
            saved = self._editing.save(name, document, self._by, self._now, before.version if before else 0)
        except Problem as problem:
            raise Refused(_reasons(name, problem)) from None
        self._in_force = self._read()
        return saved.version

    def _read(self) -> dict[str, Edition]:
        return {edition.name: edition for edition in self._editing.in_force(self._now)}


def _reasons(name: str, problem: Problem) -> str:
    if problem.kind is Kind.NOT_FOUND:
        return f"{name}: no such document; there are {', '.join(KINDS.models)}, {CALENDAR}<code>"
    if problem.kind is Kind.INVALID:
        return "\n".join(f"{error.pointer or '/'}: {error.detail}" for error in problem.errors)
    return f"{name}: somebody else saved a version just now; look at it and try again"


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


if __name__ == "__main__":
    sys.exit(main())
