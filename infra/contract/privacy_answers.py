"""What the routes about persons' data answer."""

from infra.contract.values import Instant, Number, Shape


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
