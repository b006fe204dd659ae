"""What the README's pictures show: a stack of their own, and a case on it that has come some way."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from time import monotonic, sleep
from typing import Any

import httpx

from infra.local.failure import CannotRun
from infra.local.stack import LocalStack
from infra.local.surveyed import ASKED, ask_and_answer

PATIENCE = 120.0
"""Seconds that counting may take."""

FILING = {
    "kind": "repair",
    "title": "主卧天花板漏水，雨后加重",
    "text": "上周下雨后主卧天花板开始渗水，今天已经滴水，地板也湿了。物业来看过，说可能是屋面防水的问题。",
    "city": "sz",
    "home": {"project": "海岸花园", "building": "3栋", "unit": "1801"},
    "category": "water_leak",
    "contact": {"name": "王小明", "phone": "+8613800138000"},
    "public": True,
    "language": "zh",
}
ANSWER = "王先生您好，给您添麻烦了。明天上午九点，工程师会带防水师傅上门，先做临时止水，再检查屋面。"
THANKS = "师傅已经来过，暂时不滴了。屋面什么时候修？"
PLAN = "屋面防水周一开工，三天完工，之后做 48 小时闭水试验，结果会写在这里。"


OTHERS = (
    ("critical", "complaint", "电梯困人后仍异响", "四季花城", "agent2"),
    ("high", "repair", "地下车库顶板渗水", "海岸花园", "agent"),
    ("normal", "complaint", "夜间施工到十一点", "云山府", ""),
    ("high", "repair", "单元门禁失灵，老人进不了门", "海岸花园", "agent2"),
    ("normal", "inquiry", "交房时间和需要带的材料", "云山府", ""),
    ("low", "suggestion", "给儿童乐园加遮阳棚", "四季花城", "agent"),
)
"""Cases beside that one: severity, kind, title, project, and who has taken it."""


SETTLED = (
    ("海岸花园", "water_leak", "workmanship", "engineering", "安居防水"),
    ("海岸花园", "water_leak", "workmanship", "engineering", "安居防水"),
    ("四季花城", "water_leak", "workmanship", "engineering", "安居防水"),
    ("四季花城", "water_leak", "material", "procurement", "安居防水"),
    ("海岸花园", "water_leak", "workmanship", "engineering", "宏远建筑"),
    ("云山府", "water_leak", "design", "design", "宏远建筑"),
    ("海岸花园", "water_leak", "material", "procurement", "宏远建筑"),
    ("四季花城", "water_leak", "maintenance", "property", ""),
    ("云山府", "water_leak", "communication", "customer_relations", ""),
)
"""Cases that are over: project, category, cause, department, and the contractor that it was laid to."""


def _call(severity: str, kind: str, title: str, project: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "severity": severity,
        "title": title,
        "text": f"{title}，请尽快处理。",
        "city": "sz",
        "channel": "hotline",
        "home": {"project": project},
        "contact": {"name": "业主", "phone": f"1390000{len(title):04d}"},
    }


class Scene:
    """A running stack with the sample, and what pictures need besides, made when it is asked for."""

    def __init__(self, stack: LocalStack) -> None:
        self.stack = stack
        self.url = str(stack.description()["url"])
        self._busy = False
        self._told = False

    @cached_property
    def case(self) -> dict[str, Any]:
        """A leak from its filing to the repair under way, as the API showed it to its filer at first."""
        filed = self.ask("POST", "/api/complaints", FILING)
        own, desk = f"/api/complaints/{filed['number']}", f"/api/desk/complaints/{filed['number']}"
        self.ask("POST", f"{desk}/claim", {}, "agent")
        self.ask("POST", f"{desk}/reply", {"text": ANSWER}, "agent")
        self.ask("POST", f"{own}/messages", {"key": filed["key"], "text": THANKS})
        self.ask("POST", f"{desk}/reply", {"text": PLAN}, "agent")
        return filed

    @cached_property
    def survey(self) -> str:
        """A yearly survey under way, its answers counted."""
        described = self.stack.description()
        identity = ask_and_answer(
            self.stack.client("dynamodb"), described["outputs"]["SurveysTable"], datetime.now(UTC)
        )
        enough = ASKED * 2 // 3
        self._wait(
            lambda: self._answered(identity) >= enough, "the answers of the scene's survey were not counted"
        )
        return identity

    def make_busy(self) -> None:
        """Let others have come besides, some of them urgent, some in somebody's hands; only once."""
        if self.case and not self._busy:
            self._busy = True
            for severity, kind, title, project, holder in OTHERS:
                filed = self.ask(
                    "POST", "/api/desk/complaints", _call(severity, kind, title, project), "agent"
                )
                if holder:
                    self.ask("POST", f"/api/desk/complaints/{filed['number']}/claim", {}, holder)

    def make_learned(self) -> None:
        """Let some cases be over, with what they were caused by, and counted; only once."""
        if self._told:
            return
        self._told = True
        for number, (project, category, cause, department, contractor) in enumerate(SETTLED):
            call = _call("normal", "repair", f"漏水维修 {number + 1}", project)
            filed = self.ask("POST", "/api/desk/complaints", {**call, "category": category}, "agent")
            at = f"/api/desk/complaints/{filed['number']}"
            outcome = {"cause": cause, "department": department, "summary": "已修复并复查。"}
            by = {"contractor": contractor} if contractor else {}
            self.ask("POST", f"{at}/claim", {}, "agent")
            self.ask("POST", f"{at}/reply", {"text": ANSWER}, "agent")
            self.ask("POST", f"{at}/resolve", {**outcome, **by}, "agent")
        self._wait(lambda: self._settled() >= len(SETTLED), "the scene's cases were not counted")

    def password(self, username: str) -> str:
        """Give what a member of the demonstration's staff signs in with."""
        [member] = [one for one in self.stack.description()["staff"] if one["username"] == username]
        return str(member["password"])

    @staticmethod
    def _wait(over: Callable[[], bool], otherwise: str) -> None:
        until = monotonic() + PATIENCE
        while not over():
            if monotonic() > until:
                raise CannotRun(otherwise)
            sleep(0.5)

    def _settled(self) -> int:
        found = self.ask("GET", "/api/insight/reports/causes", staff="manager")
        return int(found["total"]["values"]["settled"]["value"])

    def _answered(self, campaign: str) -> int:
        found = self.ask("GET", f"/api/campaigns/{campaign}/results", staff="marketing")
        return int(found["overall"]["response"]["answered"])

    def ask(self, method: str, path: str, body: Any = None, staff: str = "") -> dict[str, Any]:
        """Ask the API, as a member of staff where one is named; CannotRun where it refuses."""
        headers = {"Authorization": f"Bearer {self.stack.token(staff)}"} if staff else {}
        answer = httpx.request(method, f"{self.url}{path}", json=body, headers=headers, timeout=60)
        if answer.is_error:
            raise CannotRun(f"the API refused {method} {path} with {answer.status_code}: {answer.text}")
        return dict(answer.json())
