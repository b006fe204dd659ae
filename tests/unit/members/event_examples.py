"""One event of each type, as the rules send it."""

from collections.abc import Mapping
from typing import Any


def examples() -> Mapping[str, dict[str, Any]]:
    return {}
