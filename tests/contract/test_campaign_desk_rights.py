"""What the desk does with the tables to run a campaign, held against what its role allows."""

from tests.contract.campaigning import AT, EVERYBODY, making, work
from tests.contract.service import MARKETING, Service
from tests.contract.surveyor import surveying
from tests.contract.test_campaign_recipients import in_doubt
from tests.contract.test_survey_rights import held


def test_running_a_campaign_takes_no_more_than_the_desk_may(service: Service) -> None:
    with surveying(service) as surveyor:
        place, _ = in_doubt(service, surveyor)
        work(surveyor, place)
        with held(service, "SurveyDesk") as asked:
            other = f"{AT}/{service.post(AT, making(service), MARKETING).json['id']}"
            assert service.ask("PATCH", other, json_body={"rate": 60}, claims=MARKETING).status == 200
            assert service.post(f"{other}/audience", {"filter": EVERYBODY}, MARKETING).status == 202
            for path in (AT, place, f"{place}/progress", f"{place}/audience"):
                assert service.get(path, MARKETING).status == 200
            assert service.get(f"{place}/recipients", MARKETING, state="unknown").json["items"] != []
            body = {"resend": True, "reason": "供应商确认没有发出。"}
            assert service.post(f"{place}/doubtful", body, MARKETING).json["decided"] == 1
            for what in ("pause", "resume", "cancel"):
                assert service.ask("POST", f"{place}/{what}", claims=MARKETING).status == 200

    assert ("PutItem", "DeliveriesTable") in asked
