"""moto asked without a wire: the same answers, refusals, counts and items afterwards as through it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from botocore.exceptions import ClientError
from moto import mock_aws

from tests.engines.counting import RequestCounter
from tests.engines.definitions import table_definitions
from tests.engines.engine import create_table, dynamodb_client
from tests.engines.quick import quick_moto
from tests.engines.unwired import ITEMS, unwire

TABLE = "one"
TALL: dict[str, Any] = {
    "text": {"S": '漏水 "B" <&> \\ \u2028'},
    "count": {"N": "-12.50"},
    "yes": {"BOOL": True},
    "none": {"NULL": True},
    "bytes": {"B": b"\x00\xffbytes"},
    "texts": {"SS": ["b", "a"]},
    "counts": {"NS": ["2", "1"]},
    "several": {"BS": [b"2", b"1"]},
    "empty": {"M": {}},
    "nothing": {"L": []},
    "inside": {"M": {"S": {"S": "a type's name"}, "B": {"L": [{"M": {"x": {"B": b"x"}}}, {"S": ""}]}}},
}


def key(number: int) -> dict[str, Any]:
    return {"pk": {"S": "C#1"}, "sk": {"S": f"T#{number}"}}


def item(number: int, **more: Any) -> dict[str, Any]:
    return {**key(number), "timer_shard": {"S": "0"}, "timer_at": {"S": f"2026-{number}"}, **more}


def one(**request: Any) -> dict[str, Any]:
    return {"TableName": TABLE, "ReturnConsumedCapacity": "TOTAL", **request}


def put(number: int, **more: Any) -> dict[str, Any]:
    return {"Put": {"TableName": TABLE, "Item": item(number), **more}}


ABSENT = {"ConditionExpression": "attribute_not_exists(pk)", "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
COUNTED = {
    "UpdateExpression": "SET #c = if_not_exists(#c, :none) + :one, #i.#n = :t REMOVE nothing",
    "ExpressionAttributeNames": {"#c": "count", "#i": "inside", "#n": "new"},
    "ExpressionAttributeValues": {":none": {"N": "0"}, ":one": {"N": "1"}, ":t": {"B": b"new"}},
}
OF_COMPLAINT = {
    "KeyConditionExpression": "pk = :pk AND begins_with(sk, :sk)",
    "ExpressionAttributeValues": {":pk": {"S": "C#1"}, ":sk": {"S": "T#"}},
}
DUE = {
    "IndexName": "timers",
    "KeyConditionExpression": "timer_shard = :shard AND timer_at <= :now",
    "ExpressionAttributeValues": {":shard": {"S": "0"}, ":now": {"S": "2027"}},
}
STORY: list[tuple[str, dict[str, Any]]] = [
    ("put_item", one(Item=item(1, **TALL))),
    ("put_item", one(Item=item(1), **ABSENT)),
    ("put_item", one(Item=item(1, **TALL), ReturnValues="ALL_OLD")),
    ("put_item", one(Item={"pk": {"S": ""}, "sk": {"S": "T"}})),
    ("get_item", one(Key=key(1), ConsistentRead=True)),
    (
        "get_item",
        one(Key=key(1), ProjectionExpression="#t, inside.S", ExpressionAttributeNames={"#t": "text"}),
    ),
    ("get_item", one(Key=key(9))),
    ("get_item", one(Key={"pk": {"S": "C#1"}})),
    ("get_item", {"TableName": "no-such-table", "Key": key(1)}),
    *[
        ("update_item", one(Key=key(1), ReturnValues=each, **COUNTED))
        for each in ("NONE", "ALL_NEW", "ALL_OLD")
    ],
    *[
        ("update_item", one(Key=key(1), ReturnValues=each, **COUNTED))
        for each in ("UPDATED_NEW", "UPDATED_OLD")
    ],
    ("update_item", one(Key=key(8), **COUNTED)),
    (
        "update_item",
        one(Key=key(1), UpdateExpression="SET a = :a", ExpressionAttributeValues={":a": {"N": "1"}}),
    ),
    (
        "update_item",
        one(Key=key(1), UpdateExpression="SET a =", ExpressionAttributeValues={":a": {"N": "1"}}),
    ),
    ("batch_write_item", {"RequestItems": {TABLE: [{"PutRequest": {"Item": item(n)}} for n in range(2, 7)]}}),
    ("batch_write_item", {"RequestItems": {TABLE: [{"DeleteRequest": {"Key": key(n)}} for n in (6, 7)]}}),
    ("batch_get_item", {"RequestItems": {TABLE: {"Keys": [key(n) for n in (1, 2, 9)]}}}),
    ("batch_get_item", {"RequestItems": {TABLE: {"Keys": [key(9)], "ConsistentRead": True}}}),
    ("transact_write_items", {"TransactItems": [put(7), {"Delete": {"TableName": TABLE, "Key": key(2)}}]}),
    ("transact_write_items", {"TransactItems": [put(7), put(1, **ABSENT)]}),
    (
        "transact_write_items",
        {
            "TransactItems": [
                {"Update": {"TableName": TABLE, "Key": key(1), **COUNTED}},
                {"ConditionCheck": {"TableName": TABLE, "Key": key(3), "ConditionExpression": "sk = pk"}},
            ]
        },
    ),
    (
        "transact_write_items",
        {
            "TransactItems": [
                {"Update": {"TableName": TABLE, "Key": key(1), **COUNTED}},
                {"Delete": {"TableName": TABLE, "Key": key(2)}},
                put(9, **ABSENT),
            ]
        },
    ),
    (
        "transact_get_items",
        {"TransactItems": [{"Get": {"TableName": TABLE, "Key": key(n)}} for n in (1, 5, 2)]},
    ),
    ("query", one(**OF_COMPLAINT)),
    ("query", one(**OF_COMPLAINT, Limit=2, ScanIndexForward=False)),
    ("query", one(**OF_COMPLAINT, Select="COUNT")),
    ("query", one(**OF_COMPLAINT, FilterExpression="attribute_exists(inside)")),
    ("query", one(**DUE)),
    ("query", one(**DUE, Limit=2)),
    ("query", one(**DUE, Limit=2, ExclusiveStartKey=item(3))),
    ("scan", one()),
    ("scan", one(Limit=1)),
    ("scan", one(FilterExpression="contains(texts, :a)", ExpressionAttributeValues={":a": {"S": "a"}})),
    ("delete_item", one(Key=key(3), ReturnValues="ALL_OLD")),
    ("delete_item", one(Key=key(3), ConditionExpression="attribute_exists(pk)")),
    ("scan", one()),
]


def told(verb: str, request: dict[str, Any], client: Any) -> Any:
    """Ask for one thing; give the answer or the refusal without what differs between any two requests."""
    try:
        answer = getattr(client, verb)(**request)
    except ClientError as refused:
        answer = refused.response
        assert set(answer["ResponseMetadata"]) == {
            "RequestId",
            "HTTPStatusCode",
            "HTTPHeaders",
            "RetryAttempts",
        }
        return [type(refused).__name__, {**answer, "ResponseMetadata": refused.operation_name}]
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 200
    return {**answer, "ResponseMetadata": answer["ResponseMetadata"].keys()}


@contextmanager
def a_table(client: Any) -> Iterator[None]:
    """Have the table while the block runs: other tests may use the same moto."""
    create_table(client, table_definitions()["ComplaintsTable"], TABLE)
    try:
        yield
    finally:
        client.delete_table(TableName=TABLE)


def lived(*, wire: bool) -> list[Any]:
    """Ask moto for the whole story; give what it told, what was counted each time, and what stood there."""
    with mock_aws(), quick_moto():
        client = dynamodb_client()
        if not wire:
            unwire(client)
        counter = RequestCounter(client)
        lines: list[Any] = []
        with a_table(client):
            for verb, request in STORY:
                with counter.during() as spent:
                    lines.append((verb, told(verb, request, client)))
                lines.append(spent)
        return lines


def test_without_a_wire_all_is_told_and_counted_and_stored_as_through_it() -> None:
    through, without = lived(wire=True), lived(wire=False)

    for there, here in zip(through, without, strict=True):
        assert there == here


def test_an_answer_is_the_askers_own() -> None:
    with mock_aws(), quick_moto():
        client = dynamodb_client()
        unwire(client)
        with a_table(client):
            client.put_item(**one(Item=item(1, **TALL)))
            before = client.get_item(**one(Key=key(1)))["Item"]

            for verb, request in (("get_item", {"Key": key(1)}), ("scan", {}), ("query", OF_COMPLAINT)):
                answer = getattr(client, verb)(**one(**request))
                got = answer["Item"] if "Item" in answer else answer["Items"][0]
                got["inside"]["M"].clear()
                got["texts"]["SS"].clear()

            assert client.get_item(**one(Key=key(1)))["Item"] == before


def test_the_story_asks_for_everything_that_is_answered_without_a_wire() -> None:
    asked = {"".join(part.title() for part in verb.split("_")) for verb, _ in STORY}

    assert asked == ITEMS
