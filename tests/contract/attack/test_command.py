"""The list of attacks: every test of it is there, and its table says what was found."""

from tests.contract.attack.__main__ import ATTACKS, ROOT, Tally, attack_of, table


def test_every_attack_names_tests_that_are_there() -> None:
    parts = [part for parts in ATTACKS.values() for part in parts]

    assert len(parts) == len(set(parts))
    for part in parts:
        path, _, name = part.partition("::")
        assert f"def {name or 'test_'}" in (ROOT / "tests" / path).read_text("utf-8"), part
    for file in sorted((ROOT / "tests" / "contract" / "attack").glob("test_*.py")):
        assert file.name == "test_command.py" or f"contract/attack/{file.name}" in parts


def test_what_was_found_stands_in_the_table() -> None:
    nodeid = "tests/contract/test_roles.py::test_a_role_reads[agent]"

    told = table({attack_of(nodeid): Tally(tries=7, found=[nodeid], shown=["a figure"])})

    [line] = [line for line in told.splitlines() if line.startswith("roles, routes and cities")]
    assert line.split()[-2:] == ["7", "1"]
    assert nodeid in told
    assert "a figure" in told
