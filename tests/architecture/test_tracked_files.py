"""What no tracked file may say: a machine's own paths, the address of a package registry, unfinished work."""

import json
import re
from collections.abc import Iterable

import pytest

from tests.architecture.tree import ROOT, tracked_texts

THIS = "tests/architecture/test_tracked_files.py"
CODE = ("functions/", "infra/", "site/", "benchmarks/", "simulation/", "template.yaml", "Makefile")

MACHINE_PATHS = re.compile(
    r"(?<![\w.$}~*-])/(?:root|home(?!/(?:unit|project|building|city)\b)|work|tmp|opt|Users)/[A-Za-z.]|\.\./\.[a-z]+/"
)
REGISTRIES = re.compile(
    r"pypi\.org|pythonhosted\.org|registry\.npmjs|npmmirror|repo1?\.maven|maven\.apache\.org/maven2"
    r"|^\s*--(?:index-url|extra-index-url|find-links)\b|\"resolved\": *\"http",
    re.MULTILINE,
)
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK|NotImplementedError|for now|simplified)\b")
WHO_WROTE_IT = re.compile(
    r"\b(?:claude|anthropic|chatgpt|openai|copilot|language model|AI[- ](?:assistant|agent|generated))\b"
    r"|\bissue #?\d+\b",
    re.IGNORECASE,
)


def places(pattern: re.Pattern[str], prefixes: Iterable[str] = ("",)) -> list[str]:
    return [
        f"{name}:{text.count(chr(10), 0, found.start()) + 1} {found.group()!r}"
        for name, text in tracked_texts()
        if name != THIS and name.startswith(tuple(prefixes))
        for found in pattern.finditer(text)
    ]


@pytest.mark.parametrize(
    "pattern", [MACHINE_PATHS, REGISTRIES, WHO_WROTE_IT], ids=["paths", "hosts", "origin"]
)
def test_no_tracked_file_speaks_of_the_machine_it_was_made_on(pattern: re.Pattern[str]) -> None:
    assert places(pattern) == []


def test_nothing_that_runs_is_unfinished_by_its_own_words() -> None:
    assert places(UNFINISHED, CODE) == []


@pytest.mark.parametrize(
    "lock",
    [
        "functions/requirements.txt",
        "requirements-dev.txt",
        "requirements-analysis.txt",
        "requirements-lint.txt",
        "requirements-peer.txt",
    ],
)
def test_a_lock_pins_each_package_by_hash(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")

    entries = re.findall(r"^([a-z0-9][\w.-]*)(==\S+)?(.*?)(?=^[a-z0-9]|\Z)", text, re.MULTILINE | re.DOTALL)

    assert entries
    assert [name for name, pin, rest in entries if not pin or "--hash=sha256:" not in rest] == []


def test_the_lock_of_the_scripts_pins_each_by_hash_and_names_no_address() -> None:
    lock = json.loads((ROOT / "infra" / "web" / "package-lock.json").read_text("utf-8"))

    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert [name for name, entry in packages.items() if not entry["integrity"].startswith("sha512-")] == []
    assert [name for name, entry in packages.items() if "resolved" in entry] == []


def test_tests_find_what_runs_in_lambda_at_the_same_versions() -> None:
    def pins(lock: str) -> set[str]:
        return set(re.findall(r"^[\w.-]+==[^\s;]+", (ROOT / lock).read_text("utf-8"), re.MULTILINE))

    assert pins("functions/requirements.txt") <= pins("requirements-dev.txt")
