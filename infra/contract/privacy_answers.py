"""What the routes about persons' data answer."""

from typing import Literal

from infra.contract.values import Count, Instant, Number, Shape


class ReadingView(Shape):
    """A member of staff was shown personal data."""

    at: Instant
    actor: str
    """Who read it, by id."""
    what: str
    """What was read: `case`, `attachment`, `rejected_rows` or `export`."""
    number: Number | None
    """The case; null for what belongs to none."""
    about: str | None
    """The id of the import, the export or the attachment, where there is one."""
    request_id: str
    """The request that read it, as the log has it."""


class ReadingList(Shape):
    """A page of readings, newest first."""

    items: list[ReadingView]
    next_cursor: str | None
    """Where the next page begins; null on the last."""


class PersonRequest(Shape):
    """What was asked for a person. Who the person is, is not kept."""

    id: str
    status: Literal["running", "done", "failed"]
    by: str | None
    """The admin who asked for it."""
    reason: str
    created_at: Instant
    ended_at: Instant | None


class ErasureView(PersonRequest):
    """How far an erasure is. While cases wait it runs on, and looks again each day."""

    persons: Count
    """Records that were blanked: of members, and of whom the sales system or an import named."""
    found: Count
    """Cases of the person that were filed before it."""
    erased: Count
    waiting: Count
    """Cases that have not ended yet; each is erased when it has."""
    files: Count
    """Attachments that were deleted, with all their versions."""


class ExportView(PersonRequest):
    """How far an export is."""

    persons: Count
    """Records of persons that are in it."""
    cases: Count
    """Cases that are in it."""
    file_url: str | None
    """Where the file is, once it is whole."""
    file_until: Instant | None
    """When the file is deleted."""
