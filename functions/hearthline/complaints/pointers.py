"""The items by which the cases of one contact, and of one home, are found."""

from collections.abc import Mapping
from typing import Any

from hearthline.complaints import keys
from hearthline.complaints.model import Complaint
from hearthline.platform.attributes import Item


def pointer_items(complaint: Complaint, private: Mapping[str, Any]) -> list[Item]:
    """Give the pointers to a new complaint; kind and city stand in them as they were filed."""
    home = private.get("home_hash")
    partitions = [keys.person(person) for person in private.get("persons", ())]
    partitions += [keys.home(home)] if home else []
    facts = {
        "sk": keys.pointer(complaint.received_at, complaint.number),
        "number": complaint.number,
        "kind": complaint.kind.value,
        "city": complaint.city,
    }
    return [{"pk": partition, **facts} for partition in partitions]
