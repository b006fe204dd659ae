"""Surveys in contract tests: events handed on, the sweep, the send queue, the mail, and the streams."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from hearthline import root, root_campaigns, root_surveys, root_work
from hearthline.platform.attributes import from_item
from hearthline.platform.codec import load
from hearthline.platform.outbox import Event, react, read_event
from hearthline.platform.streams import follow
from hearthline.platform.timers import Due
from hearthline.surveys.model import Invitation
from notification import handler
from tests.contract.service import Service
from tests.rights.acting import acting
from tests.unit.notices.builders import FakeChannel


class Surveyor:
    """Whatever runs behind the API for surveys."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.email, self.sms = FakeChannel(), FakeChannel()
        self.queue: list[dict[str, Any]] = []

    def follow_events(self) -> None:
        """Let surveys have every event there is, those of before once more."""
        for event in sorted(self._events(), key=lambda one: str(one["at"])):
            with acting("SurveyWatch"):
                react(root_surveys.reactions(), read_event(event), self.service.now)

    def sweep(self) -> None:
        """Do what is due now, and tell whom it brings."""
        with acting("SlaMonitor"):
            root_work.sweeping().run(self.service.now, lambda: True)
        self.send()

    def send(self) -> list[dict[str, str]]:
        """Let the senders empty their queue; give what comes back."""
        records = self.records()
        with acting("Notification"):
            failed: list[dict[str, str]] = handler.handle(records, None)["batchItemFailures"]
        self.follow_deliveries()
        return failed

    def records(self) -> dict[str, Any]:
        """Take what is on the send queue."""
        waiting, self.queue = self.queue, []
        bodies = [json.dumps(body) for body in waiting]
        return {"Records": [{"messageId": str(place), "body": body} for place, body in enumerate(bodies)]}

    def follow_deliveries(self) -> None:
        """Let surveys have every delivery as it stands."""
        items = list(self._items("DeliveriesTable"))
        with acting("SurveyResults"):
            follow(root_surveys.followers(), items, self.service.now)

    def follow_surveys(self) -> None:
        """Let surveys count what has become of invitations."""
        items = list(self._items("SurveysTable"))
        with acting("SurveyResults"):
            follow(root_surveys.followers(), items, self.service.now)

    def invitations(self, campaign: str) -> list[Invitation]:
        """Give all of a campaign."""
        items = self._items("SurveysTable")
        return [load(Invitation, item) for item in items if item["pk"].startswith(f"I#{campaign}#")]

    def events(self, type_: str) -> list[Event]:
        """Give the events of a type, in no order."""
        return [read_event(each) for each in self._events() if each["type"] == type_]

    def due(self) -> list[Due]:
        """Give the invitations that have a timer."""
        timed = [item for item in self._items("SurveysTable") if "timer_at" in item]
        return [Due(each["pk"], each["sk"], each["timer_at"]) for each in timed if each["pk"][:2] == "I#"]

    def _events(self) -> list[dict[str, Any]]:
        items = [*self._items("ComplaintsTable"), *self._items("MembersTable")]
        return [item["event"] for item in items if "event" in item]

    def _items(self, table: str) -> list[dict[str, Any]]:
        client = self.service.cloud.clients["dynamodb"]
        pages = client.get_paginator("scan").paginate(TableName=self.service.names[table])
        return [from_item(item) for page in pages for item in page["Items"]]


@contextmanager
def surveying(service: Service) -> Iterator[Surveyor]:
    """Give it, with senders whose mail and short messages stay here."""
    made = Surveyor(service)
    with pytest.MonkeyPatch.context() as patch:
        for queue in ("SENDS_QUEUE_URL", "NOTICES_QUEUE_URL", "JOBS_QUEUE_URL"):
            patch.setenv(queue, queue)
        root.settings.cache_clear()
        reached_by = {"email": made.email, "sms": made.sms}
        patch.setattr("hearthline.channels.channels", lambda *_: reached_by)
        patch.setattr(root, "send", lambda url, bodies: _put(made, url, list(bodies)))
        patch.setattr(root_campaigns, "_send", lambda bodies, _: made.queue.extend(bodies))
        yield made


def _put(surveyor: Surveyor, url: str, bodies: list[dict[str, Any]]) -> None:
    if url == "SENDS_QUEUE_URL":
        surveyor.queue += bodies
