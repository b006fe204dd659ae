"""How instants, kinds and clocks read in Chinese and English, and how a line is made safe for a subject."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from hearthline.platform.text_rules import without_links

LANGUAGES = ("zh", "en")

KINDS = {
    "zh": {
        "complaint": "投诉",
        "repair": "报修",
        "suggestion": "建议",
        "inquiry": "咨询",
        "praise": "表扬",
    },
    "en": {
        "complaint": "complaint",
        "repair": "repair request",
        "suggestion": "suggestion",
        "inquiry": "question",
        "praise": "message of praise",
    },
}
CLOCKS = {
    "zh": {"acknowledge": "受理", "answer": "首次答复", "resolve": "解决"},
    "en": {"acknowledge": "taking it up", "answer": "first answer", "resolve": "solution"},
}
LEVELS = {
    "zh": {"handler": "经办人", "lead": "组长", "manager": "城市负责人", "group": "集团"},
    "en": {"handler": "handler", "lead": "team lead", "manager": "city manager", "group": "group"},
}
SEVERITIES = {
    "zh": {"critical": "紧急", "high": "高", "normal": "一般", "low": "低"},
    "en": {"critical": "critical", "high": "high", "normal": "normal", "low": "low"},
}
FLAGS = {
    "zh": {
        "danger": "危险",
        "injury": "人身伤害",
        "legal": "法律",
        "press": "媒体",
        "repeated": "同一户多次来件",
    },
    "en": {
        "danger": "danger",
        "injury": "injury",
        "legal": "legal steps",
        "press": "press",
        "repeated": "repeated complaints of one home",
    },
}
STATUSES = {
    "zh": {
        "received": "已收到",
        "assigned": "已受理",
        "in_progress": "处理中",
        "awaiting_customer": "等待您的回复",
        "resolved": "已解决，待您确认",
        "closed": "已结案",
        "rejected": "不予受理",
        "merged": "已合并",
    },
    "en": {
        "received": "received",
        "assigned": "taken up",
        "in_progress": "in progress",
        "awaiting_customer": "waiting for your reply",
        "resolved": "resolved, waiting for your word",
        "closed": "closed",
        "rejected": "declined",
        "merged": "merged",
    },
}
REMEDIES = {
    "zh": {
        "repair": "维修",
        "replacement": "更换",
        "apology": "致歉",
        "compensation": "补偿",
        "other": "其他",
    },
    "en": {
        "repair": "a repair",
        "replacement": "a replacement",
        "apology": "an apology",
        "compensation": "compensation",
        "other": "something else",
    },
}
_BEIJING = frozenset({"Asia/Shanghai", "Asia/Chongqing", "Asia/Harbin", "PRC"})
_DAYS_ZH = "一二三四五六日"
_DAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNSEEN = frozenset({"Cc", "Cs", "Zl", "Zp"})
_DRAWN = frozenset("LNPS")
_BLANKS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and a symbol that are drawn as nothing: default ignorable, and the empty Braille pattern."""


def supported(language: str) -> str:
    """Give the language in which to write: the one asked for, or Chinese where there are no words for it."""
    return language if language in LANGUAGES else LANGUAGES[0]


def level_names(levels: Sequence[str], language: str) -> str:
    """Give the names of levels as a list in a sentence."""
    names = [LEVELS[language].get(level, level) for level in levels]
    return ("、" if language == "zh" else ", ").join(names)


def flag_names(codes: Sequence[str], language: str) -> str:
    """Give what a case was flagged for as a list in a sentence."""
    names = [FLAGS[language].get(code, code) for code in codes]
    return ("、" if language == "zh" else ", ").join(names)


def long_time(at: datetime, zone: str, language: str) -> str:
    """Give an instant in full by the city's clock, with the name of its zone."""
    local = at.astimezone(ZoneInfo(zone))
    time = f"{local:%H:%M}"
    if language == "zh":
        day = f"{local.year}年{local.month}月{local.day}日（周{_DAYS_ZH[local.weekday()]}）"
        return f"{day}{time}（{_zone_name(local, zone, language)}）"
    day = f"{_DAYS_EN[local.weekday()]} {local.day} {_MONTHS_EN[local.month - 1]} {local.year}"
    return f"{day}, {time} ({_zone_name(local, zone, language)})"


def month_name(month: str, language: str) -> str:
    """Give a month, written YYYY-MM, in words."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year}年{number}月" if language == "zh" else f"{_MONTHS_EN[number - 1]} {year}"


def months_before(month: str) -> tuple[str, str]:
    """Give the month before one, and the same one a year before."""
    year, number = int(month[:4]), int(month[5:])
    before = f"{year}-{number - 1:02d}" if number > 1 else f"{year - 1}-12"
    return before, f"{year - 1}-{number:02d}"


def short_time(at: datetime, zone: str, language: str) -> str:
    """Give an instant by the city's clock, without year and zone, for a short message."""
    local = at.astimezone(ZoneInfo(zone))
    if language == "zh":
        return f"{local.month}月{local.day}日{local:%H:%M}"
    return f"{local.day} {_MONTHS_EN[local.month - 1][:3]} {local:%H:%M}"


def yuan(fen: int) -> str:
    """Give an amount in fen as yuan, exactly: 1,234.50."""
    return f"{fen // 100:,}.{fen % 100:02d}"


def one_line(text: str) -> str:
    """Give text as one line, safe in a header: no breaks, control or direction-changing characters."""
    shown = (char if _visible(char) else " " for char in text if char not in _BIDI)
    return " ".join("".join(shown).split())


def unlinked(text: str) -> str:
    """Give one line in which mail programs find no address to make into a link; it reads the same.

    A title and a name come from whoever filed the case, with a contact that may be anybody's: without this,
    filing would be a way to send strangers a link in our name.
    """
    return without_links(one_line(text))


def readable(text: str) -> str:
    """Give text as it may stand in a body: its line breaks kept, other control characters gone."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = ("".join(char for char in line if char == "\t" or _visible(char)).rstrip() for line in lines)
    return "\n".join(kept).strip()


def titled(title: str, instead: str) -> str:
    """Give a title in one line, or what stands for it where nobody could see or press it.

    Nothing is drawn of a title of joiners or marks alone, and no form could explain what is wrong with it.
    """
    shown = readable(title)
    return (
        shown
        if any(unicodedata.category(char)[0] in _DRAWN and char not in _BLANKS for char in shown)
        else instead
    )


def _visible(char: str) -> bool:
    return char not in _BIDI and unicodedata.category(char) not in _UNSEEN


def _zone_name(local: datetime, zone: str, language: str) -> str:
    if zone in _BEIJING:
        return "北京时间" if language == "zh" else "Beijing time"
    offset = f"{local:%z}"
    return f"UTC{offset[:3]}:{offset[3:]}"
