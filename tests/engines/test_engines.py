"""The engines themselves: the tables stand as the template says, and each engine is held to AWS's rules."""

from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.engines.definitions import table_definitions
from tests.engines.engine import Engine, dynamodb_client, in_moto
from tests.engines.strictness import AwsWouldRefuseError


def item(number: int, **attributes: str) -> dict[str, dict[str, str]]:
    return {
        name: {"S": value} for name, value in {"pk": "C#1", "sk": f"T#{number:06d}", **attributes}.items()
    }


@pytest.fixture
def moto() -> Iterator[Engine]:
    with in_moto() as engine:
        yield engine


@pytest.mark.parametrize("logical_id", sorted(table_definitions()))
def test_a_table_has_the_keys_and_indexes_of_the_template(engine: Engine, logical_id: str) -> None:
    name = {
        "ComplaintsTable": engine.complaints,
        "DeliveriesTable": engine.deliveries,
        "MembersTable": engine.members,
        "SurveysTable": engine.surveys,
        "SessionsTable": engine.sessions,
        "InsightTable": engine.insight,
    }[logical_id]

    found = engine.client.describe_table(TableName=name)["Table"]

    wanted = table_definitions()[logical_id].request
    assert found["KeySchema"] == wanted["KeySchema"]
    assert {index["IndexName"]: index["KeySchema"] for index in found.get("GlobalSecondaryIndexes", [])} == {
        index["IndexName"]: index["KeySchema"] for index in wanted.get("GlobalSecondaryIndexes", [])
    }


def test_requests_are_counted_while_a_block_runs(engine: Engine) -> None:
    engine.client.put_item(TableName=engine.complaints, Item=item(0))

    with engine.counter.during() as spent:
        engine.client.put_item(TableName=engine.complaints, Item=item(1))
        engine.client.get_item(TableName=engine.complaints, Key=item(1))
    engine.client.get_item(TableName=engine.complaints, Key=item(1))

    assert spent.requests == {"PutItem": 1, "GetItem": 1}
    assert spent.total == 2


@pytest.mark.dynamodb_local
@pytest.mark.parametrize("engine", ["dynamodb-local"], indirect=True)
def test_capacity_units_are_those_of_aws(engine: Engine) -> None:
    with engine.counter.during() as spent:
        engine.client.put_item(TableName=engine.complaints, Item=item(1, text="x" * 1500))
        engine.client.get_item(TableName=engine.complaints, Key=item(1), ConsistentRead=True)
        engine.client.get_item(TableName=engine.complaints, Key=item(1), ConsistentRead=False)

    assert (spent.write_units, spent.read_units) == (2.0, 1.5)


def test_a_page_filled_by_its_limit_says_that_there_may_be_more(engine: Engine) -> None:
    for number in range(2):
        engine.client.put_item(TableName=engine.complaints, Item=item(number))

    page = engine.client.query(
        TableName=engine.complaints,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": "C#1"}},
        Limit=2,
    )

    assert page["LastEvaluatedKey"] == item(1)


def put(number: int, **more: Any) -> dict[str, Any]:
    return {"PutRequest": {"Item": item(number)}, **more}


REFUSED = [
    pytest.param(
        "batch_write_item",
        lambda table: {"RequestItems": {table: [put(number) for number in range(26)]}},
        "26 writes",
        id="a batch of 26",
    ),
    pytest.param(
        "batch_write_item",
        lambda table: {"RequestItems": {table: [put(1), put(1)]}},
        "the same item twice",
        id="one item twice in a batch",
    ),
    pytest.param(
        "batch_get_item",
        lambda table: {"RequestItems": {table: {"Keys": [item(number) for number in range(101)]}}},
        "101 keys",
        id="101 keys at once",
    ),
    pytest.param(
        "get_item",
        lambda table: {
            "TableName": table,
            "Key": item(1),
            "ProjectionExpression": "card",
            "ExpressionAttributeNames": {"#status": "status"},
        },
        "unused in expressions: #status",
        id="a name that nothing uses",
    ),
    pytest.param(
        "update_item",
        lambda table: {
            "TableName": table,
            "Key": item(1),
            "UpdateExpression": "SET card = :card",
            "ExpressionAttributeValues": {":card": {"S": "a"}, ":spare": {"S": "b"}},
        },
        "unused in expressions: :spare",
        id="a value that nothing uses",
    ),
    pytest.param(
        "query",
        lambda table: {
            "TableName": table,
            "IndexName": "timers",
            "KeyConditionExpression": "timer_shard = :shard",
            "FilterExpression": "#at <= :now AND begins_with(pk, :shard)",
            "ExpressionAttributeNames": {"#at": "timer_at"},
            "ExpressionAttributeValues": {":shard": {"S": "0"}, ":now": {"S": "2026"}},
        },
        "key attribute timer_at",
        id="a filter on a key of the index",
    ),
    pytest.param(
        "transact_write_items",
        lambda table: {
            "TransactItems": [{"Put": {"TableName": table, "Item": item(1)}} for _ in range(2)],
        },
        "the same item twice",
        id="one item twice in a transaction",
    ),
]


@pytest.mark.parametrize(("verb", "request_of", "reason"), REFUSED)
def test_what_aws_would_refuse_is_refused_on_moto_too(
    moto: Engine, verb: str, request_of: Any, reason: str
) -> None:
    with pytest.raises(AwsWouldRefuseError, match=reason):
        getattr(moto.client, verb)(**request_of(moto.complaints))


@pytest.mark.dynamodb_local
@pytest.mark.parametrize("engine", ["dynamodb-local"], indirect=True)
@pytest.mark.parametrize(("verb", "request_of", "reason"), REFUSED)
def test_what_is_refused_on_moto_is_refused_by_the_engine_of_aws(
    engine: Engine, dynamodb_local_endpoint: str, verb: str, request_of: Any, reason: str
) -> None:
    unguarded = dynamodb_client(dynamodb_local_endpoint)

    with pytest.raises(ClientError, match="ValidationException"):
        getattr(unguarded, verb)(**request_of(engine.complaints))


def test_a_transaction_token_used_again_is_not_left_to_moto(moto: Engine) -> None:
    request = {
        "TransactItems": [{"Put": {"TableName": moto.complaints, "Item": item(1)}}],
        "ClientRequestToken": "once-and-never-again",
    }
    moto.client.transact_write_items(**request)

    with pytest.raises(AwsWouldRefuseError, match="replayed"):
        moto.client.transact_write_items(**request)


def test_a_filter_may_name_the_tables_own_key_beside_an_index(engine: Engine) -> None:
    page = engine.client.query(
        TableName=engine.complaints,
        IndexName="timers",
        KeyConditionExpression="timer_shard = :shard",
        FilterExpression="begins_with(pk, :complaint)",
        ExpressionAttributeValues={":shard": {"S": "0"}, ":complaint": {"S": "C#"}},
    )

    assert page["Items"] == []
