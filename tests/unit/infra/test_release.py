"""A release is watched by the alarm that hears of every function, and nothing is begun while it rings."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import boto3
import pytest
from botocore import handlers
from botocore.session import Session

from infra import release
from infra.local.failure import CannotRun
from infra.rehearsals.alarms import AnyOf
from tests.unit.infra.templates import ROOT, outputs, resources

ARN = "arn:aws:cloudwatch:eu-central-1:1:alarm:s-ReleaseAlarm-1"
WATCHED = {
    "RollbackTriggers": [{"Arn": ARN, "Type": "AWS::CloudWatch::CompositeAlarm"}],
    "MonitoringTimeInMinutes": 30,
}


class Account:
    """What CloudFormation and CloudWatch tell of a stack and its alarm."""

    def __init__(self, told: dict[str, str], state: str = "OK") -> None:
        self.told, self.state = told, state

    def client(self, _: str) -> "Account":
        return self

    def describe_stacks(self, *, StackName: str) -> Any:  # noqa: N803 - AWS's names
        told = [{"OutputKey": key, "OutputValue": value} for key, value in self.told.items()]
        return {"Stacks": [{"StackName": StackName, "Outputs": told}]}

    def describe_alarms(self, *, AlarmNames: list[str], AlarmTypes: list[str]) -> Any:  # noqa: N803
        assert (AlarmNames, AlarmTypes) == (["s-ReleaseAlarm-1"], ["CompositeAlarm"])
        return {"CompositeAlarms": [{"AlarmName": AlarmNames[0], "StateValue": self.state}]}


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Account:
    account = Account({release.OUTPUT: ARN})
    monkeypatch.setattr(boto3, "client", account.client)
    return account


def test_the_alarm_on_releases_hears_of_every_function_of_the_api_and_of_the_sweep() -> None:
    [alarm] = resources("AWS::CloudWatch::CompositeAlarm").values()
    metrics = resources("AWS::CloudWatch::Alarm")
    errors = {name for name, one in metrics.items() if one["MetricName"] == "Errors"}

    heard = AnyOf.of("ReleaseAlarm", alarm["AlarmRule"]["Sub"].replace("${", "").replace("}", ""))

    assert heard.others == errors | {"ApiFailures", "SweepLag"}
    assert len(heard.others) <= 100
    assert "AlarmName" not in alarm  # one with another name would be missed by the update that renames it
    assert release.OUTPUT in outputs()


@pytest.mark.parametrize("path", ["infra/deploy.sh", "infra/local/deployment.py"])
def test_both_ways_to_deploy_go_by_the_watched_one(path: str) -> None:
    text = Path(ROOT, path).read_text("utf-8")

    assert "infra.release" in text
    assert "sam deploy" not in text.replace('"', "")


def test_it_is_watched_from_the_second_release_on(account: Account) -> None:
    assert release.watched("s", 30) == WATCHED
    assert release.watched("s", 0) == release.NOTHING

    account.told = {"ApiId": "x"}
    assert release.watched("s", 30) == release.NOTHING


def test_nothing_is_released_while_the_alarm_rings_but_what_mends_it(account: Account) -> None:
    account.state = "ALARM"

    with pytest.raises(CannotRun, match="WATCH=0"):
        release.watched("s", 30)
    assert release.watched("s", 0) == release.NOTHING


@pytest.mark.parametrize(("said", "minutes"), [({}, 30), ({"WATCH": ""}, 30), ({"WATCH": "0"}, 0)])
def test_how_long_is_said_by_watch(said: dict[str, str], minutes: int) -> None:
    assert release.minutes_of(said) == minutes


@pytest.mark.parametrize("said", ["46", "-1", "half an hour"])
def test_longer_than_the_command_waits_is_refused(said: str) -> None:
    with pytest.raises(CannotRun, match="to 45"):
        release.minutes_of({"WATCH": said})


@pytest.mark.parametrize(
    ("kind", "sent"),
    [
        ("UPDATE", {"member.1.Arn": ARN, "member.1.Type": "AWS::CloudWatch::CompositeAlarm"}),
        ("CREATE", {"": ""}),
    ],
)
@pytest.mark.usefixtures("account")
def test_the_request_that_begins_a_deployment_says_what_is_watched(
    monkeypatch: pytest.MonkeyPatch, kind: str, sent: dict[str, str]
) -> None:
    monkeypatch.setattr(handlers, "BUILTIN_HANDLERS", [*handlers.BUILTIN_HANDLERS])
    release.watch(30)
    client: Any = Session().create_client(
        "cloudformation", "eu-central-1", aws_access_key_id="x", aws_secret_access_key="x"
    )
    bodies: list[dict[str, Any]] = []

    def answer(params: dict[str, Any], **_: object) -> Any:
        bodies.append(params["body"])
        return SimpleNamespace(status_code=200), {}

    client.meta.events.register("before-call.cloudformation.CreateChangeSet", answer)
    client.create_change_set(StackName="s", ChangeSetName="c", ChangeSetType=kind, TemplateBody="{}")

    [body] = bodies
    given = "RollbackConfiguration.RollbackTriggers"
    said = {
        key.removeprefix(given).lstrip("."): value for key, value in body.items() if key.startswith(given)
    }
    assert said == sent
    assert body["RollbackConfiguration.MonitoringTimeInMinutes"] == (30 if kind == "UPDATE" else 0)


def test_a_rule_that_says_more_than_any_of_these_is_not_understood() -> None:
    assert AnyOf.of("x", 'ALARM("a") OR ALARM("b")').raised_with({"b", "c"})
    assert not AnyOf.of("x", 'ALARM("a") OR ALARM("b")').raised_with({"c"})
    for rule in ('ALARM("a") AND ALARM("b")', 'ALARM("a") OR OK("b")', 'NOT ALARM("a")'):
        with pytest.raises(ValueError, match="ALARM"):
            AnyOf.of("x", rule)
