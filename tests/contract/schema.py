"""Holds real answers to the committed contract: status, headers, content type, every member of the body."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from tests.contract.answer import Answer

CONTRACT = Path(__file__).parents[2] / "functions" / "complaint_intake" / "openapi.json"
_METHODS = {"get", "post", "put", "patch", "delete", "head", "options"}


@cache
def contract() -> dict[str, Any]:
    """Give the committed contract."""
    document: dict[str, Any] = json.loads(CONTRACT.read_text("utf-8"))
    return document


@cache
def _closed() -> dict[str, Any]:
    """Give the contract so that no member passes that it doesn't name: we say no more than it tells."""
    closed: dict[str, Any] = _close(contract())
    return closed


def _close(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_close(inner) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {name: _close(inner) for name, inner in schema.items()}
    if closed.get("type") == "object" and "properties" in closed:
        closed.setdefault("additionalProperties", False)
    return closed


def operation(method: str, path: str) -> dict[str, Any] | None:
    """Give the contract's operation for a request, the most exact path first."""
    for template in sorted(contract()["paths"], key=lambda each: each.count("{")):
        pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template))
        if re.fullmatch(pattern, path) and method.lower() in contract()["paths"][template]:
            found: dict[str, Any] = contract()["paths"][template][method.lower()]
            return found
    return None


def assert_conforms(method: str, path: str, answer: Answer) -> None:
    """Fail where the contract doesn't say that this may be answered, or not so."""
    assert answer.headers.get("x-request-id"), "every answer carries X-Request-Id"
    told = operation(method, path)
    if told is None:
        assert answer.status in {404, 405}, (
            f"{method} {path} is not in the contract and gives {answer.status}"
        )
        response = _response({"$ref": f"#/components/responses/Refused{answer.status}"})
    else:
        assert str(answer.status) in told["responses"], f"{method} {path} may not give {answer.status}"
        response = _response(told["responses"][str(answer.status)])
    for name, reference in response.get("headers", {}).items():
        header = _resolved(reference)
        value = answer.headers.get(name.lower())
        assert value is not None or not header.get("required"), f"{method} {path}: no {name}"
        if value is not None and header["schema"].get("type") != "integer":
            jsonschema_rs.validate(header["schema"], value)
    _assert_body(method, path, answer, response)


def _assert_body(method: str, path: str, answer: Answer, response: dict[str, Any]) -> None:
    content = response.get("content", {})
    if not content:
        assert answer.text == "", f"{method} {path}: a body where there is none"
        return
    assert answer.media_type in content, f"{method} {path}: {answer.media_type} is not {list(content)}"
    if "contentEncoding" in content[answer.media_type]["schema"]:
        return
    if answer.media_type != "text/html":
        if answer.status >= 400:
            assert answer.media_type == "application/problem+json", "the gateway's own form is the gateway's"
        _validator(json.dumps(content[answer.media_type]["schema"])).validate(answer.json)


@cache
def _validator(schema: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator({**json.loads(schema), "components": _closed()["components"]})


def _response(given: dict[str, Any]) -> dict[str, Any]:
    return _resolved(given)


def _resolved(given: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in given:
        return given
    found: Any = contract()
    for part in given["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    resolved: dict[str, Any] = found
    return resolved


def operations() -> set[tuple[str, str]]:
    """Give every (METHOD, path) of the contract."""
    return {
        (method.upper(), path)
        for path, item in contract()["paths"].items()
        for method in item
        if method in _METHODS
    }
