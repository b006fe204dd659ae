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
