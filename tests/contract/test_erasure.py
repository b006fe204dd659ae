"""A person is taken out of everything: asked over HTTP, done by the job, and then searched for everywhere."""

from collections.abc import Mapping
from typing import Any

import pytest

from hearthline import root, root_work
from hearthline.notice_cases import Cases
from hearthline.platform.ids import read_number
from tests.contract.cloud import ATTACHMENTS, BUCKET
from tests.contract.service import ADMIN, AGENT, AUDITOR, LEAD, MANAGER, Service, staff
from tests.person import ENDED, Person, end, live, lives
from tests.rights.acting import acting

ERASURES = "/api/desk/persons/erasures"
CASES = 40
REASON = "Asked for in writing, file 2026-117."
WHO = {"agent": AGENT, "lead": LEAD, "customer": None}


@pytest.fixture
def person() -> Person:
    return Person()


def posting(service: Service) -> Any:
    def post(path: str, body: Mapping[str, Any], who: str) -> Any:
        answer = service.post(path, body, WHO[who])
        assert answer.status in {200, 201}, answer.text
        return answer.json

    return post


def work(identity: str) -> None:
    """Let the job go on until it rests or has ended."""
    with acting("ComplaintJobs"):
        worked = root_work.jobs().run(identity, lambda: True)
    assert worked is not None


def figures(service: Service, cases: list[dict[str, Any]]) -> list[Any]:
    """Give what an erasure must not change: clocks, state and instants of each case, and the promise."""
    names: tuple[str, ...]
    names = ("clocks", "status", "severity", "kind", "outcome", "verdict", "round", "policy", "assessment")
    names += ("received_at", "answered_at", "resolved_at", "closed_at")
    heads = [root.store().load(str(read_number(filed["number"]))) for filed in cases]
    promise = service.get("/api/board/promise", city="sz").json
    return [[{name: getattr(head.complaint, name) for name in names} for head in heads if head], promise]


def all_files(service: Service) -> list[str]:
    """Give the content of every version of every file, and what is noted with it."""
    s3 = service.cloud.clients["s3"]
    texts = []
    for bucket in (BUCKET, ATTACHMENTS):
        for version in s3.list_object_versions(Bucket=bucket).get("Versions", ()):
            found = s3.get_object(Bucket=bucket, Key=version["Key"], VersionId=version["VersionId"])
            noted = found.get("ContentDisposition", "")
            texts.append(f"{version['Key']} {noted} {found['Body'].read().decode('utf-8', 'replace')}")
    return texts


def put_files(service: Service, person: Person, filed: dict[str, Any]) -> None:
    """Let the files of a case lie where they are before and after they were looked through."""
    for area in ("incoming", "clean", "quarantine"):
        service.cloud.clients["s3"].put_object(
            Bucket=ATTACHMENTS,
            Key=f"{area}/{read_number(filed['number'])}/0123456789ABCDEF",
            Body=person.words("scanned").encode(),
        )


def test_after_an_erasure_nothing_of_the_person_is_found_anywhere(
    service: Service, person: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    post = posting(service)
    other = service.file(contact={"name": "赵钱", "phone": "13800138000"})
    service.do(other, "reply", {"text": "师傅明天上门。"})
    statuses = lives(CASES)
    cases = []
    for place, of in enumerate(statuses):
        cases.append(live(person, post, *of, number=place))
        put_files(service, person, cases[-1])
        service.later(minutes=10)  # a contact may file ten in an hour
    for filed, (status, _, _) in zip(cases, statuses, strict=True):
        if status == "merged":
            post(f"/api/desk/complaints/{filed['number']}/merge", {"into": cases[0]["number"]}, "lead")
    service.post("/api/complaints/find", {"phone": person.phone})
    service.post("/api/complaints/find", {"email": person.email})
    waiting = [(filed, of[0]) for filed, of in zip(cases, statuses, strict=True) if of[0] not in ENDED]
    assert len(person.traces_in(service.snapshot())) > CASES
    assert len(person.traces_in(all_files(service))) == 3 * CASES
    others = service.follow(other).json

    begun = service.post(ERASURES, {"phone": person.phone, "reason": REASON}, ADMIN)
    assert begun.status == 202
    path = begun.headers["location"]
    work(begun.json["id"])
    first = service.get(path, ADMIN).json
    assert (first["status"], first["erased"], first["waiting"]) == (
        "running",
        CASES - len(waiting),
        len(waiting),
    )

    for filed, status in waiting:
        end(person, post, filed["number"], status)
    service.later(days=1)
    before = figures(service, cases)
    work(begun.json["id"])

    done = service.get(path, ADMIN).json
    assert (done["status"], done["found"], done["erased"], done["waiting"]) == ("done", CASES, CASES, 0)
    assert (done["by"], done["reason"]) == ("admin", REASON)
    assert figures(service, cases) == before
    assert person.traces_in(service.snapshot()) == []
    assert person.traces_in(all_files(service)) == []
    logged = capsys.readouterr()
    assert person.traces_in([logged.out, logged.err]) == []
    assert service.follow(other).json == others


def an_ended_case(service: Service, person: Person) -> dict[str, Any]:
    return live(person, posting(service), "rejected", "repair", "zh", 0)


def erased(service: Service, person: Person) -> dict[str, Any]:
    filed = an_ended_case(service, person)
    work(service.post(ERASURES, {"email": person.email, "reason": REASON}, ADMIN).json["id"])
    return filed


def test_an_erased_case_shows_staff_that_it_is_one_and_nobody_else_anything(
    service: Service, person: Person
) -> None:
    filed = erased(service, person)

    head = service.case(filed).json

    assert head["contact"] == {"name": "", "phone": None, "email": None}
    assert (head["title"], head["text"], head["home"]["unit"]) == ("", "", None)
    assert head["erased_at"]
    assert [entry["text"] for entry in head["timeline"]] == [None] * len(head["timeline"])
    assert head["timeline"][-1]["kind"] == "erased"
    assert service.follow(filed).status == 404
    assert service.get(f"/api/board/{filed['number']}").status == 404
    assert service.get("/api/board").json["items"] == []
    (card,) = service.get("/api/desk/complaints", AGENT, view="all").json["items"]
    assert (card["number"], card["title"]) == (filed["number"], "")


def test_an_erased_case_takes_no_command(service: Service, person: Person) -> None:
    filed = erased(service, person)

    answers = [
        service.do(filed, "note", {"text": "late"}),
        service.do(filed, "reopen", {"reason": "late"}),
        service.post(f"/api/complaints/{filed['number']}/messages", {"key": filed["key"], "text": "late"}),
    ]

    assert [answer.status for answer in answers] == [409, 409, 404]
    assert answers[0].json["reason"] == "erased"


def test_links_to_what_is_left_are_still_sent_when_the_latest_case_is_erased(
    service: Service, person: Person
) -> None:
    waits = live(person, posting(service), "received", "repair", "zh", 0)
    service.later(minutes=1)
    erased(service, person)

    keys = root.access_keys()
    known = Cases(root.store(), root.rulebook(), keys, root.settings().public_url, root.now)
    cases = known.cases_of_contact(keys.person("email", person.email.lower()))

    assert [(case.number, case.email) for case in cases] == [(waits["number"], person.email.lower())]


def test_what_is_filed_later_is_a_new_matter(service: Service, person: Person) -> None:
    post = posting(service)
    waits = live(person, post, "received", "repair", "zh", 0)
    identity = service.post(ERASURES, {"phone": person.phone, "reason": REASON}, ADMIN).json["id"]
    work(identity)
    service.later(hours=1)
    new = live(person, post, "rejected", "repair", "zh", 1)
    service.later(days=1)
    end(person, post, waits["number"], "received")
    work(identity)

    assert service.get(f"{ERASURES}/{identity}", ADMIN).json["status"] == "done"
    assert service.case(waits).json["erased_at"]
    assert service.case(new).json["erased_at"] is None


def test_the_same_key_begins_one_erasure(service: Service, person: Person) -> None:
    an_ended_case(service, person)
    body = {"phone": person.phone, "reason": REASON}
    key = {"Idempotency-Key": "a-key-of-sixteen-characters"}

    first, again = (service.post(ERASURES, body, ADMIN, key) for _ in range(2))
    other = service.post(ERASURES, {**body, "reason": "Another."}, ADMIN, key)

    assert (first.status, again.status, first.json["id"]) == (202, 202, again.json["id"])
    assert other.status == 422


def test_erasures_are_for_admins_of_the_whole_company(service: Service, person: Person) -> None:
    body = {"phone": person.phone, "reason": REASON}
    city_admin = staff("x", "admin", "city:sz")

    asked = [service.post(ERASURES, body, who).status for who in (AGENT, LEAD, MANAGER, AUDITOR, city_admin)]

    assert asked == [403] * 5
    identity = service.post(ERASURES, body, ADMIN).json["id"]
    assert service.get(f"{ERASURES}/{identity}", city_admin).status == 403
    assert service.get(f"/api/desk/persons/exports/{identity}", ADMIN).status == 404
    assert service.get(f"{ERASURES}/0123456789ABCDEF", ADMIN).status == 404


def test_somebody_must_be_named(service: Service) -> None:
    assert service.post(ERASURES, {"reason": REASON}, ADMIN).status == 422
    assert service.post(ERASURES, {"phone": "139", "reason": REASON}, ADMIN).faults.keys() == {"/phone"}


def test_a_person_unknown_to_us_is_erased_from_nothing(service: Service) -> None:
    identity = service.post(ERASURES, {"phone": "13912348765", "reason": REASON}, ADMIN).json["id"]
    work(identity)

    done = service.get(f"{ERASURES}/{identity}", ADMIN).json
    assert (done["status"], done["found"]) == ("done", 0)
