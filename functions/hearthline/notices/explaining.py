"""What a message was about and why it did not come, in the words of whoever asks."""

from collections.abc import Mapping
from typing import Final

Words = Mapping[str, str]

_TECHNICAL: Final[Words] = {
    "zh": "发送未能完成。",
    "en": "It could not be delivered.",
}
REASONS: Final[Mapping[str, Words]] = {
    "address_bounced": {"zh": "该地址无法送达。", "en": "Nothing can be delivered to this address."},
    "address_refused": {"zh": "对方邮件服务器拒收。", "en": "Their mail server refuses this address."},
    "bad_address": {"zh": "这不是有效的地址。", "en": "This is not an address."},
    "number_refused": {"zh": "该号码无法接收短信。", "en": "This number takes no short messages."},
    "address_stopped": {
        "zh": "该号码已要求运营商停止接收。",
        "en": "Whoever has this number asked the carrier for no more messages.",
    },
    "complained": {
        "zh": "该地址曾把我们的消息标记为垃圾信息。",
        "en": "Our messages were marked as unwanted at this address.",
    },
    "no_consent": {"zh": "没有同意接收此类消息。", "en": "There is no consent to messages of this kind."},
    "quiet_hours": {"zh": "夜间不打扰，早上再发送。", "en": "Held over the night; it goes in the morning."},
    "holiday": {"zh": "节假日不打扰，之后再发送。", "en": "Held over public holidays; it goes after them."},
    "never": {"zh": "目前不发送此类消息。", "en": "Messages of this kind are not sent at present."},
    "person_cap": {
        "zh": "近期已收到足够多的此类消息。",
        "en": "Enough messages of this kind came lately.",
    },
    "household_cap": {
        "zh": "同一住户近期已收到足够多的此类消息。",
        "en": "The household got enough messages of this kind lately.",
    },
    "expired": {"zh": "发送时已过时。", "en": "By the time it could go, it was of no more use."},
    "paused": {"zh": "调查已暂停，恢复后再发送。", "en": "The survey rests; it goes when that ends."},
    "answered": {"zh": "已经作答。", "en": "It was answered already."},
    "campaign_ended": {"zh": "调查已结束。", "en": "The survey is over."},
    "undone": {
        "zh": "所涉事项之后有变化，不再发送。",
        "en": "What it was about did not last.",
    },
    "gathered": {"zh": "与其他提醒合并发送。", "en": "It goes in one mail with others."},
    "no_channel": {"zh": "没有可用的联系方式。", "en": "There is no address to send it to."},
    "not_delivered": {"zh": "运营商未能送达。", "en": "The carrier could not deliver it."},
}
TITLES: Final[Mapping[str, Words]] = {
    "received": {"zh": "收到您的来件", "en": "We received what you filed"},
    "answered": {"zh": "答复", "en": "An answer"},
    "asked": {"zh": "向您了解情况", "en": "A question to you"},
    "resolved": {"zh": "处理完成", "en": "It is resolved"},
    "extended": {"zh": "期限延长", "en": "A promise was extended"},
    "reopened": {"zh": "重新处理", "en": "It was taken up again"},
    "closed": {"zh": "已结案", "en": "It is closed"},
    "rejected": {"zh": "不予受理", "en": "It was declined"},
    "merged": {"zh": "与另一件合并", "en": "It was merged"},
    "published": {"zh": "在公开论坛展示", "en": "It is on the public board"},
    "hidden": {"zh": "不在公开论坛展示", "en": "It is not on the public board"},
    "offered": {"zh": "处理方案", "en": "An offer"},
    "visit": {"zh": "上门预约", "en": "A visit"},
    "improvement": {"zh": "产品改进", "en": "An improvement"},
    "welcome": {"zh": "欢迎加入", "en": "Welcome"},
    "tier_raised": {"zh": "会员等级提升", "en": "A higher tier"},
    "tier_lowered": {"zh": "会员等级调整", "en": "Another tier"},
    "referral_completed": {"zh": "推荐完成", "en": "A referral is completed"},
    "points_expiring": {"zh": "积分即将到期", "en": "Points that end soon"},
    "home_step": {"zh": "关于您的家", "en": "About your home"},
    "progress_letter": {"zh": "工程进展", "en": "How the building goes on"},
    "survey_invitation": {"zh": "满意度调查", "en": "A survey"},
    "survey_reminder": {"zh": "满意度调查提醒", "en": "A reminder of a survey"},
}


def why(reason: str) -> Words:
    """Give a reason in words, by language."""
    return REASONS.get(reason, _TECHNICAL)


def what(purpose: str) -> Words:
    """Give what a message was about, by language."""
    return TITLES.get(purpose, {"zh": purpose, "en": purpose})
