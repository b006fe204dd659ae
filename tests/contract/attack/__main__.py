"""Attacks the running system and prints what was tried and what was found: `make attack`.

Starts a stack of its own where a test needs one. Ends with 1 where an attack found anything.
"""

import os
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[3]
ATTACKS: Final = {
    "any request, well-formed or not": ("system/test_schemathesis.py",),
    "ways by what answers lead to": ("system/walks.py",),
    "odd bodies and parameters": ("contract/test_bad_input.py", "contract/test_bad_parameters.py"),
    "roles, routes and cities": (
        "contract/attack/test_matrix.py",
        "contract/test_roles.py",
        "system/test_attacks.py::test_every_route_of_staff_is_shut_to_who_lacks_the_right",
    ),
    "forged tokens": ("system/test_tokens.py", "system/test_attacks.py::test_no_forged_token_gets_in"),
    "guessed numbers, keys and codes": ("contract/attack/test_guessing.py", "engines/test_codes.py"),
    "cursors changed by hand": ("unit/test_cursors.py",),
    "other sites, frames, cookies": ("contract/attack/test_browser_rules.py", "unit/test_origins.py"),
    "script in every text, page and form": ("contract/test_every_page.py",),
    "hosts and headers of proxies": ("contract/attack/test_headers.py",),
    "fields that are nobody's to set": ("contract/attack/test_assignment.py",),
    "requests into our own network": ("unit/notices/test_https.py", "unit/notices/test_public_addresses.py"),
    "files that are two things, bombs": ("contract/attack/test_files.py", "unit/attachments/test_content.py"),
    "formulas in spreadsheets": ("unit/imports/test_rejected_rows.py", "unit/surveys/test_export_files.py"),
    "time that tells who is known": (
        "system/test_attacks.py::test_time_does_not_tell_whose_contact_is_known",
    ),
    "secrets in logs": (
        "contract/test_traces.py",
        "system/test_attacks.py::test_the_systems_logs_hold_no_name_no_key_and_no_token",
    ),
    "rights of functions": (
        "engines/test_rights.py",
        "unit/infra/test_templates.py",
        "unit/infra/test_roles_in_turn.py",
    ),
}
"""What is attacked, and the tests that do it, below `tests/`."""


@dataclass
class Tally:
    """What came of one attack."""

    tries: int = 0
    found: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)


class Scribe:
    """Notes of each test what it tried, what it measured, and whether it failed."""

    def __init__(self) -> None:
        self.tallies: dict[str, Tally] = defaultdict(Tally)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add a test to its attack: as many tries as it says, or one."""
        tally = self.tallies[attack_of(report.nodeid)]
        if report.failed:
            tally.found.append(report.nodeid)
        if report.when == "call":
            told = report.user_properties
            tally.tries += sum(int(str(value)) for name, value in told if name == "tries") or 1
            tally.shown += [str(value) for name, value in told if name == "shown"]


def attack_of(nodeid: str) -> str:
    """Give the attack that a test is part of."""
    test = nodeid.removeprefix("tests/").partition("[")[0]
    meant = {test, test.partition("::")[0]}
    return next(name for name, parts in ATTACKS.items() if meant & set(parts))


def table(tallies: dict[str, Tally]) -> str:
    """Give what is printed: a line for each attack, with what was measured below."""
    width = max(map(len, ATTACKS))
    lines = [f"{'attack':<{width}}  {'tries':>6}  found", f"{'-' * width}  {'-' * 6}  -----"]
    for name in ATTACKS:
        tally = tallies.get(name, Tally())
        lines.append(f"{name:<{width}}  {tally.tries:>6}  {len(tally.found) or 'nothing'}")
        lines += [f"{'':<{width}}          {each}" for each in (*tally.shown, *tally.found)]
    return "\n".join(lines)


def main() -> int:
    """Run them all, in the order of the list."""
    os.environ["HEARTHLINE_ATTACK"] = "1"
    scribe = Scribe()
    tests = [f"{ROOT / 'tests'}/{part}" for parts in ATTACKS.values() for part in parts]
    flags = ["-q", "-p", "no:randomly", "-p", "no:cacheprovider", f"--rootdir={ROOT}", "--show-capture=no"]
    ended = pytest.main([*flags, *tests], plugins=[scribe])
    sys.stdout.write(f"\n{table(scribe.tallies)}\n")
    return int(ended)


if __name__ == "__main__":
    sys.exit(main())
