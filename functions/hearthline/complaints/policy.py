"""The service policy: targets, escalation steps and periods, as a versioned document.

Each complaint keeps the version it runs under, so that a new policy takes effect from now on and never
rewrites a promise already given. The document's shape is checked when it is saved; here it is read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from hearthline.complaints.model import ClockName, Severity
from hearthline.complaints.warning import NO_WORDS, WordList
from hearthline.platform.calendar import Calendar
from hearthline.platform.targets import Target, Unit

RETENTION_DAYS = 1095
READINGS_KEPT_DAYS = 1095
LEVELS = ("handler", "lead", "manager", "group")
REMEDY_LIMITS: Final[Mapping[str, int]] = {"agent": 50_000, "lead": 500_000, "manager": 5_000_000}
"""How much compensation, in fen, each rank may offer or approve alone, where the document says nothing."""


@dataclass(frozen=True, slots=True)
class Step:
    """One rung of the ladder: at a share of the target, at the deadline, or some time after it.

    Exactly one of `fraction` (0 to 1) and `after_due` is set. With `every` it repeats at that distance
    until the clock stops.
    """

    clock: ClockName
    name: str
    tell: tuple[str, ...]
    fraction: float | None = None
    after_due: Target | None = None
    every: Target | None = None


@dataclass(frozen=True, slots=True)
class RepeatedRule:
    """How many complaints of one home within how long warn of the last of them."""

    complaints: int = 3
    within: timedelta = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class IncidentRule:
    """How many complaints, of how many homes, within how long suggest one cause behind them."""

    complaints: int = 5
    homes: int = 3
    within: timedelta = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of the service policy.

    `retention` is how long an ended case keeps its personal data, None for ever; `readings_kept` how long it
    is kept who read what.
    `remedy_limits` says for each rank (`agent`, `lead`, `manager`) how much compensation, in fen, it may
    offer or approve. `moderation`: a public case is looked at `before` or `after` the board shows it.
    """

    version: int
    targets: Mapping[Severity, Mapping[ClockName, Target]]
    steps: tuple[Step, ...]
    at_once: Mapping[Severity, tuple[str, ...]]
    acknowledge_within: Mapping[Severity, timedelta]
    pause_cap: timedelta
    reopen_within: timedelta
    close_after: timedelta
    longest_extension: timedelta
    repeated_rule: RepeatedRule = RepeatedRule()
    incident_rule: IncidentRule = IncidentRule()
    retention: timedelta | None = timedelta(days=RETENTION_DAYS)
    readings_kept: timedelta = timedelta(days=READINGS_KEPT_DAYS)
    remedy_limits: Mapping[str, int] = field(default_factory=lambda: dict(REMEDY_LIMITS))
    moderation: str = "after"

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Policy":
        """Read a saved policy document; it was checked on saving, so a missing part raises KeyError."""
        patience = document["acknowledge_within_minutes"]
        kept = document.get("retention_days", RETENTION_DAYS)
        return cls(
            version=document["version"],
            targets={
                severity: {clock: Target.parse(document["targets"][severity][clock]) for clock in ClockName}
                for severity in Severity
            },
            steps=tuple(_step(step) for step in document["steps"]),
            at_once={Severity(severity): tuple(levels) for severity, levels in document["at_once"].items()},
            acknowledge_within={
                severity: timedelta(minutes=patience.get(severity, patience["default"]))
                for severity in Severity
            },
            pause_cap=timedelta(days=document["pause_cap_days"]),
            reopen_within=timedelta(days=document["reopen_within_days"]),
            close_after=timedelta(days=document["close_after_days"]),
            longest_extension=timedelta(days=document["longest_extension_days"]),
            repeated_rule=_repeated_rule(document.get("repeated_rule")),
            incident_rule=_incident_rule(document.get("incident_rule")),
            retention=timedelta(days=kept)
            if (kept := document.get("retention_days", RETENTION_DAYS))
            else None,
            readings_kept=timedelta(days=document.get("readings_kept_days", READINGS_KEPT_DAYS)),
            remedy_limits={**REMEDY_LIMITS, **document.get("remedy_limits", {})},
            moderation=document.get("moderation", "after"),
        )

    def target(self, severity: Severity, clock: ClockName) -> Target:
        """Give the promise for this severity."""
        return self.targets[severity][clock]

    def steps_of(self, clock: ClockName) -> tuple[Step, ...]:
        """Give the ladder of one clock."""
        return tuple(step for step in self.steps if step.clock is clock)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a complaint is held to: its policy version, its city's calendar, and the words that warn."""

    policy: Policy
    calendar: Calendar
    words: WordList = NO_WORDS


def _repeated_rule(given: Mapping[str, int] | None) -> RepeatedRule:
    return RepeatedRule(given["complaints"], timedelta(days=given["days"])) if given else RepeatedRule()


def _incident_rule(given: Mapping[str, int] | None) -> IncidentRule:
    if given is None:
        return IncidentRule()
    return IncidentRule(given["complaints"], given["homes"], timedelta(hours=given["hours"]))


def _step(document: Mapping[str, Any]) -> Step:
    at: str = document["at"]
    every = Target.parse(document["every"]) if "every" in document else None
    return Step(
        clock=ClockName(document["clock"]),
        name=document["step"],
        tell=tuple(document["tell"]),
        fraction=int(at[:-1]) / 100 if at.endswith("%") else None,
        after_due=_after_due(at, every),
        every=every,
    )


def _after_due(at: str, every: Target | None) -> Target | None:
    """Give the wait after the deadline; what repeats from the deadline on is counted in its own unit."""
    if at.endswith("%"):
        return None
    if at == "due":
        return Target(0, every.unit if every else Unit.HOURS)
    return Target.parse(at.removeprefix("+"))


def next_level(level: str) -> str | None:
    """Give the level above, or None above the group."""
    place = LEVELS.index(level) + 1
    return LEVELS[place] if place < len(LEVELS) else None
