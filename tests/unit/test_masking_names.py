"""What the public board shows of names: of those that are known wherever they stand, of one by itself."""

import pytest

from hearthline.complaints.masking import mask_name, mask_text


@pytest.mark.parametrize(
    ("known", "written", "shown"),
    [
        ("王小明", "王小明说过，王 小 明也说过", "王**说过，王**也说过"),
        ("王小明", "给小明打电话", "给**打电话"),
        ("王小明", "王先生", "王先生"),
        ("王小明先生", "王小明来过", "王**来过"),
        ("欧阳娜娜", "欧阳·娜娜", "欧阳**"),
        ("王建设", "小区建设，王建设", "小区建设，王**"),
        ("王", "王府井的王", "王府井的王"),
        ("John Smith", "JOHN  SMITH, smith, john; Smith said", "J*** S***, S*** J***; S*** said"),
        ("John Smith", "John Q. Smith and johnsmith", "J*** Q*** S*** and J***"),
        ("John Smith", "Johnson Smithers", "Johnson Smithers"),
        ("Will Young", "Will Young will see young trees", "W*** Y*** will see young trees"),
        ("Li Na", "Li Na", "L*** N***"),
        ("José", "JOSE\u0301 said", "J*** said"),
        ("张Jack", "jack来过", "J***来过"),
        ("", "anything", "anything"),
        ("***", "a *** b", "a *** b"),
        ("(.*)", "a (.*) b", "a (.*) b"),
    ],
)
def test_a_known_name_is_hidden_wherever_it_stands(known: str, written: str, shown: str) -> None:
    assert mask_text(written, known=(known,)) == shown
    assert mask_text(shown, known=(known,)) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王小明", "王**"),
        ("李雷", "李**"),
        ("王 小明", "王**"),
        ("欧阳娜娜", "欧阳**"),
        ("欧阳", "欧**"),
        ("阿卜杜拉·买买提", "阿**"),
        ("王", "*"),
        ("王先生", "王先生"),
        ("王小明先生", "王**先生"),
        ("John Smith", "J*** S***"),
        ("john", "J***"),
        ("Mr Smith", "Mr S***"),
        ("ßen", "S***"),
        ("13800138000", "***"),
        ("王小明13800138000", "王** ***"),
        ("王*小明", "王**"),
        ("😀", "*"),
        ("", ""),
        (" \u200b", ""),
    ],
)
def test_a_name_is_shown_by_its_surname_or_its_initials(name: str, shown: str) -> None:
    assert mask_name(name) == shown
    assert mask_name(shown) == shown
