"""The lives of homes in the running system: a visit that is owed, and a letter to who waits."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from infra.local.stack import LocalStack
from tests.system.client import Client, eventually


def sale(project: str, unit: str, on: str, email: str) -> dict[str, Any]:
    return {
        "event_id": f"signed-{unit}",
        "type": "contract_signed",
        "occurred_at": f"{on}T04:00:00.000Z",
        "home": {"city": "sz", "project": project, "building": "8栋", "unit": unit},
        "contract": f"HT-{unit}",
        "signed_on": on,
        "buyers": [{"customer_id": f"C-{unit}", "name": "王小明", "email": email}],
    }


def test_a_visit_is_owed_and_made_and_who_waits_gets_the_letter(stack: LocalStack) -> None:
    url = stack.description()["url"]
    sales, agent, lead = (Client(url, stack.token(name)) for name in ("feed", "agent", "lead"))
    now = datetime.now(UTC)
    tag = uuid.uuid4().hex[:6]
    project, email = f"海岸花园{tag}", f"buyer-{tag}@example.com"
    settled = (now - timedelta(days=96)).date().isoformat()
    living = sale(project, f"L{tag}", "2025-01-10", f"owner-{tag}@example.com")
    handed_over = {
        **{name: living[name] for name in ("home", "contract")},
        "event_id": f"handed-{tag}",
        "type": "handed_over",
        "occurred_at": f"{settled}T04:00:00.000Z",
        "handed_over_on": settled,
    }
    waiting = sale(project, f"W{tag}", "2026-01-10", email)
    told = sales.post("/api/feed/events", {"events": [handed_over, living, waiting]}).json["results"]
    assert [one["outcome"] for one in told] == ["accepted"] * 3

    visit = eventually(lambda: _owed(agent, f"L{tag}"))[0]
    assert (visit["step"], visit["state"]) == ("care", "open")
    path = f"/api/desk/home-visits/{visit['id']}"
    owner = agent.get(path).json["owners"][0]
    found = {"person": owner["id"], "title": "阳台门关不严", "text": "走访时发现阳台门关不严。"}
    filed = agent.post(f"{path}/complaints", found)
    assert filed.status == 201, filed.body
    made = agent.post(f"{path}/report", {"outcome": "done", "note": "其余正常。"}).json
    assert (made["state"], made["complaints"]) == ("done", [filed.json["complaint"]])
    assert _owed(agent, f"L{tag}") == []
    life = agent.get(f"/api/desk/homes/{visit['home']}/life").json
    assert "four_years" in [step["step"] for step in life["planned"]]

    which = {"city": "sz", "project": project, "month": f"{now + timedelta(hours=8):%Y-%m}"}
    title = {"zh": f"工程进展{tag}", "en": f"The building {tag}"}
    words = {"zh": "主体结构已封顶。", "en": "The shell is up."}
    written = lead.post(
        "/api/desk/progress-letters", {**which, "title": title, "text": words, "short": words}
    )
    assert written.status == 200, written.body
    for _ in range(2):
        assert lead.post("/api/desk/progress-letters/send", which).status == 202
    # The letter alone: the lead may have been told that it was missing, of the project by its name.
    told_of = tuple(title.values())
    mails = eventually(
        lambda: [mail for mail in stack.mailbox().messages() if any(each in mail.subject for each in told_of)]
    )
    assert [mail.to for mail in mails] == [email]
    assert lead.get(f"/api/desk/progress-letters?city=sz&project={quote(project)}").json["items"][0][
        "sent_at"
    ]


def _owed(agent: Client, unit: str) -> list[dict[str, Any]]:
    """Give the visits that a unit is owed; the list is the city's, page by page."""
    found: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = agent.get(f"/api/desk/home-visits?city=sz&limit=100{cursor}").json
        found += [visit for visit in page["items"] if visit["unit"] == unit]
        if page["next_cursor"] is None:
            return found
        cursor = f"&cursor={quote(page['next_cursor'])}"
