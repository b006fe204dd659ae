"""What a plain HTML form sends: the fields of the JSON body, flat, with dotted names, all of them text."""

from collections.abc import Iterator, Mapping
from typing import Any

_NULL = {"type": "null"}
_MOST_CHOICES = 10


def form_schema(schemas: Mapping[str, Any], body: str, extra: Mapping[str, Any]) -> dict[str, Any]:
    """Give the schema of the form that stands for a model's JSON body; `extra` are fields beside it."""
    fields = dict(_fields(schemas, schemas[body], ""))
    contacts = [{"required": [name]} for name in ("contact.phone", "contact.email") if name in fields]
    return {
        "type": "object",
        "description": "The same as a plain HTML form sends it.",
        "properties": {**{name: shape for name, (shape, _) in fields.items()}, **extra},
        "required": [name for name, (_, needed) in fields.items() if needed],
        **({"anyOf": contacts} if contacts else {}),
        "additionalProperties": False,
    }


def _fields(
    schemas: Mapping[str, Any], schema: Mapping[str, Any], prefix: str, needed: bool = True
) -> Iterator[tuple[str, tuple[dict[str, Any], bool]]]:
    for name, given in schema["properties"].items():
        own = needed and name in schema.get("required", ())
        shape = _plain(given)
        inner = schemas.get(str(shape.get("$ref", "")).rpartition("/")[2], {})
        if "properties" in inner:
            yield from _fields(schemas, inner, f"{prefix}{name}.", own)
        else:
            yield f"{prefix}{name}", (_typed(shape), own)


def _typed(shape: dict[str, Any]) -> dict[str, Any]:
    """Give what is typed, or ticked, for a value that is no text in JSON."""
    words = {"description": shape["description"]} if "description" in shape else {}
    if shape.get("type") == "boolean":
        return {"enum": ["on", "true", "1", "yes", "off", "false", "0", "no"], **words}
    if shape.get("type") == "integer" and shape["maximum"] > _MOST_CHOICES:
        return {"type": "string", "pattern": "^[1-9][0-9]*$", **words}
    if shape.get("type") == "integer":
        return {"enum": [str(value) for value in range(shape["minimum"], shape["maximum"] + 1)], **words}
    return shape


def _plain(shape: Mapping[str, Any]) -> dict[str, Any]:
    """Give the shape without null: a form can't say it."""
    choices = [inner for inner in shape.get("anyOf", ()) if inner != _NULL]
    rest = {name: inner for name, inner in shape.items() if name not in {"anyOf", "default"}}
    return {**rest, **(choices[0] if choices else {})}
