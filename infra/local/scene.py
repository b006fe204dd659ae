"""What the README's pictures show: a stack of their own, and a case on it that has come some way."""

from functools import cached_property
from typing import Any

import httpx

from infra.local.failure import CannotRun
from infra.local.stack import LocalStack

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


class Scene:
    """A running stack with the sample, and what pictures need besides, made when it is asked for."""

    def __init__(self, stack: LocalStack) -> None:
        self.stack = stack
        self.url = str(stack.description()["url"])

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

    def ask(self, method: str, path: str, body: Any = None, staff: str = "") -> dict[str, Any]:
        """Ask the API, as a member of staff where one is named; CannotRun where it refuses."""
        headers = {"Authorization": f"Bearer {self.stack.token(staff)}"} if staff else {}
        answer = httpx.request(method, f"{self.url}{path}", json=body, headers=headers, timeout=60)
        if answer.is_error:
            raise CannotRun(f"the API refused {method} {path} with {answer.status_code}: {answer.text}")
        return dict(answer.json())
