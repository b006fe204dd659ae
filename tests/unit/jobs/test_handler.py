"""The functions behind the queues of long work and of reactions: what they make of a message."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from complaint_jobs import handler as jobs_handler
from complaint_watch import handler as watch_handler
from delivery_feedback import handler as feedback_handler
from hearthline import root, root_members, root_work
from hearthline.platform.jobs import Job, JobState, Worked
from hearthline.platform.outbox import Event, Reaction
from membership_watch import handler as members_handler
from tests.unit.notices.builders import an_event

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


class Context:
    """What an invocation has left."""

    def get_remaining_time_in_millis(self) -> int:
        return jobs_handler.MARGIN_MS + 1


class SomeJobs:
    """Jobs of which each run comes to the same."""

    def __init__(self, worked: Worked | None) -> None:
        self.worked = worked
        self.run_for: list[str] = []
        self.continued: list[str] = []

    def run(self, identity: str, may_go_on: Callable[[], bool], *, again: bool) -> Worked | None:
        assert may_go_on()
        self.again = again
        self.run_for.append(identity)
        return self.worked


def a_job(state: JobState = JobState.RUNNING) -> Job:
    return Job("ABC", "broadcast", "ma", NOW, NOW, tally={"answered": 3}, state=state)


def message(body: dict[str, Any]) -> dict[str, Any]:
    return {"Records": [{"messageId": "1", "body": json.dumps(body)}]}


@pytest.fixture
def working(monkeypatch: pytest.MonkeyPatch) -> Callable[[Worked | None], SomeJobs]:
    def with_outcome(worked: Worked | None) -> SomeJobs:
        jobs = SomeJobs(worked)
        monkeypatch.setenv("METRICS_NAMESPACE", "Hearthline")
        monkeypatch.setattr(root, "now", lambda: NOW)
        monkeypatch.setattr(root_work, "jobs", lambda: jobs)
        monkeypatch.setattr(root_work, "continue_job", jobs.continued.append)
        return jobs

    return with_outcome


@pytest.mark.parametrize(
    "body", [{"job": "ABC"}, {"detail": {"type": "job.started", "data": {"job": "ABC"}}}]
)
def test_a_job_is_gone_on_with_whoever_names_it(working: Any, body: dict[str, Any]) -> None:
    jobs = working(Worked(a_job(), unfinished=True))

    answer = jobs_handler.handle(message(body), Context())

    assert answer == {"batchItemFailures": []}
    assert (jobs.run_for, jobs.continued) == (["ABC"], ["ABC"])


@pytest.mark.parametrize(("body", "again"), [({}, False), ({"again": True}, True)])
def test_an_operator_may_have_a_job_that_was_given_up_go_on(
    working: Any, body: dict[str, Any], again: bool
) -> None:
    jobs = working(Worked(a_job(), unfinished=False))

    jobs_handler.handle(message({"job": "ABC", **body}), Context())

    assert jobs.again is again


@pytest.mark.parametrize("worked", [None, Worked(a_job(JobState.DONE), unfinished=False)])
def test_nothing_goes_on_where_no_work_is_left(working: Any, worked: Worked | None) -> None:
    jobs = working(worked)

    jobs_handler.handle(message({"job": "ABC"}), Context())

    assert jobs.continued == []


def test_a_job_that_was_given_up_raises_the_alarm(working: Any, capsys: pytest.CaptureFixture[str]) -> None:
    working(Worked(a_job(JobState.FAILED), unfinished=False))

    jobs_handler.handle(message({"job": "ABC"}), Context())

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["JobsFailed"] for line in lines if "JobsFailed" in line] == [1]
    assert [line["level"] for line in lines if line.get("event") == "job.worked"] == ["ERROR"]


@pytest.mark.parametrize(
    ("handler", "composed"), [(watch_handler, root_work), (members_handler, root_members)]
)
def test_each_reaction_gets_the_event_also_after_one_that_fails_and_brings_it_back(
    monkeypatch: pytest.MonkeyPatch, handler: Any, composed: Any
) -> None:
    seen: list[tuple[Event, datetime]] = []

    def fails(*_: object) -> None:
        raise LookupError

    def given(*reactions: Reaction) -> Any:
        monkeypatch.setattr(composed, "reactions", lambda: list(reactions))
        return handler.handle(message({"detail": event.envelope()}), None)

    monkeypatch.setattr(root, "now", lambda: NOW)
    event = an_event()
    good = given(lambda event, now: seen.append((event, now)))
    bad = given(fails)
    mixed = given(fails, lambda event, now: seen.append((event, now)))

    assert seen == [(event, NOW), (event, NOW)]
    assert mixed == bad
    assert good == {"batchItemFailures": []}
    assert bad == {"batchItemFailures": [{"itemIdentifier": "1"}]}


def test_what_a_provider_says_goes_to_whoever_takes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[Any, datetime]] = []
    monkeypatch.setattr(root, "now", lambda: NOW)
    monkeypatch.setattr(root_members, "feedback", lambda: [lambda said, now: seen.append((said, now))])

    answer = feedback_handler.handle(message({"said": "bounced"}), None)

    assert seen == [({"said": "bounced"}, NOW)]
    assert answer == {"batchItemFailures": []}
