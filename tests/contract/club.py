"""Members in contract tests: asking for codes, reading what was sent, joining and asking with a session."""

from typing import Any

from hearthline import root, root_members
from hearthline.members.code_store import CodeStore
from hearthline.members.codes import Address, code_for
from hearthline.platform.attributes import from_item
from hearthline.platform.outbox import react, read_event
from tests.contract.answer import Answer
from tests.contract.service import Service
from tests.rights.acting import acting

WANG = {"phone": "13800138000"}
LI = {"email": "li@example.com"}


def joining(contact: dict[str, str], code: str, **changes: Any) -> dict[str, Any]:
    """Build the body of joining; a change to None leaves the field out."""
    body = {
        "name": "王小明",
        "birth_date": "1990-05-01",
        "contact": contact,
        "code": code,
        "consents": {"terms": True},
        "city": "sz",
    }
    return {name: value for name, value in {**body, **changes}.items() if value is not None}


class Club:
    """The club as those who come to it by a browser see it."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._told: set[str] = set()

    def ask_code(self, contact: dict[str, str]) -> str:
        """Ask for a code, and give it as it is read on the telephone."""
        answer = self.service.post("/api/session/code", contact)
        assert (answer.status, answer.text) == (202, "")
        [(kind, value)] = contact.items()
        address = Address(kind, f"+86{value}" if kind == "phone" else value)
        asked = CodeStore(root.members_table()).find(root_members.codes().hash_of(address))
        assert asked is not None
        return code_for(root.secret(), asked.contact, asked.request)

    def join(self, contact: dict[str, str] | None = None, **changes: Any) -> Answer:
        """Join with a fresh code."""
        contact = contact or WANG
        return self.service.post("/api/members", joining(contact, self.ask_code(contact), **changes))

    def member(self, contact: dict[str, str] | None = None, **changes: Any) -> "Browser":
        """Join, and give the browser that is signed in."""
        answer = self.join(contact, **changes)
        assert answer.status == 201, answer.text
        return Browser(self.service, cookie_of(answer))

    def sign_in(self, contact: dict[str, str]) -> Answer:
        """Sign in with a fresh code."""
        return self.service.post("/api/session", {"contact": contact, "code": self.ask_code(contact)})

    def events(self, type_: str) -> list[dict[str, Any]]:
        """Give the events of a type, in no order."""
        items = self.service.cloud.clients["dynamodb"].scan(TableName=self.service.names["MembersTable"])
        plain = [from_item(item) for item in items["Items"]]
        return [item["event"] for item in plain if item.get("event", {}).get("type") == type_]

    def follow(self) -> None:
        """Let members follow all that was told so far, of themselves, their homes and their complaints."""
        table = self.service.cloud.clients["dynamodb"].scan
        items = [
            from_item(item)
            for name in ("ComplaintsTable", "MembersTable")
            for item in table(TableName=self.service.names[name])["Items"]
        ]
        fresh = [item["event"] for item in items if "event" in item and item["event"]["id"] not in self._told]
        for event in sorted(fresh, key=lambda one: str(one["at"])):
            self._told.add(event["id"])
            with acting("MembershipWatch"):
                react(root_members.reactions(), read_event(event), self.service.now)


class Browser:
    """A browser with a session's cookie."""

    def __init__(self, service: Service, cookie: str) -> None:
        self.service, self.cookie = service, cookie

    def get(self, path: str = "", **query: Any) -> Answer:
        """Read something of one's own."""
        return self.service.ask("GET", f"/api/members/me{path}", query=query, headers=self._headers())

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """Change something of one's own; the browser keeps the cookie that it is given."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = self.service.ask(
            method, f"/api/members/me{path}", json_body=body, headers={**self._headers(), **named}
        )
        if answer.cookies:
            self.cookie = cookie_of(answer)
        return answer

    def patch(self, body: Any, path: str = "", **headers: str) -> Answer:
        """Change the profile."""
        return self.send("PATCH", path, body, **headers)

    def _headers(self) -> dict[str, str]:
        return {"Cookie": self.cookie, "Origin": root.settings().public_url}


def cookie_of(answer: Answer) -> str:
    """Give what a browser sends back of the cookie that it is given."""
    [cookie] = answer.cookies
    return cookie.partition(";")[0]
