"""What a storm's commands say: mostly what may be, sometimes what must be refused."""

import random
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.system.storm_cast import Case, Share

Body = Callable[[Share, Case, random.Random], dict[str, Any]]


def _text(_: Share, __: Case, chance: random.Random) -> dict[str, Any]:
    return {"text": chance.choice(["师傅明天上午九点上门。", "We will call you back today.", "请稍候。"])}


def _reason(_: Share, __: Case, ___: random.Random) -> dict[str, Any]:
    return {"reason": "不属于本部门的范围。"}


def _offer(_: Share, __: Case, chance: random.Random) -> dict[str, Any]:
    if chance.random() < 0.3:
        return {"remedy": chance.choice(["repair", "apology", "replacement"]), "text": "重做防水层。"}
    amount = chance.choice([40_000, 50_000, 50_001, 499_999, 500_001, 4_000_000, 5_000_001, 9_000_000])
    return {"remedy": "compensation", "amount": amount, "text": "补偿您的损失。"}


def _visit(_: Share, __: Case, chance: random.Random) -> dict[str, Any]:
    since = datetime.now(UTC) + timedelta(days=chance.randint(1, 9))
    body = {"since": _instant(since), "until": _instant(since + timedelta(hours=2))}
    return {**body, "text": "师傅届时上门。"} if chance.random() < 0.5 else body


def _visited(_: Share, case: Case, chance: random.Random) -> dict[str, Any]:
    visits = case.head["visits"]
    body: dict[str, Any] = {
        "visit": visits[-1]["id"] if visits else 1,
        "outcome": chance.choice(["done", "not_home"]),
    }
    if chance.random() < 0.5:
        due = _instant(datetime.now(UTC) + timedelta(days=30))
        body |= {"outcome": "more_work", "works": [{"what": "重做踢脚线", "due": due}]}
    return body


def _finish(_: Share, case: Case, __: random.Random) -> dict[str, Any]:
    works = case.head["works"]
    return {"work": works[-1]["id"] if works else 1}


def _merge(storm: Share, case: Case, chance: random.Random) -> dict[str, Any]:
    same = [other.number for other in storm.cases if other.person == case.person]
    others = [other.number for other in storm.cases]
    return {"into": chance.choice(same if chance.random() < 0.7 else others)}


def _extend(_: Share, __: Case, chance: random.Random) -> dict[str, Any]:
    until = datetime.now(UTC) + timedelta(days=chance.choice([-1, 20, 60, 400]))
    return {"clock": chance.choice(["answer", "resolve"]), "until": _instant(until), "reason": "配件未到。"}


BODIES: Mapping[str, Body] = {
    "claim": lambda *_: {},
    "assign": lambda _, __, chance: {"to": chance.choice(["agent", "agent2", "lead", "agent.bj", "nobody"])},
    "acknowledge": lambda *_: {},
    "triage": lambda _, __, chance: {"severity": chance.choice(["critical", "high", "normal", "low"])},
    "reply": _text,
    "note": _text,
    "ask": _text,
    "heard": _text,
    "resolve": lambda *_: {"summary": "已修好。", "cause": "workmanship", "department": "engineering"},
    "reject": _reason,
    "extend": _extend,
    "reopen": _reason,
    "close": lambda *_: {},
    "transfer": lambda storm, _, chance: {"team": chance.choice(storm.teams), "reason": "转交。"},
    "merge": _merge,
    "offer": _offer,
    "approve": lambda *_: {},
    "decline": _reason,
    "publish": lambda *_: {},
    "hide": _reason,
    "visit": _visit,
    "visited": _visited,
    "finish": _finish,
}


def _instant(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
