"""Reports over HTTP: who may read them, of which cities, their definitions, and the cases behind a figure."""

import csv
import io
from base64 import b64decode
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from hearthline import root_insight
from hearthline.insight.reports.ageing import DEFINITION
from hearthline.insight.reports.catalog import REPORTS
from hearthline.insight.reports.survey_columns import DEFINED
from hearthline.surveys.definitions import DEFINITIONS
from tests.contract.answerers import Owners, answers, launched
from tests.contract.service import ADMIN, AGENT, AUDITOR, GROUP, LEAD, MANAGER, MARKETING, Service, staff
from tests.engines.test_rights import granted

ELSEWHERE = staff("sun", "manager", "city:bj")
REPORT = "/api/insight/reports/promise"
PAGE = Path(__file__).parents[2] / "docs" / "reports.md"


@pytest.fixture(scope="module")
def filed(shared_service: Service) -> list[dict[str, Any]]:
    """Give three complaints that were counted: one answered, one of a project that looks like a formula."""
    service = shared_service
    filed = [service.file(), service.file(), service.file(home={"project": "=1+1", "building": "1"})]
    assert service.do(filed[0], "reply", {"text": "明天上门。"}).status == 200
    numbers = [one["number"].replace("-", "") for one in filed]
    root_insight.counting().count(numbers, service.now)
    return filed


def values(line: dict[str, Any]) -> dict[str, Any]:
    return {name: figure["value"] for name, figure in line["values"].items()}


def test_a_report_says_what_was_counted_with_definitions_and_the_time_before(
    shared_service: Service, filed: list[dict[str, Any]]
) -> None:
    answer = shared_service.get(REPORT, MANAGER, by="project")

    assert answer.status == 200
    assert answer.json["months"] == {"first": "2026-11", "last": "2026-11"}
    assert answer.json["months_before"] == {"first": "2026-10", "last": "2026-10"}
    total = values(answer.json["total"])
    assert (total["received"], total["kept"], total["answered_in_time"]) == (3, 1, 1.0)
    assert [line["group"] for line in answer.json["lines"]] == ["海岸花园", "=1+1"]
    assert answer.json["total"]["values"]["answered_in_time"]["n"] == 1


def test_the_cases_behind_a_figure_are_named_without_who_complained(
    shared_service: Service, filed: list[dict[str, Any]]
) -> None:
    answer = shared_service.get(f"{REPORT}/cases", MANAGER, by="project", group="海岸花园", column="kept")

    assert [item["number"] for item in answer.json["items"]] == [filed[0]["number"]]
    assert answer.json["next_cursor"] is None
    first = shared_service.get(f"{REPORT}/cases", MANAGER, column="received", limit="2").json
    rest = shared_service.get(
        f"{REPORT}/cases", MANAGER, column="received", limit="2", cursor=first["next_cursor"]
    ).json
    numbers = {item["number"] for item in first["items"] + rest["items"]}
    assert numbers == {one["number"] for one in filed}
    assert "王小明" not in str(first) + str(rest)
    assert shared_service.get(f"{REPORT}/cases", MANAGER, column="answered_in_time").status == 422


def test_broken_promises_say_who_was_told_and_who_acknowledged_it(shared_service: Service) -> None:
    late = shared_service.file(city="gz", home={"project": "云顶", "building": "2"})
    number = late["number"].replace("-", "")
    before = shared_service.now
    shared_service.later(hours=25)
    assert shared_service.do(late, "acknowledge", claims=GROUP).status == 200
    root_insight.counting().count([number], shared_service.now)
    shared_service.now = before

    query = {"by": "project", "group": "云顶", "column": "answer_broken"}
    (case,) = shared_service.get("/api/insight/reports/breaches/cases", GROUP, **query).json["items"]

    assert case["number"] == late["number"]
    assert {"clock": "answer", "at": late["answer_due_at"]} in case["breaches"]
    levels = {level for told in case["told"] for step in told["steps"] for level in step["levels"]}
    assert {"handler", "lead", "manager"} <= levels
    assert "ma" in {told["acknowledged_by"] for told in case["told"]}


def test_improvements_are_counted_when_they_are_proposed_and_when_they_are_decided(
    shared_service: Service,
) -> None:
    number = shared_service.file(city="gz", home=None)["number"]
    proposal = {
        "title": "交付前做蓄水试验",
        "text": "多户渗漏，原因相同。",
        "department": "engineering",
        "cause": "workmanship",
        "city": "gz",
        "complaints": [number],
    }
    made = shared_service.post("/api/desk/improvements", proposal, GROUP).json
    decision = {"status": "accepted", "reason": "值得做。"}
    path = f"/api/desk/improvements/{made['id']}"
    assert shared_service.ask("PATCH", path, json_body=decision, claims=GROUP).status == 200
    root_insight.count([f"improvement/{made['id']}"], shared_service.now)

    found = shared_service.get("/api/insight/reports/improvements", GROUP, city="gz", by="cause").json

    (line,) = found["lines"]
    assert line["group"] == "workmanship"
    assert (values(line)["proposed"], values(line)["waiting"], values(line)["accepted"]) == (1, 0, 1)


def test_what_is_open_stands_by_its_age(shared_service: Service, filed: list[dict[str, Any]]) -> None:
    found = shared_service.get("/api/insight/open", MANAGER).json

    assert found["open"] == 3
    assert found["lines"][0] == {
        "until_days": 1,
        "open": 3,
        "by_severity": {"critical": 0, "high": 0, "normal": 3, "low": 0},
    }
    assert found["cities"] == [{"city": "sz", "open": 3}]


@pytest.mark.parametrize("path", ["/api/insight/reports", REPORT, "/api/insight/open", f"{REPORT}/export"])
def test_who_may_read_reports(shared_service: Service, path: str) -> None:
    for who in (LEAD, MANAGER, GROUP, AUDITOR):
        assert shared_service.get(path, who).status == 200
    for who in (AGENT, ADMIN, MARKETING):
        assert shared_service.get(path, who).problem == "forbidden"


def test_a_manager_sees_the_own_cities_alone(shared_service: Service, filed: list[dict[str, Any]]) -> None:
    theirs = shared_service.get(REPORT, ELSEWHERE).json

    assert (theirs["cities"], values(theirs["total"])["received"]) == (["bj"], 0)
    assert shared_service.get(REPORT, ELSEWHERE, city="sz").status == 403
    assert shared_service.get(f"{REPORT}/cases", ELSEWHERE, column="received").json["items"] == []
    assert len(shared_service.get(REPORT, GROUP).json["cities"]) == 16


def test_a_file_holds_the_same_figures_and_no_formula(
    shared_service: Service, filed: list[dict[str, Any]]
) -> None:
    plain = shared_service.get(f"{REPORT}/export", MANAGER, by="project")
    workbook = shared_service.get(f"{REPORT}/export", MANAGER, by="project", format="xlsx")

    assert plain.headers["content-disposition"] == 'attachment; filename="promise-2026-11-2026-11.csv"'
    rows = list(csv.reader(io.StringIO(b64decode(plain.text).decode("utf-8-sig"))))
    assert rows[0][:4] == ["project", "received", "received_n", "received_before"]
    assert [row[:2] for row in rows[1:]] == [["*", "3"], ["海岸花园", "2"], ["'=1+1", "1"]]
    with ZipFile(io.BytesIO(b64decode(workbook.text))) as book:
        sheets = [book.read(f"xl/worksheets/sheet{number}.xml").decode() for number in (1, 2)]
    assert "<f>" not in "".join(sheets)


def test_what_there_is_not_is_refused(shared_service: Service) -> None:
    assert shared_service.get("/api/insight/reports/nothing", GROUP).status == 404
    for query in ({"by": "nothing"}, {"from": "2026-13"}, {"from": "2026-01", "to": "2027-01"}, {"x": "1"}):
        assert shared_service.get(REPORT, GROUP, **query).status == 422, query


def test_each_definition_stands_on_the_page_of_reports() -> None:
    page = " ".join(PAGE.read_text("utf-8").split())

    for report in REPORTS.values():
        columns, spreads = (one.words for one in report.columns), (one.words for one in report.spreads)
        for words in (report.words, *columns, *spreads):
            assert words["en"] in page, words["en"]
    assert DEFINITION["en"] in page


def test_who_reads_reports_may_read_what_it_takes_and_write_nothing() -> None:
    assert granted("InsightDesk") == {
        ("Query", "InsightTable"),
        ("Query", "ComplaintsTable"),
        ("BatchGetItem", "ComplaintsTable"),
        ("Query", "ComplaintsTable/by_month"),
        ("GetItem", "SurveysTable"),
        ("BatchGetItem", "SurveysTable"),
        ("Query", "SurveysTable"),
    }


def test_reports_on_surveys_say_what_results_say(shared_service: Service) -> None:
    campaign = launched(shared_service, "CAMPAIGN00000007", series="yearly")
    owners = Owners(shared_service, campaign)
    owners.say(6, "sz", "living", answers(5, 5, 10))
    owners.say(4, "gz", "living", answers(2, 1, 3))
    path = "/api/insight/reports"

    wave = shared_service.get(f"{path}/satisfaction", GROUP).json["lines"][-1]
    assert (wave["group"], wave["label"]) == (campaign.id, campaign.name)
    assert (values(wave)["satisfaction"], values(wave)["nps"], values(wave)["response_rate"]) == (0.6, 20, 1)
    by_city = {"by": "city", "within": campaign.id}
    cities = shared_service.get(f"{path}/satisfaction", GROUP, **by_city).json["lines"]
    assert [line["values"]["satisfaction"]["hidden"] for line in cities] == [True, True]
    file = shared_service.get(f"{path}/satisfaction/export", GROUP, **by_city)
    assert "satisfaction_low" in b64decode(file.text).decode("utf-8-sig").splitlines()[0]
    assert shared_service.get(f"{path}/recovery", GROUP).json["within_value"] == campaign.id
    assert shared_service.get(f"{path}/campaigns", LEAD).problem == "forbidden"
    assert shared_service.get(f"{path}/satisfaction", GROUP, by="city", within="nothing").status == 404


def test_a_measure_means_the_same_in_reports_and_in_results() -> None:
    for name, column in DEFINED.items():
        assert dict(column.words) == DEFINITIONS[name]
