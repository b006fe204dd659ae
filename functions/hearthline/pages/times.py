"""An instant by a city's clock, as a page shows it: in full but short; the page names the zone once."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

_DAYS_ZH = "一二三四五六日"
_DAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_and_time(at: datetime, zone: str, language: str) -> str:
    """Give ``2026年11月22日（周日）16:00`` or ``Sun 22 Nov 2026, 16:00``, whatever the machine's locale."""
    local = at.astimezone(ZoneInfo(zone))
    day = day_in_words(local.date(), language)
    if language == "zh":
        return f"{day}（周{_DAYS_ZH[local.weekday()]}）{local:%H:%M}"
    return f"{_DAYS_EN[local.weekday()]} {day}, {local:%H:%M}"


def day_in_words(day: date, language: str) -> str:
    """Give ``2026年11月22日`` or ``22 Nov 2026``."""
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year}"


def month_in_words(month: str, language: str) -> str:
    """Give a month, as YYYY-MM, as ``2026年11月`` or ``Nov 2026``."""
    year, number = month.split("-")
    return f"{year}年{int(number)}月" if language == "zh" else f"{_MONTHS_EN[int(number) - 1]} {year}"


def short_month(month: str, language: str) -> str:
    """Give the month of YYYY-MM without its year, for where there is little room."""
    number = int(month[5:7])
    return f"{number}月" if language == "zh" else _MONTHS_EN[number - 1]


def year_in_words(year: str, language: str) -> str:
    """Give a year as ``2026年`` or ``2026``."""
    return f"{year}年" if language == "zh" else year


def short_year(year: str, language: str) -> str:
    """Give a year in its last two figures, for where there is little room."""
    return f"{year[2:]}年" if language == "zh" else f"’{year[2:]}"
