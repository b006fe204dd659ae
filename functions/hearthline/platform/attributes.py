"""Plain Python values as DynamoDB attribute values, and back.

Only what the stores keep: str, bool, int, None, list and dict. Floats are refused on purpose: money and
durations are integers here, and DynamoDB has no binary floating point. Sets and bytes are not used.
"""

from collections.abc import Mapping
from typing import Any

Item = dict[str, Any]


def to_attribute(value: Any) -> dict[str, Any]:
    """Give one value in DynamoDB's tagged form; raise TypeError for a kind that is never stored.

    The kinds themselves are asked for first, by how common they are; what derives from one comes last.
    """
    kind = type(value)
    if kind is str:
        return {"S": value}
    if kind is dict:
        return {"M": {str(name): to_attribute(inner) for name, inner in value.items()}}
    if kind is int:
        return {"N": str(value)}
    if kind is list or kind is tuple:
        return {"L": [to_attribute(inner) for inner in value]}
    if kind is bool:
        return {"BOOL": value}
    if value is None:
        return {"NULL": True}
    return _derived(value)


def _derived(value: Any) -> dict[str, Any]:
    if isinstance(value, str):
        return {"S": value}
    if isinstance(value, int):
        return {"N": str(value)}
    if isinstance(value, Mapping):
        return {"M": {str(name): to_attribute(inner) for name, inner in value.items()}}
    if isinstance(value, (list, tuple)):
        return {"L": [to_attribute(inner) for inner in value]}
    raise TypeError(f"a {type(value).__name__} is never stored")


def from_attribute(attribute: Mapping[str, Any]) -> Any:
    """Give the plain value of one tagged attribute."""
    ((tag, value),) = attribute.items()
    if tag == "S":
        return value
    if tag == "M":
        return {name: from_attribute(inner) for name, inner in value.items()}
    if tag == "N":
        return int(value)
    match tag:
        case "BOOL":
            return value
        case "L":
            return [from_attribute(inner) for inner in value]
        case "NULL":
            return None
    raise TypeError(f"attribute type {tag} is never stored")


def to_item(values: Mapping[str, Any]) -> Item:
    """Give a whole item in DynamoDB's form."""
    return {name: to_attribute(value) for name, value in values.items()}


def from_item(item: Mapping[str, Mapping[str, Any]]) -> Item:
    """Give a whole item as plain values."""
    return {name: from_attribute(value) for name, value in item.items()}
