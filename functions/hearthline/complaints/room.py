"""How much a case may hold beside its timeline: it is one item, which is read and written whole.

An item takes 400 kB. What would not fit is refused while there is room left for all that time alone writes
into the case: a promise must be recorded as broken however much was offered before.
"""

from hearthline.complaints.draft import Draft, refuse_unless

MOST_HELD = 50_000
"""Characters that the words of remedies and works may take together: 200 kB where each takes four bytes."""

AROUND_EACH = 200
"""Characters that a remedy or a work takes besides its words."""


def refuse_unless_room(draft: Draft, *words: str) -> None:
    """Raise Refused where the case can't hold these words too."""
    complaint = draft.complaint
    remedies = (remedy.text for remedy in complaint.remedies)
    works = (work.what for work in complaint.works)
    held = sum(len(text) + AROUND_EACH for text in (*remedies, *works, *words))
    refuse_unless(held <= MOST_HELD, "too_many", complaint)
