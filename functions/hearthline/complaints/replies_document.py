"""The saved replies as they are edited: each in every language, with only the variables that there are."""

from typing import Annotated

from pydantic import AfterValidator, Field, StrictInt, model_validator

from hearthline.complaints.model import Kind
from hearthline.complaints.saved_replies import VARIABLES, variables_in
from hearthline.platform.document_parts import Code, Document, NamesDocument, once
from hearthline.platform.text_rules import clean_text

LONGEST = 4000
"""Characters: a reply has 5,000, and what is filled in needs room."""


def _text(value: str) -> str:
    text = clean_text(value, 1, LONGEST, multiline=True)
    unknown = sorted(variables_in(text) - VARIABLES)
    if unknown:
        raise ValueError(f"unknown: {', '.join(unknown)}; there are {', '.join(sorted(VARIABLES))}")
    return text


class TextsDocument(Document):
    """The words in each language."""

    zh: Annotated[str, AfterValidator(_text)]
    en: Annotated[str, AfterValidator(_text)]

    @model_validator(mode="after")
    def alike(self) -> "TextsDocument":
        """Refuse a translation that needs something else to be known of the case."""
        if variables_in(self.zh) != variables_in(self.en):
            raise ValueError("both languages must use the same variables")
        return self


class SavedReplyDocument(Document):
    """A reply to start from; without kinds or categories it fits all of them."""

    code: Code
    names: NamesDocument
    kinds: Annotated[list[Kind], Field(min_length=1)] | None = None
    categories: Annotated[list[Code], Field(min_length=1)] | None = None
    texts: TextsDocument


class SavedRepliesDocument(Document):
    """All saved replies, in the order in which they are offered."""

    version: StrictInt
    replies: Annotated[list[SavedReplyDocument], Field(max_length=200)]

    @model_validator(mode="after")
    def each_once(self) -> "SavedRepliesDocument":
        """Refuse a code that stands twice."""
        once([reply.code for reply in self.replies], "replies")
        return self
