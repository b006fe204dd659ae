"""The words of the pages, documents for each language: what people read stands there, not in templates."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from hearthline.notices.wording import supported

_FOLDER = Path(__file__).parent


@cache
def words(language: str, area: str = "") -> Mapping[str, Any]:
    """Give the words of a language, Chinese ones where there are none for it. Read once for each process.

    Without an `area` those that all pages share; with one, those of its pages alone.
    """
    name = f"{supported(language)}/{area}.json" if area else f"{supported(language)}.json"
    found: dict[str, Any] = json.loads((_FOLDER / "words" / name).read_text("utf-8"))
    return found


@cache
def styles(*more: str) -> str:
    """Give the style sheet of all pages, and what is `more` for some, as it stands in a page: on one line.

    An area without a sheet of its own adds nothing.
    """
    sheets = (_FOLDER / "styles" / f"{name}.css" for name in ("pages", *more))
    return " ".join(" ".join(sheet.read_text("utf-8") for sheet in sheets if sheet.is_file()).split())
