"""The form of a whole document as text: whatever its kind, all of it can be changed there."""

from typing import Any

from hearthline.pages.settings.part_forms import Content, Control, Plain
from hearthline.pages.settings.written import written
from hearthline.platform.documents import LARGEST
from hearthline.platform.json_text import NotJson, read_json
from hearthline.platform.problems import FieldError, Problem


class TextForm:
    """See PartForm; there is one for each document."""

    def holds(self, _document: Plain, of: str) -> bool:
        """See PartForm."""
        return not of

    def content(self, document: Plain, _of: str) -> Content:
        """See PartForm."""
        return {"text": written(document)}

    def typed(self, form: Plain) -> Content:
        """See PartForm."""
        return {"text": str(form.get("text", "")).replace("\r\n", "\n")}

    def put(self, _document: Plain, _of: str, content: Content) -> dict[str, Any]:
        """See PartForm: what was typed takes the place of all."""
        text = content["text"].encode()
        if len(text) > LARGEST:
            raise Problem.too_large(LARGEST)
        try:
            found = read_json(text)
        except NotJson as error:
            raise Problem.invalid([FieldError("", f"The text is {error}.")]) from None
        if not isinstance(found, dict):
            raise Problem.invalid([FieldError("", "Must be an object.")])
        return found

    def controls(self, _document: Plain, _of: str, _content: Content) -> list[Control]:
        """See PartForm."""
        return [("", "text")]
