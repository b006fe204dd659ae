"""The examples of a page of docs, as the requests that they are."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema_rs

from tests.contract.schema import contract, operation

DOCS = Path(__file__).parents[2] / "docs"
_ROW = re.compile(r"^\| `(\w+)` \| \S.* \| \S.* \|$", re.MULTILINE)


def page(name: str) -> str:
    """Give a page."""
    return (DOCS / name).read_text("utf-8")


def commands(text: str) -> str:
    """Give all commands of a page, one after the other, without the functions that they are made with."""
    blocks = re.findall(r"^```\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    text = "\n".join(blocks).replace("\\\n", " ")
    return re.sub(r"^\w+\(\) \{.*$", "", text, flags=re.MULTILINE)


def requests(text: str, samples: Mapping[str, str]) -> list[tuple[str, str, Any]]:
    """Give (method, path, body) of each request; `samples` stand for the variables of the shell."""
    asked = re.split(r"\bcurl -s |^me ", commands(text), flags=re.MULTILINE)[1:]
    return [_request(line, samples) for line in asked]


def _request(line: str, samples: Mapping[str, str]) -> tuple[str, str, Any]:
    text = re.sub(r"'\$\(day \d+ \d\d\)'", "2026-12-01T01:00:00Z", line)
    for name, value in samples.items():
        text = re.sub(rf"'\${name}'|\${name}\b", value, text)
    path = re.search(r"\$D(/[^\s\"?]*)", text)
    body = re.search(r"-d '(.*?)'", text, re.DOTALL)
    method = re.search(r"-X (\w+)", text)
    assert path, line
    return (
        method[1] if method else ("POST" if body else "GET"),
        f"/api{path[1]}",
        json.loads(body[1]) if body else None,
    )


def why_not_taken(method: str, path: str, body: Any) -> list[str]:
    """Give what the contract has against a request; nothing, where it takes it."""
    told = operation(method, path)
    if told is None:
        return ["no such operation"]
    if body is None:
        return ["a body is needed"] if told.get("requestBody", {}).get("required") else []
    schema = told["requestBody"]["content"]["application/json"]["schema"]
    checked = jsonschema_rs.validator_for({**schema, "components": contract()["components"]})
    return [error.message for error in checked.iter_errors(body)]


def explained(text: str) -> list[str]:
    """Give the reasons of refusals that a page explains, in its order."""
    return _ROW.findall(text)
