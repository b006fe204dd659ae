"""The composition root of what is done about persons' data: erasures, exports, and what is asked of them."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from hearthline import root, root_work

if TYPE_CHECKING:
    from hearthline.complaints.privacy.erasing import Erasure
    from hearthline.complaints.privacy.exporting import Export
    from hearthline.complaints.privacy.person_store import PersonStore
    from hearthline.complaints.privacy.requests import PersonRequests
    from hearthline.members.closing import Closing
    from hearthline.members.own_exports import OwnExports
    from hearthline.notices.store import DeliveryTable
    from hearthline.person_records import PersonRecords
    from hearthline.person_wishes import OwnWishes
    from hearthline.platform.objects import Objects
    from hearthline.platform.table import Action
    from hearthline.survey_records import SurveyRecords


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
    return Erasure(eraser, person_store(), person_records(), root.rulebook())


@cache
def export() -> "Export":
    """Give what makes the file of all that is known of a person."""
    from hearthline.complaints.privacy.exporting import Export
    from hearthline.person_notices import NoticesOfCases

    told = NoticesOfCases(_deliveries())
    return Export(root.store(), person_store(), person_records(), export_files(), told)


@cache
def person_records() -> "PersonRecords":
    """Give persons' own records, as erasing and exporting ask for them."""
    from hearthline import root_lifecycle, root_members
    from hearthline.members.code_store import CodeStore
    from hearthline.members.erasing import MemberEraser
    from hearthline.members.partition_store import PartitionStore
    from hearthline.person_records import PersonRecords

    table = root.members_table()
    partitions = PartitionStore(table)
    eraser = MemberEraser(root_members.persons(), partitions, CodeStore(table))
    return PersonRecords(
        root_members.persons(),
        partitions,
        eraser,
        _deliveries(),
        export_files(),
        _address_of,
        survey_records(),
        root_lifecycle.visit_records(),
    )


@cache
def survey_records() -> "SurveyRecords":
    """Give persons' surveys, as erasing and exporting ask for them."""
    from hearthline import root_asking, root_questionnaires
    from hearthline.survey_records import SurveyRecords
    from hearthline.surveys.person_store import PersonInvitations

    invitations = PersonInvitations(root.surveys_table(), root_asking.invitations(), root.entropy)
    asked = root_questionnaires.questionnaire_store().asked
    return SurveyRecords(invitations, root_asking.campaigns(), asked)


def _address_of(home: str) -> "Mapping[str, str] | None":
    from hearthline import root_homes
    from hearthline.platform.codec import dump

    known = root_homes.homes().described(home)
    return dump(known.address) if known else None


@cache
def own_wishes() -> "OwnWishes":
    """Give what begins the jobs that persons ask for themselves."""
    from hearthline.person_wishes import OwnWishes

    return OwnWishes(root.complaints_table(), root.job_store(), root.access_keys(), root.entropy)


@cache
def own_exports() -> "OwnExports":
    """Give what persons ask of their own file."""
    from hearthline.members.export_store import ExportStore
    from hearthline.members.own_exports import OwnExports
    from hearthline.person_wishes import OwnFiles

    files = OwnFiles(root.job_store(), export_files)
    return OwnExports(ExportStore(root.members_table()), files, root.access_keys(), root.entropy)


@cache
def closing() -> "Closing":
    """Give what takes persons out at their own wish."""
    from hearthline import root_members
    from hearthline.members.closing import Closing

    return Closing(root_members.persons())


@cache
def _deliveries() -> "DeliveryTable":
    from hearthline.notices.store import DeliveryTable

    return DeliveryTable(root.deliveries_table(), root.settings().timer_shards)


def begin_erasure_of(number: str, now: datetime) -> "Action":
    """Give the action that begins the erasure of one case whose time is over."""
    from hearthline.complaints.privacy.erasing import erasure_of

    return root.job_store().start_action(erasure_of(number, now, root.entropy))
