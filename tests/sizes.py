"""How large a try is: in `make test` as large as proves the rule, by `make thorough` in full size."""

import os
from typing import Final

THOROUGH: Final = os.environ.get("HEARTHLINE_THOROUGH", "") not in {"", "0"}


def sized(enough: int, full: int) -> int:
    """Give the size that is `enough` to cross each limit the try is about, or the `full` one where wished."""
    return full if THOROUGH else enough
