"""The mapping document of a file of members: which column means what. Checked at the border (`bodies`)."""

from collections.abc import Mapping as Document
from dataclasses import dataclass
from datetime import date
from typing import Any

from hearthline.imports.csv_records import Dialect
from hearthline.imports.rules import DayRule, Row, Rule

VALUES = (
    "external_id",
    "name",
    "phone",
    "email",
    "customer_id",
    "sex",
    "language",
    "city",
    "kind",
    "employer",
    "education",
    "tags",
    "points",
)
DAYS = ("birth_date", "joined_on")


@dataclass(frozen=True, slots=True)
class ConsentRules:
    """What the persons of a file have declared: by which text and on which day, alike for all of them.

    `given` has, for `terms`, `survey:email` and so on, the rule whose value says yes or no.
    """

    text_version: int
    on: date
    given: Document[str, Rule]


@dataclass(frozen=True, slots=True)
class MemberMapping:
    """How one source's files of members are read."""

    dialect: Dialect
    values: Document[str, Rule]
    days: Document[str, DayRule]
    consents: ConsentRules | None = None

    @classmethod
    def from_document(cls, document: Document[str, Any]) -> "MemberMapping":
        """Read a mapping that was checked before."""
        consents = document.get("consents")
        return cls(
            dialect=Dialect(document.get("encoding", "utf-8"), document.get("delimiter", ",")),
            values={name: Rule(**document[name]) for name in VALUES if document.get(name)},
            days={name: DayRule(**document[name]) for name in DAYS if document.get(name)},
            consents=ConsentRules(
                consents["text_version"],
                date.fromisoformat(consents["on"]),
                {name: Rule(**rule) for name, rule in consents["given"].items()},
            )
            if consents
            else None,
        )

    def columns(self) -> tuple[str, ...]:
        """Give every column that is read, each once."""
        found = [rule.column for rule in self.days.values()]
        for rule in (*self.values.values(), *(self.consents.given.values() if self.consents else ())):
            found += rule.columns()
        return tuple(dict.fromkeys(found))

    def value(self, name: str, row: Row) -> str:
        """Give a field's value, empty where there is none or no rule for it."""
        rule = self.values.get(name)
        return rule.value(row) if rule else ""

    def day(self, name: str, row: Row) -> date | None:
        """Give a day; None where the cell is empty or there is no rule for it; raise TimeUnreadable."""
        rule = self.days.get(name)
        return rule.day(row) if rule else None

    def declared(self, row: Row) -> dict[str, str]:
        """Give what the row says of each consent, as it is written."""
        return {name: rule.value(row) for name, rule in self.consents.given.items()} if self.consents else {}
