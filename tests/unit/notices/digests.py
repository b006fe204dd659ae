"""A month as notices know it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hearthline.notices.digests import Bar, DigestCity, NoticeDigest, Three
from hearthline.notices.model import STAFF, Message
from hearthline.platform.outbox import SYSTEM, Event

NOW = datetime(2026, 11, 2, 0, 0, 30, tzinfo=UTC)
PAGES = "https://care.example.com/desk/reports"


def names(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


A_DIGEST = NoticeDigest(
    month="2026-10",
    cities=(
        DigestCity(names("深圳", "Shenzhen"), 96, 0.9896),
        DigestCity(names("广州", "Guangzhou"), 24, 0.9583),
        DigestCity(names("珠海", "Zhuhai"), 0, None),
    ),
    received=Three(120, 100, 131),
    kept=Three(0.9833, 0.97, None),
    kept_of=120,
    breaches=Three(5, 7, 0),
    causes=(
        Bar(names("施工质量", "Workmanship"), 41, 30),
        Bar(names("材料", "Material"), 18, 21),
        Bar(names("设计", "Design"), 6, 0),
    ),
    without_cause=38,
    contractors=(
        Bar(names("宏远建筑", "宏远建筑"), 4, 52),
        Bar(names("Southern Waterproofing & Façade Engineering Co.", "Southern Waterproofing"), 1, 17),
    ),
    open_by_age=((1, 4), (3, 9), (7, 12), (14, 8), (30, 7), (60, 2), (90, 0), (None, 1)),
    links={
        "promise": f"{PAGES}/promise?from=2026-10&to=2026-10",
        "causes": f"{PAGES}/causes?from=2026-10&to=2026-10",
        "contractors": f"{PAGES}/contractors?from=2026-10&to=2026-10",
        "open": PAGES,
    },
)


def a_digest(**changes: Any) -> NoticeDigest:
    return replace(A_DIGEST, **changes)


def a_quiet_digest() -> NoticeDigest:
    nothing = Three(0, 0, None)
    only = (DigestCity(names("珠海", "Zhuhai"), 0, None),)
    return a_digest(
        cities=only,
        received=nothing,
        kept=Three(None, None, None),
        kept_of=0,
        breaches=nothing,
        causes=(),
        without_cause=0,
        contractors=(),
        open_by_age=((1, 0), (None, 0)),
    )


def a_digest_of(message: Message) -> NoticeDigest:
    assert message.event.data["month"] == A_DIGEST.month
    return A_DIGEST


def a_digest_event() -> Event:
    data = {"staff": "zhao", "month": "2026-10", "cities": ["sz", "gz", "zh"]}
    return Event("digest.2026-10.0123456789abcdef", "monthly_digest.due", NOW, "staff/zhao", SYSTEM, data)


def a_digest_message() -> Message:
    return Message("d" * 32, "monthly_digest", f"{STAFF}zhao", a_digest_event())
