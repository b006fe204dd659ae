"""What follows for members stays within what the roles of its functions allow."""

from datetime import UTC, datetime

from tests.engines.engine import Engine
from tests.engines.home_story import NOW, Story
from tests.engines.people import People
from tests.engines.standings import Standings
from tests.engines.test_complaint_links import Club, a_person
from tests.engines.test_rights import granted, used


def test_the_watch_may_follow_a_home_to_tiers_points_and_referrals(engine: Engine) -> None:
    club = Standings(People(engine), NOW)
    story = Story(club, "rights")
    nobodys = {**story.signed, "event_id": "again", "occurred_at": "2026-03-02T04:00:00.000Z"}
    nobodys["referral_code"] = "N0B0DY00"
    for event in (story.signed, story.handed_over, nobodys, story.cancelled):
        club.estate.tell(event)
        with used(engine) as asked:
            club.home_changed(story.home)
            club.joined(story.wang)

        assert asked <= granted("MembershipWatch"), event["type"]


def test_the_watch_may_link_complaints_and_the_functions_may_list_them(engine: Engine) -> None:
    club = Club(engine)
    club.world.rulebook.refresh(NOW)
    wang = a_person(club, NOW)
    number = club.file(NOW)
    with used(engine) as linking:
        club.received(number, NOW)
        club.joined(wang, NOW)
    with used(engine) as listing:
        club.own(wang)

    assert linking <= granted("MembershipWatch")
    assert listing <= granted("Membership")
    assert listing <= granted("MembershipDesk")


def test_the_sweep_may_end_a_members_first_year(engine: Engine) -> None:
    club = Standings(People(engine), NOW)
    member = club.member(joined_at=datetime(2026, 1, 5, 2, tzinfo=UTC)).id
    club.joined(member)
    with used(engine) as asked:
        assert club.sweep(datetime(2027, 1, 4, 16, tzinfo=UTC)).handled == 1

    assert asked <= granted("SlaMonitor")
