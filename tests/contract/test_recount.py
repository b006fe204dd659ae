"""`make recount`: a campaign is counted from scratch, and whatever is wrong with its tally is named."""

import pytest

from hearthline import root
from hearthline.platform.table import Update
from hearthline.surveys import keys
from hearthline.surveys.counting import Counting
from infra import recount
from tests.contract.answerers import Owners, answers, launched
from tests.contract.service import Service


@pytest.fixture
def counted(service: Service, monkeypatch: pytest.MonkeyPatch) -> Owners:
    """Give a campaign that was answered, on the installation that the tool finds."""
    monkeypatch.setattr(recount, "installation", lambda _: (service.names, service.cloud.clients.get))
    owners = Owners(service, launched(service, "CAMPAIGN00000001"))
    owners.say(7, "sz", "living", answers(5, 5, 10))
    owners.say(2, "gz", "living", None)
    return owners


def test_a_tally_that_is_right_equals_the_recount(
    counted: Owners, capsys: pytest.CaptureFixture[str]
) -> None:
    assert recount.main(["CAMPAIGN00000001"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "9 invitations, 0 anonymous answers, 0 behind",
        "the tally equals the recount",
    ]


def test_a_counter_that_somebody_moved_is_named(counted: Owners, capsys: pytest.CaptureFixture[str]) -> None:
    place = (keys.campaign("CAMPAIGN00000001"), keys.tally("city=sz"))
    moved = Update(*place, "ADD #n :two", {"#n": "satisfaction#=5"}, {":two": 2})
    root.surveys_table().update(moved)

    assert recount.main(["CAMPAIGN00000001"]) == 1
    assert "city=sz satisfaction#=5: 9, 7" in capsys.readouterr().out.splitlines()


def test_what_the_stream_has_lost_is_counted_when_asked_for(
    counted: Owners, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as lost:
        lost.setattr(Counting, "count", lambda *_: None)
        counted.say(3, "sz", "living", answers(1, 1, 0))

    assert recount.main(["CAMPAIGN00000001"]) == 1
    assert "12 invitations, 0 anonymous answers, 3 behind" in capsys.readouterr().out
    assert recount.main(["CAMPAIGN00000001", "--count"]) == 0
    assert "3 counted that were not" in capsys.readouterr().out


def test_a_campaign_that_is_not_there_is_said_to_be_so(
    counted: Owners, capsys: pytest.CaptureFixture[str]
) -> None:
    assert recount.main(["NOSUCHCAMPAIGN00"]) == 2
    assert "no such campaign" in capsys.readouterr().err
