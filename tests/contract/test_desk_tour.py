"""docs/desk.md: its examples are requests that the contract takes, and it explains every refusal."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema_rs

from infra.contract.problem_schemas import REASONS
from tests.contract.schema import contract, operation

TOUR = (Path(__file__).parents[2] / "docs" / "desk.md").read_text("utf-8")
SAMPLES = {
    "N": "K7Q2-9XPD-D",
    "V": "0123456789ABCDEF",
    "I": "0123456789ABCDEF",
    "M": "0123456789ABCDEF",
}


def examples() -> list[tuple[str, str, Any]]:
    """Give (method, path, body) of each request in the tour."""
    found = []
    blocks = re.findall(r"^```\n(.*?)^```", TOUR, re.DOTALL | re.MULTILINE)
    for line in "\n".join(blocks).replace("\\\n", " ").split("curl -s ")[1:]:
        text = re.sub(r"'\$\(day \d+ \d\d\)'", "2026-12-01T01:00:00Z", line)
        text = re.sub(r"'\$(\w)'", lambda name: SAMPLES[name[1]], text)
        text = re.sub(r"\$([NVIM])\b", lambda name: SAMPLES[name[1]], text)
        path = re.search(r"\$D(/[^\s\"?]*)", text)
        body = re.search(r"-d '(.*?)'", text, re.DOTALL)
        method = re.search(r"-X (\w+)", text)
        assert path, line
        found.append(
            (
                method[1] if method else ("POST" if body else "GET"),
                f"/api{path[1]}",
                json.loads(body[1]) if body else None,
            )
        )
    return found


def test_each_example_is_a_request_that_the_contract_takes() -> None:
    known = [(operation(method, path), method, path, body) for method, path, body in examples()]

    assert sum(1 for told, *_ in known if told) > 20
    for told, method, path, body in known:
        if told is None:
            continue
        if body is None:
            assert not told.get("requestBody", {}).get("required"), f"{method} {path}"
        else:
            schema = told["requestBody"]["content"]["application/json"]["schema"]
            found = jsonschema_rs.validator_for({**schema, "components": contract()["components"]})
            assert [error.message for error in found.iter_errors(body)] == [], f"{method} {path}"


def test_every_refusal_is_explained() -> None:
    explained = re.findall(r"^\| `(\w+)` \| \S.* \| \S.* \|$", TOUR, re.MULTILINE)

    assert set(REASONS) <= set(explained)
    assert explained == sorted(set(explained))
