"""A member has everything given out, leaves, and is in nothing any more that the running system keeps."""

import json
import urllib.request

from infra.local.stack import LocalStack
from tests.person import Person
from tests.system.client import PATIENCE, Client, eventually
from tests.system.test_club import Member
from tests.system.test_erasure import everything


class Leaver(Member):
    """A member who also changes something of their own."""

    def send(self, method: str, path: str = "") -> int:
        """Ask for a change; give the status."""
        headers = {"Cookie": self.cookie, **self.origin}
        return self.client.call(method, f"/api/members/me{path}", headers=headers).status


def test_a_member_leaves_with_everything_and_leaves_nothing(stack: LocalStack, anyone: Client) -> None:
    person = Person(
        "端木若川", "136 8642 9753", "Ruochuan.Duanmu@example.com", "1977-09-13", "若川测绘事务所"
    )
    lead = Client(stack.description()["url"], stack.token("lead"))
    filed = anyone.post("/api/complaints", person.filing("repair", "zh", number=0))
    assert filed.status == 201, filed.body
    number = filed.json["number"]
    described = {"name": person.name, "birth_date": person.born, "employer": person.employer}
    member = Leaver(stack, person.email.lower(), **described)
    eventually(lambda: member.get("/complaints").json["items"])

    assert member.send("POST", "/export") == 202
    made = eventually(lambda: (view := member.get("/export").json)["status"] == "done" and view)
    with urllib.request.urlopen(made["file_url"], timeout=30) as answer:
        document = json.load(answer)
    assert [one["employer"] for one in document["persons"]] == [person.employer]
    assert [case["number"] for case in document["cases"]] == [number]

    rejected = lead.post(f"/api/desk/complaints/{number}/reject", {"reason": person.words("declined")})
    assert rejected.status == 200, rejected.body
    assert len(person.traces_in(everything(stack))) > 3
    assert member.send("DELETE") == 202
    assert member.get().status == 401
    eventually(lambda: person.traces_in(everything(stack)) == [], patience=2 * PATIENCE)
    left = lead.get(f"/api/desk/complaints/{number}").json
    assert (left["status"], left["contact"]["name"]) == ("rejected", "")
