"""Early warning on a case: what raises a flag, how often, and what assesses it."""

from typing import Any

from hearthline.complaints.commands import CustomerMessage, GiveVerdict, RaiseFlag, Reopen, Triage
from hearthline.complaints.model import Severity, Visibility
from hearthline.complaints.parts import FlagCode
from hearthline.complaints.remedy_commands import AnswerRemedy
from hearthline.complaints.views import head
from tests.unit.complaints.builders import MONDAY as FILED
from tests.unit.complaints.builders import (
    OTHER_NUMBER,
    WARNED,
    Story,
    a_solution,
    a_story,
    a_story_in,
    after,
    an_offer,
)

REPEATED = RaiseFlag(FlagCode.REPEATED, {"cases": [OTHER_NUMBER]})


def warned(**filing: Any) -> Story:
    return a_story(terms=WARNED, **filing)


def codes(story: Story) -> list[str]:
    return [flag.code.value for flag in story.complaint.flags]


def test_words_of_a_filing_flag_it_in_the_same_change_and_leave_its_severity() -> None:
    story = warned(title="燃气泄漏", text="我已经联系记者。")

    [entry] = story.entries_of("flagged")
    assert codes(story) == ["danger", "press"]
    assert story.complaint.severity is Severity.NORMAL
    assert (entry.version, entry.visibility, entry.actor_kind) == (1, Visibility.INTERNAL, "system")
    assert entry.event_type == "complaint.flagged"
    assert entry.event_data == {
        "codes": ["danger", "press"],
        "words": ["燃气泄漏", "记者"],
        "cases": [],
        "suggests": "critical",
    }


def test_a_filing_without_such_words_has_no_flag() -> None:
    assert codes(warned(text="水龙头滴水。")) == []


def test_a_message_flags_the_case_once_for_each_code() -> None:
    story = warned(text="水龙头滴水。")
    story.does(CustomerMessage("我要起诉！"), after(hours=1))
    story.does(CustomerMessage("律师说可以起诉，记者也来。"), after(hours=2))

    assert codes(story) == ["legal", "press"]
    assert [entry.data["codes"] for entry in story.entries_of("flagged")] == [["legal"], ["press"]]


def test_after_a_triage_the_same_words_warn_again() -> None:
    story = warned(text="水龙头滴水。").does(CustomerMessage("我要起诉！"), after(hours=1))
    story.does(Triage(category="water"), after(hours=2))
    assessed = story.complaint.flags[0]
    story.does(CustomerMessage("法院见！"), after(hours=3))

    assert assessed.assessed_at == after(hours=2)
    assert codes(story) == ["legal", "legal"]
    assert story.complaint.flags[0] == assessed
    assert story.complaint.flags[1].assessed_at is None


def test_what_the_customer_says_with_a_verdict_warns() -> None:
    story = warned(text="水龙头滴水。").does(a_solution(), after(hours=1))
    story.does(GiveVerdict(accepted=False, rating=1, comment="我要起诉！"), after(hours=2))

    assert [entry.kind for entry in story.last] == ["verdict", "reopened", "flagged"]
    assert codes(story) == ["legal"]


def test_what_the_customer_says_to_an_offer_warns() -> None:
    story = warned(text="水龙头滴水。").does(an_offer(), after(hours=1))
    story.does(AnswerRemedy(1, accepted=False, comment="我要起诉！"), after(hours=2))

    assert codes(story) == ["legal"]


def test_what_nobody_assessed_before_the_case_was_settled_warns_anew_when_it_is_reopened() -> None:
    story = warned(text="燃气泄漏").does(a_solution(), after(hours=1))
    story.does(CustomerMessage("燃气泄漏！"), after(hours=2))
    assert codes(story) == ["danger"]

    story.does(Reopen("Again."), after(hours=3)).does(CustomerMessage("燃气泄漏！"), after(hours=4))
    story.does(CustomerMessage("燃气泄漏！"), after(hours=5))
    assert codes(story) == ["danger", "danger"]


def test_a_flag_is_raised_once_however_often_it_is_asked_for() -> None:
    story = a_story().does(REPEATED, after(minutes=1)).does(REPEATED, after(minutes=2))

    assert codes(story) == ["repeated"]
    assert len(story.entries_of("flagged")) == 1


def test_the_same_reasons_do_not_warn_again_after_a_triage_and_others_do() -> None:
    story = a_story().does(REPEATED, after(minutes=1)).does(Triage(category="water"), after(minutes=2))
    story.does(REPEATED, after(minutes=3))
    assert codes(story) == ["repeated"]

    story.does(RaiseFlag(FlagCode.REPEATED, {"cases": [OTHER_NUMBER, "8Z2M4QRTA"]}), after(minutes=4))
    assert codes(story) == ["repeated", "repeated"]


def test_a_case_that_has_ended_is_flagged_all_the_same() -> None:
    from hearthline.complaints.model import Status

    assert codes(a_story_in(Status.CLOSED).does(REPEATED, after(days=1))) == ["repeated"]


def test_every_flag_explains_itself_in_both_languages() -> None:
    story = warned(text="有人受伤，已打12345，记者在，电线漏电。").does(REPEATED, after(minutes=1))

    shown = {flag["code"]: flag["explanation"] for flag in head(story.complaint)["flags"]}

    assert set(shown) == {"danger", "injury", "legal", "press", "repeated"}
    assert "“受伤”" in shown["injury"]["zh"]
    assert "“12345”" in shown["legal"]["en"]
    assert "M3T8-WZ5R-0" in shown["repeated"]["zh"]
    assert "M3T8-WZ5R-0" in shown["repeated"]["en"]
    assert story.complaint.received_at == FILED
