"""The consent texts as they are edited: every purpose, in every language."""

from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import AfterValidator, StrictInt

from hearthline.members.consent_texts import CONSENT_TEXTS
from hearthline.platform.document_parts import Document
from hearthline.platform.text_rules import clean_text

LONGEST = 20_000


def _text(value: str) -> str:
    return clean_text(value, 1, LONGEST, multiline=True)


Text = Annotated[str, AfterValidator(_text)]


class TextDocument(Document):
    """What is agreed to, in each language: what is collected, why, and how it is withdrawn."""

    zh: Text
    en: Text


class PurposesDocument(Document):
    """The text of each purpose."""

    terms: TextDocument
    survey: TextDocument
    marketing: TextDocument


class ConsentTextsDocument(Document):
    """All that people are asked to agree to. A new version asks nobody anew; it holds for who agrees next."""

    version: StrictInt
    texts: PurposesDocument


KINDS: Final[Mapping[str, type[Document]]] = {CONSENT_TEXTS: ConsentTextsDocument}
