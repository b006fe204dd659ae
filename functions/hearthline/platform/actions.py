"""What can be done to items of a table, and what reads give: plain values, and the requests they become."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hearthline.platform.attributes import Item, to_attribute, to_item


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition expression with its names and values (plain values)."""

    expression: str
    names: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Put:
    """Write a whole item, if the guard holds."""

    item: Mapping[str, Any]
    guard: Guard | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """Change parts of an item by an update expression, if the guard holds."""

    pk: str
    sk: str
    expression: str
    names: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    guard: Guard | None = None


@dataclass(frozen=True, slots=True)
class Delete:
    """Remove an item, if the guard holds; one that is gone already is no failure."""

    pk: str
    sk: str
    guard: Guard | None = None


Action = Put | Update | Delete


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a query or scan; `last` is where the next one starts, None at the end.

    `units` are the read units that a scan took; a query does not ask.
    """

    items: tuple[Item, ...]
    last: dict[str, str] | None
    units: float = 0.0


ABSENT = Guard("attribute_not_exists(pk)")


def transact_item(table: str, action: Action) -> dict[str, Any]:
    """Give an action as a member of a transaction."""
    match action:
        case Put():
            return {"Put": {"TableName": table, **put_request(action)}}
        case Update():
            return {"Update": {"TableName": table, **update_request(action)}}
        case Delete():
            key = key_of(action.pk, action.sk)
            return {"Delete": {"TableName": table, "Key": key, **_guard(action.guard)}}


def key_of(pk: str, sk: str) -> Item:
    """Give the key of an item."""
    return {"pk": {"S": pk}, "sk": {"S": sk}}


def put_request(put: Put) -> dict[str, Any]:
    """Give a put as a request, without its table."""
    return {"Item": to_item(put.item), **_guard(put.guard)}


def update_request(update: Update) -> dict[str, Any]:
    """Give an update as a request, without its table."""
    guard = _guard(update.guard)
    names = {**update.names, **guard.pop("ExpressionAttributeNames", {})}
    values = {**to_item(update.values), **guard.pop("ExpressionAttributeValues", {})}
    request = {"Key": key_of(update.pk, update.sk), "UpdateExpression": update.expression, **guard}
    filled = {"ExpressionAttributeNames": names, "ExpressionAttributeValues": values}
    return request | {name: given for name, given in filled.items() if given}


def _guard(guard: Guard | None) -> dict[str, Any]:
    if guard is None:
        return {}
    request: dict[str, Any] = {
        "ConditionExpression": guard.expression,
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    }
    if guard.names:
        request["ExpressionAttributeNames"] = dict(guard.names)
    if guard.values:
        request["ExpressionAttributeValues"] = {
            name: to_attribute(value) for name, value in guard.values.items()
        }
    return request
