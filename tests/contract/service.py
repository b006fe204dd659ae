"""The whole service in this process, with a clock that stands where a test puts it."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from hearthline import root
from hearthline.platform.documents import save_action
from hearthline.platform.instants import instant
from tests.contract import gateway
from tests.contract.answer import Answer
from tests.contract.cloud import Cloud
from tests.contract.schema import assert_conforms

SUNDAY_AFTERNOON = datetime(2026, 11, 22, 8, tzinfo=UTC)
COLLEAGUES = {
    "people": {
        "li": {"name": "李雷", "email": "li@staff.example"},
        "han": {"name": "韩梅梅", "email": "han@staff.example"},
        "zhao": {"name": "赵敏", "email": "zhao@staff.example"},
    },
    "cities": {"sz": {"handler": ["li", "han"], "lead": ["zhao"]}},
    "group": [],
}


def staff(identity: str, *groups: str) -> dict[str, Any]:
    """Build the claims of a token, groups as the gateway writes a list."""
    return {"sub": identity, "username": identity, "cognito:groups": f"[{' '.join(groups)}]"}


AGENT = staff("li", "agent", "city:sz")
COLLEAGUE = staff("han", "agent", "city:sz")
LEAD = staff("zhao", "lead", "city:sz")
MANAGER = staff("wei", "manager", "city:sz")
ELSEWHERE = staff("sun", "agent", "city:bj")
GROUP = staff("ma", "manager", "hq")
AUDITOR = staff("qian", "auditor", "hq")
MARKETING = staff("zhou", "marketing", "hq")
ADMIN = staff("admin", "admin", "hq")


def filing(**changes: Any) -> dict[str, Any]:
    """Build the body of a filing; a change to None leaves the field out."""
    body = {
        "kind": "repair",
        "title": "客厅天花板漏水",
        "text": "上周下雨后客厅天花板开始漏水。",
        "city": "sz",
        "home": {"project": "海岸花园", "building": "3栋", "unit": "1801"},
        "contact": {"name": "王小明", "phone": "13800138000", "email": "wang@example.com"},
        "public": True,
    }
    return {name: value for name, value in {**body, **changes}.items() if value is not None}


@dataclass
class Service:
    """Asks like a caller, and looks behind. Each answer is held to the contract as it comes."""

    cloud: Cloud
    names: dict[str, str]
    now: datetime = SUNDAY_AFTERNOON
    _calls: int = field(default=0, repr=False)

    def ask(
        self,
        method: str,
        path: str,
        *,
        query: dict[str, Any] | str = "",
        json_body: Any = None,
        body: bytes | str = b"",
        headers: dict[str, str] | None = None,
        claims: dict[str, Any] | None = None,
    ) -> Answer:
        """Send one request, and hold its answer to the contract."""
        if json_body is not None:
            body = json.dumps(json_body, ensure_ascii=False)
            headers = {"Content-Type": "application/json", **(headers or {})}
        text = query if isinstance(query, str) else urlencode(query)
        answer = gateway.ask(method, path, query=text, body=body, headers=headers, claims=claims)
        assert_conforms(method, path, answer)
        return answer

    def get(self, path: str, claims: dict[str, Any] | None = None, **query: Any) -> Answer:
        """Read."""
        return self.ask("GET", path, query=query, claims=claims)

    def post(
        self,
        path: str,
        body: Any,
        claims: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Send JSON."""
        return self.ask("POST", path, json_body=body, claims=claims, headers=headers)

    def form(self, path: str, fields: dict[str, str], headers: dict[str, str] | None = None) -> Answer:
        """Send a plain HTML form."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, body=urlencode(fields), headers={**kind, **(headers or {})})

    def file(self, **changes: Any) -> dict[str, Any]:
        """File a complaint; give what the filer is told."""
        answer = self.post("/api/complaints", filing(**changes))
        assert answer.status == 201, answer.text
        filed: dict[str, Any] = answer.json
        return filed

    def do(
        self,
        filed: dict[str, Any],
        command: str,
        body: dict[str, Any] | None = None,
        claims: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Give a command on a case, as an agent of its city unless said otherwise."""
        path = f"/api/desk/complaints/{filed['number']}/{command}"
        return self.post(path, body or {}, claims or AGENT, headers)

    def resolve(self, filed: dict[str, Any]) -> Answer:
        """Settle a case."""
        summary = {"summary": "已更换防水层。", "cause": "workmanship", "department": "engineering"}
        return self.do(filed, "resolve", summary)

    def follow(self, filed: dict[str, Any]) -> Answer:
        """Look at a complaint as its filer."""
        return self.get(f"/api/complaints/{filed['number']}", key=filed["key"])

    def case(self, filed: dict[str, Any], claims: dict[str, Any] | None = None) -> Answer:
        """Look at a case as staff."""
        return self.get(f"/api/desk/complaints/{filed['number']}", claims or AGENT)

    def later(self, **span: float) -> str:
        """Let time pass; give the instant."""
        self.now += timedelta(**span)
        return instant(self.now)

    def save_document(self, name: str, version: int, body: dict[str, Any]) -> None:
        """Save a document as an operator does; it is in force within a minute."""
        root.complaints_table().transact([save_action(name, version, body, "admin", self.now)])

    def snapshot(self) -> list[str]:
        """Give all that is stored."""
        return [item for name in self.names.values() for item in self.cloud.items(name)]
