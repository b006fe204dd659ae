"""The words of the pages, one document for each language: what people read stands there, not in templates."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from hearthline.notices.wording import supported

_FOLDER = Path(__file__).parent


@cache
def words(language: str) -> Mapping[str, Any]:
    """Give the words of a language, Chinese ones where there are none for it. Read once for each process."""
    found: dict[str, Any] = json.loads((_FOLDER / "words" / f"{supported(language)}.json").read_text("utf-8"))
    return found


@cache
def styles() -> str:
    """Give the style sheet of all pages, as it stands in their one style element: on one line."""
    return " ".join((_FOLDER / "pages.css").read_text("utf-8").split())
