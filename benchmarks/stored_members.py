"""The rows of a file of members beside what is stored of them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from benchmarks.members import SOURCE
from hearthline.platform.fingerprints import Fingerprints
from hearthline.platform.table import Table

PART = 50
"""Rows that are read at once: head and account of each make the hundred keys of a request."""


def stored(
    table: Table, prints: Fingerprints, people: Sequence[Mapping[str, str]], begin: int
) -> Iterator[tuple[int, Mapping[str, str], str, dict[str, dict[str, Any]]]]:
    """Give fifty rows with their line, the person's id, and head and account as they are stored."""
    part = people[begin : begin + PART]
    ids = [prints.identifier_for("imported member", SOURCE, row["member"]) for row in part]
    items = table.get_many([(f"P#{id_}", sk) for id_ in ids for sk in ("A", "B")])
    found: dict[str, dict[str, dict[str, Any]]] = {id_: {} for id_ in ids}
    for item in items:
        found[str(item["pk"])[2:]][item["sk"]] = item
    for place, (row, id_) in enumerate(zip(part, ids, strict=True)):
        yield begin + place + 2, row, id_, found[id_]
