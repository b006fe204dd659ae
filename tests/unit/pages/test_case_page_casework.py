"""The page of a case to which more happens than answers: visits, works, offers, other cases."""

import pytest

from hearthline.complaints.commands import Absorb, Heard
from hearthline.complaints.remedy_commands import AnswerRemedy
from hearthline.complaints.visit_commands import FinishWork
from hearthline.pages.words import words
from tests.unit.complaints.builders import (
    a_merge,
    a_story,
    a_visit,
    after,
    an_answered_story,
    an_offer,
    more_work,
)
from tests.unit.pages.builders import LANGUAGES, a_view, the_page


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_can_happen_to_a_case_has_words(language: str) -> None:
    story = an_answered_story().does(Heard("It drips.", "hotline"), after(minutes=20))
    story.does(a_visit(), after(minutes=30)).does(an_offer(30_000), after(minutes=40))
    story.does(Absorb("8Z2M4QRTA"), after(minutes=50)).does(AnswerRemedy(1, accepted=True), after(hours=1))
    story.does(more_work(after(days=3)), after(days=1, hours=1)).does(FinishWork(1), after(days=2))

    page = the_page(a_view(story, language), now=after(days=2))

    said = words(language)["timeline"]
    assert said["changed"] not in page.text
    assert said["heard"] in page.text
    assert "300.00" in page.text
    assert "Seal the joint." in page.text


def test_a_merged_case_leads_on_where_its_follower_may_follow() -> None:
    story = a_story().does(a_merge(), after(hours=1))
    url = "https://care.example/follow/M3T8-WZ5R-0?key=k"

    bare, linked = the_page(a_view(story)), the_page(a_view(story, merged_url=url))

    assert {"href": url} in linked.all("a")
    assert {"href": url} not in bare.all("a")
