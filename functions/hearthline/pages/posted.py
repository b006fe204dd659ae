"""What somebody typed into a form, as it came: to be shown again, never to be acted on."""

from urllib.parse import parse_qsl

MOST_FIELDS = 2500
"""Controls that are kept; what any form of ours has is fewer."""


def posted(body: bytes) -> list[tuple[str, str]] | None:
    """Give the names and contents of a posted form, in order; None for what is no form of ours.

    A name may come twice, as of boxes that are ticked.
    """
    try:
        return parse_qsl(
            body.decode(),
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError:
        return [] if not body else None
