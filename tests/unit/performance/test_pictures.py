"""Pictures of growth: what is kept is drawn, in files that a browser reads."""

import xml.etree.ElementTree as ET
from typing import Any

from benchmarks.pictures import KINDS, growth
from benchmarks.places import DOCUMENT, PICTURES
from benchmarks.report import kept

SVG = "{http://www.w3.org/2000/svg}"


def test_the_pictures_are_of_the_figures_that_are_kept_and_stand_in_the_document() -> None:
    text = DOCUMENT.read_text("utf-8")
    drawn = dict(growth(kept("growth")))

    assert drawn.keys() == {file for file, _ in KINDS.values()}
    for file, content in drawn.items():
        assert (PICTURES / file).read_text("utf-8") == content
        assert f"(images/{file})" in text


def test_a_line_for_each_operation_lies_higher_the_more_it_takes() -> None:
    lines = [
        {"operation": name, "at": [{"requests": each, "read_units": each, "ms": each} for each in values]}
        for name, values in {"flat": [10, 10], "steep": [10, 1000]}.items()
    ]

    picture = dict(growth({"sizes": [1_000, 100_000], "lines": lines}))["growth-requests.svg"]

    root = ET.fromstring(picture)
    flat, steep = (
        [tuple(map(float, point.split(","))) for point in line.attrib["points"].split()]
        for line in root.iter(f"{SVG}polyline")
    )
    assert flat[0][1] == flat[1][1] == steep[0][1]
    assert steep[1][1] < steep[0][1]
    assert [text.text for text in root.iter(f"{SVG}text")][-2:] == ["flat", "steep"]


def test_what_takes_nothing_is_left_out() -> None:
    at = [{"requests": 1, "read_units": 0.0, "ms": 1.0}]

    picture = dict(growth({"sizes": [1_000], "lines": [{"operation": "idle", "at": at}, *_one()]}))

    assert "idle" not in picture["growth-read-units.svg"]
    assert "idle" in picture["growth-requests.svg"]


def _one() -> list[dict[str, Any]]:
    return [{"operation": "list", "at": [{"requests": 1, "read_units": 2.5, "ms": 1.0}]}]
