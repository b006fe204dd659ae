"""Of a case for analysis: what of it leaves, column by column.

No title, no text, no contact, no unit: what is not named here does not leave.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from hearthline.analytics.tables import Column, Kind, Table
from hearthline.analytics.words import Words
from hearthline.complaints.model import Complaint, Publication

BY_MONTH: Final = (
    ("month", "month of receipt, YYYY-MM, by the city's own calendar"),
    ("city", "code of the city"),
)
TEXT, INTEGER, FLAG, DAY, INSTANT = Kind.TEXT, Kind.INTEGER, Kind.FLAG, Kind.DAY, Kind.INSTANT


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it is told of here; `home` is the stored hash of its home."""

    complaint: Complaint
    home: str | None
    words: Words
    zone: ZoneInfo

    @property
    def pseudonym(self) -> str | None:
        """What stands for the number."""
        return self.words.pseudonym("complaint", self.complaint.number)


def _word(what: str, of: Callable[[Complaint], str | None]) -> Callable[[Case], str | None]:
    return lambda case: case.words.word(what, of(case.complaint))


def _outcome(what: str) -> Callable[[Case], str | None]:
    return _word(what, lambda one: getattr(one.outcome, what) if one.outcome else None)


COMPLAINTS: Final = Table(
    "complaints",
    1,
    "one row for each case, also for one that was merged, rejected or erased",
    BY_MONTH,
    (
        Column("complaint", TEXT, "pseudonym of the case", lambda c: c.pseudonym),
        Column(
            "kind",
            TEXT,
            "complaint, repair, suggestion, inquiry or praise",
            lambda c: c.complaint.kind.value,
        ),
        Column("severity", TEXT, "critical, high, normal or low", lambda c: c.complaint.severity.value),
        Column(
            "status",
            TEXT,
            "received, assigned, in_progress, awaiting_customer, resolved, closed, rejected or merged",
            lambda c: c.complaint.status.value,
        ),
        Column("open", FLAG, "whether work on it goes on", lambda c: c.complaint.open),
        Column(
            "project",
            TEXT,
            "the project; empty where no home was named",
            _word("project", lambda one: one.home.project if one.home else None),
        ),
        Column("category", TEXT, "code of the catalog", _word("category", lambda one: one.category)),
        Column("channel", TEXT, "how it came in", _word("channel", lambda one: one.channel)),
        Column("language", TEXT, "zh or en", _word("language", lambda one: one.language)),
        Column("team", TEXT, "the team that has it", _word("team", lambda one: one.team)),
        Column(
            "handler",
            TEXT,
            "pseudonym of the member of staff who has it",
            lambda c: c.words.pseudonym("staff", c.complaint.assignee),
        ),
        Column(
            "received_on",
            DAY,
            "day of receipt by the city's own calendar",
            lambda c: c.complaint.received_at.astimezone(c.zone).date(),
        ),
        Column("received_at", INSTANT, "when it came in", lambda c: c.complaint.received_at),
        Column("answered_at", INSTANT, "first answer", lambda c: c.complaint.answered_at),
        Column("resolved_at", INSTANT, "latest solution", lambda c: c.complaint.resolved_at),
        Column("closed_at", INSTANT, "when it was closed", lambda c: c.complaint.closed_at),
        Column(
            "imported_at",
            INSTANT,
            "when it was taken over from another system; empty for one filed here",
            lambda c: c.complaint.imported_at,
        ),
        Column(
            "erased", FLAG, "whether its person was taken out", lambda c: c.complaint.erased_at is not None
        ),
        Column("round", INTEGER, "1, and 1 more for each reopening", lambda c: c.complaint.round),
        Column("cause", TEXT, "code of the catalog, from the latest solution", _outcome("cause")),
        Column("department", TEXT, "code of the catalog, responsible for the cause", _outcome("department")),
        Column("contractor", TEXT, "responsible contractor", _outcome("contractor")),
        Column(
            "accepted",
            FLAG,
            "whether the customer accepted the latest solution that they judged",
            lambda c: c.complaint.verdict.accepted if c.complaint.verdict else None,
        ),
        Column(
            "rating",
            INTEGER,
            "what the customer gave with it, 1 to 5",
            lambda c: c.complaint.verdict.rating if c.complaint.verdict else None,
            "stars",
        ),
        Column(
            "judged_round",
            INTEGER,
            "the round that was judged",
            lambda c: c.complaint.verdict.round if c.complaint.verdict else None,
        ),
        Column(
            "judged_at",
            INSTANT,
            "when it was judged",
            lambda c: c.complaint.verdict.at if c.complaint.verdict else None,
        ),
        Column(
            "filer",
            TEXT,
            "what the filer was to the company: customer, tenant, partner, staff or press; empty: not known",
            _word("filer", lambda one: one.filer),
        ),
        Column(
            "warranty",
            TEXT,
            "within, expired, not_handed_over or unknown, when it was filed; empty: not known",
            lambda c: c.complaint.warranty.position.value if c.complaint.warranty else None,
        ),
        Column(
            "warranty_part",
            TEXT,
            "the part of the home whose warranty counts",
            _word("part", lambda one: one.warranty.part if one.warranty else None),
        ),
        Column(
            "home",
            TEXT,
            "pseudonym of the home, the same for all cases of it; empty where no unit was named, or erased",
            lambda c: c.words.pseudonym("home", c.home),
        ),
        Column(
            "public",
            FLAG,
            "whether the public board shows it",
            lambda c: c.complaint.publication is Publication.PUBLIC,
        ),
        Column("safety", FLAG, "whether it touches safety", lambda c: c.complaint.assessment.safety),
        Column(
            "incident",
            TEXT,
            "pseudonym of the incident that it belongs to",
            lambda c: c.words.pseudonym("incident", c.complaint.incident),
        ),
        Column(
            "merged_into",
            TEXT,
            "pseudonym of the case that it was merged into",
            lambda c: c.words.pseudonym("complaint", c.complaint.merged_into),
        ),
        Column(
            "follows",
            TEXT,
            "pseudonym of the case that it follows",
            lambda c: c.words.pseudonym("complaint", c.complaint.follows),
        ),
        Column("absorbed", INTEGER, "cases merged into it", lambda c: len(c.complaint.absorbed)),
        Column("files", INTEGER, "files with it, of any state", lambda c: len(c.complaint.attachments)),
    ),
)
