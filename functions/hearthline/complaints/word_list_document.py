"""The list of words that warn, checked before it is saved."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StrictInt, model_validator

from hearthline.complaints.warning import alike
from hearthline.platform.document_parts import Document

MOST_WORDS = 300
"""Of one category and language: the words are looked for in each message."""


def _visible(value: str) -> str:
    if not alike(value):
        raise ValueError("must hold something that can be seen")
    return value


Word = Annotated[str, Field(min_length=1, max_length=40), AfterValidator(_visible)]
Words = Annotated[list[Word], Field(max_length=MOST_WORDS)]


class LanguagesDocument(Document):
    """Words or phrases, Chinese and English."""

    zh: Words = []
    en: Words = []


class CategoryDocument(Document):
    """What warns of one thing; `unless` holds phrases within which it does not."""

    words: LanguagesDocument
    unless: LanguagesDocument = LanguagesDocument()

    @model_validator(mode="after")
    def each_does_something(self) -> "CategoryDocument":
        """Refuse a word that stands twice, one always taken back, and a phrase that takes nothing back."""
        words = [alike(word) for word in (*self.words.zh, *self.words.en)]
        phrases = [alike(phrase) for phrase in (*self.unless.zh, *self.unless.en)]
        for forms in (words, phrases):
            if twice := sorted({form for form in forms if forms.count(form) > 1}):
                raise ValueError(f"stands twice: {', '.join(twice)}")
        if never := [word for word in words if any(phrase in word for phrase in phrases)]:
            raise ValueError(f"always taken back: {', '.join(never)}")
        if idle := [phrase for phrase in phrases if not any(word in phrase for word in words)]:
            raise ValueError(f"takes no word back: {', '.join(idle)}")
        return self


class WordListDocument(Document):
    """The words that warn of danger, injury, legal steps and the press."""

    version: StrictInt
    categories: dict[Literal["danger", "injury", "legal", "press"], CategoryDocument]
