"""The figures of reports, each defined once: name, unit, words, and how it follows from the counters."""

from collections.abc import Callable, Sequence
from typing import Final

from hearthline.insight import improvements, measures
from hearthline.insight.durations import TO_ANSWER, TO_RESOLVE, Steps
from hearthline.insight.reports.model import Column, Spread, Unit, Value, mean, share, total
from hearthline.insight.sheets import Counters

RATINGS: Final = tuple(measures.rating(value) for value in range(1, 6))


def count(name: str, counter: str, zh: str, en: str, *, cases: bool = True, few: bool = False) -> Column:
    """Give a column that is one counter."""
    return Column(
        name,
        Unit.COUNT,
        {"zh": zh, "en": en},
        lambda of: of.get(counter, 0),
        counted=counter if cases else None,
        few=few,
    )


def fen(name: str, counter: str, zh: str, en: str) -> Column:
    """Give a column of money."""
    return Column(name, Unit.FEN, {"zh": zh, "en": en}, lambda of: of.get(counter, 0))


def part(name: str, counter: str, others: Sequence[str], zh: str, en: str) -> Column:
    """Give a column that is a share of one counter among several."""
    return Column(
        name,
        Unit.SHARE,
        {"zh": zh, "en": en},
        lambda of: share(of, counter, *others),
        lambda of: total(of, counter, *others),
    )


def ratio(name: str, above: str, below: str, zh: str, en: str, *, few: bool = False) -> Column:
    """Give a column that is one counter over another that holds it."""

    def value(of: Counters) -> Value:
        whole = of.get(below, 0)
        return round(of.get(above, 0) / whole, 4) if whole else None

    return Column(name, Unit.SHARE, {"zh": zh, "en": en}, value, lambda of: of.get(below, 0), few=few)


def quantile(name: str, steps: Steps, permille: int, zh: str, en: str) -> tuple[Column, Column]:
    """Give the two bounds of the step in which a quantile lies; the upper one is null in the last step."""

    def bound(which: str) -> Callable[[Counters], Value]:
        def value(of: Counters) -> Value:
            step = steps.quantile(of, permille)
            found: int | None = getattr(step, which) if step else None
            return found

        return value

    def n(of: Counters) -> int:
        return total(of, *steps.counters())

    words = {"zh": zh, "en": en}
    return (
        Column(f"{name}_over", Unit.MINUTES, words, bound("after"), n),
        Column(f"{name}_until", Unit.MINUTES, words, bound("until"), n),
    )


RECEIVED: Final = count(
    "received", measures.RECEIVED, "该期间收到的投诉。", "Complaints received in these months.", few=True
)
COMPLAINTS: Final = count(
    "complaints", measures.KINDS["complaint"], "其中的投诉类。", "Of these the complaints.", few=True
)
REPAIRS: Final = count(
    "repairs", measures.KINDS["repair"], "其中的报修。", "Of these the repair requests.", few=True
)
OPEN: Final = count("open", measures.OPEN, "其中尚未办结的。", "Of these those still being worked on.")
SETTLED: Final = count(
    "settled", measures.SETTLED, "其中已解决或已关闭的。", "Of these those resolved or closed.", few=True
)
KEPT: Final = count(
    "kept",
    measures.kept("answer"),
    "首次答复未超过期限的。",
    "Those whose first answer came within its target.",
)
BROKEN: Final = count(
    "broken",
    measures.broken("answer"),
    "首次答复超过期限的，包括仍未答复的。",
    "Those whose first answer came late, or is overdue.",
)
IN_TIME: Final = part(
    "answered_in_time",
    measures.kept("answer"),
    (measures.broken("answer"),),
    "按时首次答复的比例：按时 ÷（按时 + 超时），与公开承诺同一口径。",
    "Kept over kept and broken: first answers within their target, as the public board counts them.",
)
ACKNOWLEDGED_IN_TIME: Final = part(
    "acknowledged_in_time",
    measures.kept("acknowledge"),
    (measures.broken("acknowledge"),),
    "按时受理的比例。",
    "Share of those taken within their target, of those taken or overdue.",
)
RESOLVED_IN_TIME: Final = part(
    "resolved_in_time",
    measures.kept("resolve"),
    (measures.broken("resolve"),),
    "首轮按时解决的比例。",
    "Share of those first resolved within their target, of those resolved or overdue.",
)
MEDIAN_TO_ANSWER: Final = quantile(
    "median_to_answer",
    TO_ANSWER,
    500,
    "首次答复用时的中位数所在的区间，分钟。",
    "The step, in minutes, that holds the median time to the first answer, of those answered.",
)
SLOWEST_TO_ANSWER: Final = quantile(
    "p90_to_answer",
    TO_ANSWER,
    900,
    "十分之九的首次答复不超过的区间，分钟。",
    "The step, in minutes, that holds what nine in ten first answers did not exceed.",
)
MEDIAN_TO_RESOLVE: Final = quantile(
    "median_to_resolve",
    TO_RESOLVE,
    500,
    "从收到到解决用时的中位数所在的区间，分钟。",
    "The step, in minutes, that holds the median time from receipt to the present solution.",
)
SPREAD_TO_ANSWER: Final = Spread(
    "to_answer",
    {
        "zh": "首次答复用时的分布：已答复的各用了多久。",
        "en": "How long first answers took: how many of those answered were answered in each step.",
    },
    TO_ANSWER,
)
SPREAD_TO_RESOLVE: Final = Spread(
    "to_resolve",
    {
        "zh": "解决用时的分布：从收到到现行解决方案各用了多久。",
        "en": "How long present solutions took from receipt: how many of those resolved fell into each step.",
    },
    TO_RESOLVE,
)
SHARE_REOPENED: Final = ratio(
    "share_reopened",
    measures.REOPENED,
    measures.RECEIVED,
    "曾重新打开的比例。",
    "Share of those received that were taken up again.",
)
REOPENED: Final = count("reopened", measures.REOPENED, "曾重新打开的。", "Those taken up again.")
ACCEPTED: Final = count(
    "accepted", measures.ACCEPTED, "业主接受解决结果的。", "Those whose solution was accepted."
)
REFUSED: Final = count(
    "refused", measures.REFUSED, "业主不接受解决结果的。", "Those whose solution was refused."
)
RATED_WELL: Final = Column(
    "rated_well",
    Unit.SHARE,
    {"zh": "评分为 4 或 5 的比例。", "en": "Share of 4 and 5 among the ratings given with a verdict."},
    lambda of: round(total(of, *RATINGS[3:]) / total(of, *RATINGS), 4) if total(of, *RATINGS) else None,
    lambda of: total(of, *RATINGS),
)
MEAN_RATING: Final = Column(
    "mean_rating",
    Unit.MEAN,
    {"zh": "评分的平均值，1 至 5。", "en": "Mean of these ratings, 1 to 5."},
    lambda of: mean(of, RATINGS),
    lambda of: total(of, *RATINGS),
)
RECURRED: Final = count(
    "recurred",
    measures.RECURRED,
    "解决后 90 天内同一户同一类别再次投诉或报修的。",
    "Those after whose solution the same home complained of the same category within 90 days.",
    cases=False,
    few=True,
)
SHARE_RECURRED: Final = ratio(
    "share_recurred",
    measures.RECURRED,
    measures.SETTLED,
    "复发占已解决的比例。",
    "Recurred over settled.",
    few=True,
)
OFFERS: Final = count(
    "offers", measures.OFFERED, "向业主提出的补救。", "Remedies offered to customers.", cases=False
)
TAKEN: Final = count(
    "taken", measures.TAKEN, "业主接受的补救。", "Remedies that customers accepted.", cases=False
)
FEN_OFFERED: Final = fen("fen_offered", measures.FEN_OFFERED, "提出的赔偿，分。", "Money offered, in fen.")
FEN_TAKEN: Final = fen(
    "fen_taken", measures.FEN_TAKEN, "已接受的赔偿，分。", "Money that was accepted, in fen."
)
BY_KIND: Final = tuple(
    count(
        f"taken_{kind}",
        measures.taken(kind),
        f"接受的补救：{zh}。",
        f"Accepted: {en}.",
        cases=False,
    )
    for kind, zh, en in (
        ("repair", "维修", "repair"),
        ("replacement", "更换", "replacement"),
        ("apology", "道歉", "apology"),
        ("compensation", "赔偿", "compensation"),
        ("other", "其他", "other"),
    )
)
ANSWERS: Final = count(
    "answers", measures.ANSWERED, "首次答复。", "First answers given in these months.", cases=False
)
SOLUTIONS: Final = count(
    "solutions", measures.RESOLVED, "解决。", "Solutions that stand, given in these months.", cases=False
)
CLOSINGS: Final = count("closings", measures.CLOSED, "关闭。", "Cases closed in these months.", cases=False)
REJECTIONS: Final = count(
    "rejections", measures.REJECTED, "不予受理。", "Cases declined in these months.", cases=False
)
BREACHES: Final = count(
    "breaches",
    measures.BREACHED,
    "超过期限的承诺，各类各轮。",
    "Promises of any kind and round broken in these months.",
    cases=False,
)
REOPENINGS: Final = count(
    "reopenings", measures.REOPENED, "重新打开。", "Cases taken up again in these months.", cases=False
)
BROKEN_BY_CLOCK: Final = tuple(
    count(
        f"{clock}_broken",
        measures.breaches(clock),
        f"超过期限的{zh}，各轮。",
        f"Promises to {en} that were broken, in any round; its cases are those with one at least.",
    )
    for clock, zh, en in (
        ("acknowledge", "受理", "take a case"),
        ("answer", "答复", "answer"),
        ("resolve", "解决", "resolve"),
    )
)
PROPOSED: Final = count(
    "proposed", improvements.PROPOSED, "该期间提出的建议。", "Put forward in these months.", cases=False
)
WAITING: Final = count(
    "waiting", improvements.WAITING, "其中尚未决定的。", "Of these those not decided yet.", cases=False
)
DECISIONS: Final = tuple(
    count(
        status,
        status,
        f"最近一次决定在该期间，且为{zh}的。",
        f"Those whose latest decision was made in these months, and is that they are {en}.",
        cases=False,
    )
    for status, zh, en in (
        ("accepted", "接受", "accepted"),
        ("adopted", "采纳", "adopted"),
        ("declined", "不采纳", "declined"),
    )
)
ADOPTED_SHARE: Final = part(
    "share_adopted",
    "adopted",
    ("declined",),
    "采纳占已有结论（采纳或不采纳）的比例。",
    "Adopted over adopted and declined in these months.",
)
