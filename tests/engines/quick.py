"""moto without what makes it slow, and with the same answers.

It copies the whole table for each action of a transaction, sorts the whole table for each query, weighs the
whole item for each attribute, and looks for each of the ten types of a value under several names. Only what a
transaction names can be changed by it; keys are text; an item that is light without what it replaces is light
with it; and an item's values have the very form in which they are sent.
"""

import copy
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import moto.dynamodb.models
import pytest
from moto.core.serialize import BaseJSONSerializer
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType, Item, LimitedSizeDict
from moto.dynamodb.models.table import Table

LIGHT = 400_000
"""Bytes of an item that moto takes in any case."""

_transact = DynamoDBBackend.transact_write_items
_structure = BaseJSONSerializer._serialize_type_structure
_set_weighed = LimitedSizeDict.__setitem__
_cast: Any = DynamoType.cast_value


@contextmanager
def quick_moto() -> Iterator[None]:
    """Let requests cost what they are about, not what the table holds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(moto.dynamodb.models, "copy", SimpleNamespace(copy=copy.copy, deepcopy=_copied))
        patch.setattr(DynamoDBBackend, "transact_write_items", _transact_items)
        patch.setattr(Table, "all_items", _all_items)
        patch.setattr(DynamoType, "cast_value", property(_cast_value))
        patch.setattr(LimitedSizeDict, "__setitem__", _set_light)
        patch.setattr(BaseJSONSerializer, "_serialize_type_structure", _serialize_structure)
        yield


def _copied(value: Any) -> Any:
    return value if isinstance(value, Table) else copy.deepcopy(value)


def _transact_items(backend: DynamoDBBackend, actions: Sequence[Mapping[str, Any]]) -> None:
    before = [_item_before(backend, next(iter(action.values()))) for action in actions]
    try:
        _transact(backend, list(actions))  # type: ignore[arg-type]
    except Exception:
        for partition, place, item in before:
            if item is None:
                partition.pop(place, None)
            else:
                partition[place] = item
        raise


def _item_before(
    backend: DynamoDBBackend, action: Mapping[str, Any]
) -> tuple[dict[Any, Any], DynamoType, Item | None]:
    """Give the partition, the place in it and the item that an action is about."""
    table = backend.get_table(action["TableName"])
    key = action["Key"] if "Key" in action else action["Item"]
    place = DynamoType(key[table.range_key_attr])
    partition: dict[Any, Any] = table.items[DynamoType(key[table.hash_key_attr])]
    return partition, place, copy.deepcopy(partition.get(place))


def _all_items(table: Table) -> list[Item]:
    found = [item for partition in table.items.values() for item in partition.values()]
    return sorted(found, key=lambda item: (item.hash_key.value, item.range_key.value))


def _cast_value(value: DynamoType) -> Any:
    return value.value if value.type == "S" else _cast.fget(value)


def _set_light(attributes: Any, name: str, value: Any) -> None:
    weight = getattr(attributes, "weight", None)
    if weight is None:
        weight = sum(len(known) + inner.size() for known, inner in attributes.items())
    attributes.weight = weight + len(name) + value.size()
    if attributes.weight > LIGHT:
        _set_weighed(attributes, name, value)
    else:
        dict.__setitem__(attributes, name, value)


def _serialize_structure(
    serializer: BaseJSONSerializer, serialized: Any, value: Any, shape: Any, key: str
) -> None:
    if shape.name == "AttributeValue" and key and isinstance(value, dict):
        serialized[serializer.get_serialized_name(shape, key)] = _sent(value)
    else:
        _structure(serializer, serialized, value, shape, key)


def _sent(value: Any) -> Any:
    """Give a value as JSON takes it: bytes as text."""
    if isinstance(value, bytes):
        return b64encode(value).decode()
    if isinstance(value, dict):
        return {name: _sent(inner) for name, inner in value.items()}
    return [_sent(inner) for inner in value] if isinstance(value, list) else value
