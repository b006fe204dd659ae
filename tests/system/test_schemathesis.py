"""The running system, asked all that its contract allows and forbids: no failure of ours, no surprise."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from infra.local.stack import LocalStack
from tests.sizes import sized
from tests.system.client import Client

ROOT = Path(__file__).parents[2]
SECONDS = sized(40, 120)
HOOKS = "tests.system.fuzz_hooks"
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    # What breaks the schema is refused, by the right status; so is a method that isn't there, or no token.
    "negative_data_rejection",
    "unsupported_method",
    "ignored_auth",
)


def complaints(anyone: Client, desk: Client) -> list[dict[str, Any]]:
    """File some, and bring them into different states."""
    body = {"kind": "repair", "title": "漏水", "text": "漏水", "city": "sz", "public": True}
    filed = [
        anyone.post(
            "/api/complaints", {**body, "contact": {"name": "王", "email": f"fuzz{n}@example.com"}}
        ).json
        for n in range(6)
    ]
    resolve = {"summary": "好了", "cause": "design", "department": "design"}
    for case in filed[3:]:
        desk.post(f"/api/desk/complaints/{case['number']}/claim", {})
    for case in filed[4:]:
        desk.post(f"/api/desk/complaints/{case['number']}/resolve", resolve)
    return filed


def begun_import(admin: Client) -> str:
    mapping = {"external_id": {"column": "a"}, "opened": {"column": "b"}, "title": {"column": "c"}}
    begun = admin.post("/api/imports", {"city": "sz", "source": "fuzz", "mapping": mapping})
    return str(begun.json["id"])


@pytest.fixture(name="there", scope="module")
def what_is_there(stack: LocalStack, anyone: Client) -> dict[str, list[str]]:
    """Give what exists, so that what is tried gets past the 404."""
    desk = Client(stack.description()["url"], stack.token("group"))
    filed = complaints(anyone, desk)
    return {
        "number": [case["number"] for case in filed],
        "key": [case["key"] for case in filed],
        "id": [begun_import(desk)],
        "city": ["sz", "bj"],
        "phone": ["+86 138 0013 8000", "010-65529988"],
        "email": ["fuzz@example.com"],
        "to": ["agent", "lead"],
        "cause": ["design"],
        "department": ["design"],
    }


def test_nothing_that_can_be_asked_breaks_it_or_breaks_its_word(
    stack: LocalStack,
    there: dict[str, list[str]],
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    asked = tried(stack, "group", there, tmp_path, "examples,coverage,fuzzing")

    record_property("tries", asked)
    assert asked > 3 * SECONDS
    desk = Client(stack.description()["url"], stack.token("group"))
    assert len(desk.get("/api/desk/complaints?limit=100").json["items"]) >= 1


def tried(
    stack: LocalStack,
    role: str,
    there: dict[str, list[str]],
    folder: Path,
    phases: str,
    # The gateway knows the first page by GET only.
    paths: str = "^/api/",
) -> int:
    """Let schemathesis ask for some time; give how many requests it made. It must have found nothing."""
    url, token = stack.description()["url"], stack.token(role)
    options = {
        "--checks": ",".join(CHECKS),
        "--phases": phases,
        # Whoever goes on from an answer must have been let in by the request before.
        "--mode": "positive" if phases == "stateful" else "all",
        "--max-time": SECONDS,
        "--include-path-regex": paths,
        # The local engine answers preflights itself.
        "--exclude-method": "OPTIONS",
        "--header": f"Authorization: Bearer {token}",
        "--seed": 1,
    }
    command = [sys.executable, "-m", "schemathesis.cli", "run", f"{url}/api/openapi.json"]
    flags = ["--continue-on-failure", "--no-shrink", "--no-color"]
    done = subprocess.run(
        [*command, *flags, *(str(part) for option in options.items() for part in option)],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "SCHEMATHESIS_HOOKS": HOOKS,
            "HEARTHLINE_FUZZ_THERE": json.dumps(there),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=10 * SECONDS,
    )

    told = done.stdout[done.stdout.find("= FAILURES") :] if "= FAILURES" in done.stdout else done.stdout
    assert done.returncode == 0, told[:20_000] + done.stderr[-2_000:]
    asked = re.search(r"([\d,]+) generated", done.stdout)
    assert asked is not None, done.stdout[-2_000:]
    return int(asked[1].replace(",", ""))
