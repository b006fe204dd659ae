"""Marketing and its campaigns: made, counted, launched, paused, resumed, cancelled; whatever goes wrong."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from hearthline.platform.instants import instant
from simulation import company
from simulation.asking import Asked, Callers, State
from simulation.running import Hub

MARKETING: Final = {"sub": "marketing", "username": "marketing", "cognito:groups": "[marketing hq]"}
FEWEST_DAYS: Final = 5
"""Shorter runs have no campaigns."""
HOURS_OF_SENDING: Final = 3
LONGEST: Final = timedelta(days=21)
SLOWEST: Final = 6
_TEXT: Final = {"zh": "请告诉我们您住得怎么样。", "en": "Please tell us how you live."}
_BEFORE_ANOTHER_TRY: Final = timedelta(minutes=5)
_TRIES: Final = 300


@dataclass(slots=True)
class Campaign:
    """One campaign: what was planned, and what marketing was told.

    `paused` is how long after its launch it is paused, and for how long; `cancelled` how long after.
    `asked` holds each act that was answered, by name.
    """

    id: int
    at: datetime
    cities: tuple[str, ...] | None
    rate: int
    expires_at: datetime
    reminders: tuple[int, ...] = ()
    anonymous: bool = False
    paused: tuple[timedelta, timedelta] | None = None
    cancelled: timedelta | None = None
    made: Asked | None = None
    asked: dict[str, Asked] = field(default_factory=dict)
    told_at: dict[str, datetime] = field(default_factory=dict)

    @property
    def identity(self) -> str | None:
        """The id that marketing was told."""
        done = self.made is not None and self.made.state is State.DONE
        return str(self.made.body["id"]) if done and self.made else None


def plan(seed: str, begin: datetime, days: int, owners: int) -> list[Campaign]:
    """Plan the campaigns of a run; in a long one there are some more, of a city each.

    One asks everybody, and reminds; one is anonymous, and paused; one is cancelled while it is sent.
    """
    if days < FEWEST_DAYS:
        return []
    chance = random.Random(f"{seed}/campaigns")

    def campaign(id_: int, since: float, until: float, cities: int | None, **more: Any) -> Campaign:
        asks = tuple(sorted(chance.sample(company.CITIES[:8], cities))) if cities else None
        share = 1 if cities is None else min(1.0, cities / 6)
        rate = max(SLOWEST, round(owners * share / HOURS_OF_SENDING / 60))
        first = begin + timedelta(days=days * since)
        expires = first + min(LONGEST, timedelta(days=days * (until - since)))
        return Campaign(id_, first + timedelta(hours=chance.uniform(0, 24)), asks, rate, expires, **more)

    third = max(1, min(7, days // 7))
    minutes = partial(chance.uniform, 10, 100)
    found = [
        campaign(0, 0.1, 0.6, None, reminders=(third, 2 * third)),
        campaign(
            1,
            0.3,
            0.7,
            3,
            anonymous=True,
            paused=(timedelta(minutes=minutes()), timedelta(hours=chance.uniform(0.2, 20))),
        ),
        campaign(2, 0.5, 0.9, 2, cancelled=timedelta(minutes=minutes())),
    ]
    for more in range(days // 60):
        since = 0.05 + 0.8 * more / (days // 60)
        found.append(campaign(3 + more, since, since + 0.03, 1, anonymous=more % 2 == 1, reminders=(4,)))
    return found


class Marketing:
    """Carries the plans out, as one does whose requests may fail: asks again until it is so."""

    def __init__(self, hub: Hub, callers: Callers, campaigns: Sequence[Campaign]) -> None:
        self.campaigns = campaigns
        self._hub = hub
        self._callers = callers
        for one in campaigns:
            hub.at(one.at, partial(self._make, one))

    def _make(self, one: Campaign) -> None:
        body: dict[str, Any] = {
            "name": f"满意度 {one.id}",
            "questionnaire": "experience-report",
            "text": _TEXT,
            "expires_at": instant(one.expires_at),
            "rate": one.rate,
            "reminders": list(one.reminders),
            "anonymous": one.anonymous,
            **({"cities": list(one.cities)} if one.cities else {}),
        }
        one.made = self._ask(one, "make", "POST /api/campaigns", body, lambda _: self._choose(one))

    def _choose(self, one: Campaign) -> None:
        if one.identity:
            route = "POST /api/campaigns/{id}/audience"
            body: Mapping[str, Any] = {"filter": {"all": []}}
            self._ask(one, "audience", route, body, lambda _: self._launch(one, 0))

    def _launch(self, one: Campaign, tries: int) -> None:
        """Launch it, again while its audience is being counted."""

        def answered(asked: Asked) -> None:
            if asked.state is State.DONE or _reason(asked) == "under_way":
                self._launched(one)
            elif _reason(asked) in {"audience_being_counted", "audience_not_counted"} and tries < _TRIES:
                self._hub.at(self._hub.now + _BEFORE_ANOTHER_TRY, partial(self._launch, one, tries + 1))

        name, route = f"launch{tries}", "POST /api/campaigns/{id}/launch"
        self._ask(one, name, route, {"at_once": True}, answered)

    def _launched(self, one: Campaign) -> None:
        one.told_at["launch"] = self._hub.now
        if one.paused:
            after, long = one.paused
            self._hub.at(self._hub.now + after, partial(self._act, one, "pause"))
            self._hub.at(self._hub.now + after + long, partial(self._act, one, "resume"))
        if one.cancelled:
            self._hub.at(self._hub.now + one.cancelled, partial(self._act, one, "cancel"))

    def _act(self, one: Campaign, what: str) -> None:
        def answered(asked: Asked) -> None:
            if asked.state is State.DONE or asked.tries > 1:
                one.told_at[what] = self._hub.now

        self._ask(one, what, f"POST /api/campaigns/{{id}}/{what}", {}, answered)

    def _ask(
        self,
        one: Campaign,
        what: str,
        route: str,
        body: Mapping[str, Any],
        then: Callable[[Asked], None],
    ) -> Asked:
        asked = one.asked[what] = self._callers.ask(
            "SurveyDesk",
            f"campaign{one.id}/{what}",
            route,
            body,
            params={"id": one.identity} if one.identity else {},
            claims=MARKETING,
            then=then,
        )
        return asked


def _reason(asked: Asked) -> str | None:
    return asked.body.get("reason") if asked.state is State.REFUSED and asked.body else None
