"""Many cases, driven by chance over HTTP; what each answer must be is reckoned here, apart from the product.

A case is driven by one thread at a time, so the storm knows each case's state and can say of every answer
whether it may be so. The chance is seeded: a storm that found something can be raised again.
"""

import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hearthline.platform.access import Action
from tests.system.client import Answer
from tests.system.storm_bodies import BODIES
from tests.system.storm_cast import LEVELS, Case, Player, Share

LIMITS = {"agent": 50_000, "lead": 500_000, "manager": 5_000_000}
"""Fen that a role may promise alone; above a manager's, two managers."""

OPEN = {"received", "assigned", "in_progress", "awaiting_customer"}
BUSY = 12
ANSWERS = {"reply", "ask", "resolve", "reject"}


STATUS_AFTER: Mapping[str, Callable[[str], set[str]]] = {
    "claim": lambda before: {"assigned"} if before == "received" else {before},
    "assign": lambda before: {"assigned"} if before == "received" else {before},
    "reply": lambda before: {"in_progress"} if before in {"received", "assigned"} else {before},
    "ask": lambda _: {"awaiting_customer"},
    "heard": lambda before: {"in_progress"} if before == "awaiting_customer" else {before},
    "resolve": lambda _: {"resolved"},
    "reject": lambda _: {"rejected"},
    "reopen": lambda _: {"in_progress"},
    "close": lambda _: {"closed"},
    "merge": lambda _: {"merged"},
    "transfer": lambda before: {"received"} if before == "assigned" else {before},
    "visit": lambda before: {before, "in_progress"},
    "visited": lambda before: {before, "in_progress"},
    "finish": lambda before: {before, "in_progress"},
}
"""Where a command may lead from an open or ended status; what is not named here leads nowhere else."""


def _nowhere(status: str) -> set[str]:
    return {status}


NEEDS_OPEN = {"claim", "assign", "triage", "reply", "ask", "resolve", "reject", "extend", "transfer", "merge"}


@dataclass
class Storm:
    """One thread's share of a storm."""

    seed: int
    players: list[Player]
    share: Share
    answers: Counter[tuple[str, int]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def rage(self, commands: int) -> "Storm":
        """Give so many commands; note whatever must not be."""
        chance, cases = random.Random(self.seed), self.share.cases
        for _ in range(commands):
            # Some cases see much of it, so that long stories come about too.
            case = chance.choice(cases[:BUSY] if chance.random() < 0.5 else cases)
            player = chance.choice(self.players)
            name = chance.choice(self._wanted(case) if chance.random() < 0.5 else list(BODIES))
            body = BODIES[name](self.share, case, chance)
            answer = player.client.post(f"/api/desk/complaints/{case.number}/{name}", body)
            self.answers[name, answer.status] += 1
            self._judge(case, player, name, body, answer)
        return self

    def _wanted(self, case: Case) -> list[str]:
        """Give commands that fit, but first of all such as nobody was let give yet."""
        fitting = _fitting(case.head)
        new = [name for name in BODIES if not self.answers[name, 200]]
        return [name for name in fitting if name in new] or new or fitting

    def _reaches(self, player: Player, name: str, body: dict[str, Any]) -> bool:
        """Say whether also the other case that a command is about is in the player's cities."""
        if name != "merge":
            return True
        into = next(other for other in self.share.cases if other.number == body["into"])
        return player.city in (None, into.head["city"])

    def _judge(self, case: Case, player: Player, name: str, body: dict[str, Any], answer: Answer) -> None:
        def must(holds: bool, what: str) -> None:
            if not holds:
                told = answer.body.decode("utf-8", "replace")[:300]
                self.wrong.append(
                    f"{what}: {player.name} {name} {body} on {case.number} → {answer.status} {told}"
                )

        must(answer.status < 500, "a failure")
        allowed = player.may(Action(name), case.head["city"]) and self._reaches(player, name, body)
        above = _above(player, name, case.head)
        must((answer.status == 403) == (not allowed) or above, "a right that is not as the table says")
        if answer.status != 200:
            must(_clear(answer), "an unclear refusal")
            return
        before, after = case.head, answer.json
        must(after["version"] > before["version"], "a change without a version")
        may_lead = STATUS_AFTER.get(name, _nowhere)(before["status"])
        must(after["status"] in may_lead, f"a way from {before['status']} to {after['status']}")
        must(before["status"] in OPEN or name not in NEEDS_OPEN, "work on an ended case")
        must(_keeps_records(before, after), "a record of a clock that changed")
        must(before["publication"] != "private" or after["publication"] == "private", "private made public")
        if name in ANSWERS:
            must(_met(after, "answer"), "an answer that met no promise")
        elif name not in {"visit", "visited", "finish", "merge"}:
            must(
                _met(after, "answer") == _met(before, "answer") or name == "reopen",
                "a promise met by no answer",
            )
        case.head = after
        case.accepted.append((name, player.name))


def _fitting(head: dict[str, Any]) -> list[str]:
    """Give commands that the state invites, which pure chance would seldom meet."""
    invited = [
        (("approve", "decline"), any(remedy["state"] == "proposed" for remedy in head["remedies"])),
        (("visited",), any(visit["outcome"] is None for visit in head["visits"])),
        (("finish",), any(work["done_at"] is None for work in head["works"])),
        (("publish",), head["publication"] == "hidden"),
        (("acknowledge",), any(one["acknowledged_at"] is None for one in head["escalations"])),
        (("close", "reopen"), head["status"] == "resolved"),
        (("heard",), head["status"] == "awaiting_customer"),
        (("visit", "offer", "hide"), head["status"] in OPEN),
    ]
    return [name for names, holds in invited if holds for name in names] or ["note"]


def _clear(answer: Answer) -> bool:
    """Say whether a refusal says what it is, and what can be done."""
    if not answer.headers["Content-Type"].startswith("application/problem+json"):
        return False
    told = answer.json
    if not (
        told["type"].startswith("urn:hearthline:problem:")
        and told["title"]
        and told["status"] == answer.status
    ):
        return False
    if answer.status == 409:
        return bool(told["reason"]) and "status" in told["state"]
    if answer.status == 422:
        return all(error["pointer"] and error["detail"] for error in told["errors"])
    return answer.status in {403, 404} and (answer.status == 404 or bool(told["detail"]))


def _above(player: Player, name: str, head: dict[str, Any]) -> bool:
    """Say whether the state asks for more than the table of roles does: a higher level, a wider limit."""
    if name == "acknowledge":
        return player.height < _highest(head)
    if name not in {"approve", "decline"}:
        return False
    waiting = [one for one in head["remedies"] if one["state"] == "proposed"]
    beyond = any((one["amount"] or 0) > LIMITS.get(player.role, 0) for one in waiting)
    beyond = beyond and player.role != "manager"
    own = name == "approve" and any(one["offered_by"] == player.name for one in waiting)
    return bool(beyond or own)


def _highest(head: dict[str, Any]) -> int:
    waiting = [each["level"] for each in head["escalations"] if each["acknowledged_at"] is None]
    return max((LEVELS.index(level) for level in waiting), default=0)


def _clocks(head: dict[str, Any]) -> dict[tuple[str, int], dict[str, Any]]:
    return {(clock["clock"], clock["round"]): clock for clock in head["clocks"]}


def _met(head: dict[str, Any], name: str) -> bool:
    return [clock["met_at"] for clock in head["clocks"] if clock["clock"] == name][-1] is not None


def _keeps_records(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Say whether what was met, broken or stopped still is, at the same instant."""
    later = _clocks(after)
    return all(
        later[key][what] == clock[what]
        for key, clock in _clocks(before).items()
        for what in ("met_at", "breached_at", "stopped_at", "started_at")
        if clock[what] is not None
    )


def consents_missing(case: Case, roles: Mapping[str, str]) -> list[str]:
    """Give what the customer was offered without the consents that its amount needs."""
    wrong = []
    for remedy in case.head["remedies"]:
        if remedy["state"] not in {"offered", "accepted", "declined"} or remedy["amount"] is None:
            continue
        amount, by = remedy["amount"], {approval["by"] for approval in remedy["approvals"]}
        able = {
            who
            for who in by - {remedy["offered_by"]}
            if amount <= LIMITS[roles[who]] or roles[who] == "manager"
        }
        needed = (
            0 if amount <= LIMITS[roles[remedy["offered_by"]]] else 1 if amount <= LIMITS["manager"] else 2
        )
        if len(able) < needed:
            wrong.append(f"{case.number}: {remedy}")
    return wrong
