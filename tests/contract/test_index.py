"""The composite index over HTTP: its breakdown, what has no data, and who may see it."""

import pytest

from hearthline import root_asking, root_surveys
from hearthline.platform.attributes import from_item
from hearthline.platform.outbox import Actor
from hearthline.platform.streams import follow
from hearthline.surveys.answers import stored
from hearthline.surveys.history import Line
from hearthline.surveys.model import Invitation, Progress, Strata
from tests.contract.service import ADMIN, AGENT, AUDITOR, MARKETING, Service
from tests.rights.acting import acting
from tests.unit.surveys.exporting import a_campaign

ID = "CAMPAIGN00000001"
INDEX = f"/api/campaigns/{ID}/index"


@pytest.fixture(autouse=True)
def campaign(service: Service) -> None:
    """Let there be a campaign that ten of Shenzhen answered, and its tally."""
    asked = a_campaign(questionnaire="experience-report", launched_at=service.now, created_at=service.now)
    root_asking.campaigns().create(asked, [Line("drafted", service.now, Actor("staff", "zhou"))])
    for place in range(10):
        root_asking.invitations().create(
            Invitation(
                ID, f"{place:02x}" * 20, f"PERSON000000000{place}", service.now, service.now,
                Strata("customer", "sz"), progress=Progress.ANSWERED,
                answers=stored({"satisfaction": 5 if place < 8 else 2}), answered_at=service.now,
            )
        )  # fmt: skip
    items = service.cloud.clients["dynamodb"].scan(TableName=service.names["SurveysTable"])["Items"]
    with acting("SurveyResults"):
        follow(root_surveys.followers(), [from_item(item) for item in items], service.now)


def test_the_score_is_over_what_has_data_and_names_what_has_none(service: Service) -> None:
    found = service.get(INDEX, MARKETING).json

    parts = {part["code"]: part for part in found["components"]}
    assert parts["satisfaction"]["value"] == 80
    assert parts["satisfaction"]["n"] == 10
    assert parts["product_quality"]["missing"] == "not_given"
    assert parts["promise"]["missing"] == parts["response_time"]["missing"] == "no_complaints"
    points = round(25 * (80 - 45.5) / (90 - 45.5), 2)
    assert (found["points"], found["counted_weight"], found["weight"]) == (points, 25, 100)
    assert found["score"] == pytest.approx(100 * points / 25, abs=0.1)
    assert set(found["missing"]) == {"product_quality", "loyalty", "promise", "response_time"}


def test_the_promise_of_a_month_and_a_figure_given_by_hand_count(service: Service) -> None:
    filed = service.file()
    service.later(minutes=4)
    service.do(filed, "claim")
    service.do(filed, "reply", {"text": "工程师今天上门。"})
    document = service.get("/api/documents/composite-index", ADMIN).json["document"]
    document["components"][0]["figure"] = {
        "given": {"value": 99.93, "as_of": "2026-09-30", "source": "Inspection, third quarter"}
    }
    saved = service.post("/api/documents/composite-index", document, ADMIN)
    assert saved.status == 201, saved.text
    service.later(minutes=2)

    found = service.get(INDEX, AUDITOR, month=f"{service.now:%Y-%m}").json

    parts = {part["code"]: part for part in found["components"]}
    assert found["version"] == 2
    assert (parts["response_time"]["value"], parts["response_time"]["points"]) == (4, 10)
    assert (parts["promise"]["value"], parts["promise"]["points"]) == (100, 15)
    quality = parts["product_quality"]
    assert (quality["points"], quality["as_of"], quality["origin"]) == (
        30, "2026-09-30", "Inspection, third quarter",
    )  # fmt: skip


def test_what_is_refused(service: Service) -> None:
    assert service.get(INDEX, AGENT).status == 403
    assert service.get("/api/campaigns/none/index", MARKETING).status == 404
    assert service.get(INDEX, MARKETING, month="2026-13").status == 422
