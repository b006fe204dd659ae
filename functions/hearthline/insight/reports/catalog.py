"""The reports that there are."""

from collections.abc import Mapping
from typing import Final

from hearthline.insight import club
from hearthline.insight.contribution import DIMENSIONS
from hearthline.insight.reports import club_columns
from hearthline.insight.reports import columns as of
from hearthline.insight.reports import survey_columns as asked
from hearthline.insight.reports.model import Kept, Report
from hearthline.platform.access import Action

EVERYTHING: Final = ("city", "year", "month", "day", *DIMENSIONS)

_ALL: Final = (
    Report(
        "promise",
        {"zh": "承诺兑现", "en": "The promise"},
        {
            "zh": "按收到的月份统计：答复、受理与解决是否守时，用了多久。",
            "en": "Of the complaints received in these months: were they taken, answered and resolved in "
            "time, and how long did it take.",
        },
        (
            of.RECEIVED,
            of.KEPT,
            of.BROKEN,
            of.IN_TIME,
            *of.MEDIAN_TO_ANSWER,
            *of.SLOWEST_TO_ANSWER,
            of.ACKNOWLEDGED_IN_TIME,
            of.RESOLVED_IN_TIME,
            *of.MEDIAN_TO_RESOLVE,
            of.OPEN,
        ),
        EVERYTHING,
        spreads=(of.SPREAD_TO_ANSWER, of.SPREAD_TO_RESOLVE),
    ),
    Report(
        "breaches",
        {"zh": "超时", "en": "Broken promises"},
        {
            "zh": "按收到的月份统计超过期限的承诺；明细列出通知了谁、何时确认。",
            "en": "Of the complaints received in these months: promises that were broken. The list of cases "
            "says who was told of each, and who acknowledged it when.",
        },
        (of.RECEIVED, *of.BROKEN_BY_CLOCK, of.IN_TIME, of.ACKNOWLEDGED_IN_TIME, of.RESOLVED_IN_TIME),
        EVERYTHING,
        told=True,
    ),
    Report(
        "causes",
        {"zh": "原因（帕累托）", "en": "Causes (Pareto)"},
        {
            "zh": "按收到的月份统计，最多的在前；累计为至该行为止的比例。未办结的没有原因。",
            "en": "Of the complaints received in these months, the most frequent first, each with "
            "the share of all up to its line. What is not resolved yet has no cause.",
        },
        (of.RECEIVED, of.COMPLAINTS, of.REPAIRS, of.SETTLED, of.SHARE_REOPENED, of.RATED_WELL),
        ("cause", "category", "department", "project", "kind", "severity"),
        cumulative=True,
        within={"cause": "project", "project": "cause"},
    ),
    Report(
        "contractors",
        {"zh": "承建商", "en": "Contractors"},
        {
            "zh": "解决时注明承建商的投诉与报修，按收到的月份；供月度考核。",
            "en": "Of the complaints received in these months, by the contractor named when they were "
            "resolved: the statistic of the monthly appraisal.",
        },
        (
            of.RECEIVED,
            of.COMPLAINTS,
            of.REPAIRS,
            of.SETTLED,
            of.RECURRED,
            of.SHARE_RECURRED,
            of.REOPENED,
            of.ACCEPTED,
            of.REFUSED,
            of.RATED_WELL,
            of.MEAN_RATING,
        ),
        ("contractor",),
        within={"category": "contractor", "contractor": "category"},
    ),
    Report(
        "remedies",
        {"zh": "补救成本", "en": "Cost of remedies"},
        {
            "zh": "按收到的月份：向业主提出和业主接受的补救，以及其中的金额。",
            "en": "Of the complaints received in these months: the remedies that reached the customer and "
            "those accepted, and the money in them.",
        },
        (of.RECEIVED, of.OFFERS, of.TAKEN, of.FEN_OFFERED, of.FEN_TAKEN, *of.BY_KIND),
        (
            *("city", "year", "month", "project", "category", "cause"),
            *("department", "contractor", "severity", "kind"),
        ),
    ),
    Report(
        "improvements",
        {"zh": "改进建议", "en": "Improvements"},
        {
            "zh": "投诉引出的改进：按提出的月份统计提出的，按决定的月份统计接受、采纳与不采纳的。",
            "en": "What complaints led to: proposals in the month in which they were made, decisions in the "
            "month of the latest one. Those of the whole group are for who sees all cities.",
        },
        (of.PROPOSED, of.WAITING, *of.DECISIONS, of.ADOPTED_SHARE),
        ("department", "cause", "project", "contractor", "city", "month"),
        improvements=True,
        everywhere=True,
    ),
    Report(
        "staff",
        {"zh": "人员与团队", "en": "Staff and teams"},
        {
            "zh": "按发生的月份统计完成的工作，计入目前负责的人和团队。",
            "en": "What was done in these months, for the handler and the team that have the case now.",
        },
        (of.ANSWERS, of.SOLUTIONS, of.CLOSINGS, of.REJECTIONS, of.REOPENINGS, of.BREACHES),
        ("handler", "team", "city", "month", "day"),
        done=True,
    ),
    Report(
        "satisfaction",
        {"zh": "满意度与忠诚度", "en": "Satisfaction and loyalty"},
        {
            "zh": "该期间启动的各次调查，与同系列上一期并列；也可看某次调查中的城市、项目等。",
            "en": "Surveys launched in these months, each beside the wave before it of its series; of one of "
            "them also its cities, projects and so on.",
        },
        (*asked.MEASURES, *asked.CHANGES, asked.RESPONSE),
        ("campaign",),
        within=dict.fromkeys(("city", "project", "tier", "stage", "kind"), "campaign"),
        takes=("from", "to"),
        needs=Action.READ_RESULTS,
        surveyed=True,
    ),
    Report(
        "recovery",
        {"zh": "服务补救", "en": "Service recovery"},
        {
            "zh": "一次调查中，按作答前十二个月内的投诉如何处理分组；不指定时为该期间最近启动的一次。",
            "en": "Who answered a survey, by how their complaints of the twelve months before were handled: "
            "of the latest one launched in these months where none is named.",
        },
        asked.MEASURES,
        ("recovery",),
        within={"recovery": "campaign"},
        takes=("from", "to"),
        needs=Action.READ_RESULTS,
        surveyed=True,
    ),
    Report(
        "campaigns",
        {"zh": "调查漏斗", "en": "Campaigns"},
        {
            "zh": "该期间启动的调查：对象、邀请、送达、打开、开始与完成的人数。",
            "en": "Campaigns launched in these months: how many were meant, invited and reached, opened the "
            "page, began and finished.",
        },
        asked.FUNNEL,
        ("campaign", "month"),
        takes=("from", "to", "than"),
        needs=Action.READ_CAMPAIGN,
        surveyed=True,
    ),
    Report(
        "club",
        {"zh": "会员俱乐部", "en": "The club"},
        {
            "zh": "该期间入会与退会的会员，以及积分的发放、兑换、失效与收回，计入会员目前的城市。",
            "en": "Who joined and left the club in these months, and what became of points, for the city "
            "that a member has now. Those without a city are for who sees all.",
        },
        club_columns.FLOWS,
        ("month", "city"),
        kept=Kept.BY_YEAR,
        dimensions=dict.fromkeys(("month", "city"), club.CLUB),
        everywhere=True,
        ends=True,
    ),
    Report(
        "members",
        {"zh": "会员现状", "en": "Members now"},
        {
            "zh": "现有会员、积分余额、再次购房与推荐。",
            "en": "The members there are now, the points that the club owes, who bought again and who led "
            "others here. Those without a city are for who sees all.",
        },
        club_columns.STANDING,
        ("tier", "city"),
        takes=("city", "of"),
        kept=Kept.NOW,
        dimensions=dict.fromkeys(("tier", "city"), club.CLUB_NOW),
        everywhere=True,
    ),
    Report(
        "sales",
        {"zh": "推荐与再次购房", "en": "Referrals and buying again"},
        {
            "zh": "该期间签约的合同：多少由推荐而来，多少是会员再次购房。",
            "en": "Contracts signed in these months: how many an owner's referral led to, and how many were "
            "a member's further purchase.",
        },
        club_columns.SALES,
        ("project", "city", "month"),
        takes=("from", "to", "than", "city"),
        dimensions={"project": club.SOLD_BY_PROJECT, "city": club.SOLD, "month": club.SOLD},
    ),
)
REPORTS: Final[Mapping[str, Report]] = {report.name: report for report in _ALL}
