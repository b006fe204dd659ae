"""What the staff routes answer of one case: everything about it, and what there is around it."""

from hearthline.complaints.model import ClockName, Kind, Severity, Status, Visibility
from hearthline.members.model import Kind as PersonKind
from hearthline.members.model import Tier
from infra.contract.staff_answers import CaseHead, Notice, StaffClock
from infra.contract.values import Count, Instant, Number, Shape, Who, Words


class EntryBy(Shape):
    """Who did it; staff by id."""

    kind: Who
    id: str | None


class CaseEntry(Shape):
    """One immutable line of the timeline."""

    id: str
    kind: str
    at: Instant
    by: EntryBy
    visibility: Visibility
    text: str | None
    data: Words
    """Facts that go with the kind."""


class CaseExtension(Shape):
    """A later promise, and the reason that the customer was given."""

    at: Instant
    by: str | None
    due_before: Instant | None
    until: Instant | None
    reason: str | None


class CaseClock(StaffClock):
    """One promise in one round, with its record, its pauses and its extensions."""

    extensions: list[CaseExtension]


class PolicyTarget(Shape):
    """What the policy promises of one clock."""

    clock: ClockName
    target: str
    words: dict[str, str]
    """The same in a sentence, by language."""


class PolicyStep(Shape):
    """One rung of the escalation ladder."""

    clock: ClockName
    step: str
    at: str
    """A share of the target (`80%`), the deadline (`due`), or a time after it (`+24h`)."""
    every: str | None
    tell: list[str]


class PolicyTerms(Shape):
    """The version of the policy that the case runs under, as it stands for its severity."""

    version: Count
    severity: Severity
    targets: list[PolicyTarget]
    at_once: list[str]
    """The levels that are told as soon as a case is this grave."""
    steps: list[PolicyStep]
    acknowledge_within_minutes: Count
    pause_cap_days: Count
    reopen_within_days: Count
    close_after_days: Count
    longest_extension_days: Count


class StepRaised(Shape):
    """A step of the ladder that was taken."""

    clock: ClockName
    round: Count
    step: str
    levels: list[str]
    due: Instant


class CaseRaised(Shape):
    """Who was told that a promise is about to break, or broken, and who acknowledged it."""

    at: Instant
    steps: list[StepRaised]
    acknowledge_by: Instant | None
    acknowledged_by: str | None
    acknowledged_at: Instant | None


class OtherCase(Shape):
    """Another case, of those that the reader may see."""

    number: Number
    kind: Kind
    title: str
    status: Status
    city: str
    received_at: Instant


class CaseThing(Shape):
    """An incident or an improvement that the case belongs to."""

    id: str
    title: str | None
    status: str | None


class Related(Shape):
    """What the case belongs to; null also for a case outside the reader's cities."""

    merged_into: OtherCase | None
    absorbed: list[OtherCase]
    """Cases of the same person that were merged into this one."""
    follows: OtherCase | None
    incident: CaseThing | None
    improvements: list[CaseThing]


class KnownPerson(Shape):
    """Somebody whom the members' club or the sales system knows by a contact of the case."""

    person: str
    kind: PersonKind
    tier: Tier | None
    """Null for who is no member."""


class Case(CaseHead):
    """A case with all that is known around it. Lists of other cases hold 20 at most, newest first."""

    clocks: list[CaseClock]  # type: ignore[assignment]
    policy_terms: PolicyTerms
    escalation_history: list[CaseRaised]
    timeline: list[CaseEntry]
    members: list[KnownPerson]
    """Who is known by one of the contacts: at most two."""
    person: list[OtherCase]
    """Other cases of the same person, by any of their contacts."""
    person_total: Count
    same_home: list[OtherCase]
    """Other cases about the same home, whoever filed them."""
    same_home_total: Count
    related: Related
    notices: list[Notice]
