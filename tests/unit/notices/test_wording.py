"""How times and lines read."""

from datetime import UTC, datetime

import pytest

from hearthline.notices import wording

AT = datetime(2026, 11, 22, 16, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "language", "reads"),
    [
        ("Asia/Shanghai", "zh", "2026年11月23日（周一）00:05（北京时间）"),
        ("Asia/Shanghai", "en", "Monday 23 November 2026, 00:05 (Beijing time)"),
        ("Asia/Kolkata", "en", "Sunday 22 November 2026, 21:35 (UTC+05:30)"),
        ("America/New_York", "zh", "2026年11月22日（周日）11:05（UTC-05:00）"),
    ],
)
def test_a_time_is_the_citys_own_in_words_of_the_language(zone: str, language: str, reads: str) -> None:
    assert wording.long_time(AT, zone, language) == reads


def test_a_short_time_fits_a_short_message() -> None:
    assert wording.short_time(AT, "Asia/Shanghai", "zh") == "11月23日00:05"
    assert wording.short_time(AT, "Asia/Shanghai", "en") == "23 Nov 00:05"


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ("a\r\nBcc: all@example.com", "a Bcc: all@example.com"),
        ("a\x00b\x0bc\u2028d\u0085e", "a b c d e"),
        ("\u202eevil\u2066", "evil"),
        ("  电梯   停运  ", "电梯 停运"),
        ("lone \ud800 surrogate", "lone surrogate"),
    ],
)
def test_one_line_can_stand_in_a_header(given: str, line: str) -> None:
    assert wording.one_line(given) == line


def test_a_title_makes_no_links() -> None:
    unlinked = wording.unlinked("prize at http://evil.example/x or me@evil.example")

    assert "http://" not in unlinked
    assert "evil.example" not in unlinked
    assert unlinked.replace("\u2060", "") == "prize at http://evil.example/x or me@evil.example"


def test_an_address_in_other_letters_makes_no_link_either() -> None:
    assert wording.unlinked("点击 例子.com 或 例子.中国") == "点击 例子.\u2060com 或 例子.\u2060中国"


def test_ordinary_text_stays_as_it_is() -> None:
    assert (
        wording.unlinked("漏水 3.5 平方米，12:30 开始。楼上 (B-101)")
        == "漏水 3.5 平方米，12:30 开始。楼上 (B-101)"
    )


def test_a_body_keeps_its_lines_and_loses_what_cannot_be_seen() -> None:
    assert wording.readable("one\r\n\ttwo\x07\rthree\u202e \n") == "one\n\ttwo\nthree"


def test_an_unknown_language_is_written_to_in_chinese() -> None:
    assert wording.supported("fr") == "zh"
    assert wording.supported("en") == "en"
