"""Whatever the text and however it is written, what is personal in it is never shown."""

import re
import unicodedata
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from hearthline.complaints.masking import mask_name, mask_text

ORDINARY = st.sampled_from(
    [
        "卫生间漏水，请尽快安排维修",
        "物业师傅来过三次都没修好",
        "去年收房以后外墙一直渗水",
        "花了1500-2000元",
        "2026-11-22 10:30报修",
        "质保5年",
        "the ceiling leaks when it rains",
        "nobody came for 3 weeks",
        "I paid $1,200.50 for it",
        "since 2026-11-22 at 10:30",
        "请回复",
        "please call",
    ]
)
JOINTS = st.sampled_from([" ", "，", "。", ", ", "\n", ": ", "：", " (", "；"])
INVISIBLE = st.sampled_from(["", "", "", "\u200b", "\u200f", "\u2060", "\u00ad", "\ufe0f", "\u0301"])
GAPS = st.sampled_from(["", " ", "-", ".", "·", "\u3000", "\u00a0", "\u2013", "\u2014", " - ", "/", "_"])
SCRIPTS = st.sampled_from(["0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "⓪①②③④⑤⑥⑦⑧⑨", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"])
HAN_SCRIPTS = st.sampled_from(["〇一二三四五六七八九", "零幺二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"])
DIGIT = st.sampled_from("0123456789")


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text(DIGIT, min_size=count, max_size=count)


@st.composite
def around(draw: st.DrawFn, personal: str) -> str:
    """The personal data within ordinary sentences of both languages."""
    before = [*draw(st.lists(ORDINARY, max_size=2)), ""]
    after = ["", *draw(st.lists(ORDINARY, max_size=2))]
    return draw(JOINTS).join(before) + personal + draw(JOINTS).join(after)


@st.composite
def written(draw: st.DrawFn, groups: list[str], *, gaps: st.SearchStrategy[str] = GAPS) -> str:
    """Groups of digits in some script, with some gap between them and invisible characters anywhere."""
    script = draw(st.one_of(SCRIPTS, HAN_SCRIPTS))
    gap = draw(gaps)
    pieces = []
    for group in groups:
        characters = [script[int(one)] if one.isdigit() else one for one in group]
        pieces.append("".join(one + draw(INVISIBLE) for one in characters))
    return gap.join(pieces)


@st.composite
def mobiles(draw: st.DrawFn) -> tuple[str, str]:
    number = "1" + draw(st.sampled_from("3456789")) + draw(digits(9))
    cuts = draw(st.sampled_from([(), (3, 7), (3,), (4, 8), (4, 7), (3, 6), (5,), tuple(range(1, 11))]))
    edges = [0, *cuts, 11]
    groups = [number[a:b] for a, b in pairwise(edges)]
    prefix = draw(st.sampled_from(["", "+86 ", "+86-", "86", "0086 "]))
    return number, prefix + draw(written(groups))


@st.composite
def identity_cards(draw: st.DrawFn) -> tuple[str, str]:
    area = draw(st.sampled_from("123456")) + draw(digits(5))
    born = f"19{draw(st.integers(50, 99))}{draw(st.integers(1, 12)):02}{draw(st.integers(1, 28)):02}"
    rest = draw(digits(3)) + draw(st.sampled_from("0123456789Xx"))
    groups = draw(
        st.sampled_from([[area + born + rest], [area, born, rest], [area, born[:4], born[4:], rest]])
    )
    gaps = st.sampled_from(["", " ", "-", "\u3000"])
    return area + born + rest[:3], draw(written(groups, gaps=gaps))


@st.composite
def bank_cards(draw: st.DrawFn) -> tuple[str, str]:
    number = draw(st.sampled_from(["62", "43", "55"])) + draw(st.one_of(digits(14), digits(17)))
    groups = [number[i : i + 4] for i in range(0, len(number), 4)]
    return number, draw(written(groups, gaps=st.sampled_from(["", " ", "-", "\u3000"])))


@st.composite
def landlines(draw: st.DrawFn) -> tuple[str, str]:
    area = draw(st.sampled_from(["010", "021", "0755", "0571", "0898"]))
    local = draw(st.sampled_from("2345678")) + draw(digits(7))
    gap = draw(st.sampled_from(["-", " ", ") ", "", "--", " - "]))
    shown = (
        ("(" if ")" in gap else "") + area + gap + draw(st.sampled_from([local, local[:4] + " " + local[4:]]))
    )
    return local, shown


def normal_digits(text: str) -> str:
    """Every digit of a text, in whatever form it is written, with nothing between."""
    words = str.maketrans("〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "001234567891123456789")
    folded = unicodedata.normalize("NFKC", text.translate(words))
    return "".join(str(unicodedata.digit(one)) for one in folded if unicodedata.digit(one, None) is not None)


@given(st.data(), st.one_of(mobiles(), identity_cards(), bank_cards(), landlines()))
def test_a_number_never_survives_in_any_form(data: st.DataObject, number: tuple[str, str]) -> None:
    plain, shown = number
    text = data.draw(around(shown))

    masked = mask_text(text)

    left = normal_digits(masked)
    assert not any(plain[start : start + 6] in left for start in range(len(plain) - 5))
    assert "***" in masked


@given(
    st.data(),
    st.from_regex(r"[a-z][a-z0-9]{2,11}([._+-][a-z0-9]{1,8})?", fullmatch=True),
    st.sampled_from(["qq.com", "163.com", "gmail.com", "mail.example.co.uk", "example.org", "例子.中国"]),
    st.sampled_from(["@", "＠", "\u200b@\u200b", "﹫"]),
)
def test_an_address_never_survives(data: st.DataObject, local: str, host: str, at: str) -> None:
    written_as = data.draw(st.sampled_from([local, local.upper(), "".join(map(full_width, local))]))
    text = data.draw(around(f"{written_as}{at}{host}"))

    masked = unicodedata.normalize("NFKC", mask_text(text)).lower()

    assert local not in masked
    assert "@" not in masked


def full_width(character: str) -> str:
    return chr(ord(character) + 0xFEE0)


@given(
    st.data(),
    st.sampled_from("京津沪渝冀豫云辽黑湘皖鲁苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"),
    st.sampled_from("ABCDEFGHJK"),
    st.from_regex(r"[0-9]{3}[A-HJ-NP-Z0-9]{2,3}", fullmatch=True),
    st.sampled_from(["", "·", " ", "-", "•", "\u200b"]),
)
def test_a_plate_never_survives(data: st.DataObject, province: str, city: str, rest: str, gap: str) -> None:
    plate = f"{province}{city}{gap}{rest}"
    text = data.draw(around(data.draw(st.sampled_from([plate, plate.lower()]))))

    assert rest.lower() not in unicodedata.normalize("NFKC", mask_text(text)).lower()


@given(
    st.data(),
    st.integers(101, 3999),
    st.sampled_from(
        ["3栋2单元{}室", "5号楼{}", "12-1-{}", "B座{}室", "{}室", "房号：{}", "Unit {}", "Apt. {}", "Room {}"]
    ),
)
def test_a_flat_never_survives(data: st.DataObject, flat: int, form: str) -> None:
    text = data.draw(around(form.format(flat)))

    assert not re.search(
        rf"(?<!\d){flat}(?![\d年-])", mask_text(text).replace("1500-2000元", "").replace("1,200.50", "")
    )


@given(
    st.data(),
    st.sampled_from(["王小明", "欧阳娜娜", "John Smith", "Mary-Jane O'Brien", "阿卜杜拉·买买提"]),
    st.sampled_from([str, str.upper, str.lower, str.title]),
    st.sampled_from(["", "\u200b", "\u200f"]),
)
def test_a_known_name_never_survives(data: st.DataObject, name: str, case: type[str], within: str) -> None:
    spelt = within.join(case(name))
    masked = mask_text(data.draw(around(spelt)), known=(name,))

    visible = "".join(one for one in masked if unicodedata.category(one) != "Cf").lower()
    assert name.lower() not in visible
    assert re.split(r"[\s·]", name)[-1].lower() not in visible


MARKED = [
    "我叫",
    "王小明",
    "联系人:",
    "先生",
    "电话",
    "138",
    "0013",
    "8000",
    "-",
    " ",
    "***",
    "**",
    "王**",
    "3栋",
    "1801",
    "室",
    "Unit ",
    "my name is ",
    "Mr ",
    "John",
    "J***",
    "@",
    "qq.com",
    "京A",
    "微信",
    "QQ",
    "plate ",
    "2026",
    ".",
    "\n",
    "at ",
    "业主",
    "单元",
    "一",
    "零",
    "X",
    "x",
    "12",
    ":",
    "(",
    ")",
    "+86",
    "dot",
    "元",
    "年",
    "#",
    "楼",
]
PIECES = st.one_of(st.text(max_size=12), ORDINARY, st.sampled_from(MARKED))


@given(st.lists(PIECES, max_size=14).map("".join), st.lists(st.text(max_size=6), max_size=2))
def test_masking_twice_is_masking_once(text: str, known: list[str]) -> None:
    masked = mask_text(text, known=known)

    assert mask_text(masked, known=known) == masked


@given(st.text(), st.lists(st.text(), max_size=3))
def test_no_text_is_refused(text: str, known: list[str]) -> None:
    mask_text(text, known=known)


@given(st.text())
def test_a_shown_name_is_shown_as_it_is(name: str) -> None:
    assert mask_name(mask_name(name)) == mask_name(name)


@given(st.lists(ORDINARY, max_size=6), JOINTS)
def test_text_without_personal_data_stays_as_it_was_written(sentences: list[str], joint: str) -> None:
    # A number that a word about telephoning introduces is taken for a telephone number, whatever follows it.
    assume(("please call", "花了1500-2000元") not in pairwise(sentences))
    text = joint.join(sentences)

    assert mask_text(text) == text
