"""docs/members.md: its examples are requests that the contract takes, and it explains every refusal."""

import re

import pytest

from infra.contract.problem_schemas import REASONS
from tests.contract.schema import contract
from tests.contract.tour import DOCS, commands, explained, page, requests, why_not_taken

TOUR = page("members.md")
SAMPLES = {"C": "123456", **dict.fromkeys("MG", "0123456789ABCDEF")}
OWN = ("/api/members", "/api/session", "/api/desk/members", "/api/segments")


def test_each_example_is_a_request_that_the_contract_takes() -> None:
    asked = requests(TOUR, SAMPLES)

    assert len(asked) > 30
    assert [(*one[:2], why) for one in asked if (why := why_not_taken(*one))] == []


@pytest.mark.parametrize("target", sorted(set(re.findall(r"^make ([a-z-]+)", commands(TOUR), re.MULTILINE))))
def test_each_command_is_one_of_ours(target: str) -> None:
    makefiles = [DOCS.parent / "Makefile", DOCS.parent / "infra" / "local" / "local.mk"]

    assert any(re.search(rf"^{target}:", each.read_text("utf-8"), re.MULTILINE) for each in makefiles)


def test_each_route_of_ones_own_is_in_it() -> None:
    shown = {(method, path) for method, path, _ in requests(TOUR, SAMPLES)}
    own = {
        (method.upper(), path)
        for path, item in contract()["paths"].items()
        for method, told in item.items()
        if told.get("security") == [{"member": []}]
    }

    assert own - shown == set()


def test_every_refusal_of_the_members_api_is_explained() -> None:
    told = {
        reason
        for path, item in contract()["paths"].items()
        if path.startswith(OWN)
        for operation in item.values()
        for reason in re.findall(r"`(\w+)`", operation["responses"].get("409", {}).get("description", ""))
        if reason in REASONS
    }

    assert explained(TOUR) == sorted(told)
