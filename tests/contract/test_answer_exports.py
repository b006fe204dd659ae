"""Exports of answers over HTTP: who may, what is refused, and how the files are lent."""

from dataclasses import replace
from typing import Any

import pytest

from hearthline import root_asking, root_work
from hearthline.platform.objects import Objects
from hearthline.platform.outbox import Actor
from hearthline.surveys.answers import stored
from hearthline.surveys.history import Line
from hearthline.surveys.model import CampaignState, Invitation, Linking, Progress, Strata
from tests.contract.cloud import BUCKET
from tests.contract.service import ADMIN, AUDITOR, LEAD, MARKETING, Service, staff
from tests.rights.acting import acting
from tests.unit.surveys.exporting import a_campaign

OF_NOWHERE = staff("he", "marketing")
KEY = {"Idempotency-Key": "0123456789abcdef"}
ID = "CAMPAIGN00000001"
EXPORT = f"/api/campaigns/{ID}/export"


@pytest.fixture(autouse=True)
def campaign(service: Service) -> None:
    """Let there be a campaign that asked one person after a handover."""
    asked = a_campaign(
        questionnaire="handover", questionnaire_version=1, launched_at=service.now, created_at=service.now
    )
    root_asking.campaigns().create(asked, [Line("drafted", service.now, Actor("staff", "zhou"))])
    root_asking.invitations().create(
        Invitation(
            ID, "0a" * 20, "PERSON0000000001", service.now, service.now,
            Strata("customer", "sz"), progress=Progress.ANSWERED,
            answers=stored({"satisfaction": 5}), answered_at=service.now,
        )
    )  # fmt: skip


def asks(service: Service, format_: str = "csv", who: dict[str, Any] = MARKETING) -> Any:
    return service.post(EXPORT, {"format": format_}, who, KEY)


def test_the_files_are_lent_as_attachments_once_they_are_made(service: Service) -> None:
    begun = asks(service)
    assert (begun.status, begun.json["status"], begun.json["files"]) == (202, "running", [])
    assert asks(service).json["id"] == begun.json["id"], "the same key, the same export"

    with acting("ComplaintJobs"):
        root_work.jobs().run(begun.json["id"], lambda: True)
    done = service.get(EXPORT, MARKETING).json

    assert (done["status"], done["rows"]) == ("done", 1)
    assert [file["name"] for file in done["files"]] == [f"answers-{ID}.csv", f"answers-{ID}.codebook.csv"]
    assert all("response-content-disposition=attachment" in file["url"] for file in done["files"])


def test_files_of_cities_that_are_no_longer_in_ones_scope_are_not_lent(service: Service) -> None:
    hq = staff("xu", "marketing", "hq")
    begun = asks(service, who=hq)
    with acting("ComplaintJobs"):
        root_work.jobs().run(begun.json["id"], lambda: True)
    assert service.get(EXPORT, hq).json["status"] == "done"

    service.later(minutes=1)
    moved = staff("xu", "marketing", "city:gz")
    assert (service.get(EXPORT, moved).status, asks(service, who=moved).status) == (404, 422)
    assert service.post(EXPORT, {}, moved).status == 202
    assert service.get(EXPORT, moved).json["status"] == "running"


def test_what_is_refused(service: Service) -> None:
    assert service.get(EXPORT, MARKETING).status == 404, "nothing was asked for yet"
    assert asks(service, who=AUDITOR).status == 403
    assert asks(service, who=LEAD).status == 403
    assert asks(service, who=OF_NOWHERE).status == 403
    assert asks(service, "pdf").status == 422
    assert service.post("/api/campaigns/none/export", {}, MARKETING).status == 404
    asks(service)
    assert asks(service, "xlsx").status == 422, "the key was used for another format"


def test_a_campaign_of_other_cities_is_none_at_all(service: Service) -> None:
    before = root_asking.campaigns().load(ID)
    assert before is not None
    root_asking.campaigns().save(before, replace(before, cities=("sz",), third_party=Linking.STRATA), [])
    stranger = staff("wu", "marketing", "city:bj")

    for path in ("export", "sample"):
        asked = service.post(f"/api/campaigns/{ID}/{path}", {}, stranger)
        unknown = service.post(f"/api/campaigns/none/{path}", {}, stranger)
        assert (asked.status, asked.json) == (unknown.status, unknown.json) == (404, unknown.json)
        assert service.get(f"/api/campaigns/{ID}/{path}", stranger).status == 404


def test_a_draft_has_no_answers_to_export(service: Service) -> None:
    before = root_asking.campaigns().load(ID)
    assert before is not None
    draft = replace(before, state=CampaignState.DRAFT, launched_at=None)
    root_asking.campaigns().save(before, draft, [])

    refused = service.post(EXPORT, {}, MARKETING)

    assert (refused.status, refused.json["reason"]) == (409, "not_launched")


def test_a_sample_is_drawn_for_a_campaign_of_an_outside_firm_alone(service: Service) -> None:
    sample = f"/api/campaigns/{ID}/sample"
    before = root_asking.campaigns().load(ID)
    assert before is not None
    refused = service.ask("POST", sample, claims=MARKETING)
    root_asking.campaigns().save(before, replace(before, third_party=Linking.STRATA), [])

    begun = service.ask("POST", sample, headers=KEY, claims=MARKETING)
    with acting("ComplaintJobs"):
        root_work.jobs().run(begun.json["id"], lambda: True)
    done = service.get(sample, MARKETING).json

    assert (refused.status, refused.json["reason"]) == (409, "not_third_party")
    assert service.get(f"/api/campaigns/{ID}/progress", MARKETING).json["percent"] is None
    assert (begun.status, begun.json["linking"], begun.json["status"]) == (202, "strata", "running")
    assert (done["status"], done["rows"]) == ("done", 1)
    assert "response-content-disposition=attachment" in done["file_url"]
    assert service.ask("POST", sample, claims=AUDITOR).status == 403
    assert service.ask("POST", sample, claims=staff("xu", "marketing", "city:sz")).status == 403


def test_an_import_of_results_is_begun_by_its_kind(service: Service) -> None:
    body = {
        "kind": "survey_results",
        "campaign": ID,
        "source": "firm",
        "mapping": {"pseudonym": {"column": "who"}, "answers": {"q.satisfaction": {"column": "Q1"}}},
    }

    begun = service.post("/api/imports", body, ADMIN)

    assert begun.status == 201
    assert service.get(f"/api/imports/{begun.json['id']}", ADMIN).json["kind"] == "survey_results"
    Objects(service.cloud.clients["s3"], BUCKET).write(
        f"uploads/{begun.json['id']}/data.csv", b"who,Q1\nA,5\n", "text/csv"
    )
    with acting("ComplaintImport"):
        root_work.importing().run(begun.json["id"], service.now, lambda: True)
    ended = service.get(f"/api/imports/{begun.json['id']}", ADMIN).json
    assert (ended["status"], ended["failure"]["code"]) == ("failed", "campaign_not_third_party")
    wrong = {**body, "mapping": {"pseudonym": {"column": "who"}, "answers": {"overall": {"column": "Q1"}}}}
    assert service.post("/api/imports", wrong, ADMIN).status == 422
    assert service.post("/api/imports", body, MARKETING).status == 403
