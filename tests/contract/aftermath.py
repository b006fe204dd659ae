"""What follows from what was done: the tables' events, handed to those who react, until none is new."""

from datetime import datetime
from typing import Any

from hearthline import root, root_members, root_work
from hearthline.platform.attributes import from_item
from hearthline.platform.outbox import react, read_event
from tests.contract.service import Service
from tests.rights.acting import acting


class Aftermath:
    """The relay, the queues of reactions and of jobs, in one."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._seen: set[str] = set()

    def settle(self) -> None:
        """Hand on everything that was not handed on before, and what comes of that."""
        while fresh := [event for event in self.events() if event["id"] not in self._seen]:
            for event in fresh:
                self._seen.add(event["id"])
                self._one(event, self._service.now)

    def work(self, identity: str) -> None:
        """Let a job go on until it rests or has ended."""
        with acting("ComplaintJobs"):
            root_work.jobs().run(identity, lambda: True)
        self.settle()

    def _one(self, detail: dict[str, Any], now: datetime) -> None:
        event = read_event(detail)
        if event.type == "job.started":
            with acting("ComplaintJobs"):
                root_work.jobs().run(event.data["job"], lambda: True)
            return
        with acting("MembershipWatch"):
            react(root_members.reactions(), event, now)
        if event.type.startswith("complaint."):
            with acting("ComplaintWatch"):
                react(root_work.reactions(), event, now)

    def events(self) -> list[dict[str, Any]]:
        """Give all events that there are, by when they were."""
        tables = (root.complaints_table().name, root.members_table().name, root.surveys_table().name)
        found = []
        for name in tables:
            pages = self._service.cloud.clients["dynamodb"].get_paginator("scan").paginate(TableName=name)
            items = (from_item(item) for page in pages for item in page["Items"])
            found += [item["event"] for item in items if "event" in item]
        return sorted(found, key=lambda event: (event["at"], event["id"]))
