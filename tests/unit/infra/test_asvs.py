"""The table of OWASP's standard: each requirement of levels 1 and 2 once, with checks that are there."""

import re
from collections import Counter

import pytest

from tests.unit.infra.templates import ROOT

TABLE = ROOT / "docs" / "asvs.md"
# Ids and levels of ASVS 5.0.0 (https://github.com/OWASP/ASVS): section, then level/first-last.
REQUIREMENTS = """
1.1 2/1-2; 1.2 1/1-5 2/6-9; 1.3 1/1-2 2/3-11; 1.4 2/1-3; 1.5 1/1-1 2/2-2; 2.1 1/1-1 2/2-3; 2.2 1/1-2 2/3-3
2.3 1/1-1 2/2-4; 2.4 2/1-1; 3.2 1/1-2; 3.3 1/1-1 2/2-4; 3.4 1/1-2 2/3-6; 3.5 1/1-3 2/4-5; 3.7 2/1-2
4.1 1/1-1 2/2-3; 4.2 2/1-1; 4.3 2/1-2; 4.4 1/1-1 2/2-4; 5.1 2/1-1; 5.2 1/1-2 2/3-3; 5.3 1/1-2; 5.4 2/1-3
6.1 1/1-1 2/2-3; 6.2 1/1-8 2/9-12; 6.3 1/1-2 2/3-4; 6.4 1/1-2 2/3-4; 6.5 2/1-5; 6.6 2/1-3; 6.8 2/1-4
7.1 2/1-3; 7.2 1/1-4; 7.3 2/1-2; 7.4 1/1-2 2/3-5; 7.5 2/1-2; 7.6 2/1-2; 8.1 1/1-1 2/2-2; 8.2 1/1-2 2/3-3
8.3 1/1-1; 8.4 2/1-1; 9.1 1/1-3; 9.2 1/1-1 2/2-4; 10.1 2/1-2; 10.2 2/1-2; 10.3 2/1-4; 10.4 1/1-5 2/6-11
10.5 2/1-5; 10.6 2/1-2; 10.7 2/1-3; 11.1 2/1-2; 11.2 2/1-3; 11.3 1/1-2 2/3-3; 11.4 1/1-1 2/2-4; 11.5 2/1-1
11.6 2/1-1; 12.1 1/1-1 2/2-3; 12.2 1/1-2; 12.3 2/1-4; 13.1 2/1-1; 13.2 2/1-5; 13.3 2/1-2; 13.4 1/1-1 2/2-5
14.1 2/1-2; 14.2 1/1-1 2/2-4; 14.3 1/1-1 2/2-3; 15.1 1/1-1 2/2-3; 15.2 1/1-1 2/2-3; 15.3 1/1-1 2/2-7
16.1 2/1-1; 16.2 2/1-5; 16.3 2/1-4; 16.4 2/1-3; 16.5 2/1-3; 17.1 2/1-1; 17.2 2/1-4; 17.3 2/1-2
"""
STANDS = ("holds", "holds at AWS", "does not apply", "not held", "as ")


def wanted() -> dict[str, str]:
    """Give the level of each requirement, by its id."""
    found: dict[str, str] = {}
    for part in re.split(r"[;\n]", REQUIREMENTS.strip()):
        section, *runs = part.split()
        for run in runs:
            level, _, places = run.partition("/")
            first, _, last = places.partition("-")
            found |= {f"{section}.{place}": level for place in range(int(first), int(last) + 1)}
    return found


def rows() -> list[list[str]]:
    lines = TABLE.read_text("utf-8").splitlines()
    return [
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines if re.match(r"\| \d", line)
    ]


def test_each_requirement_of_both_levels_stands_once_under_its_level() -> None:
    levels = Counter(wanted().values())

    assert levels == {"1": 70, "2": 183}
    assert {row[0]: row[1] for row in rows()} == wanted()
    assert len(rows()) == len(wanted())


def test_each_line_says_how_it_stands_and_what_holds_has_a_check() -> None:
    for identity, _, _, stands, check in rows():
        assert stands.startswith(STANDS), identity
        assert ":" in stands or stands.startswith("holds"), identity
        assert check or stands.startswith(("holds at AWS", "does not apply", "not held")), identity


@pytest.mark.parametrize("page", ["asvs.md", "security.md", "security-inventory.md"])
def test_whatever_is_named_as_a_check_is_there(page: str) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    targets = re.findall(r"^([a-z][a-z-]*):", _makefiles(), re.MULTILINE)

    named = set(re.findall(r"`((?:tests|docs|infra)/[\w./-]+)`", text))
    assert named
    assert sorted(name for name in named if not (ROOT / name).exists()) == []
    assert sorted(set(re.findall(r"`make ([a-z-]+)[` ]", text)) - set(targets)) == []


def test_each_threat_names_what_runs_and_fails_without_its_answer() -> None:
    text = (ROOT / "docs" / "security.md").read_text("utf-8")
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.count("|") == 4]
    threats = [row for row in rows if row[2].strip() not in {"---", "held by"} and row[0].strip() != "---"]

    assert len(threats) > 100
    runs = re.compile(r"`(?:tests/[\w./-]+|make [a-z-]+)[` ]")
    assert [row[0] for row in threats if not runs.search(row[2])] == []


def _makefiles() -> str:
    return "".join(path.read_text("utf-8") for path in (ROOT / "Makefile", ROOT / "infra/local/local.mk"))
