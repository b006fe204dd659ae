"""Looking for words: compared with a slow way that is plainly right, on any text."""

import re

from hypothesis import given
from hypothesis import strategies as st

from hearthline.complaints.parts import FlagCode
from hearthline.complaints.warning import WordList, alike

WORDS = ("着火", "sue", "gas leak", "12345", "a")
PHRASES = ("没着火", "not sue", "112345")
PIECES = (*WORDS, *PHRASES, "着", "火", " ", "\n", "\u200b", "，", "b", "1", "没", "Ｓue", "GAS")
texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=60)
LIST = WordList.from_document(
    {"categories": {"danger": {"words": {"zh": [*WORDS]}, "unless": {"en": [*PHRASES]}}}}
)


def plainly(text: str) -> tuple[str, ...]:
    """Try every place of every word against every place of every phrase."""
    read = alike(text)
    covered = [span for phrase in PHRASES for span in places(read, phrase)]
    return tuple(
        word
        for word in WORDS
        if any(
            all(not (low <= start and end <= high) for low, high in covered)
            for start, end in places(read, word)
        )
    )


def places(read: str, form: str) -> list[tuple[int, int]]:
    latin = "[^\\W_\u4e00-\u9fff\u3400-\u4dbf\u3000-\u303f\u2e80-\u2fdf\uf900-\ufaff\U00020000-\U000323af]"
    before = f"(?<!{latin})" if re.match(latin, form) else ""
    after = f"(?!{latin})" if re.match(latin, form[-1]) else ""
    pattern = re.compile(f"(?={before}{re.escape(form)}{after})")
    return [(match.start(), match.start() + len(form)) for match in pattern.finditer(read)]


@given(texts)
def test_it_finds_what_trying_every_place_finds(text: str) -> None:
    assert LIST.found_in(text).get(FlagCode.DANGER, ()) == plainly(text)


@given(texts)
def test_the_form_that_is_compared_is_final(text: str) -> None:
    assert alike(alike(text)) == alike(text)


@given(texts, texts)
def test_more_text_after_a_full_stop_never_hides_a_warning(text: str, more: str) -> None:
    found = set(LIST.found_in(text).get(FlagCode.DANGER, ()))

    assert found <= set(LIST.found_in(f"{text}。|{more}").get(FlagCode.DANGER, ()))


@given(texts)
def test_case_and_invisible_characters_change_nothing(text: str) -> None:
    assert LIST.found_in("\u200d".join(text.swapcase().swapcase())) == LIST.found_in(
        text.swapcase().swapcase()
    )
