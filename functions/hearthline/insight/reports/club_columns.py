"""The figures of reports on the club, its points, and sales."""

from typing import Final

from hearthline.insight import club
from hearthline.insight.reports.columns import count, ratio
from hearthline.insight.reports.model import Column, Unit


def people(name: str, counter: str, zh: str, en: str) -> Column:
    """Give a column that counts members or sales, who are not listed."""
    return count(name, counter, zh, en, cases=False)


def points(name: str, counter: str, zh: str, en: str) -> Column:
    """Give a column of points."""
    return Column(name, Unit.POINTS, {"zh": zh, "en": en}, lambda of: of.get(counter, 0))


FLOWS: Final = (
    people("joined", club.JOINED, "该期间入会的人数。", "Those who joined in these months."),
    people(
        "left",
        club.LEFT,
        "该期间退会（注销）的会员。",
        "Members who left in these months: who were erased, at their own wish or by staff.",
    ),
    people(
        "members",
        club.AT_END,
        "月末的会员数；按城市时为该期间最后一个月的月末，计入会员目前的城市。",
        "Members when the month ended; by city, and of all together, when the last of these months did. For "
        "the city that a member has now.",
    ),
    points(
        "issued",
        club.ISSUED,
        "发放的积分，含人工增加。",
        "Points earned, with those that staff gave.",
    ),
    points(
        "redeemed",
        club.REDEEMED,
        "兑换的积分，减去退回的。",
        "Points redeemed, less those given back.",
    ),
    points("expired", club.EXPIRED, "到期失效的积分。", "Points whose time was over."),
    points(
        "taken_back",
        club.TAKEN_BACK,
        "收回的积分：取消购房、人工扣减等。",
        "Points taken back, as of a cancelled purchase, or by staff.",
    ),
)
STANDING: Final = (
    people("members", club.MEMBERS, "现有会员。", "Members there are now."),
    points(
        "liability",
        club.POINTS,
        "现有积分余额，含已退会者尚未到期的；发放减兑换、失效与收回。",
        "Points that are held now, also by who has left until they end: issued less redeemed, expired and "
        "taken back.",
    ),
    Column(
        "liability_fen",
        Unit.FEN,
        {
            "zh": "按俱乐部规则中积分价值折算的余额；未规定价值时为空。",
            "en": "The same in money, by what the document `club` says points are worth; null where it says "
            "nothing.",
        },
        lambda of: of.get(club.WORTH),
    ),
    people(
        "buyers",
        club.BUYERS,
        "会员中购过房的（作为购房人签约且未取消）。",
        "Members with a purchase: a contract that they signed as a buyer, and that was not cancelled.",
    ),
    people("buyers_again", club.BUYERS_AGAIN, "其中购房两次及以上的。", "Of these those with two or more."),
    ratio(
        "share_again",
        club.BUYERS_AGAIN,
        club.BUYERS,
        "购过房的会员中再次购房的比例。",
        "Buyers again over buyers: the share of members who bought again.",
    ),
    people(
        "referrers",
        club.REFERRERS,
        "有已完成推荐的会员。",
        "Members with a completed referral.",
    ),
    people("referrals", club.REFERRALS, "他们完成的推荐。", "Referrals that these completed."),
)
SALES: Final = (
    people(
        "sales",
        club.SALES,
        "该期间签约且未取消的合同。",
        "Contracts signed in these months and not cancelled since.",
    ),
    people("referred", club.REFERRED, "其中带推荐码的。", "Of these those that came with a referral code."),
    ratio(
        "share_referred",
        club.REFERRED,
        club.SALES,
        "推荐成交的比例。",
        "Referred over sales: the share of sales that an owner led to.",
    ),
    people(
        "cancelled",
        club.CANCELLED,
        "该期间签约、后来取消的合同。",
        "Contracts signed in these months and cancelled since.",
    ),
    people(
        "bought",
        club.BOUGHT,
        "其中第一购房人是会员的。",
        "Of the sales those whose first buyer is a member, or was.",
    ),
    people(
        "bought_again",
        club.BOUGHT_AGAIN,
        "其中不是其首次购房的。",
        "Of these those that were not their first purchase.",
    ),
    ratio(
        "share_again",
        club.BOUGHT_AGAIN,
        club.BOUGHT,
        "会员购房中再次购房的比例。",
        "Bought again over bought: the share of members' purchases that were not their first.",
    ),
)
