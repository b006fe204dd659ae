"""Checking one row of a file of members: who it is, or every reason why it can't be taken."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from hearthline.imports.csv_records import Record
from hearthline.imports.row_reading import RowInvalid, RowReading, row_of
from hearthline.imports.rules import Row
from hearthline.members.ages import ADULT, adult
from hearthline.members.imports.mapping import MemberMapping
from hearthline.members.model import Kind
from hearthline.platform.contacts import normal_email, normal_phone

LONGEST_ID: Final = 100
LONGEST_NAME: Final = 60
LONGEST_TAG: Final = 40
MOST_TAGS: Final = 20
MOST_POINTS: Final = 10_000_000
OLDEST: Final = 130
"""Years; who seems older was written down wrong."""
LANGUAGES: Final = frozenset({"zh", "en"})
SEXES: Final = frozenset({"female", "male", "other"})
EDUCATIONS: Final = frozenset({"primary", "secondary", "vocational", "bachelor", "master", "doctor", "other"})
ANSWERS: Final = {"yes": True, "no": False, "": False}

_BETWEEN_TAGS: Final = re.compile("[,;|，；、]")
_POINTS: Final = re.compile("[0-9]{1,8}")


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person as a row has them. `consents` are those given, by name; with `joined_on` they are a member."""

    external_id: str
    name: str
    phone: str | None = None
    email: str | None = None
    customer_id: str | None = None
    birth_date: date | None = None
    sex: str | None = None
    language: str = "zh"
    city: str | None = None
    kind: Kind = Kind.CUSTOMER
    joined_on: date | None = None
    employer: str | None = None
    education: str | None = None
    tags: tuple[str, ...] = ()
    points: int = 0
    consents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a file's persons are taken in: the cities that there are, the file's own, the day it is."""

    cities: frozenset[str]
    city: str | None
    now: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        """The day it is in the club's zone."""
        return self.now.astimezone(self.zone).date()


class NewcomerCheck:
    """Checks the rows of one file against its mapping."""

    def __init__(self, mapping: MemberMapping, header: tuple[str, ...], ground: Ground) -> None:
        self._mapping = mapping
        self._header = header
        self._ground = ground

    def newcomer(self, record: Record) -> Newcomer:
        """Give the person of a row; raise RowInvalid with every reason against it."""
        row = row_of(record, self._header, self._mapping.dialect.encoding)
        return _Reading(self._mapping, row, self._ground).newcomer()


class _Reading(RowReading):
    """One row being read as a person."""

    def __init__(self, mapping: MemberMapping, row: Row, ground: Ground) -> None:
        super().__init__(mapping, row)
        self._rules = mapping
        self._ground = ground

    def newcomer(self) -> Newcomer:
        found = Newcomer(
            external_id=self.text("external_id", LONGEST_ID, needed=True),
            name=self.text("name", LONGEST_NAME, needed=True),
            phone=self.reach("phone", normal_phone),
            email=self.reach("email", normal_email),
            customer_id=self.text("customer_id", LONGEST_ID) or None,
            birth_date=self.timed("birth_date", self._rules.day),
            sex=self.known("sex", SEXES),
            language=self.known("language", LANGUAGES) or "zh",
            city=self._city(),
            kind=self.one_of("kind", Kind, Kind.CUSTOMER),
            joined_on=self.timed("joined_on", self._rules.day),
            employer=self.text("employer", LONGEST_NAME) or None,
            education=self.known("education", EDUCATIONS),
            tags=self._tags(),
            points=self._points(),
            consents=self._consents(),
        )
        self._reachable(found)
        self._of_age(found)
        if found.points and not self._faulty("joined_on") and found.joined_on is None:
            self._against("points", "are for members, and joined_on is missing")
        if self.reasons:
            raise RowInvalid(tuple(self.reasons))
        return found

    def _city(self) -> str | None:
        given = self._rules.value("city", self._row) or self._ground.city
        if given is not None and given not in self._ground.cities:
            self._against("city", "is unknown; give it a value in the mapping")
        elif self._ground.city not in (None, given):
            self._against("city", "is not that of the import")
        return given

    def _tags(self) -> tuple[str, ...]:
        given = _BETWEEN_TAGS.split(self.text("tags", MOST_TAGS * (LONGEST_TAG + 1)))
        tags = tuple(dict.fromkeys(tag.strip() for tag in given if tag.strip()))
        if len(tags) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in tags):
            self._against("tags", f"are more than {MOST_TAGS}, or longer than {LONGEST_TAG} characters")
        return tags

    def _points(self) -> int:
        written = self._rules.value("points", self._row)
        if not written:
            return 0
        points = int(written) if _POINTS.fullmatch(written) else -1
        if not 0 <= points <= MOST_POINTS:
            self._against("points", f"must be a whole number from 0 to {MOST_POINTS}")
        return max(points, 0)

    def _consents(self) -> tuple[str, ...]:
        rules, declared = self._rules.consents, self._rules.declared(self._row)
        if rules and rules.on > self._ground.today:
            self._against("consents", "are of a day still to come")
        for name, said in declared.items():
            if said not in ANSWERS:
                self._against(f"consents/{name}", "is neither yes nor no; give it a value in the mapping")
        return tuple(name for name, said in declared.items() if ANSWERS.get(said, False))

    def _reachable(self, found: Newcomer) -> None:
        wanted = ("phone", "email", "customer_id")
        if not self._faulty(*wanted) and not any(getattr(found, name) for name in wanted):
            self._against("phone", "is missing, and so are email and customer_id")

    def _of_age(self, found: Newcomer) -> None:
        born, joined, today = found.birth_date, found.joined_on, self._ground.today
        if joined and joined > today:
            self._against("joined_on", "is still to come")
        if born and not 0 <= today.year - born.year <= OLDEST:
            self._against("birth_date", "cannot be")
        elif born and joined and not adult(born, joined):
            self._against("birth_date", f"was not {ADULT} when joining")

    def _faulty(self, *fields: str) -> bool:
        return any(reason.startswith(fields) for reason in self.reasons)

    def _against(self, field: str, reason: str) -> None:
        self.reasons.append(f"{field}: {reason}")
