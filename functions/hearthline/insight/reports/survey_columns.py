"""The figures of reports on surveys; those of answers are reckoned by results, and mean the same there."""

from collections.abc import Mapping
from typing import Final

from hearthline.insight.reports.columns import count, ratio
from hearthline.insight.reports.model import Column, Unit, Value
from hearthline.insight.sheets import Counters


def given(name: str, unit: Unit, zh: str, en: str, *, few: bool = True, interval: bool = True) -> Column:
    """Give a column whose figures come as they are."""
    return Column(name, unit, {"zh": zh, "en": en}, _uncounted, few=few, interval=interval)


def _uncounted(_: Counters) -> Value:
    return None


def _opened(of: Counters) -> Value:
    return None if of.get("opened_unknown") else of.get("opened", 0)


def _people(name: str, zh: str, en: str) -> Column:
    return count(name, name, zh, en, cases=False)


FUNNEL: Final = (
    _people("audience", "启动时对象中的人数。", "Those whom the audience meant at launch."),
    _people("invited", "已生成的邀请。", "Invitations made."),
    _people(
        "reached",
        "邀请送达的人数；外部机构的调查除外。",
        "Those whom the invitation reached, as in the response rate; without campaigns of an outside firm.",
    ),
    Column(
        "opened",
        Unit.COUNT,
        {
            "zh": "打开过问卷页面的人数；活动结束后不再可知，为空。",
            "en": "Those who opened the page; null once a campaign is over, when it is known no more, and "
            "where one asks by itself.",
        },
        _opened,
    ),
    _people("begun", "开始作答的人数，含已完成。", "Those who began to answer, with those who finished."),
    _people("answered", "完成作答的人数。", "Those who finished."),
    ratio(
        "response_rate",
        "answered_of_reached",
        "reached",
        "完成作答的人数除以邀请送达的人数（AAPOR RR1）。",
        "Finished answers over the invitations that reached somebody (AAPOR RR1).",
    ),
    ratio("finished", "answered", "begun", "开始作答者中完成的比例。", "Answered over begun."),
)

MEASURES: Final = (
    given(
        "satisfaction",
        Unit.SHARE,
        "总体满意度为 4 分或 5 分的人数，占有效评分的比例。",
        "Share of 4 and 5 among the valid ratings of overall satisfaction.",
    ),
    given(
        "satisfaction_mean",
        Unit.MEAN,
        "总体满意度有效评分（1 至 5 分）的平均值。",
        "Mean of the valid ratings, 1 to 5, of overall satisfaction.",
    ),
    given(
        "nps",
        Unit.SCORE,
        "打 9 至 10 分的比例减去打 0 至 6 分的比例，以有效评分为基数，-100 至 100。",
        "Share of scores 9 and 10 less that of 0 to 6 among the valid scores, from -100 to 100.",
    ),
    given(
        "buy_again",
        Unit.SHARE,
        "再次购房意愿为 4 分或 5 分的人数，占有效评分的比例。",
        "Share of 4 and 5 among the valid ratings of buying again.",
    ),
    given(
        "loyalty",
        Unit.SHARE,
        "再次购房为 4 至 5 分且推荐为 9 至 10 分的人数，占两题都有效作答者的比例。",
        "Share of who rated buying again 4 or 5 and recommending 9 or 10, of who validly said both.",
    ),
)
CHANGES: Final = tuple(
    given(
        f"{name}_change",
        unit,
        f"{zh}与同系列上一期之差。",
        f"How far {en} moved since the wave before of the same series.",
        few=False,
    )
    for name, unit, zh, en in (
        ("satisfaction", Unit.SHARE, "满意度", "satisfaction"),
        ("nps", Unit.SCORE, "净推荐值", "the score"),
        ("loyalty", Unit.SHARE, "忠诚度", "loyalty"),
    )
)
RESPONSE: Final = given(
    "response_rate",
    Unit.SHARE,
    "完成作答的人数除以邀请送达的人数（AAPOR RR1）。",
    "Finished answers over the invitations that reached somebody (AAPOR RR1).",
    interval=False,
)
DEFINED: Final[Mapping[str, Column]] = {column.name: column for column in (*MEASURES, RESPONSE)}
"""Those that results define in the same words."""
