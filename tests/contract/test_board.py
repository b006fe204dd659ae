"""The public board and the promise: what anybody may read, and what nobody learns from it."""

from typing import Any

from tests.contract.service import AGENT, LEAD, Service, staff

REVEALING = (
    "我是王小明，电话13912345678，邮箱wang.xm@example.com，身份证110101199003071233，"
    "车牌粤B12345，住3栋1801室。Call Wang Xiaoming at 139-1234-5678."
)
SECRETS = (
    "王小明",
    "13912345678",
    "139-1234-5678",
    "wang.xm@example.com",
    "110101199003071233",
    "粤B12345",
    "1801",
)


def test_a_post_shows_neither_name_nor_unit_nor_numbers(service: Service) -> None:
    filed = service.file(title="王小明家漏水，13912345678", text=REVEALING)
    service.do(filed, "reply", {"text": "王小明您好，请打13912345678找李雷，我们会到1801室。"})

    page = service.get("/api/board")
    post = service.get(f"/api/board/{filed['number']}")

    assert page.json["items"][0]["name"] == "王**"
    assert post.json["project"] == "海岸花园"
    for secret in (*SECRETS, "李雷", filed["key"]):
        assert secret not in page.text, secret
        assert secret not in post.text, secret


def test_a_post_shows_answers_and_whether_the_promise_was_kept(service: Service) -> None:
    prompt, late = service.file(title="一"), service.file(title="二")
    service.do(prompt, "reply", {"text": "已安排。"})
    service.do(prompt, "note", {"text": "内部备注"})
    service.do(prompt, "reply", {"text": "只给您看。", "public": False})
    service.later(hours=25)
    service.do(late, "reply", {"text": "抱歉，晚了。"})

    posts = {item["title"]: item for item in service.get("/api/board").json["items"]}
    shown = service.get(f"/api/board/{prompt['number']}")

    assert (posts["一"]["promise_kept"], posts["二"]["promise_kept"]) == (True, False)
    assert [entry["kind"] for entry in shown.json["timeline"]] == ["received", "replied"]
    assert "内部备注" not in shown.text
    assert "只给您看" not in shown.text


def test_a_private_complaint_is_no_post(service: Service) -> None:
    filed = service.file(public=False)

    private = service.get(f"/api/board/{filed['number']}")
    missing = service.get("/api/board/0000-0000-0")

    assert service.get("/api/board").json == {"items": [], "next_cursor": None}
    assert (private.status, private.text) == (404, missing.text)


def test_the_board_is_newest_first_and_pages_without_gap_or_repeat(service: Service) -> None:
    titles = []
    for count in range(7):
        titles.append(f"第{count}件")
        service.file(title=titles[-1], contact={"name": "李", "email": f"li{count}@example.com"})
        service.later(minutes=1)

    seen: list[str] = []
    cursor: dict[str, Any] = {}
    while True:
        page = service.get("/api/board", limit=3, **cursor).json
        seen += [item["title"] for item in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = {"cursor": page["next_cursor"]}

    assert seen == titles[::-1]


def test_the_board_is_narrowed_by_city_project_kind_and_month(service: Service) -> None:
    service.file(title="深圳报修")
    service.file(title="深圳投诉", kind="complaint", home={"project": "山语"})
    service.file(title="北京报修", city="bj")
    service.later(days=9)
    service.file(title="十二月")

    def titles(**query: Any) -> set[str]:
        return {item["title"] for item in service.get("/api/board", **query).json["items"]}

    assert titles(city="bj") == {"北京报修"}
    assert titles(project="山语") == {"深圳投诉"}
    assert titles(kind="complaint", city="sz") == {"深圳投诉"}
    assert titles(month="2026-12") == {"十二月"}
    assert titles(month="2026-11", city="sz") == {"深圳报修", "深圳投诉"}
    assert titles(month="2026-10") == set()


def test_a_month_is_the_citys_own(service: Service) -> None:
    service.later(days=8, hours=9)  # 30 November 17:00 UTC is 1 December 01:00 in Shenzhen
    service.file()

    assert len(service.get("/api/board", month="2026-12").json["items"]) == 1
    assert service.get("/api/board", month="2026-11").json["items"] == []


def test_a_cursor_is_good_for_its_own_list_only(service: Service) -> None:
    for count in range(3):
        service.file(contact={"name": "李", "email": f"li{count}@example.com"})
    cursor = service.get("/api/board", limit=1).json["next_cursor"]

    foreign = [
        service.get("/api/board", limit=1, cursor=cursor, city="sz"),
        service.get("/api/board", cursor=cursor, kind="repair"),
        service.get("/api/board", cursor=cursor[:-1] + ("A" if cursor[-1] != "A" else "B")),
        service.get("/api/board", cursor="x"),
        service.get("/api/desk/complaints", AGENT, cursor=cursor),
    ]

    assert service.get("/api/board", limit=2, cursor=cursor).status == 200
    assert {(answer.status, answer.problem) for answer in foreign} == {(400, "cursor")}


def test_the_promise_counts_every_complaint_of_the_month_public_or_not(service: Service) -> None:
    waiting_times = (1, 3, 26)
    filed = [service.file(public=hours != 3) for hours in waiting_times]
    service.file(city="bj", public=False)
    gone = 0
    for case, hours in zip(filed, waiting_times, strict=True):
        service.later(hours=hours - gone)
        gone = hours
        service.do(case, "reply", {"text": "已安排。"})

    shenzhen = service.get("/api/board/promise", city="sz").json
    everywhere = service.get("/api/board/promise", month="2026-11").json

    assert shenzhen["total"] == {
        "received": 3,
        "answered": 3,
        "kept": 2,
        "broken": 1,
        "answered_in_time_permille": 667,
        "median_minutes_to_answer": 180,
        "open": 3,
    }
    assert everywhere["total"]["received"] == 4
    # Beijing's was never answered, and its day is over.
    assert everywhere["total"]["broken"] == 2
    assert [city["city"] for city in everywhere["cities"]] == ["sz", "bj"]


def test_a_promise_that_cannot_be_counted_yet_is_null(service: Service) -> None:
    service.file()

    total = service.get("/api/board/promise").json["total"]

    assert (total["answered_in_time_permille"], total["median_minutes_to_answer"]) == (None, None)
    assert service.get("/api/board/promise", month="2025-01").json["total"]["received"] == 0


def test_an_unknown_city_has_no_promise(service: Service) -> None:
    assert service.get("/api/board/promise", city="atlantis").status == 404


def test_a_rejected_post_stays_and_a_rejection_is_an_answer(service: Service) -> None:
    filed = service.file()
    service.do(filed, "reject", {"reason": "由市政管理。"}, LEAD)

    post = service.get(f"/api/board/{filed['number']}").json

    assert (post["status"], post["promise_kept"], post["timeline"][-1]["text"]) == (
        "rejected",
        True,
        "由市政管理。",
    )


def test_names_of_staff_stay_inside(service: Service) -> None:
    filed = service.file()
    service.do(filed, "assign", {"to": "han"}, LEAD)
    service.do(filed, "reply", {"text": "您好，我是韩梅梅，会跟进。"}, staff("han", "agent", "city:sz"))

    post = service.get(f"/api/board/{filed['number']}")

    assert "韩梅梅" not in post.text
    assert '"han"' not in post.text
