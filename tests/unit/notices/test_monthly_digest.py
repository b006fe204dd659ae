"""The monthly digest as managers read it, and how it reaches them."""

import re

import pytest

from hearthline.notices.digest_writing import percent, write
from hearthline.notices.model import Accepted, Refused, State
from tests.unit.notices.builders import MANAGER, NOW, FakeChannel, FakeDirectory, a_sender
from tests.unit.notices.digests import a_digest, a_digest_event, a_digest_message, a_quiet_digest
from tests.unit.notices.test_words import compare


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_a_manager_reads_of_a_month(language: str) -> None:
    notice = write(a_digest_message(), a_digest(), language)

    compare(f"{language}-monthly-digest", notice)
    assert "<img" not in notice.html, "every mail program shows it, with images blocked too"
    for cells in re.findall(r"<tr><td class=\"(?:bar|rest)\".*?</tr>", notice.html):
        assert sum(map(int, re.findall(r'width="(\d+)%"', cells))) == 100
    for value in ("96", "24", "41", "52", "38"):
        assert value in notice.text, "whoever sees no bar reads the number"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_month_without_complaints_says_so_in_one_line(language: str) -> None:
    notice = write(a_digest_message(), a_quiet_digest(), language)

    compare(f"{language}-monthly-digest-of-nothing", notice)
    assert "<table" not in notice.html


@pytest.mark.parametrize(
    ("share", "shown"), [(1, "100.0%"), (0.9999, "99.9%"), (0.98333, "98.3%"), (0.0, "0.0%"), (None, "—")]
)
def test_what_is_not_all_does_not_read_as_all(share: float | None, shown: str) -> None:
    assert percent(share) == shown


def test_it_goes_by_mail_also_to_who_has_a_robot_and_once() -> None:
    mail, robot = FakeChannel(), FakeChannel()
    sender = a_sender(email=mail, webhook=robot, directory=FakeDirectory(manager=[MANAGER]))

    [told] = sender.on_event(a_digest_event(), NOW)
    sender.on_event(a_digest_event(), NOW)

    assert (told.state, told.channel) == (State.SENT, "email")
    assert [to for to, _ in mail.sent] == [MANAGER.email]
    assert robot.sent == []


def test_whose_mail_is_refused_reads_it_another_way() -> None:
    mail, robot = FakeChannel(Refused("address_refused")), FakeChannel(Accepted("r-1"))
    sender = a_sender(email=mail, webhook=robot, directory=FakeDirectory(manager=[MANAGER]))

    [told] = sender.on_event(a_digest_event(), NOW)

    assert (told.state, told.channel) == (State.SENT, "webhook:managers")
