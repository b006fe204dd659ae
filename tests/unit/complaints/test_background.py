"""What is known around a case: noted once, by the system, for staff alone."""

from datetime import date

import pytest

from hearthline.complaints import views
from hearthline.complaints.background_commands import NoteBackground
from hearthline.complaints.commands import Reject
from hearthline.complaints.model import Visibility
from hearthline.complaints.parts import Builder, Warranty, WarrantyPosition
from hearthline.complaints.privacy.blanking import blank_data
from tests.unit.complaints.builders import a_story, after

WITHIN = Warranty(
    WarrantyPosition.WITHIN,
    date(2030, 6, 29),
    "waterproofing",
    (Builder("waterproofing", "东方雨虹"),),
)
EXPIRED = Warranty(WarrantyPosition.EXPIRED, date(2026, 6, 29), "finishing")


def test_warranty_and_filer_are_noted_in_the_timeline_by_the_system_and_for_staff_alone() -> None:
    story = a_story().does(NoteBackground(WITHIN, "partner"), after(minutes=1))

    (entry,) = story.last
    assert (entry.kind, entry.actor_kind, entry.visibility) == ("background", "system", Visibility.INTERNAL)
    assert entry.event_type == "complaint.background_noted"
    assert entry.event_data == {"filer": "partner", "position": "within"}
    assert entry.data == {
        "position": "within",
        "until": "2030-06-29",
        "part": "waterproofing",
        "contractors": [{"trade": "waterproofing", "contractor": "东方雨虹"}],
        "filer": "partner",
    }
    assert (story.complaint.warranty, story.complaint.filer) == (WITHIN, "partner")


@pytest.mark.parametrize(("warranty", "filer"), [(WITHIN, "partner"), (WITHIN, None), (None, "partner")])
def test_what_was_noted_says_how_things_stood_then_and_stays(
    warranty: Warranty | None, filer: str | None
) -> None:
    story = a_story().does(NoteBackground(warranty, filer), after(minutes=1))

    assert story.does(NoteBackground(EXPIRED, "customer"), after(minutes=2)).last == ()
    assert (story.complaint.warranty, story.complaint.filer) == (warranty, filer)


def test_where_nothing_is_known_nothing_is_noted() -> None:
    assert a_story().does(NoteBackground(None, None), after(minutes=1)).last == ()


def test_staff_see_it_and_neither_the_filer_nor_the_public_do() -> None:
    story = a_story().does(NoteBackground(WITHIN, "press"), after(minutes=1))

    head = views.head(story.complaint)
    assert head["filer"] == "press"
    assert head["warranty"]["until"] == "2030-06-29"
    told = repr(views.for_filer(story.complaint, story.entries, after(hours=1)))
    told += repr(views.for_public(story.complaint, story.entries, []))
    for trace in ("press", "warranty", "within", "东方雨虹", "background"):
        assert trace not in told


def test_promises_stand_as_if_nothing_had_been_noted() -> None:
    noted = a_story().does(NoteBackground(WITHIN, "partner"), after(minutes=1))

    assert noted.complaint.clocks == a_story().complaint.clocks
    assert noted.timer == a_story().timer
    assert noted.does(Reject("This is the city's road."), after(hours=1)).complaint.filer == "partner"


def test_an_erasure_leaves_of_it_what_is_no_persons() -> None:
    story = a_story().does(NoteBackground(WITHIN, "partner"), after(minutes=1))

    assert blank_data(story.last[0].data) == story.last[0].data
