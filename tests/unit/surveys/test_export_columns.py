"""One row for each respondent, one column for each thing that can be said; nothing of who it is."""

from hearthline.surveys.exports.codebook import HEADER, Counts, codebook
from hearthline.surveys.exports.columns import NOT_APPLICABLE, Lead, cells, columns, leads
from tests.unit.surveys.exporting import ASKED, a_campaign, a_row
from tests.unit.surveys.questionnaires import asking, document, questionnaire

COLUMNS = columns(ASKED.questions)
NAMES = [column.name for column in COLUMNS]


def said(**answers: object) -> dict[str, object]:
    row = cells(a_row(answers=answers), a_campaign(), None, (), COLUMNS)
    return dict(zip(NAMES, row, strict=True))


def test_options_of_a_multiple_choice_and_rows_of_a_matrix_are_columns() -> None:
    assert NAMES == [
        "q.overall", "q.recommend", "q.reason", "q.seen.a", "q.seen.b", "q.seen.c", "q.again",
        "q.parts.a", "q.parts.b", "q.parts.c", "q.rooms", "q.moved", "q.more",
    ]  # fmt: skip


def test_each_kind_of_answer_has_its_cell() -> None:
    assert said(**dict(a_row().answers)) == {
        "q.overall": 2, "q.recommend": NOT_APPLICABLE, "q.reason": "b",
        "q.seen.a": 1, "q.seen.b": 0, "q.seen.c": 1, "q.again": 1,
        "q.parts.a": 5, "q.parts.b": NOT_APPLICABLE, "q.parts.c": 1,
        "q.rooms": 2.5, "q.moved": "2024-02-29", "q.more": "很好，谢谢。",
    }  # fmt: skip


def test_what_was_skipped_is_empty_and_a_no_is_not() -> None:
    row = said(again=False, parts={"a": 3})

    assert row["q.again"] == 0
    assert row["q.parts.a"] == 3
    assert {row[name] for name in NAMES} - {0, 3} == {None}


def test_a_choice_of_several_that_does_not_apply_applies_in_no_option() -> None:
    assert said(seen=None)["q.seen.a"] == said(seen=None)["q.seen.c"] == NOT_APPLICABLE


def test_before_the_answers_stand_wave_strata_and_weight() -> None:
    campaign = a_campaign()

    row = dict(zip(leads(campaign), cells(a_row(), campaign, 1.25, leads(campaign), ()), strict=True))

    assert row == {
        Lead.RESPONDENT: "8f" * 8, Lead.CAMPAIGN: campaign.id, Lead.SERIES: "experience",
        Lead.WAVE: "2026-11-22", Lead.VERSION: 1, Lead.ANSWERED_ON: "2026-11-23", Lead.CHANNEL: "email",
        Lead.LANGUAGE: "zh", Lead.KIND: "customer", Lead.CITY: "sz", Lead.PROJECT: "海岸花园",
        Lead.TIER: "senior", Lead.STAGE: "living", Lead.WEIGHT: 1.25,
    }  # fmt: skip


def test_an_anonymous_export_says_neither_day_nor_channel_nor_language() -> None:
    assert set(leads(a_campaign())) - set(leads(a_campaign(anonymous=True))) == {
        Lead.ANSWERED_ON,
        Lead.CHANNEL,
        Lead.LANGUAGE,
    }


def test_a_question_called_as_a_column_of_ours_is_another_column() -> None:
    asked = questionnaire(document(asking("city", "text"), asking("weight", "number")))

    names = [column.name for column in columns(asked.questions)]

    assert not set(names) & {lead.value for lead in leads(a_campaign())}


def test_the_codebook_says_each_code_with_how_often_it_stands_there() -> None:
    counts = Counts(COLUMNS)
    for answers in (a_row().answers, {"overall": 5, "recommend": 9, "more": "x"}, {"overall": 5}, {}):
        counts.add(cells(a_row(answers=answers), a_campaign(), None, (), COLUMNS))

    book = [dict(zip(HEADER, line, strict=True)) for line in codebook((Lead.CITY,), COLUMNS, counts)]

    heads = {str(line["column"]): line for line in book if line["definition_en"]}
    codes = {(str(line["column"]), line["code"]): line for line in book if not line["definition_en"]}
    assert heads["city"]["n"] == 4
    assert heads["q.overall"]["n"] == 3
    assert codes["q.overall", "5"]["n"] == 2
    assert heads["q.recommend"]["n"] == 1, "not applicable is no answer"
    assert codes["q.recommend", NOT_APPLICABLE]["n"] == 1
    assert heads["q.parts.b"]["n"] == 0
    assert heads["q.more"]["n"] == 2
    assert codes["q.reason", "b"]["label_en"] == "b"
    assert heads["q.seen.a"]["label_zh"] == "a？"
    assert heads["q.overall"]["text_zh"] == "overall？"
    assert "share of 4-5 among valid ratings" in str(heads["q.overall"]["definition_en"])
    assert set(heads) == {"city", *NAMES}
