"""Where imports stand: the only place that knows their items."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from hearthline.imports.model import Import
from hearthline.platform.codec import dump, load
from hearthline.platform.table import ABSENT, ConditionFailed, Guard, Put, Table

_PREFIX: Final = "I#"
_HEAD: Final = "A"
_MAPPING: Final = "M"


class ImportOutdated(Exception):
    """The import was changed since it was read; nothing was written."""


class AlreadyBegun(Exception):
    """An import of this id stands there already."""

    def __init__(self, job: Import) -> None:
        super().__init__(job.id)
        self.job = job


class ImportStore:
    """Imports in the table of long work: each has its state and, apart, its mapping, which never changes."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def create(self, new: Import, mapping: Mapping[str, Any]) -> None:
        """Write a new import, in one request; raise AlreadyBegun where one of this id is there."""
        pk = _partition(new.id)
        document = json.dumps(mapping, ensure_ascii=False, sort_keys=True)
        try:
            self._table.transact(
                [Put(_item(new), ABSENT), Put({"pk": pk, "sk": _MAPPING, "mapping": document}, ABSENT)]
            )
        except ConditionFailed as failed:
            if failed.item is None:
                raise
            raise AlreadyBegun(load(Import, failed.item)) from failed

    def load(self, identifier: str) -> Import | None:
        """Read one import."""
        item = self._table.get(_partition(identifier), _HEAD)
        return load(Import, item) if item else None

    def mapping(self, identifier: str) -> dict[str, Any]:
        """Read the mapping document of an import that exists."""
        item = self._table.get(_partition(identifier), _MAPPING) or {}
        document: dict[str, Any] = json.loads(item["mapping"])
        return document

    def save(self, before: Import, after: Import) -> Import:
        """Write a change on top of what was read; raise ImportOutdated if anyone was faster."""
        written = replace(after, version=before.version + 1)
        try:
            self._table.put(_item(written), Guard("version = :read", {}, {":read": before.version}))
        except ConditionFailed as failed:
            raise ImportOutdated from failed
        return written


def _item(job: Import) -> dict[str, Any]:
    return {"pk": _partition(job.id), "sk": _HEAD, **dump(job)}


def _partition(identifier: str) -> str:
    """Give the partition of one import."""
    return _PREFIX + identifier
