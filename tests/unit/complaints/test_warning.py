"""What warns and what does not: the words that ship, and how they are looked for."""

from time import perf_counter

import pytest

from hearthline.complaints.parts import FlagCode
from hearthline.complaints.warning import MOST_TOLD, WordList
from tests.unit.complaints.builders import WORDS

DANGER, INJURY, LEGAL, PRESS = FlagCode.DANGER, FlagCode.INJURY, FlagCode.LEGAL, FlagCode.PRESS
SHIPPED = WORDS


def a_list(*words: str, unless: tuple[str, ...] = ()) -> WordList:
    return WordList.from_document(
        {"categories": {"danger": {"words": {"zh": [*words]}, "unless": {"zh": [*unless]}}}}
    )


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("厨房燃气泄漏，物业没人管", {DANGER}),
        ("楼道配电箱着火了", {DANGER}),
        ("外墙瓷砖坠落，差点砸到孩子", {DANGER}),
        ("热水器漏电，我妈触电了", {DANGER}),
        ("孩子滑倒受伤，去医院检查是骨折", {INJURY}),
        ("再不处理我就起诉，律师函已经在写", {LEGAL}),
        ("已经打了12345，也去了住建局", {LEGAL}),
        ("记者和电视台都会来曝光", {PRESS}),
        ("我要发抖音维权", {PRESS, LEGAL}),
        ("There is a gas leak in the kitchen and my son was injured.", {DANGER, INJURY}),
        ("The ceiling collapsed; she is in hospital.", {DANGER, INJURY}),
        ("I got an electric shock", {DANGER}),
        ("My lawyer will see you in court, and I'll SUE.", {LEGAL}),
        ("A journalist of the newspaper called me.", {PRESS}),
    ],
)
def test_what_warns(text: str, codes: set[FlagCode]) -> None:
    assert set(SHIPPED.found_in(text)) == codes


@pytest.mark.parametrize(
    "text",
    [
        "客厅天花板漏水，维修师傅说周五来",
        "漏电保护器老是跳闸",
        "没有人受伤，请尽快修一下",
        "烟雾报警器的电池没电了",
        "我的电话是13812345678",
        "昨晚报修到现在没人来",
        "登记者姓名写错了",
        "The tennis court light is broken.",
        "Please replace the fire alarm and the dead battery.",
        "Nobody was hurt.",
        "The issue is pursued; it is a courtyard matter.",
    ],
)
def test_what_does_not_warn(text: str) -> None:
    assert SHIPPED.found_in(text) == {}


@pytest.mark.parametrize(
    "text",
    ["着火", "着 火", "着\n火", "着\u200b火", "着\ufe0f火", "着\u3000火", "厨 房 着 火 了", "Wi-Fi着火"],
)
def test_spaces_and_what_cannot_be_seen_hide_nothing_in_chinese(text: str) -> None:
    assert SHIPPED.found_in(text) == {DANGER: ("着火",)}


@pytest.mark.parametrize("text", ["SUE", "Ｓｕｅ", "sue!", "(sue)", "我要sue你", "s\u00adue"])
def test_case_width_and_neighbours_do_not_hide_a_word(text: str) -> None:
    assert SHIPPED.found_in(text) == {LEGAL: ("sue",)}


def test_a_phrase_takes_back_only_what_lies_within_it() -> None:
    words = a_list("受伤", unless=("没有人受伤",))

    assert words.found_in("没有人受伤") == {}
    assert words.found_in("没有人受伤，后来有人受伤") == {DANGER: ("受伤",)}


def test_a_shorter_phrase_does_not_uncover_what_a_longer_one_covers() -> None:
    words = a_list("火灾", unless=("火灾险", "没有火灾险情"))

    assert words.found_in("没有火灾险情") == {}


def test_a_flag_names_some_words_and_not_a_dictionary() -> None:
    many = [f"词{place}号" for place in range(MOST_TOLD + 5)]

    assert len(a_list(*many).found_in("，".join(many))[DANGER]) == MOST_TOLD


@pytest.mark.parametrize("piece", ["没有人受伤", "fire alarm ", "sue", "a", "受", "着 火 ", "issue "])
def test_five_thousand_characters_are_read_in_milliseconds(piece: str) -> None:
    text = (piece * 5000)[:5000]
    taken = []
    for _ in range(5):
        began = perf_counter()
        SHIPPED.found_in(text)
        taken.append(perf_counter() - began)

    assert min(taken) < 0.05  # about 2 ms; the margin is for a busy machine, and fails what is not linear
