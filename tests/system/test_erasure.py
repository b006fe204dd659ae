"""A person with many complaints is taken out of everything that the running system keeps."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import pytest

from hearthline import root
from hearthline.complaints.applying import apply
from hearthline.complaints.commands import File, Reject
from hearthline.complaints.model import Contact, Kind
from hearthline.platform.ids import read_number
from hearthline.platform.outbox import Actor
from infra.local.stack import LocalStack
from tests.person import Person, end, live, lives
from tests.sizes import sized
from tests.system.client import PATIENCE, Client, eventually

CASES = sized(70, 500)
"""More than a page of a person's cases and than several steps of the work."""
WITH_A_LIFE = 16
"""Cases over HTTP, to every status in both languages."""
TELEPHONED = sized(4, 24)
"""Cases told by telephone, and declined; all others come from another system, and had ended there."""

ERASURES = "/api/desk/persons/erasures"


@pytest.fixture(scope="module")
def staff(stack: LocalStack) -> Mapping[str, Client]:
    """Give the API as each of those whom it takes, and as the person."""
    url = stack.description()["url"]
    signed_in = {name: Client(url, stack.token(name)) for name in ("agent", "lead", "admin")}
    return {**signed_in, "customer": Client(url)}


@pytest.fixture
def telephoned(stack: LocalStack, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Person, int], str]]:
    """Give what files and declines a case on the stack's own tables, without the way over HTTP."""
    described, secrets = stack.description(), stack.client("secretsmanager").list_secrets()["SecretList"]
    monkeypatch.setenv("COMPLAINTS_TABLE", described["outputs"]["ComplaintsTable"])
    monkeypatch.setenv("SECRET_ID", secrets[0]["ARN"])
    monkeypatch.setenv("PUBLIC_URL", described["url"])
    root.reset()
    monkeypatch.setattr(root, "client", cache(stack.client))
    root.rulebook().refresh(root.now())

    def one(person: Person, place: int) -> str:
        contact = Contact(person.name, f"+86{person.digits}", person.email.lower())
        title = f"{person.name} {place}"
        wish = File(Kind.REPAIR, title, person.words("said"), "sz", contact, "zh", "hotline", "")
        filed = root.filing().by_staff(wish, "lead", None, root.now())
        stored = root.store().load(str(read_number(filed.number)))
        assert stored is not None
        reason = Reject(person.words("rejected"))
        apply(root.store(), root.rulebook(), stored, reason, Actor("staff", "lead"), root.now())
        return filed.number

    yield one
    root.reset()


def test_after_an_erasure_nothing_of_a_person_with_many_complaints_is_found_anywhere(
    stack: LocalStack, staff: Mapping[str, Client], telephoned: Callable[[Person, int], str]
) -> None:
    person = Person(name="司徒若水", phone="137 2468 1357", email="Ruoshui.Situ@example.com")

    def post(path: str, body: Mapping[str, Any], who: str) -> Any:
        if path == "/api/complaints":  # without the limit on how often one contact may file
            path, who, body = "/api/desk/complaints", "agent", {**body, "channel": "hotline"}
            return {**staff[who].post(path, body).json, "key": ""}
        answer = staff[who].post(path, body)
        assert who == "customer" or answer.status == 200, answer.body
        return answer.json

    def one(place: int) -> str:
        status, kind, language = lives(WITH_A_LIFE)[place]
        filed = live(person, post, status, kind, language, place)
        if status != "rejected":  # the verdict that closes needs the filer's key, which staff don't get
            end(person, post, filed["number"], "resolved" if status == "closed" else status)
        return str(filed["number"])

    with ThreadPoolExecutor(4) as crowd:
        list(crowd.map(one, range(WITH_A_LIFE)))
        list(crowd.map(lambda place: telephoned(person, place), range(TELEPHONED)))
    imported(stack, staff["admin"], person, CASES - WITH_A_LIFE - TELEPHONED)
    assert len(person.traces_in(everything(stack))) > CASES
    numbers = cases_of(stack, person)
    before = figures(stack, numbers)
    promise = staff["customer"].get("/api/board/promise?city=sz").json

    begun = staff["admin"].post(ERASURES, {"email": person.email, "reason": "Asked for in writing."})
    assert begun.status == 202, begun.body
    where = f"{ERASURES}/{begun.json['id']}"
    eventually(lambda: staff["admin"].get(where).json["status"] == "done", patience=2 * PATIENCE)

    done = staff["admin"].get(where).json
    assert (done["found"], done["erased"], done["waiting"]) == (CASES, CASES, 0)
    assert len(before) == CASES
    assert figures(stack, numbers) == before
    assert staff["customer"].get("/api/board/promise?city=sz").json == promise
    assert person.traces_in(everything(stack)) == []


def imported(stack: LocalStack, admin: Client, person: Person, count: int) -> None:
    """Bring in what another system knows of the person: cases that had ended there."""
    columns = ("id", "opened", "closed", "title", "text", "name", "phone", "email")
    kinds = {"opened", "closed", "id"}
    mapping: dict[str, Any] = {name: {"column": name} for name in columns if name not in kinds}
    mapping |= {"external_id": {"column": "id"}, "kind": {"constant": "repair"}}
    mapping |= {name: {"column": name, "zone": "Asia/Shanghai"} for name in ("opened", "closed")}
    begun = admin.post("/api/imports", {"city": "sz", "source": "erasure", "mapping": mapping})
    assert begun.status == 201, begun.body
    days = ("2025-03-01T09:00:00", "2025-03-04T17:30:00")
    file = io.StringIO()
    rows = csv.writer(file)
    rows.writerow(columns)
    for place in range(count):
        said = (f"{person.name} {place}", person.words("said"), person.name, person.phone, person.email)
        rows.writerow((f"E-{place}", *days, *said))
    stack.client("s3").put_object(
        Bucket=stack.description()["outputs"]["ImportsBucket"],
        Key=f"uploads/{begun.json['id']}/data.csv",
        Body=file.getvalue().encode(),
    )
    view = f"/api/imports/{begun.json['id']}"
    eventually(lambda: admin.get(view).json["status"] == "finished", patience=2 * PATIENCE)
    assert admin.get(view).json["imported"] == count


def heads(stack: LocalStack) -> Iterator[dict[str, Any]]:
    """Give the heads of all cases, as they are stored."""
    table = stack.description()["outputs"]["ComplaintsTable"]
    for page in stack.client("dynamodb").get_paginator("scan").paginate(TableName=table):
        yield from (item for item in page["Items"] if item["pk"]["S"][:2] == "C#" and item["sk"]["S"] == "A")


def cases_of(stack: LocalStack, person: Person) -> frozenset[str]:
    """Give the keys of all cases in whose head the person is found."""
    return frozenset(head["pk"]["S"] for head in heads(stack) if person.traces_in([str(head)]))


def figures(stack: LocalStack, cases: Collection[str]) -> dict[str, Any]:
    """Give what an erasure must not change of each case, as it is stored."""
    names = ("clocks", "status", "severity", "kind", "outcome", "verdict", "promise", "month_at", "closed_at")
    return {
        head["pk"]["S"]: {name: head.get(name) for name in names}
        for head in heads(stack)
        if head["pk"]["S"] in cases
    }


def everything(stack: LocalStack) -> Iterator[str]:
    """Give all that the system keeps: items, files in all versions, messages, lines of every log."""
    yield from _items(stack.client("dynamodb"))
    yield from _files(stack.client("s3"))
    yield from _messages(stack.client("sqs"))
    lines = Counter(_lines(stack.client("logs")))
    assert lines, "no log was found to look through"
    yield from lines
    yield from (stack.state / "engine.log").read_text(errors="replace").splitlines()


def _items(dynamodb: Any) -> Iterator[str]:
    for table in dynamodb.list_tables()["TableNames"]:
        for page in dynamodb.get_paginator("scan").paginate(TableName=table):
            yield from map(str, page["Items"])


def _files(s3: Any) -> Iterator[str]:
    for bucket in s3.list_buckets()["Buckets"]:
        if "artefact" in bucket["Name"]:
            continue
        for version in s3.list_object_versions(Bucket=bucket["Name"]).get("Versions", ()):
            found = s3.get_object(Bucket=bucket["Name"], Key=version["Key"], VersionId=version["VersionId"])
            yield f"{version['Key']} {found['Body'].read().decode('utf-8', 'replace')}"


def _messages(sqs: Any) -> Iterator[str]:
    for queue in sqs.list_queues()["QueueUrls"]:
        answer = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, VisibilityTimeout=0)
        yield from (message["Body"] for message in answer.get("Messages", ()))


def _lines(logs: Any) -> Iterator[str]:
    for group in logs.describe_log_groups()["logGroups"]:
        pages = logs.get_paginator("filter_log_events").paginate(logGroupName=group["logGroupName"])
        for page in pages:
            yield from (event["message"] for event in page["events"])
