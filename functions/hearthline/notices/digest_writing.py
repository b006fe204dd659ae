"""The monthly digest in words and bars.

A bar is a table's cell with a width and a colour: it shows where pictures are blocked, and what it shows
stands beside it as a number, which is all that a text mail or a screen reader gets.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from hearthline.notices import wording
from hearthline.notices.digests import Names, NoticeDigest, Number, Three
from hearthline.notices.layout import Link, environment, rendered
from hearthline.notices.model import Message, Rendered

NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure with its bar: `width` is how much of the room it takes, in percent."""

    label: str
    value: str
    width: int


@dataclass(frozen=True, slots=True)
class Section:
    """Figures that belong together."""

    title: str
    note: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure as it is written, with those before and the change since; none where there is nothing."""

    now: str
    before: str
    change: str
    year_before: str
    year_change: str


def write(message: Message, digest: NoticeDigest, language: str) -> Rendered:
    """Write a digest to a member of staff."""
    language = wording.supported(language)
    quiet = [one.names for one in digest.cities if not one.received]
    values: dict[str, Any] = {
        "name": None,
        "quote": "",
        "digest": digest,
        "month": wording.month_name(digest.month, language),
        "cities": _listed((one.names for one in digest.cities), language),
        "quiet": _listed(quiet, language),
        "received": _beside(digest.received),
        "kept": _beside(digest.kept, share=True),
        "breaches": _beside(digest.breaches),
        "open": sum(number for _, number in digest.open_by_age),
    }
    words: Any = environment().get_template(f"{language}/{message.purpose}.txt").make_module(values)
    sections = [section for section in _sections(digest, language, words) if section.rows]
    links = [Link(getattr(words, f"to_{name}")(), url) for name, url in digest.links.items()]
    return rendered(message.id, message.purpose, language, {**values, "sections": sections}, links)


def _sections(digest: NoticeDigest, language: str, words: Any) -> Iterable[Section]:
    months = [
        wording.month_name(month, language) for month in (digest.month, *wording.months_before(digest.month))
    ]
    received = [digest.received.now, digest.received.before, digest.received.year_before]
    kept = [digest.kept.now, digest.kept.before, digest.kept.year_before]
    if any(received):
        yield Section(words.received_title(), "", _rows(months, received, [_text(one) for one in received]))
    if any(share is not None for share in kept):
        rows = (Row(*one) for one in zip(months, map(percent, kept), map(_of_all, kept), strict=True))
        yield Section(words.kept_title(), words.kept_note(), tuple(rows))
    if len(digest.cities) > 1:
        named = [_in(one.names, language) for one in digest.cities]
        told = [words.of_city(one.received, percent(one.kept)) for one in digest.cities]
        yield Section(words.cities_title(), "", _rows(named, [one.received for one in digest.cities], told))
    causes, contractors = digest.causes, digest.contractors
    yield Section(
        words.causes_title(),
        words.causes_note() if digest.without_cause else "",
        _rows(
            [_in(one.names, language) for one in causes],
            [one.number for one in causes],
            [words.of_cause(one.number, one.beside) for one in causes],
        ),
    )
    yield Section(
        words.contractors_title(),
        words.contractors_note(),
        _rows(
            [_in(one.names, language) for one in contractors],
            [one.number for one in contractors],
            [words.of_contractor(one.number, one.beside) for one in contractors],
        ),
    )
    if any(number for _, number in digest.open_by_age):
        ages = [age for age, _ in digest.open_by_age]
        numbers = [number for _, number in digest.open_by_age]
        labels = [words.days(last, age) for last, age in zip((None, *ages), ages, strict=False)]
        yield Section(words.open_title(), "", _rows(labels, numbers, [_text(one) for one in numbers]))


def _rows(labels: Sequence[str], numbers: Sequence[Number], values: Sequence[str]) -> tuple[Row, ...]:
    """Give rows whose bars stand to one another as their numbers; what is there at all shows."""
    most = max((number or 0 for number in numbers), default=0)
    widths = [max(1, round(100 * number / most)) if number else 0 for number in numbers]
    return tuple(Row(*one) for one in zip(labels, values, widths, strict=True))


def _of_all(share: Number) -> int:
    return round(100 * share) if share is not None else 0


def percent(share: Number) -> str:
    """Give a share with one decimal. What is not all does not read as all."""
    if share is None:
        return NOTHING
    shown = round(1000 * share)
    return f"{(min(shown, 999) if share < 1 else shown) / 10:.1f}%"


def _text(number: Number) -> str:
    return NOTHING if number is None else str(number)


def _beside(three: Three, *, share: bool = False) -> Beside:
    show = percent if share else _text
    return Beside(
        show(three.now),
        show(three.before),
        _change(three.now, three.before, share=share),
        show(three.year_before),
        _change(three.now, three.year_before, share=share),
    )


def _change(now: Number, before: Number, *, share: bool) -> str:
    if now is None or before is None:
        return ""
    changed = round(100 * (now - before), 1) if share else now - before
    return f"{changed:+}" if changed else "±0"


def _listed(names: Iterable[Names], language: str) -> str:
    return ("、" if language == "zh" else ", ").join(_in(one, language) for one in names)


def _in(names: Names, language: str) -> str:
    return wording.one_line(names.get(language) or next(iter(names.values()), ""))
