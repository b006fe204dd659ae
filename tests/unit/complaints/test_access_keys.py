"""What is derived from the installation's secret."""

import pytest

from hearthline.complaints.access_keys import AccessKeys
from hearthline.complaints.model import Home
from hearthline.platform.secret import Secret

KEYS = AccessKeys(Secret(lambda: "a secret that is long enough for a test of this kind"))
HOME = Home("海岸花园", "3栋", "1801")


@pytest.mark.parametrize(
    "written", [Home("海岸花园", "3 栋", "1801"), Home("海岸花园", "３栋", " 1801 "), HOME], ids=repr
)
def test_a_home_is_the_same_however_its_parts_are_spaced(written: Home) -> None:
    assert KEYS.home("sz", written) == KEYS.home("sz", HOME)


@pytest.mark.parametrize(
    ("city", "other"),
    [
        ("bj", HOME),
        ("sz", Home("海岸花园", "3栋", "1802")),
        ("sz", Home("海岸花园", "31栋", "801")),
        ("sz", Home("海岸花园", None, "1801")),
    ],
)
def test_another_unit_or_another_city_is_another_home(city: str, other: Home) -> None:
    assert KEYS.home(city, other) != KEYS.home("sz", HOME)


@pytest.mark.parametrize("home", [None, Home("海岸花园"), Home("海岸花园", "3栋")])
def test_without_a_unit_there_is_no_one_home(home: Home | None) -> None:
    assert KEYS.home("sz", home) is None
