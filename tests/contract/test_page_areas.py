"""The areas of the site: each page is in the one whose address it begins with, and loads no other."""

import pkgutil
from importlib import import_module
from types import ModuleType

import pytest

import site_desk
import site_public
from hearthline.page_serving import area_of
from site_desk import handler as desk
from site_public import handler as public
from tests.contract import gateway
from tests.contract.answer import Answer

SIDES = [(site_desk, desk), (site_public, public)]


@pytest.mark.parametrize(("package", "handler"), SIDES)
def test_every_page_that_is_written_is_served_where_its_address_leads(
    package: ModuleType, handler: ModuleType
) -> None:
    names = {module.name for module in pkgutil.iter_modules(package.__path__)} - {"handler"}
    written = {
        key: page
        for name in names
        for key, page in getattr(import_module(f"{package.__name__}.{name}"), "ROUTES", {}).items()
    }

    served = {key: handler.AREAS[area_of(handler.AREAS, key.split(" ")[1])]().get(key) for key in written}

    assert written
    assert served == written


@pytest.mark.parametrize(
    ("path", "area"),
    [
        ("/desk", "/desk"),
        ("/desk/bulk", "/desk"),
        ("/desk/cases/K7Q29XPDD/files", "/desk/cases"),
        ("/desk/casesx", "/desk"),
        ("/deskx", None),
        ("", None),
    ],
)
def test_an_address_lies_in_the_nearest_area(path: str, area: str | None) -> None:
    assert area_of(desk.AREAS, path) == area


@pytest.mark.parametrize(
    ("refused", "form"),
    [
        ("/desk/cases/K7Q29XPDD/reply", "/desk/cases/K7Q29XPDD"),
        ("/desk/bulk", "/desk"),
        ("/desk/members/P/points/E/reverse", "/desk/members/P/points"),
        ("/follow/K7Q29XPDD/messages", "/follow/K7Q29XPDD"),
        ("/join/details", "/join"),
        ("/me/data/contact/code", "/me/data"),
        ("/sign-out", "/"),
    ],
)
def test_where_a_form_was_sent_to_a_browser_is_led_to_its_page(refused: str, form: str) -> None:
    def ask(query: str, accept: str = "text/html") -> Answer:
        return gateway.ask("GET", refused, query=query, headers={"Accept": accept})

    chosen, again = ask("lang=en&x=%0d%0aX-Planted:+yes"), ask("")

    assert (chosen.status, chosen.headers["location"]) == (303, f"{form}?lang=en")
    assert (again.status, again.headers["location"]) == (303, form)
    assert ask("", "application/json").status == 405
