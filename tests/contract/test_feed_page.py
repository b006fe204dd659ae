"""docs/feed.md, as whoever connects the sales system reads it: every example is sent, every answer is so."""

import json
import re
from typing import Any

from hearthline.homes.feed_bodies import EVENTS, LARGEST_BODY, MOST_EVENTS, MOST_NAMED, MOST_PEOPLE
from tests.calendar_builder import ROOT
from tests.contract.service import Service
from tests.contract.test_feed import follow, outcomes, send

PAGE = (ROOT / "docs" / "feed.md").read_text("utf-8")
BLOCKS: list[dict[str, Any]] = [
    json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
]
EXAMPLES = [block for block in BLOCKS if "type" in block]


def test_there_is_an_example_of_each_event() -> None:
    assert {example["type"] for example in EXAMPLES} == set(EVENTS)
    assert re.findall(r"^### (\w+)$", PAGE, re.MULTILINE) == [example["type"] for example in EXAMPLES]


def test_every_example_is_accepted_as_it_stands(service: Service) -> None:
    assert outcomes(send(service, *EXAMPLES)) == ["accepted"] * len(EXAMPLES)
    assert outcomes(send(service, *EXAMPLES)) == ["duplicate"] * len(EXAMPLES)
    follow(service)


def test_the_answer_is_as_the_page_shows_it(service: Service) -> None:
    (shown,) = [block for block in BLOCKS if "results" in block]
    handover = next(example for example in EXAMPLES if example["type"] == "handed_over")
    sale = next(example for example in EXAMPLES if example["type"] == "contract_signed")
    wrong = {**sale, "event_id": "sale-2026-000118"}
    wrong["buyers"] = [{"customer_id": "C-1", "name": "王", "phone": "138 0013"}]

    assert send(service, handover, wrong).json == shown


def test_the_page_names_the_limits_that_hold() -> None:
    for limit in (f"1 to {MOST_EVENTS}", f"{LARGEST_BODY // 1024} kB", f"1 to {MOST_PEOPLE} buyers"):
        assert limit in PAGE
    assert f"up to {MOST_NAMED} of each" in PAGE
