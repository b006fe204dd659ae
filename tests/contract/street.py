"""A home that is sold and handed over, and whoever runs behind the API for its life."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from hearthline import root, root_lifecycle, root_members, root_notices, root_work
from hearthline.platform.attributes import from_item
from hearthline.platform.jobs import Job, job_of_key
from hearthline.platform.outbox import react, read_event
from notification import handler
from tests.contract.service import Service
from tests.contract.test_feed import send
from tests.engines.estate import PLACE, signed, told
from tests.rights.acting import acting
from tests.unit.notices.builders import FakeChannel

TODAY = "2026-11-22"
TOLD = ("home.step_due", "home_visit.", "progress_letter.")


class Street:
    """A home that is sold and handed over, and whoever runs behind the API for it."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.mail = FakeChannel()
        self._seen: set[str] = set()

    @property
    def home(self) -> str:
        return root_members.prints().place(*PLACE.values())

    @property
    def life(self) -> str:
        return f"/api/desk/homes/{self.home}/life"

    def hand_over(self) -> None:
        handover = told("handed_over", "handover", TODAY, contract="HT-1", handed_over_on=TODAY)
        assert send(self.service, signed(on="2026-06-01"), handover).status == 200
        self.follow()

    def follow(self) -> None:
        """Let the lives of homes have every event that they have not had."""
        for event in self._fresh("home.changed"):
            with acting("Lifecycle"):
                react(root_lifecycle.reactions(), read_event(event), self.service.now)

    def sweep(self) -> None:
        with acting("SlaMonitor"):
            root_work.sweeping().run(self.service.now, lambda: True)

    def work(self) -> list[Job]:
        """Let jobs that were begun go on until they rest; give them as they stand."""
        table = self.service.names["ComplaintsTable"]
        items = self.service.cloud.clients["dynamodb"].scan(TableName=table)["Items"]
        begun = [item["pk"]["S"] for item in items if item["pk"]["S"].startswith("W#")]
        for pk in begun:
            with acting("ComplaintJobs"):
                root_work.jobs().run(job_of_key(pk), lambda: True)
        found = [root.job_store().load(job_of_key(pk)) for pk in begun]
        return [job for job in found if job]

    def tell(self) -> None:
        """Let notices have what they have not had."""
        bodies = [json.dumps({"detail": event}) for event in self._fresh(*TOLD)]
        records = [{"messageId": str(place), "body": body} for place, body in enumerate(bodies)]
        with acting("Notification"):
            assert handler.handle({"Records": records}, None) == {"batchItemFailures": []}

    def _fresh(self, *types: str) -> list[dict[str, Any]]:
        table = self.service.names["MembersTable"]
        pages = self.service.cloud.clients["dynamodb"].get_paginator("scan").paginate(TableName=table)
        events = [from_item(item).get("event") for page in pages for item in page["Items"]]
        fresh = [
            one for one in events if one and one["type"].startswith(types) and one["id"] not in self._seen
        ]
        self._seen |= {event["id"] for event in fresh}
        return sorted(fresh, key=lambda event: str(event["at"]))


@contextmanager
def a_street(service: Service) -> Iterator[Street]:
    """Give it, with senders whose mail stays here."""
    made = Street(service)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hearthline.channels.channels", lambda *_: {"email": made.mail})
        root_notices.sender.cache_clear()
        root_work.notifier.cache_clear()
        yield made
