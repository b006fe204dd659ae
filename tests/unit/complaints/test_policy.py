"""The service policy as a document."""

import json
from datetime import timedelta

import pytest

from hearthline.complaints.model import ClockName, Severity
from hearthline.complaints.policy import LEVELS, Policy, Step, next_level
from hearthline.platform.targets import Target
from tests.unit.complaints.builders import (
    DEFAULTS,
    TERMS,
    a_policy_document,
    a_question,
    a_story,
    after,
    some_terms,
)

_TARGETS = """
          acknowledge  answer  resolve
critical  1h           4h      3d
high      4h           24h     7d
normal    8wh          24h     15wd
low       1wd          24h     30wd
"""
_CLOCKS, *_ROWS = [line.split() for line in _TARGETS.strip().splitlines()]


def ladder(clock: ClockName) -> list[tuple[object, ...]]:
    def parts(step: Step) -> tuple[object, ...]:
        return step.name, step.fraction, step.after_due, step.every, step.tell

    return [parts(step) for step in TERMS.policy.steps_of(clock)]


@pytest.mark.parametrize(
    ("severity", "clock", "target"),
    [(row[0], clock, target) for row in _ROWS for clock, target in zip(_CLOCKS, row[1:], strict=True)],
)
def test_the_shipped_policy_promises_what_the_company_promises(
    severity: str, clock: str, target: str
) -> None:
    assert TERMS.policy.target(Severity(severity), ClockName(clock)) == Target.parse(target)


def test_the_shipped_ladder_of_the_answer() -> None:
    every_day = Target.parse("24h")

    assert ladder(ClockName.ANSWER) == [
        ("remind", 0.5, None, None, ("handler",)),
        ("warn", 0.8, None, None, ("handler", "lead")),
        ("breach", None, Target.parse("0h"), None, ("manager",)),
        ("overdue", None, every_day, every_day, ("group",)),
    ]


def test_the_shipped_ladder_of_resolve() -> None:
    assert ladder(ClockName.RESOLVE) == [
        ("warn", 0.8, None, None, ("handler", "lead")),
        ("breach", None, Target.parse("0h"), None, ("manager",)),
        ("overdue", None, Target.parse("3wd"), None, ("group",)),
    ]


def test_nobody_is_told_of_the_acknowledge_clock_alone() -> None:
    assert ladder(ClockName.ACKNOWLEDGE) == []


def test_the_shipped_periods() -> None:
    policy = TERMS.policy

    assert policy.pause_cap == timedelta(days=10)
    assert policy.reopen_within == timedelta(days=30)
    assert policy.close_after == timedelta(days=7)
    assert policy.at_once == {Severity.CRITICAL: ("group",)}


def test_an_acknowledgement_is_waited_for_two_hours_and_in_critical_cases_half_an_hour() -> None:
    wait = dict(TERMS.policy.acknowledge_within)

    assert wait.pop(Severity.CRITICAL) == timedelta(minutes=30)
    assert set(wait.values()) == {timedelta(hours=2)}


def test_the_levels_go_from_the_handler_to_the_group() -> None:
    assert [next_level(level) for level in LEVELS] == ["lead", "manager", "group", None]


def test_every_shipped_policy_can_be_read_and_names_its_version() -> None:
    for path in sorted(DEFAULTS.glob("policy-*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        assert f"policy-{Policy.from_document(document).version}.json" == path.name


def test_a_policy_decides_the_targets_of_the_cases_filed_under_it() -> None:
    targets = a_policy_document()["targets"]
    targets["normal"]["answer"] = "30h"

    story = a_story(terms=some_terms(policy=a_policy_document(version=2, targets=targets)))

    assert story.complaint.policy == 2
    assert story.answer.due == after(hours=30)


def test_a_policy_decides_how_long_a_clock_pauses() -> None:
    terms = some_terms(policy=a_policy_document(pause_cap_days=2))
    story = a_story(terms=terms, severity=Severity.HIGH).does(a_question(), after(days=1))

    assert story.resolve.due == after(days=9)


def test_a_step_in_working_days_counts_working_days_and_so_does_its_repetition() -> None:
    steps = [{"clock": "answer", "step": "late", "at": "+2wd", "every": "1wd", "tell": ["group"]}]
    story = a_story(terms=some_terms(policy=a_policy_document(steps=steps)))

    for _ in range(5):
        assert story.timer is not None
        story.sweep(story.timer)

    # Due on Tuesday at 09:00: then Thursday, Friday, Monday.
    told = [entry.at for entry in story.entries_of("escalated")]
    assert told == [after(days=3), after(days=4), after(days=7)]


def test_a_policy_that_lacks_a_part_is_not_read() -> None:
    document = a_policy_document()
    del document["targets"]["low"]["answer"]

    with pytest.raises(KeyError, match="answer"):
        Policy.from_document(document)
