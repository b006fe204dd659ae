"""Months and days as a city reads them, and the time before to compare with. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo


def day_of(at: datetime, zone: str) -> date:
    """Give the day of an instant in a zone."""
    return at.astimezone(ZoneInfo(zone)).date()


def month_of(day: date) -> str:
    """Give the month of a day, as YYYY-MM."""
    return f"{day:%Y-%m}"


def month_before(month: str) -> str:
    """Give the month before one."""
    return _month(_number(month) - 1)


@dataclass(frozen=True, slots=True)
class Months:
    """Months, from the first to the last, both included, each as YYYY-MM."""

    first: str
    last: str

    def __iter__(self) -> Iterator[str]:
        """Give each month."""
        return (_month(number) for number in range(_number(self.first), _number(self.last) + 1))

    def __len__(self) -> int:
        """Give how many they are; none where the last is before the first."""
        return max(0, _number(self.last) - _number(self.first) + 1)

    def before(self) -> "Months":
        """Give as many months that end with the one before the first."""
        begins = _number(self.first)
        return Months(_month(begins - len(self)), _month(begins - 1))

    def year_before(self) -> "Months":
        """Give the same months of the year before."""
        return Months(_month(_number(self.first) - 12), _month(_number(self.last) - 12))

    def whole_years(self) -> "Months":
        """Give these months with all others of their years."""
        return Months(f"{self.first[:4]}-01", f"{self.last[:4]}-12")

    def years(self) -> list[str]:
        """Give the years in which they are."""
        return [f"{year:04d}" for year in range(int(self.first[:4]), int(self.last[:4]) + 1)]

    def ago(self, months: int) -> str:
        """Give the month so many before the first."""
        return _month(_number(self.first) - months)


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:]) - 1


def _month(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"
