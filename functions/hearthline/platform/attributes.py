"""Plain Python values as DynamoDB attribute values, and back.

Only what the stores keep: str, bool, int, None, list and dict. Floats are refused on purpose: money and
durations are integers here, and DynamoDB has no binary floating point. Sets and bytes are not used.
"""

from collections.abc import Mapping
from typing import Any

Item = dict[str, Any]


def to_attribute(value: Any) -> dict[str, Any]:
    """Give one value in DynamoDB's tagged form; raise TypeError for a kind that is never stored."""
    if value is None:
        return {"NULL": True}
    if isinstance(value, bool):
        return {"BOOL": value}
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
    match tag:
        case "S" | "BOOL":
            return value
        case "N":
            return int(value)
        case "M":
            return {name: from_attribute(inner) for name, inner in value.items()}
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
