"""What asking does with the tables, held against what the role of each function allows."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any, cast

from hearthline import root_work
from notification import handler
from tests.contract.answerers import Owners, answers, launched
from tests.contract.club import LI, Club
from tests.contract.service import GROUP, Service
from tests.contract.surveyor import surveying
from tests.contract.test_asking_afterwards import AGREED, closed, hand_over
from tests.engines.engine import Engine
from tests.engines.test_rights import granted, used


def test_whoever_asks_and_tells_may_do_what_that_takes(service: Service) -> None:
    club = Club(service)
    club.member(LI, consents=AGREED)
    club.follow()
    hand_over(service)
    club.follow()
    closed(service)
    with surveying(service) as surveyor:
        with held(service, "SurveyWatch") as watched:
            surveyor.follow_events()
        service.later(days=8)
        with held(service, "SlaMonitor") as swept:
            root_work.sweeping().run(service.now, lambda: True)
        with held(service, "Notification") as told:
            assert handler.handle(surveyor.records(), None) == {"batchItemFailures": []}
        with held(service, "SurveyResults") as followed:
            surveyor.follow_deliveries()

        assert len(surveyor.email.sent) == 1
    assert ("PutItem", "SurveysTable") in watched
    writes = {place for action, place in granted("SurveyWatch") if action in ("PutItem", "UpdateItem")}
    assert writes == {"SurveysTable"}, "what it follows writes nowhere else"
    assert ("UpdateItem", "SurveysTable") in swept
    assert ("BatchGetItem", "SurveysTable") in told
    assert ("PutItem", "SurveysTable") in followed


def test_whoever_counts_and_reads_results_may_do_what_that_takes(service: Service) -> None:
    with held(service, "SurveyResults") as counted:
        owners = Owners(service, launched(service, "CAMPAIGN00000001", series="yearly"))
        owners.say(6, "sz", "living", answers(5, 5, 10))
    with held(service, "SurveyDesk") as read:
        for by in ("city", "project", "recovery", "wave"):
            assert service.get("/api/campaigns/CAMPAIGN00000001/results", GROUP, by=by).status == 200

    assert {("PutItem", "SurveysTable"), ("UpdateItem", "SurveysTable")} <= counted
    assert ("BatchGetItem", "MembersTable") in counted
    assert ("Query", "SurveysTable") in read


@contextmanager
def held(service: Service, function: str) -> Iterator[set[tuple[str, str]]]:
    client: Any = SimpleNamespace(client=service.cloud.clients["dynamodb"])
    with used(cast("Engine", client)) as asked:
        yield asked
    asked.discard(("Scan", "DeliveriesTable"))  # how a test looks at what the stream would bring
    asked.difference_update({("Scan", "ComplaintsTable"), ("Scan", "MembersTable")})
    assert asked <= granted(function)
