"""Who was asked, and what they do about it: nothing, look, begin, answer, answer again in another window."""

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any, Final

from simulation.asking import Asked, Callers, State
from simulation.providers import Providers, Taken
from simulation.running import Hub

_LINK: Final = re.compile(r"/s/([0-9A-Za-z-]{1,40})\.([A-Za-z0-9_-]{22})")
_ROUTE: Final = "POST /api/surveys/{token}"
_ASKED: Final[Mapping[str, Mapping[str, Any]]] = {
    "on-complaint-closed": {"handling": 4},
    "on-home-handed-over": {"handover_overall": 4, "defects": False, "recommend": 9},
}
_EXPERIENCE: Final = {"satisfaction": 4, "problem": False, "buy_again": 3, "recommend": 8}


@dataclass(slots=True)
class Answerer:
    """Somebody who got a link: the messages that brought it, and what they sent of it.

    `finals` holds each answer that was to be the last one, under the mark in its words.
    """

    token: str
    campaign: str
    chance: random.Random
    messages: list[Taken] = field(default_factory=list)
    saves: list[Asked] = field(default_factory=list)
    finals: dict[str, Asked] = field(default_factory=dict)

    @property
    def answered(self) -> bool:
        """Whether they were told that an answer of theirs was taken as their last."""
        return any(asked.state is State.DONE for asked in self.finals.values())


class Answerers:
    """Everybody who ever got a link."""

    def __init__(self, hub: Hub, callers: Callers, providers: Providers) -> None:
        self.by_token: dict[str, Answerer] = {}
        self._hub = hub
        self._callers = callers
        providers.listeners.append(self._told)

    def _told(self, taken: Taken) -> None:
        found = _LINK.search(taken.text)
        if found is None:
            return
        token = f"{found[1]}.{found[2]}"
        one = self.by_token.get(token)
        if one is None:
            chance = random.Random(f"{self._hub.seed}/asked/{token}")
            one = self.by_token[token] = Answerer(token, found[1], chance)
        one.messages.append(taken)
        if one.saves:
            return
        drawn = one.chance.random()
        wait = timedelta(hours=one.chance.lognormvariate(0, 1.2) * 4)
        if drawn < 0.1:
            self._hub.at(self._hub.now + wait, partial(self._look, one))
        elif drawn < 0.25:
            self._hub.at(self._hub.now + wait, partial(self._begin, one))
        elif drawn < 0.6:
            self._hub.at(self._hub.now + wait, partial(self._finish, one, "one", None))
            if drawn < 0.35:  # another window, or another hour
                later = one.chance.choice((timedelta(milliseconds=15), timedelta(hours=3)))
                self._hub.at(self._hub.now + wait + later, partial(self._finish, one, "other", None))

    def _look(self, one: Answerer) -> None:
        self._save(one, {}, "open")

    def _begin(self, one: Answerer) -> None:
        """Answer the first question; perhaps the others an hour later."""
        asked = self._save(one, dict(list(_questions(one).items())[:1]), "part")
        if one.chance.random() < 0.6:
            later = self._hub.now + timedelta(hours=1)
            self._hub.at(later, lambda: self._finish(one, "rest", _version(asked)))

    def _finish(self, one: Answerer, name: str, seen: int | None) -> None:
        mark = f"[{one.token[-8:]}:{name}]"
        answers = {**_questions(one), "comment": f"住得很好。{mark}"}
        one.finals[mark] = self._save(one, answers, name, final=True, seen=seen)

    def _save(
        self,
        one: Answerer,
        answers: Mapping[str, Any],
        name: str,
        *,
        final: bool = False,
        seen: int | None = None,
    ) -> Asked:
        body = {
            "answers": answers,
            "final": final,
            "device": f"device-{name}",
            **({"answer_version": seen} if seen is not None else {}),
        }
        named = f"asked/{one.token}/{name}{len(one.saves)}"
        asked = self._callers.ask("Survey", named, _ROUTE, body, params={"token": one.token})
        one.saves.append(asked)
        return asked


def _questions(one: Answerer) -> Mapping[str, Any]:
    return _ASKED.get(one.campaign, _EXPERIENCE)


def _version(asked: Asked) -> int | None:
    return asked.body.get("answer_version") if asked.state is State.DONE else None
