"""A member who has everything is given all of it, and then taken out of all of it, by themselves."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest

from hearthline import root, root_members, root_surveys, root_work
from hearthline.platform.attributes import from_item
from hearthline.platform.objects import Objects
from hearthline.platform.streams import follow
from hearthline.surveys.tokens import hashed
from tests.contract.aftermath import Aftermath
from tests.contract.asked import Asked
from tests.contract.cloud import BUCKET
from tests.contract.club import Browser, Club, cookie_of
from tests.contract.service import MANAGER, Service
from tests.contract.test_erasure import all_files, figures, posting
from tests.contract.test_feed import send
from tests.contract.test_member_imports import beginning
from tests.contract.test_own_data import exported, told
from tests.engines.estate import PLACE, signed
from tests.person import Person, end, live
from tests.rights.acting import acting
from tests.unit.member_imports.builders import a_file
from tests.unit.surveys.questionnaires import asking, document

CUSTOMER = "C-4711"
FRIEND = {"phone": "13700137000"}
GIVER = {"phone": "13600136000"}
SURVEY = document(asking("overall", "rating", required=True), asking("more", "text", most=400))
LIVES = (("closed", "complaint", "zh"), ("rejected", "repair", "en"), ("in_progress", "inquiry", "zh"))


class Everything:
    """Somebody whom an import brought, who bought, told friends, complained, and changed their mind."""

    def __init__(self, service: Service) -> None:
        self.service, self.person = service, Person()
        self.club, self.aftermath = Club(service), Aftermath(service)
        self.contact = {"phone": self.person.digits}
        self.cases: list[dict[str, Any]] = []

    def happen(self) -> None:
        """Let it all happen."""
        self._imported()
        self.giver = self.club.member(GIVER, name="赵钱")
        self._bought(self.giver.get().json["referral_code"])
        self.browser = Browser(self.service, cookie_of(self.club.sign_in(self.contact)))
        self.id = str(self.browser.get().json["id"])
        self._said()
        self._complained()
        self._surveyed()
        friend = self.club.member(FRIEND, name="孙李", referral_code=self.browser.get().json["referral_code"])
        self.friend = str(friend.get().json["id"])
        self._friend_bought()
        told(self.id, self.service)
        self.aftermath.settle()

    def _imported(self) -> None:
        begun = self.service.post("/api/imports", beginning(), MANAGER).json
        row = {
            "name": self.person.name,
            "phone": self.person.phone,
            "email": self.person.email,
            "customer": CUSTOMER,
            "born": self.person.born,
            "employer": self.person.employer,
            "tags": self.person.name,
        }
        files = Objects(self.service.cloud.clients["s3"], BUCKET)
        files.write(f"uploads/{begun['id']}/data.csv", a_file(row), "text/csv")
        root_work.importing().run(begun["id"], self.service.now, lambda: True)
        assert self.service.get(f"/api/imports/{begun['id']}", MANAGER).json["imported"] == 1

    def _buyer(self) -> dict[str, str]:
        person = self.person
        return {
            "customer_id": CUSTOMER,
            "name": person.name,
            "phone": person.phone,
            "email": person.email,
        }

    def _bought(self, code: str) -> None:
        handed = {
            "event_id": "handed-HT-1",
            "type": "handed_over",
            "occurred_at": "2026-11-22T05:00:00.000Z",
            "home": PLACE,
            "contract": "HT-1",
            "handed_over_on": "2026-11-22",
        }
        sale = signed(on="2026-11-22", buyers=[self._buyer()], referral_code=code)
        assert send(self.service, sale, handed).status == 200
        self.aftermath.settle()

    def _friend_bought(self) -> None:
        buyer = {"customer_id": "C-9", "name": "孙李", **FRIEND}
        sale = signed("HT-2", on="2026-11-22", buyers=[buyer], home={**PLACE, "unit": "1902"})
        assert send(self.service, sale).status == 200
        self.aftermath.settle()

    def _said(self) -> None:
        self.service.later(minutes=1)
        self.browser.patch({"marketing": {"email": False, "sms": True}}, "/consents")
        self.browser.patch({"employer": self.person.employer, "language": "en", "channels": ["sms"]})
        body = {"amount": 5, "source": "event:7", "reason": self.person.words("thanked")}
        given = self.service.post(f"/api/desk/members/{self.id}/points", body, MANAGER)
        assert given.status == 201, given.text
        self.club.ask_code(self.contact)

    def _complained(self) -> None:
        for number, (status, kind, language) in enumerate(LIVES):
            self.service.later(minutes=10)
            self.cases.append(live(self.person, posting(self.service), status, kind, language, number))
        self.aftermath.settle()

    def _surveyed(self) -> None:
        self.asked = Asked(self.service, SURVEY)
        self.link = self.asked.invite(self.id)
        answers = {"overall": 2, "more": self.person.words("surveyed")}
        assert self.asked.answer(self.link, answers, device="phone-0123456789").status == 200
        items = self.asked.stored()
        with acting("SurveyResults"):
            follow(root_surveys.followers(), items, self.service.now)
        self.aftermath.settle()

    def counted(self) -> dict[str, Any]:
        """Give what is counted of everybody: sums of ledgers, heads by tier, and the promise of the cases."""
        table = root.members_table().name
        pages = self.service.cloud.clients["dynamodb"].get_paginator("scan").paginate(TableName=table)
        items = [from_item(item) for page in pages for item in page["Items"]]
        entries = [item for item in items if item["sk"].startswith("L#")]
        heads = [item for item in items if item["pk"].startswith("P#") and item["sk"] == "A"]
        sums: Counter[str] = Counter()
        for entry in entries:
            sums[entry["pk"]] += entry["amount"]
        return {
            "points": sums,
            "balances": {item["pk"]: item["balance"] for item in items if item["sk"] == "B"},
            "tiers": Counter((item.get("city"), item.get("tier"), item["kind"]) for item in heads),
            "owned": sum(len(item.get("holdings", ())) for item in heads),
            "consents": sum(1 for item in items if item["sk"].startswith("C#")),
            "cases": figures(self.service, self.cases),
            "answers": self._tallied(),
        }

    def _tallied(self) -> list[dict[str, Any]]:
        """Give the tally as it stands, when it has followed all that happened; and what it is made of."""
        items = self.asked.stored()
        with acting("SurveyResults"):
            follow(root_surveys.followers(), items, self.service.now)
        stands = sorted(self.asked.stored(), key=lambda item: (item["pk"], item["sk"]))
        said = [item["answers"]["overall"] for item in stands if item["pk"].startswith("I#")]
        return [item for item in stands if item["sk"].startswith("N#")] + [{"said": said}]


@pytest.fixture
def everything(service: Service) -> Everything:
    one = Everything(service)
    one.happen()
    return one


def test_the_export_holds_each_thing_that_was_ever_given(everything: Everything) -> None:
    document = exported(everything.service, everything.aftermath, everything.browser)

    person = everything.person
    text = json.dumps(document, ensure_ascii=False)
    given: Mapping[str, Any] = {
        "name": person.name,
        "phone": f"+86{person.digits}",
        "email": person.email.lower(),
        "birth date": person.born,
        "employer": person.employer,
        "education": '"bachelor"',
        "tag": f'"tags": ["{person.name}"',
        "unit": '"1801"',
        "contract": '"HT-1"',
        "purchase": '"source": "purchase"',
        "referral": '"referrals": [{"status": "pending"',
        "thanks": person.words("thanked")[:40],
        "imported points": '"amount": 120',
        "said": person.words("said"),
        "filed": person.words("filed"),
        "replied": person.words("replied"),
        "judged": person.words("judged"),
        "withdrawn": '"channel": "email", "given": false',
        "message": '"points_expiring"',
        "survey": person.words("surveyed"),
        "points of the survey": '"source": "survey"',
    }
    assert [what for what, trace in given.items() if trace not in text] == []
    assert len(document["cases"]) == len(LIVES)
    assert len(document["persons"][0]["sessions"]) == 1
    assert "孙李" not in text, "whom they told of us is not theirs to be told of"
    assert everything.friend not in text
    assert person.words("noted") not in text, "what staff noted among themselves is theirs"


def test_after_an_erasure_nothing_of_a_member_is_found_anywhere(
    everything: Everything, capsys: pytest.CaptureFixture[str]
) -> None:
    service, person = everything.service, everything.person
    exported(service, everything.aftermath, everything.browser)
    assert len(person.traces_in(service.snapshot())) > 10
    giver = everything.giver.get().json
    assert everything.giver.get("/referrals").json["items"][0]["name"] is not None
    end(person, posting(service), everything.cases[2]["number"], "in_progress")
    service.later(minutes=1)
    browser = Browser(service, cookie_of(everything.club.sign_in(everything.contact)))
    before = everything.counted()

    assert browser.send("DELETE", "").status == 202
    everything.aftermath.settle()

    assert person.traces_in(service.snapshot()) == []
    assert person.traces_in(all_files(service)) == []
    logged = capsys.readouterr()
    assert person.traces_in([logged.out, logged.err]) == []
    link, stored = hashed(everything.link), json.dumps(everything.asked.stored())
    assert [trace for trace in (everything.id, link, everything.link, "phone-0123") if trace in stored] == []
    assert everything.counted() == before
    assert everything.giver.get().json == giver
    [referral] = everything.giver.get("/referrals").json["items"]
    assert (referral["status"], referral["name"]) == ("completed", None)


def test_an_open_complaint_waits_and_is_erased_by_itself(everything: Everything) -> None:
    service, person = everything.service, everything.person
    service.later(minutes=1)
    browser = Browser(service, cookie_of(everything.club.sign_in(everything.contact)))
    browser.send("DELETE", "")
    everything.aftermath.settle()
    [job] = everything.club.events("person.erasure_requested")
    identity = root.access_keys().identifier_for("erasure", everything.id, job["type"])

    assert service.case(everything.cases[2]).json["erased_at"] is None
    assert len(person.traces_in(service.snapshot())) > 0
    end(person, posting(service), everything.cases[2]["number"], "in_progress")
    service.later(days=1)
    everything.aftermath.work(identity)

    assert person.traces_in(service.snapshot()) == []


def test_a_late_event_of_the_feed_does_not_bring_them_back(everything: Everything) -> None:
    service = everything.service
    service.later(minutes=1)
    browser = Browser(service, cookie_of(everything.club.sign_in(everything.contact)))
    browser.send("DELETE", "")
    everything.aftermath.settle()

    owner = {"customer_id": CUSTOMER, "name": everything.person.name, "phone": everything.person.phone}
    late = {
        "event_id": "passed-HT-1",
        "type": "ownership_transferred",
        "occurred_at": "2026-11-22T06:00:00.000Z",
        "home": PLACE,
        "contract": "HT-1",
        "transferred_on": "2026-11-22",
        "owners": [owner],
    }
    assert send(service, late).json["results"][0]["outcome"] == "accepted"
    everything.aftermath.settle()

    out = root_members.persons().load(everything.id)
    assert out is not None
    assert (out.person.name, out.contacts, out.person.erased_at is not None) == (None, (), True)
    known = root_members.persons().find(root_members.prints().fingerprint("customer", CUSTOMER))
    assert known not in (None, everything.id)
