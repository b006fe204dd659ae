"""The product's own wiring on the services of this process: what a run is made of, put together."""

import contextlib
import functools
import hashlib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final
from unittest.mock import patch

from complaint_desk.handler import handle as desk
from complaint_intake.handler import handle as intake
from complaint_jobs.handler import handle as jobs
from complaint_watch.handler import handle as reactions
from event_relay.handler import handle as relay
from hearthline import root, root_asking, root_work
from hearthline.notices.adapters.sns import SnsText
from hearthline.notices.model import MessageClass
from hearthline.platform import documents, logs, pausing
from hearthline.platform.settings import Settings
from insight.handler import handle as insight
from lifecycle.handler import handle as lifecycle
from membership.handler import handle as membership
from membership_desk.handler import handle as membership_desk
from membership_watch.handler import handle as membership_watch
from notification.handler import handle as notices
from simulation.deliveries import Consumer, Follower, Handle, Queue, Queues
from simulation.faults import SKEW, Faults, Kind
from simulation.providers import Providers
from simulation.running import Hub
from simulation.tables import Tables
from simulation.wire import Client
from sla_monitor.handler import handle as sweep
from survey.handler import handle as survey
from survey_desk.handler import handle as survey_desk
from survey_results.handler import handle as survey_results
from survey_watch.handler import handle as survey_watch
from tests.engines.definitions import read_template, table_definitions

ROOT: Final = Path(__file__).parents[1]
CONSUMERS: Final[Mapping[str, Handle]] = {
    "ComplaintWatch": reactions,
    "ComplaintJobs": jobs,
    "Insight": insight,
    "Lifecycle": lifecycle,
    "MembershipWatch": membership_watch,
    "Notification": notices,
    "SlaMonitor": sweep,
    "SurveyWatch": survey_watch,
}
HANDLERS: Final[Mapping[str, Handle]] = {
    "ComplaintIntake": intake,
    "ComplaintDesk": desk,
    "Membership": membership,
    "MembershipDesk": membership_desk,
    "Survey": survey,
    "SurveyDesk": survey_desk,
    **CONSUMERS,
}
OUTBOXES: Final = ("ComplaintsTable", "MembersTable", "SurveysTable")
COUNTED: Final[Mapping[str, Callable[[Mapping[str, Any]], bool]]] = {
    "SurveysTable": lambda record: record["item"]["pk"].startswith(("I#", "N#")),
    "DeliveriesTable": lambda record: (
        record["item"]["pk"].startswith("D#")
        and record["item"]["message"].get("message_class") == MessageClass.SURVEY.value
    ),
}
"""Of which changes the tally is told, as the filters of its streams say."""
ENVIRONMENT: Final[Mapping[str, str]] = {
    "COMPLAINTS_TABLE": "ComplaintsTable",
    "DELIVERIES_TABLE": "DeliveriesTable",
    "MEMBERS_TABLE": "MembersTable",
    "SURVEYS_TABLE": "SurveysTable",
    "SESSIONS_TABLE": "SessionsTable",
    "INSIGHT_TABLE": "InsightTable",
    "BUS_NAME": "bus",
    "NOTICES_QUEUE_URL": "NoticesQueue",
    "SWEEP_QUEUE_URL": "SweepQueue",
    "JOBS_QUEUE_URL": "JobsQueue",
    "SENDS_QUEUE_URL": "SendsQueue",
    "IMPORTS_BUCKET": "imports",
    "ATTACHMENTS_BUCKET": "attachments",
    "SECRET_ID": "secret",
    "PUBLIC_URL": "https://care.example",
    "MAIL_ADAPTER": "ses",
    "MAIL_FROM": "care@care.example",
    "SMS_ADAPTER": "sns",
    "RATE_PER_ADDRESS": "100000",
    "RATE_PER_CONTACT": "100000",
}
ENVIRONMENT_LASTS: Final = timedelta(hours=1)
NOTHING_READ: Final = timedelta(0)


class Entropy:
    """Chance that follows from the seed and from who asks."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    def token(self, size: int) -> bytes:
        """Give the next bytes of the running invocation."""
        running = self._hub.current
        if running is None:
            raise AssertionError(size)
        running.tokens += 1
        text = f"{self._hub.seed}/{running.name}/{running.tokens}"
        return hashlib.shake_256(text.encode()).digest(size)


class Services:
    """All that the product calls, and the functions that are called because of it."""

    def __init__(self, hub: Hub, faults: Faults) -> None:
        self.hub = hub
        self.faults = faults
        definitions = {name: made.request for name, made in table_definitions().items()}
        self.tables = Tables(definitions, lambda: hub.now)
        self.providers = Providers(hub)
        self.template = _resources("template.yaml")
        self.messaging = _resources("infra/messaging.yaml")
        self.queues = Queues(hub, dict(self._queues()), dict(self._rules()))
        self.followers = [
            Follower(
                f"relay/{name}",
                hub,
                faults,
                self.tables.tables[name],
                Consumer(self.handler("EventRelay", relay), self.timeout("EventRelay"), 100, 1),
                lambda record: record["eventName"] == "INSERT" and "event" in record["item"],
            )
            for name in OUTBOXES
        ]
        self.followers += [
            Follower(
                f"results/{name}",
                hub,
                faults,
                self.tables.tables[name],
                Consumer(survey_results, self.timeout("SurveyResults"), 100, 1),
                wanted,
            )
            for name, wanted in COUNTED.items()
        ]
        inner = {
            "dynamodb": self.tables,
            "sqs": self.queues,
            "events": self.queues,
            "sesv2": self.providers,
            "sns": self.providers,
            "secretsmanager": self.providers,
        }
        self.clients = {name: Client(name, made, hub, faults) for name, made in inner.items()}

    def handler(self, function: str, handle: Handle) -> Handle:
        """Give a function's handler, with environments of its own where it keeps something in between.

        Such a one lasts for an hour, and ends with an invocation that does not come to its end; who begins
        while another is at it has another one.
        """
        if function != "SlaMonitor":
            return handle
        free: list[datetime] = []

        def within(event: dict[str, Any], context: Any) -> Any:
            since = free.pop() if free else None
            if since is None or self.hub.now - since > ENVIRONMENT_LASTS:
                root_work.sweeping.cache_clear()
                root_asking.tellers.cache_clear()
                since = self.hub.now
            answer = handle(event, context)
            free[:] = [since]
            return answer

        return within

    def timeout(self, function: str) -> timedelta:
        """Give how long a function may run."""
        return timedelta(seconds=self.template[function]["Properties"]["Timeout"])

    def _queues(self) -> Iterator[tuple[str, Queue]]:
        visibilities = self.template["Messaging"]["Properties"]["Parameters"]
        for function, handle in CONSUMERS.items():
            for event in self.template[function]["Properties"].get("Events", {}).values():
                if event["Type"] != "SQS":
                    continue
                source = event["Properties"]
                name = source["Queue"].rpartition(".")[2].removesuffix("Arn")
                made = self.messaging[name]["Properties"]
                consumer = Consumer(
                    self.handler(function, handle),
                    self.timeout(function),
                    source["BatchSize"],
                    source["ScalingConfig"]["MaximumConcurrency"],
                )
                yield (
                    name,
                    Queue(
                        name,
                        self.hub,
                        self.faults,
                        visibility=timedelta(
                            seconds=visibilities[made["VisibilityTimeout"].rpartition(" ")[2]]
                        ),
                        receives=made["RedrivePolicy"]["maxReceiveCount"],
                        consumer=consumer,
                    ),
                )

    def _rules(self) -> Iterator[tuple[str, list[str]]]:
        found: dict[str, list[str]] = {}
        for rule in self.messaging.values():
            if rule["Type"] != "AWS::Events::Rule":
                continue
            (target,) = rule["Properties"]["Targets"]
            queue = target["Arn"].rpartition(" ")[2].removesuffix(".Arn")
            for kind in rule["Properties"]["EventPattern"]["detail-type"]:
                found.setdefault(kind, []).append(queue)
        yield from found.items()


@functools.cache
def _resources(path: str) -> dict[str, Any]:
    resources: dict[str, Any] = read_template(ROOT / path)["Resources"]
    return resources


_read_shipped = functools.cache(documents._shipped)  # noqa: SLF001 - read from disk once, not each minute


def _shipped(folder: Path) -> dict[str, dict[int, documents.Edition]]:
    return {name: dict(versions) for name, versions in _read_shipped(folder).items()}


@contextlib.contextmanager
def wired(services: Services) -> Iterator[None]:
    """Let the product run on these services, at their time."""
    hub, faults = services.hub, services.faults
    settings = Settings(dict(ENVIRONMENT))
    hub.skew = SKEW if Kind.SKEW in faults.kinds else NOTHING_READ
    send: Callable[..., Any] = SnsText.send

    def noted(self: SnsText, to: str, notice: Any, now: datetime) -> Any:
        running = hub.current
        if running is not None:
            running.about = notice.id
        return send(self, to, notice, now)

    root.reset()
    with contextlib.ExitStack() as stack:
        for name, value in {
            "client": lambda service: services.clients[service],
            "clock": hub.clock,
            "entropy": Entropy(hub),
            "settings": lambda: settings,
        }.items():
            stack.enter_context(patch.object(root, name, value))
        stack.enter_context(patch.object(pausing, "time", SimpleNamespace(sleep=hub.sleep)))
        stack.enter_context(patch.object(pausing, "random", SimpleNamespace(uniform=lambda low, _: low)))
        stack.enter_context(patch.object(logs, "write_line", lambda *_, **__: None))
        stack.enter_context(patch.object(documents, "_shipped", _shipped))
        stack.enter_context(patch.object(SnsText, "send", noted))
        try:
            yield
        finally:
            root.reset()
