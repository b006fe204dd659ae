"""One spelling for each contact."""

import sys

import pytest

from hearthline.platform.contacts import ContactInvalid, normal_email, normal_phone


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("13800138000", "+8613800138000"),
        ("１３８ ００１３-８０００", "+8613800138000"),
        ("\u200e+86 138\u200b00138000", "+8613800138000"),
        ("0086 138 0013 8000", "+8613800138000"),
        ("١٣٨٠٠١٣٨٠٠٠", "+8613800138000"),
        ("(010) 6512 3456", "+861065123456"),
        ("400-820-8820", "+864008208820"),
        ("+1 617 495 1000", "+16174951000"),
        ("+44 20 7946 0958", "+442079460958"),
    ],
)
def test_a_phone_number_has_one_spelling(written: str, normal: str) -> None:
    assert normal_phone(written) == normal
    assert normal_phone(normal) == normal


def test_a_number_without_country_code_is_one_of_the_region() -> None:
    assert normal_phone("617 495 1000", region="US") == "+16174951000"


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "empty"),
        (" \u200b ", "empty"),
        ("call me", "unreadable"),
        ("12345", "not_a_number"),
        ("23800138000", "not_a_number"),
        ("13800138000 ext 5", "not_a_number"),
        ("1" * 41, "too_long"),
        ("1" * 100_000, "too_long"),
    ],
)
def test_what_is_no_phone_number_is_refused_with_its_reason(written: str, reason: str) -> None:
    with pytest.raises(ContactInvalid) as refused:
        normal_phone(written)
    assert (refused.value.field, refused.value.reason) == ("phone", reason)


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("Zhang.San@Example.COM", "zhang.san@example.com"),
        (" zhang＠qq．com ", "zhang@qq.com"),
        ("zhang@qq。com", "zhang@qq.com"),
        ("\u200bzhang\u2060@qq.com", "zhang@qq.com"),
        ("张三@例子.中国", "张三@例子.中国"),
        ("a@xn--fsqu00a.xn--0zwm56d", "a@xn--fsqu00a.xn--0zwm56d"),
        ("o'brien+home@mail.co-op.org", "o'brien+home@mail.co-op.org"),
    ],
)
def test_an_address_has_one_spelling(written: str, normal: str) -> None:
    assert normal_email(written) == normal
    assert normal_email(normal) == normal


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "empty"),
        ("zhang.qq.com", "no_at_sign"),
        ("@qq.com", "local_part"),
        (".a@qq.com", "local_part"),
        ("a.@qq.com", "local_part"),
        ("a..b@qq.com", "local_part"),
        ("a b@qq.com", "local_part"),
        ("a@b@qq.com", "local_part"),
        ("a\r\nBcc: x@qq.com", "local_part"),
        ("x" * 65 + "@qq.com", "local_part"),
        ("张" * 22 + "@qq.com", "local_part"),
        ("a@qq", "domain"),
        ("a@qq..com", "domain"),
        ("a@-qq.com", "domain"),
        ("a@qq_mail.com", "domain"),
        ("a@1.2.3.4", "domain"),
        ("a@" + "x" * 64 + ".com", "domain"),
        ("a@" + "例" * 63 + ".中国", "domain"),
        ("a@" + "x." * 130 + "com", "too_long"),
        ("a@" + "例子." * 40 + "中国", "domain"),
        ("a" * 60 + "@" + ("例" * 20 + ".") * 4 + "中国", "too_long"),
    ],
)
def test_what_is_no_address_is_refused_with_its_reason(written: str, reason: str) -> None:
    with pytest.raises(ContactInvalid) as refused:
        normal_email(written)
    assert (refused.value.field, refused.value.reason) == ("email", reason)


def test_a_refusal_does_not_repeat_the_contact() -> None:
    with pytest.raises(ContactInvalid) as refused:
        normal_phone("1380013")
    assert "1380013" not in str(refused.value)


def test_the_numbering_plans_are_read_only_when_a_number_is(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "phonenumbers"]:
        monkeypatch.delitem(sys.modules, name)
    normal_email("zhang@qq.com")
    assert "phonenumbers" not in sys.modules
