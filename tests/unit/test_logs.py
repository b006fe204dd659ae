"""Log lines: structured, and without personal data."""

import json
from typing import Any, ClassVar

import pytest

from hearthline.platform import logs


@pytest.fixture(autouse=True)
def production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "_output", logs._Output())


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_line_is_one_json_object_with_time_level_and_event(capsys: pytest.CaptureFixture[str]) -> None:
    logs.log("sweep.done", due=3, city="杭州")

    [line] = lines(capsys)
    assert line["level"] == "INFO"
    assert line["event"] == "sweep.done"
    assert line["due"] == 3
    assert line["city"] == "杭州"
    assert str(line["time"]).endswith("Z")
    assert list(line)[:3] == ["time", "level", "event"]


def test_a_value_with_line_breaks_stays_on_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    logs.log("x", reason="a\nb")
    assert lines(capsys)[0]["reason"] == "a\nb"


def test_the_scope_is_on_every_line_and_ends(capsys: pytest.CaptureFixture[str]) -> None:
    with logs.scope(request_id="r-1"):
        logs.log("first")
        logs.bind(actor="li")
        logs.log("second")
        with logs.scope(record="m-1"):
            logs.log("third")
        logs.log("fourth")
    logs.bind(actor="nobody's")
    logs.log("fifth")

    kept = [{name: line.get(name) for name in ("request_id", "actor", "record")} for line in lines(capsys)]
    assert kept == [
        {"request_id": "r-1", "actor": None, "record": None},
        {"request_id": "r-1", "actor": "li", "record": None},
        {"request_id": "r-1", "actor": "li", "record": "m-1"},
        {"request_id": "r-1", "actor": "li", "record": None},
        {"request_id": None, "actor": None, "record": None},
    ]


@pytest.mark.parametrize("level", ["DEBUG", "INFO"])
def test_what_is_below_the_level_is_not_written(
    level: logs.Level, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.configure("WARNING")
    logs.log("quiet", level=level)
    logs.log("loud", level="WARNING")
    assert [line["event"] for line in lines(capsys)] == ["loud"]


PERSONAL = [
    "name",
    "phone",
    "contact_phone",
    "email",
    "text",
    "key",
    "token",
    "source_address",
    "title",
    "query",
]


@pytest.mark.parametrize("field", PERSONAL)
def test_personal_data_does_not_reach_a_line(field: str, capsys: pytest.CaptureFixture[str]) -> None:
    fields: dict[str, Any] = {field: "Wang"}
    logs.log("x", **fields, outer=[fields])

    output = capsys.readouterr().out
    assert "Wang" not in output
    assert json.loads(output)[field] == logs.REFUSED


@pytest.mark.parametrize("field", PERSONAL)
def test_in_tests_personal_data_raises(field: str) -> None:
    logs.configure(strict=True)
    with pytest.raises(logs.PersonalDataRefused) as caught:
        logs.log("x", inner={field: "Wang"})
    assert caught.value.field == field


def test_a_value_without_a_json_form_does_not_lose_the_line(capsys: pytest.CaptureFixture[str]) -> None:
    logs.log("x", what=object(), share=float("nan"), half="\ud800", kept=1)

    [line] = lines(capsys)
    assert line["what"] == "object"
    assert line["kept"] == 1


def test_fields_cannot_pose_as_the_head(capsys: pytest.CaptureFixture[str]) -> None:
    with logs.scope(level="DEBUG"):
        logs.log("x", time="never")
    [line] = lines(capsys)
    assert line["level"] == "INFO"
    assert line["time"] != "never"


class ProviderError(Exception):
    response: ClassVar[dict[str, object]] = {
        "Error": {"Code": "ThrottlingException", "Message": "secret table of Wang"}
    }
    operation_name = "Query"


def test_a_failure_tells_types_and_places_but_no_message(capsys: pytest.CaptureFixture[str]) -> None:
    def ask_the_provider() -> None:
        raise ProviderError("Wang 13800138000")

    def fail() -> None:
        try:
            ask_the_provider()
        except ProviderError as error:
            raise ValueError("invalid: 'Wang'") from error

    with pytest.raises(ValueError, match="Wang") as caught:
        fail()
    logs.log("request.failed", level="ERROR", **logs.failure(caught.value))

    output = capsys.readouterr().out
    assert "Wang" not in output
    line = json.loads(output)
    assert line["error"] == "ValueError"
    assert line["trace"][-1].endswith(" fail")
    assert "tests/unit/test_logs.py:" in line["trace"][-1]
    assert line["cause"]["error"] == "ProviderError"
    assert line["cause"]["aws_code"] == "ThrottlingException"
    assert line["cause"]["aws_operation"] == "Query"


def test_a_suppressed_context_is_left_out() -> None:
    def fail() -> None:
        try:
            int("x")
        except ValueError:
            raise ValueError("y") from None

    with pytest.raises(ValueError, match="y") as caught:
        fail()
    assert "cause" not in logs.failure(caught.value)
