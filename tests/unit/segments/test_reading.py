"""A filter is refused when it is saved, with the place and the reason, and never runs into one later."""

from typing import Any

import pytest

from hearthline.members.segments import language
from hearthline.members.segments.language import All, Among, Amount, AnyOf, Between, Field, Not
from tests.unit.segments.builders import faults, the_filter

Document = dict[str, Any]


def nested(depth: int) -> Document:
    return {"not": nested(depth - 1)} if depth else {"city": "sz"}


def test_what_is_written_is_what_is_meant() -> None:
    written = {
        "all": [
            {"any": [{"city": ["sz", "gz"]}, {"points": {"at_least": 100}}]},
            {"not": {"handed_over": {"to": "2024-12-31"}}},
        ]
    }

    found = the_filter(written)

    assert isinstance(found, All)
    assert found.of[0] == AnyOf((Among(Field.CITY, frozenset({"sz", "gz"})), Amount(Field.POINTS, 100)))
    assert isinstance(found.of[1], Not)
    assert isinstance(found.of[1].of, Between)


@pytest.mark.parametrize(
    ("document", "pointer"),
    [
        (None, "/filter"),
        ([], "/filter"),
        ({}, "/filter"),
        ({"city": "sz", "tier": "gold"}, "/filter"),
        ({"colour": "red"}, "/filter/colour"),
        ({"a b": 1}, "/filter"),
        ({"all": {"city": "sz"}}, "/filter/all"),
        ({"any": []}, "/filter/any"),
        ({"not": [{"city": "sz"}]}, "/filter/not"),
        ({"city": "atlantis"}, "/filter/city"),
        ({"city": ["sz", "atlantis"]}, "/filter/city/1"),
        ({"city": []}, "/filter/city"),
        ({"city": ["sz"] * (language.MOST_VALUES + 1)}, "/filter/city"),
        ({"city": 7}, "/filter/city"),
        ({"city": {"is": "sz"}}, "/filter/city"),
        ({"tier": "platinum"}, "/filter/tier"),
        ({"kind": "ghost"}, "/filter/kind"),
        ({"stage": "dreaming"}, "/filter/stage"),
        ({"language": "fr"}, "/filter/language"),
        ({"consent": "terms"}, "/filter/consent"),
        ({"consent": "survey:pigeon"}, "/filter/consent"),
        ({"project": ""}, "/filter/project"),
        ({"project": "x" * (language.LONGEST_VALUE + 1)}, "/filter/project"),
        ({"project": ["海岸花园", "a\nb"]}, "/filter/project/1"),
        ({"tags": "vip"}, "/filter/tags"),
        ({"tags": {}}, "/filter/tags"),
        ({"tags": {"some": ["vip"]}}, "/filter/tags/some"),
        ({"tags": {"any": [1]}}, "/filter/tags/any/0"),
        ({"handed_over": {}}, "/filter/handed_over"),
        ({"handed_over": {"project": "海岸花园"}}, "/filter/handed_over"),
        ({"handed_over": {"from": "2024-02-30"}}, "/filter/handed_over/from"),
        ({"handed_over": {"from": None}}, "/filter/handed_over/from"),
        ({"handed_over": {"from": "20240201"}}, "/filter/handed_over/from"),
        ({"signed": {"from": "2024-02-02", "to": "2024-02-01"}}, "/filter/signed/to"),
        ({"joined": {"from": "2024-01-01", "project": "x"}}, "/filter/joined/project"),
        ({"last_complaint": {"never": False}}, "/filter/last_complaint/never"),
        ({"last_complaint": {"never": True, "within_days": 3}}, "/filter/last_complaint"),
        ({"last_complaint": {"within_days": 0}}, "/filter/last_complaint/within_days"),
        ({"last_complaint": {"within_days": "30"}}, "/filter/last_complaint/within_days"),
        ({"points": {"at_least": -1}}, "/filter/points/at_least"),
        ({"points": {"at_least": True}}, "/filter/points/at_least"),
        ({"points": {"at_least": 1.5}}, "/filter/points/at_least"),
        ({"points": {"at_least": 5, "at_most": 4}}, "/filter/points/at_most"),
        ({"points": {"more_than": 4}}, "/filter/points/more_than"),
        ({"referrals": {"at_most": 4}}, "/filter/referrals/at_most"),
        ({"all": [{"city": "sz"}, {"any": [{"tier": "x"}]}]}, "/filter/all/1/any/0/tier"),
    ],
)
def test_what_means_nothing_is_refused_where_it_stands(document: object, pointer: str) -> None:
    assert list(faults(document)) == [pointer]


def test_everything_wrong_is_told_at_once() -> None:
    document = {"all": [{"city": "atlantis"}, {"tier": "x"}, {"tags": {"a": 1, "b": 2}}, {"language": "zh"}]}

    assert list(faults(document)) == [
        "/filter/all/0/city",
        "/filter/all/1/tier",
        "/filter/all/2/tags/a",
        "/filter/all/2/tags/b",
    ]


def test_an_error_repeats_nothing_of_what_was_sent() -> None:
    told = faults({"all": [{"city": "Li Lei 13800138000"}, {"Li Lei": 1}, {"tags": {"Li Lei": 1}}]})

    assert len(told) == 3
    assert not any("Li" in pointer + detail for pointer, detail in told.items())


def test_depth_and_size_are_bounded() -> None:
    assert faults(nested(language.DEEPEST)) == {}
    assert list(faults(nested(language.DEEPEST + 1))) == ["/filter" + "/not" * (language.DEEPEST + 1)]
    assert faults({"all": [{"city": "sz"}] * (language.MOST_CONDITIONS - 1)}) == {}
    assert len(faults({"all": [{"city": "sz"}] * 10_000})) == 1
    assert len(faults({"all": [{"city": "x"}] * 10_000})) <= language.MOST_CONDITIONS


def test_a_bottomless_document_ends_before_the_interpreter_does() -> None:
    assert len(faults(nested(900))) == 1


def test_one_value_may_stand_without_its_list_and_however_it_is_composed() -> None:
    assert the_filter({"city": "sz"}) == the_filter({"city": ["sz", "sz"]})
    assert the_filter({"project": "Café"}) == the_filter({"project": " Cafe\u0301 "})
