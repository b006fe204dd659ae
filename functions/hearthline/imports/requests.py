"""What staff ask of imports: begin one, see how far it is, fetch the rows that were not taken."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any, Final

from hearthline.imports.model import (
    KEPT,
    LARGEST_FILE,
    UPLOAD_WITHIN,
    Import,
    ImportKind,
    ImportStatus,
    Tally,
    Wanted,
)
from hearthline.imports.store import AlreadyBegun, ImportStore
from hearthline.platform.access import Action, Principal, authorize, authorize_role
from hearthline.platform.fingerprints import Fingerprints
from hearthline.platform.ids import Entropy, identifier
from hearthline.platform.instants import instant
from hearthline.platform.objects import Objects
from hearthline.platform.once import KEY_TAKEN
from hearthline.platform.problems import FieldError, Problem

CONTENT_TYPE: Final = "text/csv"
DOWNLOAD_SECONDS: Final = 60
ID_LENGTH: Final = 16

FAILURES: Final[Mapping[str, str]] = {
    "not_uploaded": "No file was uploaded in time.",
    "empty": "The file has no rows.",
    "header_unreadable": "The first row is no list of column names in the mapping's encoding.",
    "header_too_long": "The first row does not end within 64 kB, or its names are too long.",
    "columns_missing": "The mapping names columns that the file does not have.",
    "columns_repeated": "The mapping names columns that the file has more than once.",
    "record_too_long": "A row is longer than 1 MB; perhaps a quotation mark was never closed.",
    "file_replaced": "The file was replaced while it was being imported.",
    "file_missing": "The file was removed before it was imported.",
    "campaign_missing": "There is no such campaign.",
    "campaign_not_third_party": "The campaign asks by itself; it takes no results of an outside firm.",
    "campaign_takes_none": "The campaign was not launched yet, or was cancelled.",
    "mapping_lacks_id": "The mapping must name a pseudonym where something is linked, else an external_id.",
    "pseudonym_not_allowed": "The campaign links nothing, so no pseudonym may be brought.",
    "questions_unknown": "The mapping names answers that the campaign's questionnaire does not ask for.",
}


class Imports:
    """Imports, as staff see them. Every method takes the principal and decides whether it may.

    `cities` gives the cities that there are at an instant.
    """

    def __init__(
        self,
        jobs: ImportStore,
        cities: Callable[[datetime], Collection[str]],
        objects: Objects,
        prints: Fingerprints,
        entropy: Entropy,
    ) -> None:
        self._jobs = jobs
        self._cities = cities
        self._objects = objects
        self._prints = prints
        self._entropy = entropy

    def begin(
        self, principal: Principal, wanted: Wanted, repeat_key: str | None, now: datetime
    ) -> dict[str, Any]:
        """Prepare an import and lend the right to upload its file: a POST of the given fields, then the file.

        The same Idempotency-Key and wish lead to the first import again, with what is left of its hour to
        upload. Raises Problem 403 outside one's cities; 422 for a city that doesn't exist and for a key that
        was used for another wish.
        """
        authorize(principal, Action.IMPORT, wanted.city)
        job = self._new(principal, wanted, repeat_key, now)
        try:
            if wanted.city is not None and wanted.city not in self._cities(now):
                raise Problem.invalid([FieldError("/city", "No such city; GET /api/catalog lists them.")])
            self._jobs.create(job, wanted.mapping)
        except AlreadyBegun as already:
            if job.request is None or already.job.request != job.request:
                raise Problem.invalid([FieldError("#Idempotency-Key", KEY_TAKEN)]) from already
            job = already.job
        left = int((job.created_at + UPLOAD_WITHIN - now).total_seconds())
        form = self._objects.upload_form(
            job.upload,
            content_type=CONTENT_TYPE,
            largest=LARGEST_FILE[job.kind],
            seconds=max(1, left),
        )
        return {"id": job.id, "upload": {"url": form.url, "fields": dict(form.fields)}}

    def _new(self, principal: Principal, wanted: Wanted, repeat_key: str | None, now: datetime) -> Import:
        if repeat_key is None:
            id_, request = identifier(self._entropy), None
        else:
            id_ = self._prints.identifier_for("import", principal.id, repeat_key)
            request = self._prints.fingerprint("import", wanted.written())
        return Import(
            id_,
            wanted.city,
            wanted.source,
            wanted.filename,
            principal.id,
            now,
            kind=wanted.kind,
            request=request,
        )

    def status(self, principal: Principal, identifier: str, now: datetime) -> dict[str, Any]:
        """Give how far an import is and what came of its rows; raise Problem 403 or 404."""
        return import_view(self._seen(principal, identifier), now)

    def rejected_url(self, principal: Principal, identifier: str, now: datetime) -> str:
        """Give an address, good for a minute, of the rows that were not taken.

        Raises Problem 403; 404 where there are none or they are no longer kept; 409 while the import runs.
        """
        job = self._seen(principal, identifier)
        if job.ended_at is None:
            raise Problem.refused("import_not_ended", {"status": job.status.value})
        if not job.parts or now >= job.ended_at + KEPT:
            raise Problem.not_found()
        return self._objects.download_url(job.rejected, DOWNLOAD_SECONDS)

    def _seen(self, principal: Principal, identifier: str) -> Import:
        authorize_role(principal, Action.IMPORT)
        job = self._jobs.load(identifier) if len(identifier) == ID_LENGTH else None
        if job is None:
            raise Problem.not_found()
        authorize(principal, Action.IMPORT, job.city)
        return job


def import_view(job: Import, now: datetime) -> dict[str, Any]:
    """Give an import as the API shows it. One whose upload never came counts as failed."""
    late = job.status is ImportStatus.WAITING and now >= job.created_at + 2 * UPLOAD_WITHIN
    failure = "not_uploaded" if late else job.failure
    tally = job.tally
    return {
        "id": job.id,
        "kind": job.kind.value,
        "city": job.city,
        "source": job.source,
        "filename": job.filename,
        "status": ImportStatus.FAILED.value if late else job.status.value,
        "failure": {"code": failure, "detail": FAILURES[failure], "columns": list(job.columns)}
        if failure
        else None,
        "created_at": instant(job.created_at),
        "started_at": instant(job.started_at) if job.started_at else None,
        "ended_at": instant(job.ended_at) if job.ended_at else None,
        "progress": {"bytes": job.offset, "total": job.total},
        "rows": tally.rows,
        "imported": tally.imported,
        "duplicates": tally.duplicates,
        "rejected": tally.rejected,
        **(_promises(tally) if job.kind is ImportKind.COMPLAINTS else {"promise": None, "label": None}),
        "rejected_url": f"/api/imports/{job.id}/rejected" if job.ended_at and job.parts else None,
    }


def _promises(tally: Tally) -> dict[str, Any]:
    return {
        "promise": {"met": tally.met, "breached": tally.breached},
        "label": {
            "agree": tally.agree,
            "disagree": tally.disagree,
            "disagreeing_lines": list(tally.disagreeing_lines),
        },
    }
