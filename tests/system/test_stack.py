import json
import re
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from infra.local.failure import CannotRun
from infra.local.stack import LocalStack
from tests.system.client import Answer, Client, case_numbers, eventually

COMPLAINT = {
    "kind": "complaint",
    "title": "电梯停运",
    "text": "五号楼电梯停了两天。",
    "city": "sz",
    "home": {"project": "四季花城"},
    "contact": {"name": "孙悦", "email": "sunyue@example.com"},
    "public": True,
    "language": "zh",
}


def filed(anyone: Client, **changes: Any) -> dict[str, Any]:
    answer = anyone.post("/api/complaints", {**COMPLAINT, **changes})
    assert answer.status == 201, answer.body
    return dict(answer.json)


def signed_in(stack: LocalStack, username: str) -> Client:
    return Client(stack.description()["url"], stack.token(username))


def test_the_system_says_that_it_is_well(anyone: Client) -> None:
    assert anyone.get("/api/health").status == 200


def test_an_unknown_address_is_a_problem_of_ours_not_the_gateways(anyone: Client) -> None:
    answer = anyone.get("/api/nothing-here")

    assert answer.status == 404
    assert answer.headers["Content-Type"].startswith("application/problem+json")


@pytest.mark.parametrize("authorization", [None, "Bearer ", "Bearer abc.def.ghi", "Basic YTpi"])
def test_the_desk_opens_for_a_valid_token_only(anyone: Client, authorization: str | None) -> None:
    headers = {"Authorization": authorization} if authorization else {}

    assert anyone.call("GET", "/api/desk/complaints", headers=headers).status == 401


def test_a_tampered_token_is_refused(stack: LocalStack) -> None:
    head, claims, signature = stack.token("agent").split(".")
    tampered = f"{head}.{claims[:-4]}{'AAAA' if claims[-4:] != 'AAAA' else 'BBBB'}.{signature}"

    assert Client(stack.description()["url"], tampered).get("/api/desk/complaints").status == 401


def test_staff_signs_in_and_sees_what_was_filed(stack: LocalStack, anyone: Client) -> None:
    number = filed(anyone)["number"]

    assert number in case_numbers(signed_in(stack, "agent"), "unassigned")


def test_whoever_has_no_rights_reads_no_complaint(stack: LocalStack) -> None:
    described = stack.description()
    iam = stack.client("iam")
    iam.create_user(UserName="nobody")
    key = iam.create_access_key(UserName="nobody")["AccessKey"]
    dynamodb = boto3.client(
        "dynamodb",
        endpoint_url=described["endpoint"],
        region_name=described["region"],
        aws_access_key_id=key["AccessKeyId"],
        aws_secret_access_key=key["SecretAccessKey"],
    )

    with pytest.raises(ClientError) as refused:
        dynamodb.scan(TableName=described["outputs"]["ComplaintsTable"])

    assert refused.value.response["Error"]["Code"] == "AccessDeniedException"


def test_a_whole_complaint_runs_within_the_rights_of_every_function(
    stack: LocalStack, anyone: Client
) -> None:
    complaint = filed(anyone, contact={"name": "孙悦", "email": "rights@example.com"})
    number = complaint["number"]
    agent = signed_in(stack, "agent")
    # A critical one is due in four hours: a sweep so soon tells nothing of the many cases of other tests.
    triaged = agent.post(f"/api/desk/complaints/{number}/triage", {"severity": "critical"})
    due = next(clock["due_at"] for clock in triaged.json["clocks"] if clock["clock"] == "answer")
    assert stack.sweep(due)["complaints"]["handled"] > 0
    assert agent.post(f"/api/desk/complaints/{number}/claim", {}).status == 200
    assert agent.post(f"/api/desk/complaints/{number}/reply", {"text": "师傅今天下午到。"}).status == 200
    assert anyone.get(f"/api/complaints/{number}?key={complaint['key']}").status == 200
    assert anyone.get("/api/board").status == 200
    eventually(lambda: [mail for mail in stack.mailbox().messages() if mail.to == "rights@example.com"])

    assert denials(stack) == []


def test_each_complaint_is_told_of_once(stack: LocalStack, anyone: Client) -> None:
    complaint = filed(anyone, contact={"name": "孙悦", "email": "once@example.com"})

    mails = eventually(lambda: [mail for mail in stack.mailbox().messages() if mail.to == "once@example.com"])

    assert len(mails) == 1
    assert complaint["follow_url"] in mails[0].text


def test_the_root_url_passes_bodies_up_to_the_gateways_limit(anyone: Client) -> None:
    at_the_limit = anyone.call("POST", "/api/complaints", b"x" * (10 * 1024 * 1024), JSON)
    beyond = anyone.call("POST", "/api/complaints", b"x" * (10 * 1024 * 1024 + 1), JSON)

    assert 400 <= at_the_limit.status < 500
    assert gateway_said(beyond) == (413, "Request Entity Too Large")


def test_a_second_stack_in_the_same_place_is_refused(stack: LocalStack) -> None:
    with pytest.raises(CannotRun, match="up already"):
        LocalStack(stack.state).up()


def test_a_busy_port_is_said_in_one_line(stack: LocalStack, tmp_path: Any) -> None:
    busy = int(stack.description()["url"].rpartition(":")[2])

    with pytest.raises(CannotRun, match=f"port {busy} is busy"):
        LocalStack(tmp_path / "other", port=busy).up()


def test_its_description_is_for_this_user_only(stack: LocalStack) -> None:
    assert (stack.state / "stack.json").stat().st_mode & 0o777 == 0o600


JSON = {"Content-Type": "application/json"}


def gateway_said(answer: Answer) -> tuple[int, str]:
    return answer.status, json.loads(answer.body)["message"]


def denials(stack: LocalStack) -> list[str]:
    logs = stack.client("logs")
    return [
        event["message"]
        for group in logs.describe_log_groups()["logGroups"]
        for event in logs.filter_log_events(logGroupName=group["logGroupName"])["events"]
        if re.search("AccessDenied|not authorized|is not permitted", event["message"])
    ]
