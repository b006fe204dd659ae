"""The composition root of what runs behind the API: the sweep, jobs, reactions, imports and notices."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from hearthline import root

if TYPE_CHECKING:
    from hearthline.complaints.attachments.checking import Checking
    from hearthline.complaints.attachments.requests import Attaching
    from hearthline.complaints.attachments.store import AttachmentFiles
    from hearthline.complaints.incidents.watch import IncidentWatch
    from hearthline.complaints.recalculation import Recalculation
    from hearthline.complaints.repeated import RepeatedHomes
    from hearthline.complaints.routing import Routing
    from hearthline.complaints.sweep import ComplaintTimers
    from hearthline.imports.kinds import Kind
    from hearthline.imports.requests import Imports
    from hearthline.imports.working import Importing
    from hearthline.notices.sending import Sender
    from hearthline.platform.jobs import Jobs, Worker
    from hearthline.platform.objects import Objects
    from hearthline.platform.outbox import Reaction
    from hearthline.platform.table import Action
    from hearthline.platform.timers import Due
    from hearthline.sweeping import Sweeping


@cache
def complaint_timers() -> "ComplaintTimers":
    """Give what handles due complaints."""
    from hearthline.complaints.sweep import ComplaintTimers

    return ComplaintTimers(root.store(), root.rulebook(), _begin_erasure_of)


@cache
def recalculation() -> "Recalculation":
    """Give what reckons deadlines again when a calendar has changed."""
    from hearthline.complaints.recalculation import Recalculation

    return Recalculation(root.complaints_table(), root.store(), root.rulebook())


@cache
def sweeping() -> "Sweeping":
    """Give the sweep over all tables."""
    from hearthline import root_digests, root_lifecycle, root_members, root_surveys
    from hearthline.sweeping import Owing, Reminding, Sweeping

    senders = Reminding(
        lambda bodies: root.send(root.settings().notices_queue_url, bodies),
        _delivery_message,
        root.deliveries_table(),
        root.now,
    )
    workers = Reminding(
        lambda bodies: root.send(root.settings().jobs_queue_url, bodies),
        _job_message,
        root.complaints_table(),
        root.now,
    )
    owing = {
        "complaints": Owing(
            root.complaints_table(),
            {"C#": _time_passes, "J#": _recalculate, "W#": workers, **root_digests.owing()},
        ),
        "deliveries": Owing(root.deliveries_table(), {"D#": senders}),
        "members": Owing(root.members_table(), {**root_members.owing(), **root_lifecycle.owing()}),
        "surveys": Owing(root.surveys_table(), root_surveys.owing()),
    }
    remindings = [senders, workers, *root_surveys.remindings()]
    return Sweeping(owing, remindings, root.settings().timer_shards, root_digests.arm)


def _delivery_message(due: "Due") -> dict[str, str]:
    from hearthline.notices.store import message_of_key

    return {"delivery": message_of_key(due.pk)}


def _job_message(due: "Due") -> dict[str, str]:
    from hearthline.platform.jobs import job_of_key

    return {"job": job_of_key(due.pk)}


def _time_passes(due: "Due", now: datetime) -> bool:
    return complaint_timers()(due, now)


def _recalculate(due: "Due", now: datetime) -> bool:
    return recalculation()(due, now)


@cache
def notifier() -> "Sender":
    """Give what tells people about events."""
    from hearthline import root_notices

    return root_notices.sender()


@cache
def import_files() -> "Objects":
    """Give the bucket of uploaded files and of rejected rows."""
    from hearthline.platform.objects import Objects

    return Objects(root.client("s3"), root.settings().imports_bucket)


@cache
def attachment_files() -> "AttachmentFiles":
    """Give where the files of cases lie."""
    from hearthline.complaints.attachments.store import AttachmentFiles
    from hearthline.platform.objects import Objects

    return AttachmentFiles(Objects(root.client("s3"), root.settings().attachments_bucket))


@cache
def attaching() -> "Attaching":
    """Give what filers and staff ask of the files of a case."""
    from hearthline.complaints.attachments.requests import Attaching

    return Attaching(root.store(), root.rulebook(), root.access_keys(), attachment_files(), root.entropy)


@cache
def attachment_check() -> "Checking":
    """Give what looks through uploaded files."""
    from hearthline.complaints.attachments.checking import Checking

    return Checking(root.store(), root.rulebook(), attachment_files())


@cache
def imports() -> "Imports":
    """Give what staff ask of imports."""
    from hearthline.imports.requests import Imports
    from hearthline.imports.store import ImportStore

    jobs = ImportStore(root.complaints_table())
    return Imports(jobs, root.cities_at, import_files(), root.access_keys(), root.entropy)


@cache
def importing() -> "Importing":
    """Give what works through uploaded files."""
    from hearthline import root_exports
    from hearthline.imports.store import ImportStore
    from hearthline.imports.working import Importing

    kinds: dict[str, Callable[[], Kind]] = {
        "complaints": _complaint_imports,
        "members": _member_imports,
        "survey_results": root_exports.result_imports,
    }
    return Importing(ImportStore(root.complaints_table()), kinds, import_files())


def _complaint_imports() -> "Kind":
    from hearthline.complaints.imports.complaint_rows import ComplaintImports

    return ComplaintImports(root.store(), root.rulebook(), root.access_keys())


def _member_imports() -> "Kind":
    from hearthline import root_members, root_points
    from hearthline.members.imports.member_rows import MemberImports
    from hearthline.members.imports.store import NewcomerStore

    return MemberImports(
        root_members.persons(),
        root_points.ledger_store(),
        NewcomerStore(root.members_table()),
        root_points.club(),
        root.cities_at,
        root.access_keys(),
    )


def continue_import(rest: Mapping[str, Any]) -> None:
    """Let another invocation go on with an import."""
    root.send(root.settings().imports_queue_url, [rest])


@cache
def jobs() -> "Jobs":
    """Give what works on long work; a kind's worker is built when a job of it is met."""
    from hearthline import root_campaigns, root_exports, root_lifecycle
    from hearthline.platform.jobs import Jobs

    workers: dict[str, Callable[[], Worker]] = {
        "improvement": _telling_filers,
        "incident_linking": incident_linker,
        "incident_broadcast": incident_broadcaster,
        "erasure": _erasure,
        "export": _export,
        "segment_count": _segment_count,
        "progress_letter": root_lifecycle.sending_letters,
        **root_campaigns.workers(),
        **root_exports.workers(),
    }
    return Jobs(root.job_store(), workers, root.now)


def _telling_filers() -> "Worker":
    """Give what tells filers of a decision on an improvement."""
    from hearthline.complaints.improvements.telling import TellingFilers

    return TellingFilers(root.improvement_store(), root.store(), root.rulebook(), root.access_keys())


@cache
def routing() -> "Routing":
    """Give what hands each new case to a member of its team."""
    from hearthline.complaints.routing import Routing

    return Routing(root.store(), root.rulebook())


def _erasure() -> "Worker":
    from hearthline import root_privacy

    return root_privacy.erasure()


def _export() -> "Worker":
    from hearthline import root_privacy

    return root_privacy.export()


def _segment_count() -> "Worker":
    from hearthline import root_segments

    return root_segments.counting()


def _begin_erasure_of(number: str, now: datetime) -> "Action":
    from hearthline import root_privacy

    return root_privacy.begin_erasure_of(number, now)


def reactions() -> "Sequence[Reaction]":
    """Give what is done about each complaint that comes in, in this order; each may be done again."""
    from hearthline import root_homes

    return [root_homes.looking_up(), routing(), repeated_homes(), incident_watch()]


@cache
def repeated_homes() -> "RepeatedHomes":
    """Give what warns of a home that comes again and again."""
    from hearthline.complaints.repeated import RepeatedHomes

    return RepeatedHomes(root.store(), root.rulebook())


@cache
def incident_watch() -> "IncidentWatch":
    """Give what suggests incidents."""
    from hearthline.complaints.incidents.store import IncidentStore
    from hearthline.complaints.incidents.watch import IncidentWatch

    incidents = IncidentStore(root.complaints_table())
    return IncidentWatch(incidents, root.store(), root.rulebook(), root.access_keys(), root.entropy)


@cache
def incident_linker() -> "Worker":
    """Give what links an incident's complaints."""
    from hearthline.complaints.incidents.store import IncidentStore
    from hearthline.complaints.incidents.working import Linker

    return Linker(IncidentStore(root.complaints_table()), root.store(), root.rulebook())


@cache
def incident_broadcaster() -> "Worker":
    """Give what answers all complaints of an incident."""
    from hearthline.complaints.incidents.store import IncidentStore
    from hearthline.complaints.incidents.working import Broadcaster

    kept = IncidentStore(root.complaints_table())
    return Broadcaster(kept, root.store(), root.rulebook(), root.access_keys())


def continue_job(identity: str) -> None:
    """Let another invocation go on with a job."""
    root.send(root.settings().jobs_queue_url, [{"job": identity}])


def continue_sweep(rest: Mapping[str, Any]) -> None:
    """Let another invocation go on with a sweep."""
    root.send(root.settings().sweep_queue_url, [rest])
