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
def styles(*more: str) -> str:
    """Give the style sheet of all pages, and what is `more` for some, as it stands in a page: on one line."""
    sheets = ((_FOLDER / f"{name}.css").read_text("utf-8") for name in ("pages", *more))
    return " ".join(" ".join(sheets).split())
