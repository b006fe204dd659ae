"""Documents that people edit and the rules run by: policies, calendars, the catalog, the reporting line.

Version 1 (and 0) of each ships with the product; an operator's versions stand in the table and count up from
there. All are read together, in one request, when an environment needs them first and once a minute from
then on. A version, once written, never changes.
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hearthline.platform.instants import instant
from hearthline.platform.table import ABSENT, Action, Put, StorageError, Table

PARTITION = "DOC"
FRESH_FOR = timedelta(minutes=1)
BUILT_IN = Path(__file__).parent.parent / "defaults"

Body = dict[str, Any]


class DocumentMissing(LookupError):
    """There is no such document, or not in that version."""

    def __init__(self, name: str, version: int | None) -> None:
        super().__init__(name, version)
        self.name = name
        self.version = version


class Documents:
    """All versions of all documents, read through a cache of a minute."""

    def __init__(self, table: Table, built_in: Path = BUILT_IN) -> None:
        self._table = table
        self._built_in = built_in
        self._versions: dict[str, dict[int, Body]] = {}
        self._read_at: datetime | None = None

    def refresh(self, now: datetime) -> None:
        """Read what was saved since, if the cache is older than a minute, or of a time that was only played.

        When the table can't be reached, what was read before stands: rules a minute old beat no rules.
        """
        if self._read_at is not None and abs(now - self._read_at) < FRESH_FOR:
            return
        try:
            saved = self._saved()
        except StorageError:
            if self._read_at is None:
                raise
            return
        merged = _shipped(self._built_in)
        for name, version, body in saved:
            merged.setdefault(name, {})[version] = body
        self._versions = merged
        self._read_at = now

    def latest(self, name: str) -> Body:
        """Give the newest version of a document."""
        versions = self._versions.get(name)
        if not versions:
            raise DocumentMissing(name, None)
        return versions[max(versions)]

    def version(self, name: str, version: int) -> Body:
        """Give one version of a document."""
        try:
            return self._versions[name][version]
        except KeyError:
            raise DocumentMissing(name, version) from None

    def _saved(self) -> list[tuple[str, int, Body]]:
        found = []
        start: Mapping[str, str] | None = None
        while True:
            page = self._table.query(("pk", PARTITION), start=start)
            for item in page.items:
                name, version = item["sk"].rsplit("#", 1)
                found.append((name, int(version), {**json.loads(item["body"]), "version": int(version)}))
            start = page.last
            if start is None:
                return found


def save_action(name: str, version: int, body: Mapping[str, Any], by: str, now: datetime) -> Action:
    """Give the action that writes a new version; it fails if that version exists."""
    return Put(
        {
            "pk": PARTITION,
            "sk": f"{name}#{version:06d}",
            "body": json.dumps(body, ensure_ascii=False, sort_keys=True),
            "saved_at": instant(now),
            "saved_by": by,
        },
        ABSENT,
    )


def _shipped(folder: Path) -> dict[str, dict[int, Body]]:
    """Read the documents of the product itself: `<name>.json`, or `<name>-<version>.json`."""
    found: dict[str, dict[int, Body]] = {}
    for path in sorted(folder.glob("*.json")):
        name, _, version = path.stem.rpartition("-")
        numbered = name != "" and version.isdecimal()
        body = {"version": int(version) if numbered else 1, **json.loads(path.read_text("utf-8"))}
        found.setdefault(name if numbered else path.stem, {})[body["version"]] = body
    return found
