"""A mapping is refused at the border when no file could ever be read by it."""

from typing import Any

import pytest
from pydantic import ValidationError

from hearthline.complaints.imports.bodies import ImportBody
from hearthline.complaints.imports.mapping import Mapping
from tests.unit.imports.builders import a_mapping_document


def a_body(**mapping: Any) -> dict[str, Any]:
    return {"city": "sz", "source": "old-desk", "mapping": a_mapping_document(**mapping)}


def test_what_passes_is_what_the_worker_reads() -> None:
    document = ImportBody.model_validate(a_body()).mapping_document()

    mapping = Mapping.from_document(document, "Asia/Shanghai")

    assert mapping == Mapping.from_document(a_mapping_document(), "Asia/Shanghai")
    assert mapping.columns() == ("opened", "due", "closed", "id", "title", "text", "kind", "on_time")


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"external_id": None}, "external_id"),
        ({"opened": None}, "opened"),
        ({"title": None}, "title"),
        ({"external_id": {}}, "external_id"),
        ({"external_id": {"column": "a", "constant": "b"}}, "external_id"),
        ({"external_id": {"column": ""}}, "external_id"),
        ({"text": {"template": "{a"}}, "text"),
        ({"text": {"template": "no column"}}, "text"),
        ({"text": {"template": "{a}{}"}}, "text"),
        ({"opened": {"column": "a", "format": "%H:%M"}}, "opened"),
        ({"opened": {"column": "a", "format": "%Y-%m"}}, "opened"),
        ({"opened": {"column": "a", "format": "soon"}}, "opened"),
        ({"opened": {"column": "a", "zone": "Mars/Olympus"}}, "opened"),
        ({"opened": {"column": "a", "zone": "../etc/passwd"}}, "opened"),
        ({"encoding": "utf-16"}, "encoding"),
        ({"delimiter": "|"}, "delimiter"),
        ({"clock": "closing"}, "clock"),
        ({"kind": {"constant": "rant"}}, "kind"),
        ({"kind": {"column": "kind", "values": {"x": "rant"}}}, "kind"),
        ({"severity": {"column": "kind", "default": "worst"}}, "severity"),
        ({"channel": {"constant": "telepathy"}}, "channel"),
        ({"label": {"column": "on_time"}}, "label"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused(changes: dict[str, Any], where: str) -> None:
    with pytest.raises(ValidationError) as refused:
        ImportBody.model_validate(a_body(**changes))

    assert where in str(refused.value)


@pytest.mark.parametrize(
    "format_", ["iso", "%d.%m.%Y", "%Y年%m月%d日 %H:%M", "%m/%d/%y %I:%M %p", "%Y-%m-%dT%H:%M:%S%z"]
)
def test_the_ways_in_which_times_are_written_are_many(format_: str) -> None:
    ImportBody.model_validate(a_body(opened={"column": "opened", "format": format_}))


@pytest.mark.parametrize("source", ["", "Old Desk", "x" * 41, "../x"])
def test_a_source_is_a_short_code(source: str) -> None:
    with pytest.raises(ValidationError):
        ImportBody.model_validate({**a_body(), "source": source})
