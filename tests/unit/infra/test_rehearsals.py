"""Alarms: each function has one, each has its runbook and was rehearsed; what rehearsals are made of."""

import re
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest

from infra import restore, shed
from infra.rehearsals.__main__ import BEGIN, END, PAGE
from infra.rehearsals.alarms import Alarm
from infra.rehearsals.book import Book
from infra.rehearsals.stage import Unexpected
from tests.unit.infra.templates import resources

NOW = datetime(2026, 11, 27, tzinfo=UTC)
RUNBOOK = PAGE.read_text("utf-8")


def alarm(statistic: str = "Maximum", compare: str = "GreaterThanOrEqualToThreshold", **more: Any) -> Alarm:
    described = {
        "AlarmName": "stack-Late-1",
        "Namespace": "Hearthline",
        "MetricName": "Late",
        "ComparisonOperator": compare,
        "Threshold": 5,
        "Dimensions": [{"Name": "QueueName", "Value": "late"}],
        **({"ExtendedStatistic": statistic} if statistic.startswith("p") else {"Statistic": statistic}),
        **more,
    }
    return Alarm.of("Late", described)


@pytest.mark.parametrize(
    ("one", "points", "raised"),
    [
        (alarm(), [1, 5], True),
        (alarm(), [4.9], False),
        (alarm(), [], False),
        (alarm(TreatMissingData="breaching"), [], True),
        (alarm(TreatMissingData="breaching"), [0], False),
        (alarm("Sum"), [2, 3], True),
        (alarm("Minimum", "LessThanThreshold"), [9, 4], True),
        (alarm("Minimum", "LessThanThreshold"), [5], False),
        (alarm("p99"), [*[1] * 99, 9], False),
        (alarm("p99"), [*[1] * 98, 9, 9], True),
    ],
)
def test_an_alarm_says_what_cloudwatch_would(one: Alarm, points: list[float], raised: bool) -> None:
    assert one.raised_by(points) == raised


def test_a_rehearsal_that_does_not_raise_its_alarm_fails() -> None:
    book = Book()
    book.rings(alarm(), [5])

    with pytest.raises(Unexpected):
        book.rings(alarm(), [4])
    with pytest.raises(Unexpected):
        book.is_quiet(alarm(), [5])
    assert book.raised == {"Late": "measured"}


def test_each_function_has_an_alarm_on_its_errors() -> None:
    [observed] = [
        one["Parameters"]
        for one in resources("AWS::CloudFormation::Stack").values()
        if "NotificationLog" in one["Parameters"]
    ]
    watched = {
        observed[one["Dimensions"][0]["Value"]["Ref"]]["Ref"]
        for one in resources("AWS::CloudWatch::Alarm").values()
        if one["MetricName"] == "Errors"
    }

    assert watched == resources("AWS::Serverless::Function").keys()


def test_each_alarm_has_its_runbook_and_was_rehearsed() -> None:
    alarms = resources("AWS::CloudWatch::Alarm").keys()
    rows = re.findall(r"^\| (`\w.*?) \|", RUNBOOK.partition("## Alarms")[2].partition(BEGIN)[0], re.MULTILINE)
    described = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    rehearsed = set(re.findall(r"`(\w+)`", RUNBOOK.partition(BEGIN)[2].partition(END)[0]))

    assert {name for name in alarms if not name.endswith("Errors")} <= described
    assert "`…Errors`" in RUNBOOK
    assert rehearsed == alarms


class Lambdas:
    """The verbs of Lambda that shedding asks for."""

    def __init__(self) -> None:
        names = [name for level in shed.TAKING.values() for name in level]
        self.enabled = dict.fromkeys([*names, "notification", "event-relay", "sla-monitor"], True)
        self.refusing: set[str] = set()

    def get_paginator(self, _: str) -> "Lambdas":
        return self

    def paginate(self) -> Any:
        mappings = [
            {"UUID": name, "FunctionArn": f"arn:x:lambda:r:1:function:s-{name}", "State": state}
            for name, enabled in [*self.enabled.items()]
            for state in [("Enabled" if enabled else "Disabled")]
        ]
        other = {"UUID": "x", "FunctionArn": "arn:x:lambda:r:1:function:other-insight", "State": "Enabled"}
        yield {"EventSourceMappings": [*mappings, other]}

    def update_event_source_mapping(self, *, UUID: str, Enabled: bool) -> None:  # noqa: N803 - AWS's names
        self.enabled[UUID] = Enabled

    def put_function_concurrency(self, *, FunctionName: str, **_: int) -> None:  # noqa: N803
        self.refusing.add(FunctionName)

    def delete_function_concurrency(self, *, FunctionName: str) -> None:  # noqa: N803
        self.refusing.discard(FunctionName)


def test_each_level_gives_up_more_and_none_what_must_go_on() -> None:
    lambdas = Lambdas()
    away: list[set[str]] = []
    for level in range(shed.MOST + 1):
        shed.shed(lambdas, "s-", level)
        away.append({name for name, on in lambdas.enabled.items() if not on} | lambdas.refusing)

    assert all(before < after for before, after in pairwise(away))
    assert not away[-1] & {
        "notification",
        "event-relay",
        "sla-monitor",
        "s-complaint-intake",
        "s-complaint-desk",
    }
    shed.shed(lambdas, "s-", 0)
    assert all(lambdas.enabled.values())
    assert not lambdas.refusing


class Tables:
    """Two tables in a dictionary, as the restore reads and writes them."""

    class exceptions:  # noqa: N801 - boto3's name
        class ConditionalCheckFailedException(Exception):
            pass

    def __init__(self, **tables: list[dict[str, Any]]) -> None:
        self.tables = {
            name: {(item["pk"]["S"], item["sk"]["S"]): item for item in items}
            for name, items in tables.items()
        }

    def get_paginator(self, _: str) -> "Tables":
        return self

    def paginate(self, *, TableName: str, **_: Any) -> Any:  # noqa: N803
        yield {"Items": list(self.tables[TableName].values())}

    def put_item(self, *, TableName: str, Item: Any, ConditionExpression: str = "") -> None:  # noqa: N803
        key = (Item["pk"]["S"], Item["sk"]["S"])
        if ConditionExpression and key in self.tables[TableName]:
            raise self.exceptions.ConditionalCheckFailedException
        self.tables[TableName][key] = Item


def stored(sk: str, **more: str) -> dict[str, Any]:
    return {"pk": {"S": "C#1"}, "sk": {"S": sk}, **{name: {"N": value} for name, value in more.items()}}


def test_what_is_lost_comes_back_over_nothing_and_what_expired_stays_away() -> None:
    copy = [stored("lost"), stored("same"), stored("changed", v="1"), stored("old", expires_at="1")]
    tables = Tables(now=[stored("same"), stored("changed", v="2"), stored("new")], then=copy)

    found = restore.compared(tables, "now", "then", NOW)
    assert (found.lost, found.changed, found.newer) == ([copy[0]], [copy[2]], 1)

    assert restore.put_back(tables, "now", [*found.lost, *found.changed]) == 1
    assert tables.tables["now"][("C#1", "changed")]["v"] == {"N": "2"}
    assert restore.put_back(tables, "now", found.changed, over=True) == 1
    assert restore.compared(tables, "now", "then", NOW) == restore.Comparison([], [], 1)
