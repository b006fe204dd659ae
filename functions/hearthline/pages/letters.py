"""Letters on how a building goes on, as their pages show them and as their form has them."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from hearthline.pages.typed import typed_in

ADDRESS: Final = "/desk/letters"
LETTER: Final = f"{ADDRESS}/letter"
WHICH: Final = ("city", "project", "month")
PARTS: Final = ("title", "text", "short")
LANGUAGES: Final = ("zh", "en")


def address(at: str, which: Mapping[str, str], **more: str) -> str:
    """Give the address of a project's letters, or of one."""
    asked = {name: which[name] for name in WHICH if which.get(name)}
    return f"{at}?{urlencode({**asked, **more})}"


def written(form: Mapping[str, Any]) -> dict[str, Any]:
    """Give the body of a letter that was typed."""
    words = {
        part: {
            language: text
            for language in LANGUAGES
            if isinstance(fields := form.get(part), Mapping) and (text := fields.get(language))
        }
        for part in PARTS
    }
    return {**which(form), **words}


def which(form: Mapping[str, Any]) -> dict[str, Any]:
    """Give which letter a form is about."""
    return {name: form[name] for name in WHICH if form.get(name)}


def typed_of(letter: Mapping[str, Any] | None) -> dict[str, str]:
    """Give a letter as the controls of its form hold it; nothing of one that is not written."""
    return typed_in({part: letter[part] for part in PARTS}) if letter else {}
