"""Taking back what is held against an address when its owner has proved it anew."""

from typing import Final

from hearthline.notices.contact_store import ContactRecord
from hearthline.platform.outbox import Event

PROVED: Final = "person.contact_verified"


class Lifting:
    """What follows for notices from a contact that was proved. May be done again."""

    def __init__(self, record: ContactRecord) -> None:
        self._record = record

    def __call__(self, event: Event) -> bool:
        """Lift what was said before the proof; tell whether there was anything."""
        return self._record.lift(str(event.data["contact"]), event.at)
