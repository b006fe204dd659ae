"""The form for any other site, as the README shows it: what it sends is what the intake takes."""

from pathlib import Path

from hearthline.complaints import bodies
from hearthline.platform.form_text import nest, read_pairs
from tests.unit.pages.builders import a_catalog, the_form
from tests.unit.pages.html_page import HtmlPage

FORM = Path(__file__).parents[3] / "examples" / "complaint-form.html"


def example() -> HtmlPage:
    return HtmlPage(FORM.read_text("utf-8"))


def test_it_files_a_complaint() -> None:
    form = example().form("/api/complaints")
    body = form.filled(
        {
            "title": "Water through the ceiling",
            "text": "It has been dripping since Friday.",
            "category": "water_leak",
            "occurred_on": "2026-11-20",
            "home.project": "Seaside",
            "home.building": "3",
            "home.unit": "1801",
            "contact.name": "Wang Xiaoming",
            "contact.phone": "13800138000",
            "public": "true",
        }
    )

    filed = bodies.read(bodies.FileBody, bodies.from_form(nest(read_pairs(body, sign="/")))).command()

    assert (filed.language, filed.city, filed.public) == ("en", "sz", True)


def test_it_asks_for_what_our_own_form_asks_for() -> None:
    own = HtmlPage(the_form(a_catalog())).form("/api/complaints")

    assert example().form("/api/complaints").names | {"idempotency_key"} == own.names


def test_it_offers_what_the_shipped_catalog_has() -> None:
    offered = example().form("/api/complaints").offered
    catalog = a_catalog()

    for name, entries in (("city", "cities"), ("category", "categories"), ("kind", "kinds")):
        assert set(offered[name]) - {""} <= {entry["code"] for entry in catalog[entries]}


def test_it_runs_no_script_and_loads_nothing() -> None:
    page = example()

    assert page.all("script") == page.all("link") == page.all("img") == []
    labelled = {label.get("for") for label in page.all("label")}
    for control in [*page.all("input"), *page.all("select"), *page.all("textarea")]:
        assert control.get("type") in {"hidden", "checkbox"} or control["id"] in labelled
