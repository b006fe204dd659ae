"""The composition root of what is done about persons' data: erasures, exports, and what is asked of them."""

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from hearthline import root, root_work

if TYPE_CHECKING:
    from hearthline.complaints.privacy.erasing import Erasure
    from hearthline.complaints.privacy.exporting import Export
    from hearthline.complaints.privacy.person_store import PersonStore
    from hearthline.complaints.privacy.requests import PersonRequests
    from hearthline.platform.objects import Objects
    from hearthline.platform.table import Action


@cache
def persons() -> "PersonRequests":
    """Give what admins ask for a person."""
    from hearthline.complaints.privacy.requests import PersonRequests

    return PersonRequests(root.job_store(), person_store(), root.access_keys(), export_files(), root.entropy)


@cache
def person_store() -> "PersonStore":
    """Give what erasing and exporting ask of the table."""
    from hearthline.complaints.privacy.person_store import PersonStore

    return PersonStore(root.complaints_table())


@cache
def export_files() -> "Objects":
    """Give the bucket of exports: that of the imported files."""
    from hearthline.platform.objects import Objects

    return Objects(root.client("s3"), root.settings().imports_bucket)


@cache
def erasure() -> "Erasure":
    """Give what takes persons out of their cases."""
    from hearthline.complaints.privacy.erasing import CaseEraser, Erasure

    files = root_work.attachment_files()
    eraser = CaseEraser(root.store(), person_store(), root.rulebook(), files.delete_all)
    return Erasure(eraser, person_store(), root.rulebook())


@cache
def export() -> "Export":
    """Give what makes the file of all that is known of a person."""
    from hearthline.complaints.privacy.exporting import Export
    from hearthline.notices.store import DeliveryTable
    from hearthline.person_notices import NoticesOfCases

    told = NoticesOfCases(DeliveryTable(root.deliveries_table(), root.settings().timer_shards))
    return Export(root.store(), person_store(), export_files(), told)


def begin_erasure_of(number: str, now: datetime) -> "Action":
    """Give the action that begins the erasure of one case whose time is over."""
    from hearthline.complaints.privacy.erasing import erasure_of

    return root.job_store().start_action(erasure_of(number, now, root.entropy))
