"""docs/desk.md: its examples are requests that the contract takes, and it explains every refusal."""

from infra.contract.problem_schemas import REASONS
from tests.contract.tour import DOCS, explained, page, requests, why_not_taken

TOUR = page("desk.md")
SAMPLES = {"N": "K7Q2-9XPD-D", **dict.fromkeys("VIM", "0123456789ABCDEF")}


def test_each_example_is_a_request_that_the_contract_takes() -> None:
    asked = requests(TOUR, SAMPLES)

    assert len(asked) > 20
    assert [(*one[:2], why) for one in asked if (why := why_not_taken(*one))] == []


def test_every_refusal_is_explained_here_or_on_another_page() -> None:
    here = explained(TOUR)
    everywhere = {reason for each in DOCS.glob("*.md") for reason in explained(each.read_text("utf-8"))}

    assert set(REASONS) <= everywhere
    assert here == sorted(set(here))
