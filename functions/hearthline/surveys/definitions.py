"""What each figure of results means, in one sentence, printed beside it; docs/results.md says the same."""

from collections.abc import Mapping
from typing import Final

DEFINITIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "response_rate": {
        "zh": "完成作答的人数除以邀请送达的人数（AAPOR RR1）。",
        "en": "Finished answers over the invitations that reached somebody (AAPOR RR1).",
    },
    "satisfaction": {
        "zh": "总体满意度为 4 分或 5 分的人数，占有效评分的比例。",
        "en": "Share of 4 and 5 among the valid ratings of overall satisfaction.",
    },
    "satisfaction_mean": {
        "zh": "总体满意度有效评分（1 至 5 分）的平均值。",
        "en": "Mean of the valid ratings, 1 to 5, of overall satisfaction.",
    },
    "nps": {
        "zh": "打 9 至 10 分的比例减去打 0 至 6 分的比例，以有效评分为基数，-100 至 100。",
        "en": "Share of scores 9 and 10 less that of 0 to 6 among the valid scores, from -100 to 100.",
    },
    "buy_again": {
        "zh": "再次购房意愿为 4 分或 5 分的人数，占有效评分的比例。",
        "en": "Share of 4 and 5 among the valid ratings of buying again.",
    },
    "loyalty": {
        "zh": "再次购房为 4 至 5 分且推荐为 9 至 10 分的人数，占两题都有效作答者的比例。",
        "en": "Share of who rated buying again 4 or 5 and recommending 9 or 10, of who validly said both.",
    },
    "csat": {
        "zh": "4 分和 5 分占有效评分的比例。",
        "en": "Share of 4 and 5 among the valid ratings.",
    },
    "mean": {"zh": "有效回答的平均值。", "en": "Mean of the valid answers."},
    "yes": {"zh": "回答“是”的人数占有效回答的比例。", "en": "Share of yes among the valid answers."},
    "distribution": {
        "zh": "每个选项的人数占有效回答的比例；多选题之和可超过 1。",
        "en": "Share of each choice among the valid answers; of several choices they add up to more than 1.",
    },
    "mean_date": {"zh": "有效日期的平均值。", "en": "Mean of the valid dates."},
}

VALID: Final[Mapping[str, str]] = {
    "zh": "有效回答：题目已显示，且既未跳过，也未选“不适用”。",
    "en": "Valid is an answer to a question that was shown, neither skipped nor said not to apply.",
}
