"""What AWS would refuse or do where a local engine is more lenient, checked on each request of a test.

Refused by AWS and taken by moto: batches over their limit, the same item twice in a batch or transaction,
expression names and values that no expression uses, filters on key attributes. moto also applies a replayed
ClientRequestToken again, and leaves out the LastEvaluatedKey of a page that its Limit filled exactly.
"""

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

_EXPRESSIONS = (
    "KeyConditionExpression",
    "FilterExpression",
    "ProjectionExpression",
    "ConditionExpression",
    "UpdateExpression",
)
_WORDS = frozenset(
    {"and", "or", "not", "between", "in", "size", "contains", "begins_with", "attribute_type"}
    | {"attribute_exists", "attribute_not_exists"}
)
_ACTIONS = ("Put", "Update", "Delete", "ConditionCheck")
_BATCH_WRITES, _BATCH_READS, _TRANSACTION = 25, 100, 100

KeysOf = Callable[[str, str | None], Collection[str]]


class AwsWouldRefuseError(AssertionError):
    """AWS would answer this request with a ValidationException, whatever the engine at hand says."""

    def __init__(self, operation: str, reason: str) -> None:
        super().__init__(f"{operation}: {reason}")
        self.operation = operation
        self.reason = reason


class Strictness:
    """Holds a DynamoDB client to AWS's own rules; `keys_of(table, index)` names the key attributes."""

    def __init__(self, keys_of: KeysOf) -> None:
        self._keys_of = keys_of
        self._tokens: set[str] = set()

    def guard(self, client: Any, *, moto: bool) -> None:
        """Check every request of this client; with `moto`, also mend what moto answers."""
        events = client.meta.events
        events.register_first("before-parameter-build.dynamodb.*", self._check)
        if moto:
            events.register_first("before-parameter-build.dynamodb.TransactWriteItems", self._no_replay)
            for operation in ("Query", "Scan"):
                events.register(f"after-call.dynamodb.{operation}", self._full_page)

    def _check(self, params: Mapping[str, Any], model: Any, context: dict[str, Any], **_: Any) -> None:
        context["asked"] = params
        for reason in self._reasons(model.name, params):
            raise AwsWouldRefuseError(model.name, reason)

    def _reasons(self, operation: str, params: Mapping[str, Any]) -> Iterator[str]:
        if operation == "TransactWriteItems":
            yield from self._transaction(params["TransactItems"])
        elif operation == "BatchWriteItem":
            yield from self._batch_write(params["RequestItems"])
        elif operation == "BatchGetItem":
            yield from _batch_get(params["RequestItems"])
        else:
            yield from _placeholders(params)
        if "FilterExpression" in params:
            keys = self._keys_of(params["TableName"], params.get("IndexName"))
            for name in sorted(_attributes(params["FilterExpression"], params).intersection(keys)):
                yield f"FilterExpression on the key attribute {name}"

    def _transaction(self, actions: list[Mapping[str, Any]]) -> Iterator[str]:
        if not 1 <= len(actions) <= _TRANSACTION:
            yield f"{len(actions)} actions in a transaction of at most {_TRANSACTION}"
        touched = []
        for action in actions:
            body = next(action[verb] for verb in _ACTIONS if verb in action)
            yield from _placeholders(body)
            touched.append(self._identity(body["TableName"], body.get("Key") or body["Item"]))
        yield from _twice(touched)

    def _batch_write(self, requests: Mapping[str, list[Mapping[str, Any]]]) -> Iterator[str]:
        count = sum(len(each) for each in requests.values())
        if not 1 <= count <= _BATCH_WRITES:
            yield f"{count} writes in a batch of at most {_BATCH_WRITES}"
        yield from _twice(
            [
                self._identity(
                    table, request.get("DeleteRequest", {}).get("Key") or request["PutRequest"]["Item"]
                )
                for table, each in requests.items()
                for request in each
            ]
        )

    def _identity(self, table: str, item: Mapping[str, Any]) -> str:
        keys = {name: item[name] for name in self._keys_of(table, None)}
        return json.dumps([table, keys], sort_keys=True, default=str)

    def _no_replay(self, params: Mapping[str, Any], **_: Any) -> None:
        token = params.get("ClientRequestToken")
        if token is None:
            return
        if token in self._tokens:
            raise AwsWouldRefuseError(
                "TransactWriteItems", "a replayed ClientRequestToken, which AWS applies once and moto again"
            )
        self._tokens.add(token)

    def _full_page(self, parsed: dict[str, Any], context: Mapping[str, Any], **_: Any) -> None:
        asked = context["asked"]
        full = parsed.get("Items") and parsed.get("ScannedCount") == asked.get("Limit")
        if full and "LastEvaluatedKey" not in parsed:
            table, index = asked["TableName"], asked.get("IndexName")
            names = {*self._keys_of(table, None), *self._keys_of(table, index)}
            parsed["LastEvaluatedKey"] = {name: parsed["Items"][-1][name] for name in names}


def _batch_get(requests: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    count = sum(len(each["Keys"]) for each in requests.values())
    if not 1 <= count <= _BATCH_READS:
        yield f"{count} keys in a batch of at most {_BATCH_READS}"
    for table, each in requests.items():
        yield from _twice([json.dumps([table, key], sort_keys=True, default=str) for key in each["Keys"]])
        yield from _placeholders(each)


def _twice(identities: list[str]) -> Iterator[str]:
    for identity in sorted({each for each in identities if identities.count(each) > 1}):
        yield f"the same item twice: {identity}"


def _placeholders(body: Mapping[str, Any]) -> Iterator[str]:
    text = " ".join(body[name] for name in _EXPRESSIONS if name in body)
    for sign, field in (("#", "ExpressionAttributeNames"), (":", "ExpressionAttributeValues")):
        used = set(re.findall(rf"{sign}\w+", text))
        given = set(body.get(field, {}))
        if field in body and not given:
            yield f"{field} must not be empty"
        if given - used:
            yield f"{field} unused in expressions: {', '.join(sorted(given - used))}"
        if used - given:
            yield f"{field} lacks {', '.join(sorted(used - given))}"


def _attributes(expression: str, params: Mapping[str, Any]) -> set[str]:
    """Give the top-level attributes that an expression names."""
    names = params.get("ExpressionAttributeNames", {})
    found = re.findall(r"(?<![\w.:#])#?[A-Za-z_]\w*", expression)
    return {names.get(token, token) for token in found if token.lower() not in _WORDS}
