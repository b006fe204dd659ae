"""The first page: what this is, and a form that files a complaint without script."""

import gzip

import pytest

from hearthline.complaints import bodies
from hearthline.pages.filing import MOST_PROJECTS
from hearthline.platform.bodies import without_repeat_key
from hearthline.platform.form_text import nest, read_pairs
from hearthline.platform.problems import FieldError, Language, Problem
from tests.unit.pages.builders import LANGUAGES, a_catalog, the_form
from tests.unit.pages.html_page import HtmlPage

HOSTILE = '"><script>alert(1)</script></textarea>'
FILLED = {
    "kind": "repair",
    "category": "water_leak",
    "title": "客厅天花板漏水",
    "text": "上周下雨后开始漏水。\n一直没停。",
    "occurred_on": "2026-11-01",
    "city": "sz",
    "home.project": "海岸花园",
    "home.building": "3栋",
    "home.unit": "1801",
    "contact.name": "王小明",
    "contact.phone": "138 0013 8000",
    "contact.email": "wang@example.com",
    "public": "true",
}


def home(language: str = "en", projects: tuple[str, ...] = (), **rest: object) -> HtmlPage:
    return HtmlPage(the_form(a_catalog(projects), language, **rest))  # type: ignore[arg-type]


def read(body: str) -> bodies.FileBody:
    """Read a posted form as the function does."""
    return bodies.read(
        bodies.FileBody, bodies.from_form(without_repeat_key(nest(read_pairs(body, sign="/"))))
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_files_what_is_written_into_it(language: str) -> None:
    form = home(language).form("/api/complaints")

    filed = read(form.filled(FILLED)).command()

    assert form.method == "post"
    assert (filed.title, filed.city, filed.category, filed.public) == (
        "客厅天花板漏水",
        "sz",
        "water_leak",
        True,
    )
    assert filed.home is not None
    assert (filed.home.project, filed.home.building, filed.home.unit) == ("海岸花园", "3栋", "1801")
    assert (filed.contact.phone, filed.contact.email) == ("+8613800138000", "wang@example.com")
    assert (filed.language, filed.channel) == (language, "web")


def test_what_is_marked_optional_can_be_left_out() -> None:
    page = home()
    needed = {
        name: FILLED[name] for name in ("kind", "title", "text", "city", "contact.name", "contact.phone")
    }

    filed = read(page.form("/api/complaints").filled(needed)).command()

    assert (filed.home, filed.category, filed.occurred_on, filed.public) == (None, None, None, False)
    required = [
        at["name"] for tag in ("input", "select", "textarea") for at in page.all(tag) if "required" in at
    ]
    assert set(required) == set(needed) - {"contact.phone"}


@pytest.mark.parametrize(("language", "lang", "other"), [("zh", "zh-Hans", "en"), ("en", "en", "zh")])
def test_the_page_is_in_one_language_and_leads_to_the_other(language: str, lang: str, other: str) -> None:
    page = home(language)

    assert page.all("html") == [{"lang": lang}]
    assert f"/complaints/new?lang={other}" in [at["href"] for at in page.all("a")]
    assert {"Shenzhen": "en", "深圳": "zh"}["深圳" if "深圳" in page.text else "Shenzhen"] == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_the_promise_and_leads_to_what_programs_read(language: str) -> None:
    page = home(language)

    assert "24" in page.text
    addresses = {at["href"] for at in page.all("a")}
    assert {"/board", "/complaints/find", "/me"} <= addresses


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_loads_its_own_script_alone_and_weighs_little(language: Language) -> None:
    text = the_form(a_catalog(tuple(f"Project {number}" for number in range(MOST_PROJECTS))), language)
    page = HtmlPage(text)

    assert len(gzip.compress(text.encode(), 6)) < 7_000
    assert [str(at["src"]).startswith("/static/") for at in page.all("script")] == [True]
    assert [str(at["href"]).startswith("data:") for at in page.all("link")] == [True]
    assert page.all("img") == []
    assert "url(" not in page.styles
    assert "@import" not in page.styles


def test_every_control_has_a_label() -> None:
    page = home()

    labelled = {label.get("for") for label in page.all("label")}
    for control in [*page.all("textarea"), *page.all("select"), *page.all("input")]:
        assert control.get("type") in {"hidden", "checkbox"} or control["id"] in labelled
    described = {each for _, at in page.elements for each in (at.get("aria-describedby") or "").split()}
    assert described <= page.ids


def test_projects_are_suggested_while_they_are_few() -> None:
    few = home(projects=("Seaside", "Hillside"))
    many = home(projects=tuple(f"Project {number}" for number in range(MOST_PROJECTS + 1)))

    assert [at["value"] for at in few.all("option")][-2:] == ["Hillside", "Seaside"]
    assert few.all("datalist") == [{"id": "projects"}]
    assert many.all("datalist") == []


def test_a_form_that_came_back_holds_what_was_typed_and_names_the_faults() -> None:
    errors = [
        FieldError("/title", "Must not be empty."),
        FieldError("/contact", "Give a phone number or an e-mail address, so that we can answer."),
        FieldError("/city", "No such city; GET /api/catalog lists them."),
        FieldError("/surprise", "No such field."),
    ]
    typed = {**FILLED, "title": "", "city": "dg"}

    page = home(typed=typed, problem=Problem.invalid(errors))

    assert page.form("/api/complaints").values == {"language": "en", "idempotency_key": "k" * 26, **typed}
    assert "Not sent yet Please look at these again:" in page.text
    assert "In one line: Please fill this in." in page.text
    assert "Telephone: Give a telephone number or an e-mail address, so that we can answer." in page.text
    assert "City: Please choose one from the list." in page.text
    assert "There is no such field here." in page.text
    assert {at["href"] for at in page.all("a")} >= {"#title", "#contact.phone", "#city"}
    assert "api/catalog lists" not in page.text
    wrong = [at["name"] for tag in ("input", "select") for at in page.all(tag) if at.get("aria-invalid")]
    assert set(wrong) == {"title", "city", "contact.phone"}


def test_a_contact_left_out_is_missing_in_all_its_parts() -> None:
    page = home("zh", problem=Problem.invalid([FieldError("/contact", "Must be given.")]))

    assert "您的姓名：请填写此项。" in page.text
    assert "电话：请填写电话或电子邮箱，以便我们答复您。" in page.text


def test_a_form_sent_before_with_other_words_says_so() -> None:
    page = home(
        repeat_key="A" * 16,
        problem=Problem.invalid([FieldError("#Idempotency-Key", "Used for another request.")]),
    )

    assert "You have sent this form before" in page.text
    assert page.form("/api/complaints").values["idempotency_key"] == "A" * 16


def test_what_was_typed_stays_text() -> None:
    typed = dict.fromkeys(FILLED, HOSTILE)
    page = home(
        typed=typed, problem=Problem.invalid([FieldError(f"/{HOSTILE}", HOSTILE)]), repeat_key=HOSTILE
    )

    assert len(page.all("script")) == 1
    values = page.form("/api/complaints").values
    assert {name for name, value in values.items() if value == HOSTILE} == {
        *typed.keys() - {"kind", "category", "city", "public"},
        "idempotency_key",
    }


def test_names_from_the_catalog_stay_text() -> None:
    catalog = a_catalog((HOSTILE,))
    catalog["categories"] = [{"code": HOSTILE, "names": {"zh": HOSTILE, "en": HOSTILE}}]

    assert len(HtmlPage(the_form(catalog)).all("script")) == 1
