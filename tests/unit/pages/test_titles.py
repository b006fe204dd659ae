"""A title that nobody can see is no name for a link: the case's number stands in its place."""

import pytest

from hearthline.pages.templating import environment


@pytest.mark.parametrize(
    "title", ["\u200b", "\u00ad\u2060", "\u0301", "\ufe0f", "\u3164", "\u2800", "\ue000", "\U000e0041", ""]
)
def test_what_draws_nothing_is_named_by_its_number(title: str) -> None:
    written = environment().from_string("<a href=x>{{ title | titled(number) }}</a>")

    assert written.render(title=title, number="K7Q2-9XPD-D") == "<a href=x>K7Q2-9XPD-D</a>"


@pytest.mark.parametrize(
    "title", ["漏水", "Leak", "9", "?", "🔥", "e\u0301", "\u0645\u0627\u0621", "👨\u200d👩"]
)
def test_what_can_be_read_names_itself(title: str) -> None:
    assert environment().from_string("{{ title | titled('K7Q2') }}").render(title=title) == title


def test_a_title_is_escaped_like_any_text() -> None:
    assert environment().from_string("{{ '<b>' | titled('K7Q2') }}").render() == "&lt;b&gt;"
