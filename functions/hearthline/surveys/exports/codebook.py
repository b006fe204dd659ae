"""The codebook of an export: what each column is, what its codes mean, how many answers stand behind it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from hearthline.surveys.exports.columns import NOT_APPLICABLE, Cell, Column, Lead
from hearthline.surveys.model import Measure, Option, QuestionType, Words

HEADER: Final = (
    "column",
    "question",
    "type",
    "measure",
    "text_zh",
    "text_en",
    "code",
    "label_zh",
    "label_en",
    "definition_zh",
    "definition_en",
    "n",
)

Line = tuple[Cell, ...]

_RATINGS: Final = tuple(str(rating) for rating in range(1, 6))
_SCORES: Final = tuple(str(score) for score in range(11))

LEADS: Final[Mapping[Lead, Words]] = {
    Lead.RESPONDENT: {
        "zh": "受访者代码，仅在本次调查内有效，不含身份信息",
        "en": "Code of the respondent within this campaign alone; says nothing of who it is",
    },
    Lead.CAMPAIGN: {"zh": "调查编号", "en": "Id of the campaign"},
    Lead.SERIES: {"zh": "系列：同一调查的各期相同", "en": "The same for all waves of one survey"},
    Lead.WAVE: {"zh": "本期开始日（UTC）", "en": "Wave: the day (UTC) on which the campaign began"},
    Lead.VERSION: {"zh": "所答问卷版本", "en": "Version of the questionnaire that was answered"},
    Lead.ANSWERED_ON: {"zh": "完成日（UTC）", "en": "Day (UTC) on which the answer was finished"},
    Lead.CHANNEL: {"zh": "邀请所经渠道", "en": "Channel by which the invitation went"},
    Lead.LANGUAGE: {"zh": "作答语言", "en": "Language of the answer"},
    Lead.KIND: {"zh": "人员类别，邀请时", "en": "Kind of person, when invited"},
    Lead.CITY: {"zh": "城市，邀请时", "en": "City, when invited"},
    Lead.PROJECT: {"zh": "项目，邀请时", "en": "Project, when invited"},
    Lead.TIER: {"zh": "会员等级，邀请时", "en": "Tier in the club, when invited"},
    Lead.STAGE: {"zh": "居住阶段，邀请时", "en": "Stage of the home, when invited"},
    Lead.WEIGHT: {
        "zh": "权重：城市×阶段在总体中的占比 ÷ 在完成答卷中的占比",
        "en": "Weight: share of city × stage in the population over its share among the answers",
    },
}

_MEASURES: Final[Mapping[Measure, Words]] = {
    Measure.SATISFACTION: {
        "zh": "满意度（CSAT）：有效评分中 4-5 分的占比",
        "en": "CSAT: share of 4-5 among valid ratings",
    },
    Measure.RECOMMEND: {
        "zh": "推荐意愿；0-10 分时 NPS：9-10 分占比减 0-6 分占比",
        "en": "Would recommend; as 0-10, NPS: share of 9-10 less share of 0-6 among valid scores",
    },
    Measure.BUY_AGAIN: {
        "zh": "再次购买意愿；忠诚：再购与推荐均为最高两档",
        "en": "Would buy again; loyal: both this and recommending in the top two boxes",
    },
    Measure.ATTRIBUTE: {
        "zh": "分项满意度：有效评分中 4-5 分的占比",
        "en": "Satisfaction with an attribute: share of 4-5 among valid ratings",
    },
}

_TYPES: Final[Mapping[QuestionType, Words]] = {
    QuestionType.RATING: {"zh": "1（最低）至 5（最高）", "en": "1 (lowest) to 5 (highest)"},
    QuestionType.SCORE: {"zh": "0（最低）至 10（最高）", "en": "0 (lowest) to 10 (highest)"},
    QuestionType.SINGLE: {"zh": "单选，选项代码", "en": "One choice, by its code"},
    QuestionType.MULTIPLE: {"zh": "1 已选，0 未选", "en": "1 chosen, 0 not chosen"},
    QuestionType.YES_NO: {"zh": "1 是，0 否", "en": "1 yes, 0 no"},
    QuestionType.MATRIX: {"zh": "1（最低）至 5（最高）", "en": "1 (lowest) to 5 (highest)"},
    QuestionType.NUMBER: {"zh": "数值", "en": "A number"},
    QuestionType.DATE: {"zh": "日期，年-月-日", "en": "A date, YYYY-MM-DD"},
    QuestionType.TEXT: {"zh": "原文", "en": "The text as written"},
}
_YES_NO: Final[Mapping[str, Words]] = {"1": {"zh": "是", "en": "yes"}, "0": {"zh": "否", "en": "no"}}
_CHOSEN: Final[Mapping[str, Words]] = {
    "1": {"zh": "已选", "en": "chosen"},
    "0": {"zh": "未选", "en": "not chosen"},
}
_NA: Final[Words] = {"zh": "不适用", "en": "not applicable"}


class Counts:
    """How often each cell stands in each column."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._columns = columns
        self._seen: dict[str, Counter[str]] = {column.name: Counter() for column in columns}
        self.rows = 0

    def add(self, cells: Sequence[Cell]) -> None:
        """Count the cells of the answers of one respondent."""
        self.rows += 1
        for column, cell in zip(self._columns, cells, strict=True):
            if cell is None:
                continue
            coded = column.question.type not in _OPEN or cell == NOT_APPLICABLE
            self._seen[column.name][str(cell) if coded else ""] += 1

    def stored(self) -> dict[str, Any]:
        """Give the counts as JSON holds them."""
        return {"rows": self.rows, "seen": self._seen}

    def merge(self, stored: Mapping[str, Any]) -> None:
        """Add counts that were stored."""
        self.rows += stored["rows"]
        for name, seen in stored["seen"].items():
            self._seen[name].update(seen)

    def of(self, column: Column, code: str) -> int:
        """Give how often this code stands in a column."""
        return self._seen[column.name][code]

    def valid(self, column: Column) -> int:
        """Give how many answers a column has; skips and "not applicable" are none."""
        seen = self._seen[column.name]
        return seen.total() - seen[NOT_APPLICABLE]


def codebook(leads: Sequence[Lead], columns: Sequence[Column], counts: Counts) -> Iterator[Line]:
    """Give the lines of the codebook: of each column one, then one for each of its codes."""
    for lead in leads:
        words = LEADS[lead]
        yield (lead.value, *[None] * 8, words["zh"], words["en"], counts.rows)
    for column in columns:
        yield _head(column, counts.valid(column))
        for code, label in _codes(column):
            yield (column.name, column.question.id, *[None] * 4, code, *_both(label), None, None,
                   counts.of(column, code))  # fmt: skip


def _head(column: Column, n: int) -> Line:
    question = column.question
    part = column.part.label if column.part else {}
    return (
        column.name,
        question.id,
        question.type.value,
        question.measure.value if question.measure else None,
        *_both(question.text),
        column.part.code if column.part else None,
        *_both(part),
        *_both(_definition(column)),
        n,
    )


def _definition(column: Column) -> Words:
    coded, measure = _TYPES[column.question.type], column.question.measure
    if measure is None:
        return coded
    named = _MEASURES[measure]
    return {language: f"{coded[language]}; {named[language]}" for language in ("zh", "en")}


def _codes(column: Column) -> Iterator[tuple[str, Words]]:
    """Give what may stand in a column of codes; open answers have none."""
    question = column.question
    match question.type:
        case QuestionType.RATING | QuestionType.MATRIX:
            yield from ((rating, {}) for rating in _RATINGS)
        case QuestionType.SCORE:
            yield from ((score, {}) for score in _SCORES)
        case QuestionType.SINGLE:
            yield from ((option.code, option.label) for option in _unique(question.options))
        case QuestionType.YES_NO:
            yield from _YES_NO.items()
        case QuestionType.MULTIPLE:
            yield from _CHOSEN.items()
    if question.not_applicable:
        yield NOT_APPLICABLE, _NA


def _unique(options: Sequence[Option]) -> Iterator[Option]:
    yield from {option.code: option for option in options}.values()


def _both(words: Words) -> tuple[Cell, Cell]:
    return words.get("zh"), words.get("en")


_OPEN: Final = frozenset({QuestionType.NUMBER, QuestionType.DATE, QuestionType.TEXT})
