"""What the routes of documents take and answer."""

from typing import Any

from pydantic import BaseModel, ConfigDict

from infra.contract.values import Count, Instant, Shape, Words


class DocumentText(BaseModel):
    """A document, in the form of the one in force; `version` may be left out and is not heeded."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"properties": {}})


class DocumentLine(Shape):
    """One version of a document; nobody saved what ships with the product."""

    name: str
    version: Count
    saved_at: Instant | None
    saved_by: str | None


class DocumentList(Shape):
    """The version in force of each document."""

    items: list[DocumentLine]


class DocumentHistory(Shape):
    """Every version of a document, newest first."""

    items: list[DocumentLine]


class DocumentView(DocumentLine):
    """One version of a document; `version` is the ETag."""

    document: Words


class DocumentFault(Shape):
    """What would be refused, and where."""

    pointer: str
    detail: str


class DocumentCheck(Shape):
    """Whether a document could be saved now."""

    valid: bool
    errors: list[DocumentFault]


class SavedReplyOffer(Shape):
    """A saved reply, filled in for the case."""

    code: str
    name: str
    text: str


class SavedReplyOffers(Shape):
    """The saved replies that fit a case, the most exact first."""

    number: str
    language: str
    items: list[SavedReplyOffer]


class BulkResult(Shape):
    """What became of one case: its new version, or the problem as the command alone would give it."""

    number: str
    status: Count
    version: Count | None
    problem: dict[str, Any] | None


class BulkResults(Shape):
    """What became of each case, in the order asked for."""

    results: list[BulkResult]
