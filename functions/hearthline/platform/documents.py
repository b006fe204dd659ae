"""Documents that people edit and the rules run by: policies, calendars, the catalog, the reporting line.

Version 1 (and 0) of each ships with the product; an operator's versions stand in the table and count up from
there. All are read together, in one request, when an environment needs them first and once a minute from
then on. A version, once written, never changes.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hearthline.platform.instants import instant
from hearthline.platform.table import ABSENT, Action, Put, StorageError, Table

PARTITION = "DOC"
FRESH_FOR = timedelta(minutes=1)
LARGEST = 256 * 1024
"""Bytes of a document: an item of the table holds 400 kB, and written out it grows a little."""
BUILT_IN = Path(__file__).parent.parent / "defaults"

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of a document: who saved it when (RFC 3339); neither for what ships with the product."""

    name: str
    version: int
    body: Mapping[str, Any]
    saved_at: str | None = None
    saved_by: str | None = None


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
        self._editions: dict[str, dict[int, Edition]] = {}
        self._read_at: datetime | None = None

    def refresh(self, now: datetime) -> None:
        """Read what was saved since, if the cache is older than a minute, or of a time that was only played.

        When the table can't be reached, what was read before stands: rules a minute old beat no rules.
        """
        if self._read_at is not None and abs(now - self._read_at) < FRESH_FOR:
            return
        try:
            self.read(now)
        except StorageError:
            if self._read_at is None:
                raise

    def read(self, now: datetime, *, consistent: bool = False) -> None:
        """Read all that is saved, in one request up to 1 MB; `consistent` for what was saved just now."""
        merged = _shipped(self._built_in)
        for edition in self._saved(consistent=consistent):
            merged.setdefault(edition.name, {})[edition.version] = edition
        self._editions = merged
        self._read_at = now

    def read_again(self) -> None:
        """Read anew what somebody names that was saved since; it stays as old as it was."""
        if self._read_at is not None:
            self.read(self._read_at, consistent=True)

    def names(self) -> list[str]:
        """Give the names of all documents, in order."""
        return sorted(self._editions)

    def editions(self, name: str) -> list[Edition]:
        """Give every version of a document, newest first; raise DocumentMissing where there is none."""
        found = self._editions.get(name)
        if not found:
            raise DocumentMissing(name, None)
        return [found[version] for version in sorted(found, reverse=True)]

    def has(self, name: str, version: int) -> bool:
        """Tell whether this version of a document was there at the last look."""
        return version in self._editions.get(name, {})

    def latest(self, name: str) -> Body:
        """Give the newest version of a document."""
        return dict(self.editions(name)[0].body)

    def version(self, name: str, version: int) -> Body:
        """Give one version of a document."""
        return dict(self.edition(name, version).body)

    def edition(self, name: str, version: int) -> Edition:
        """Give one version of a document, with who saved it."""
        try:
            return self._editions[name][version]
        except KeyError:
            raise DocumentMissing(name, version) from None

    def _saved(self, *, consistent: bool) -> list[Edition]:
        found = []
        for item in self._table.query_all(("pk", PARTITION), consistent=consistent):
            name, version = item["sk"].rsplit("#", 1)
            body = {**json.loads(item["body"]), "version": int(version)}
            found.append(Edition(name, int(version), body, item.get("saved_at"), item.get("saved_by")))
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


def _shipped(folder: Path) -> dict[str, dict[int, Edition]]:
    """Read the documents of the product itself: `<name>.json`, or `<name>-<version>.json`."""
    found: dict[str, dict[int, Edition]] = {}
    for path in sorted(folder.glob("*.json")):
        start, _, end = path.stem.rpartition("-")
        numbered = start != "" and end.isdecimal()
        name = start if numbered else path.stem
        body = {"version": int(end) if numbered else 1, **json.loads(path.read_text("utf-8"))}
        found.setdefault(name, {})[body["version"]] = Edition(name, body["version"], body)
    return found
