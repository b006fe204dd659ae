"""The mapping document of a file of results: which column is which answer; checked by `bodies` before."""

from collections.abc import Mapping as Document
from dataclasses import dataclass
from typing import Any

from hearthline.imports.csv_records import Dialect
from hearthline.imports.rules import Row, Rule


@dataclass(frozen=True, slots=True)
class ResultMapping:
    """How one firm's file is read. `answers` is by the names of an export's columns; None: as an export's."""

    campaign: str
    dialect: Dialect
    row_id: Rule | None
    pseudonym: Rule | None
    language: Rule | None
    answers: Document[str, Rule] | None

    @classmethod
    def from_document(cls, document: Document[str, Any]) -> "ResultMapping":
        """Read a mapping that was checked before."""
        given = document.get("answers")
        single = {
            name: Rule(**document[name]) if document.get(name) else None
            for name in ("external_id", "pseudonym", "language")
        }
        return cls(
            document["campaign"],
            Dialect(document.get("encoding", "utf-8"), document.get("delimiter", ",")),
            single["external_id"],
            single["pseudonym"],
            single["language"],
            {name: Rule(**rule) for name, rule in given.items()} if given else None,
        )

    def rules(self, names: list[str]) -> dict[str, Rule]:
        """Give the rule of each column of answers; those that no rule is given for are not in it."""
        if self.answers is None:
            return {name: Rule(column=name) for name in names}
        return dict(self.answers)

    def value(self, rule: Rule | None, row: Row) -> str:
        """Give what a rule says of a row, empty where there is none."""
        return rule.value(row) if rule else ""
