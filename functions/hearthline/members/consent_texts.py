"""The texts that people consent to: each version stays readable, so that what was agreed to can be shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hearthline.members.model import Purpose
from hearthline.platform.documents import DocumentMissing, Documents
from hearthline.platform.problems import Problem

CONSENT_TEXTS = "consent-texts"


@dataclass(frozen=True, slots=True)
class ConsentTexts:
    """One version of the texts, by purpose and language."""

    version: int
    texts: Mapping[Purpose, Mapping[str, str]]

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "ConsentTexts":
        """Read a saved document."""
        return cls(document["version"], {Purpose(name): told for name, told in document["texts"].items()})

    def view(self) -> dict[str, Any]:
        """Give the texts as anybody may read them."""
        return {
            "version": self.version,
            "texts": {purpose.value: dict(told) for purpose, told in self.texts.items()},
        }


class Texts:
    """The consent texts of all versions. Each use case calls `refresh` first, with its own instant."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def refresh(self, now: datetime) -> None:
        """Take in what was saved since, at most once a minute."""
        self._documents.refresh(now)

    def in_force(self) -> ConsentTexts:
        """Give the texts that people are asked to agree to now."""
        return ConsentTexts.from_document(self._documents.latest(CONSENT_TEXTS))

    def agreed(self, read: int | None) -> int:
        """Give the version that is agreed to by who has read one, or by who doesn't say which.

        Raises Problem 409 `texts_changed` with the version in force where another was read.
        """
        version = self.in_force().version
        if read is not None and read != version:
            raise Problem.refused("texts_changed", {"status": "in_force", "version": version})
        return version

    def version(self, version: int) -> ConsentTexts | None:
        """Give the texts of one version, or None."""
        try:
            return ConsentTexts.from_document(self._documents.version(CONSENT_TEXTS, version))
        except DocumentMissing:
            return None
