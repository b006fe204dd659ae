"""The contract itself: valid, up to date, about exactly the routes there are, and it tells what it should."""

import re
from pathlib import Path
from typing import Any

from openapi_spec_validator import OpenAPIV31SpecValidator

from complaint_desk import handler as desk
from complaint_intake import handler as intake
from hearthline.complaints.desk_bodies import COMMANDS
from hearthline.platform.problems import Kind
from hearthline.surveys.lifecycle import WHAT_TO_DO
from infra.contract.problem_schemas import REASONS
from infra.contract.words import WORDS
from infra.openapi import contract as generated
from insight_desk import handler as insight_desk
from membership import handler as membership
from membership_desk import handler as membership_desk
from survey import handler as survey
from survey_desk import handler as survey_desk
from tests.contract import gateway
from tests.contract.schema import CONTRACT, contract, operations
from tests.contract.service import ADMIN, Service

OPEN = (intake, membership, survey)
FOR_STAFF = (desk, membership_desk, survey_desk, insight_desk)
COMMAND = "/api/desk/complaints/{number}/{command}"
HEARTHLINE = Path(__file__).parents[2] / "functions" / "hearthline"
STAFF_PATHS = (
    "/api/campaigns",
    "/api/desk",
    "/api/documents",
    "/api/imports",
    "/api/insight",
    "/api/questionnaires",
    "/api/segments",
)
TOLD = ("complaints", "homes", "imports", "members", "surveys", "lifecycle")


def test_it_is_valid_openapi() -> None:
    OpenAPIV31SpecValidator(contract()).validate()


def test_it_is_what_routes_and_models_say_today() -> None:
    assert CONTRACT.read_text("utf-8") == generated(), "run `make openapi` and look at what changed"


def test_it_is_served(service: Service) -> None:
    answer = service.get("/api/openapi.json")

    assert answer.status == 200
    assert answer.json == contract()


def test_functions_serve_exactly_the_routes_of_the_contract() -> None:
    tables = {tuple(key.split(" ")) for function in (*OPEN, *FOR_STAFF) for key in function.ROUTES}
    commands = {("POST", COMMAND.replace("{command}", name)) for name in COMMANDS}

    assert operations() == (tables - {("POST", COMMAND)}) | commands


def test_the_gateway_opens_exactly_these_routes_and_to_whom() -> None:
    routes = {key: route for key, route in gateway.routes().items() if "{Site" not in route["Target"]}
    opened = {key: route["AuthorizationType"] for key, route in routes.items()}

    greedy = {key for key in opened if key.startswith("ANY ")}
    assert {key: opened[key] for key in greedy} == {
        key: "JWT" if key.startswith("ANY /api/desk/") else "NONE" for key in greedy
    }
    assert {key: kind for key, kind in opened.items() if key not in greedy} == {
        **{key: "NONE" for function in OPEN for key in function.ROUTES},
        **{key: "JWT" for function in FOR_STAFF for key in function.ROUTES},
    }


def test_pages_are_open_to_everybody_at_the_gateway_and_never_below_the_apis_address() -> None:
    pages = {key: route for key, route in gateway.routes().items() if "{Site" in route["Target"]}

    assert {"GET /", "ANY /{proxy+}"} <= pages.keys()
    assert {route["AuthorizationType"] for route in pages.values()} == {"NONE"}
    assert [key for key in pages if " /api" in key] == []


def test_another_method_is_refused_with_those_that_there_are_wherever_it_arrives(
    shared_service: Service,
) -> None:
    for path, item in contract()["paths"].items():
        if not path.startswith("/api/"):
            continue
        there = {method.upper() for method in item}
        answer = shared_service.ask("TRACE", path.replace("{", "").replace("}", ""), claims=ADMIN)
        assert (path, answer.status) == (path, 405)
        assert there <= set(answer.headers["allow"].split(", "))


def test_exactly_the_staff_routes_ask_for_a_token() -> None:
    staff = {
        path
        for path, item in contract()["paths"].items()
        for told in item.values()
        if told.get("security") == [{"staff": []}]
    }

    assert staff == {path for _, path in operations() if path.startswith(STAFF_PATHS)}


def test_exactly_the_routes_of_ones_own_ask_for_a_session() -> None:
    own = {
        path
        for path, item in contract()["paths"].items()
        for told in item.values()
        if told.get("security") == [{"member": []}]
    }

    assert own == {path for _, path in operations() if path.startswith("/api/members/me")}


def test_every_operation_tells_every_status_that_any_route_can_give() -> None:
    for path, item in contract()["paths"].items():
        for method, told in item.items():
            expected = {"400", "422", "429", "500", "503"}
            expected |= {"413", "415"} if "requestBody" in told else set()
            expected |= {"401", "403"} if "security" in told else set()
            expected |= {"404"} if "{" in path else set()
            assert expected <= set(told["responses"]), f"{method} {path}"


def test_every_kind_of_problem_is_told() -> None:
    urns = re.findall(r"urn:hearthline:problem:[\w-]+", CONTRACT.read_text("utf-8"))

    assert set(urns) == {kind.urn for kind in Kind}


def test_every_reason_of_a_refusal_is_told() -> None:
    where = [*HEARTHLINE.glob("*.py"), *(path for name in TOLD for path in (HEARTHLINE / name).rglob("*.py"))]
    texts = [path.read_text("utf-8") for path in where]
    raised = {
        code
        for text in texts
        for code in re.findall(r"(?:Refused|refused)\(\s*\"(\w+)\"|refuse_unless\([^\"]*?\"(\w+)\"", text)
        for code in code
        if code
    }

    # That a case has not ended, no route is told: an erasure then waits.
    assert (raised - {"not_ended"}) | set(WHAT_TO_DO) == set(REASONS)


def test_every_member_of_a_request_is_described() -> None:
    schemas = contract()["components"]["schemas"]

    bare = [
        f"{name}.{member}"
        for name, schema in schemas.items()
        if name.endswith(("Body", "Form"))
        for member, shape in schema["properties"].items()
        if not shape.get("description")
    ]
    bare += [
        f"{path}?{parameter['name']}"
        for path, item in contract()["paths"].items()
        for told in item.values()
        for parameter in told.get("parameters", [])
        if "$ref" not in parameter and not parameter.get("description")
    ]
    assert bare == []


def test_no_word_is_about_a_member_that_is_gone() -> None:
    schemas: dict[str, Any] = contract()["components"]["schemas"]

    gone = [
        f"{model}.{member}"
        for model, words in WORDS.items()
        if not model.endswith("Query")
        for member in words
        if member not in schemas[model]["properties"]
    ]
    assert gone == []


def test_fuzzers_and_forms_know_what_text_may_be_made_of() -> None:
    title = contract()["components"]["schemas"]["FileBody"]["properties"]["title"]

    def fits(text: str) -> bool:
        return re.search(title["pattern"], text) is not None

    assert (title["minLength"], title["maxLength"]) == (1, 80)
    assert all(fits(text) for text in ("漏水", " a b ", "مرحبا", "👨‍👩‍👧"))
    assert not any(fits(text) for text in ("", "   ", "a\u0000b", "a\nb", "a\u202eb", "a\u200fb"))


def test_the_limit_of_every_list_is_told() -> None:
    limits = [
        parameter["schema"]
        for item in contract()["paths"].values()
        for told in item.values()
        for parameter in told.get("parameters", [])
        if parameter.get("name") == "limit"
    ]

    assert limits
    assert all((each["minimum"], each["maximum"], each["default"]) == (1, 100, 25) for each in limits)
