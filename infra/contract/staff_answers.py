"""What the staff routes answer."""

from typing import Literal

from hearthline.complaints.model import ClockName, Kind, Publication, Severity, Status
from hearthline.complaints.parts import FlagCode, RemedyState
from infra.contract.case_answers import (
    CaseAttachment,
    CaseFlag,
    CaseRemedy,
    CaseVisit,
    CaseWarranty,
    CaseWork,
    FilerKind,
)
from infra.contract.public_answers import FilerClock, Verdict
from infra.contract.values import Count, Day, Instant, Language, Number, Shape


class FiledByStaff(Shape):
    """A complaint has been filed for a customer. Its key and link go to the customer, not to staff."""

    number: Number
    status: Status
    received_at: Instant
    answer_due_at: Instant
    resolve_due_at: Instant


class CardClock(Shape):
    """The latest round of one promise, in short."""

    due_at: Instant
    met_at: Instant | None
    breached: bool
    provisional: bool


class Card(Shape):
    """A line of the work list."""

    number: Number
    kind: Kind
    severity: Severity
    status: Status
    title: str
    city: str
    project: str | None
    building: str | None
    category: str | None
    channel: str
    assignee: str | None
    team: str
    received_at: Instant
    next_due_at: Instant | None
    """The earliest deadline of a promise or a work that still has to be met, also one already missed."""
    clocks: dict[ClockName, CardClock]
    flags: list[FlagCode]
    """Early warnings that nobody has assessed yet."""
    works: Count
    """Works that are still to be done."""
    incident: str | None
    filer: FilerKind | None
    """What the filer is to the company; null where nobody is known by the contact."""
    remedy: RemedyState | None
    """Where the latest remedy stands."""
    version: Count


class Notice(Shape):
    """Something that the desk should know of."""

    code: Literal["calendar_ends"]
    calendar: str
    on: Day
    """The last day that the working-day calendar knows of."""


class WorkList(Shape):
    """A page of the work list, most urgent deadline first."""

    items: list[Card]
    next_cursor: str | None
    """Where the next page begins; null on the last. With filters a page can be short and not the last."""
    notices: list[Notice]


class StaffClock(FilerClock):
    """One promise in one round, with its record and its target."""

    target: str | None
    """Such as 24h, 8wh (working hours), 15wd (working days); null for one that a source of history gave."""


class CaseContact(Shape):
    """How to reach the person."""

    name: str
    phone: str | None
    """In E.164 form."""
    email: str | None


class CaseHome(Shape):
    """The home that it is about."""

    project: str
    building: str | None
    unit: str | None


class CaseAssessment(Shape):
    """The assessment of ISO 10002 beside the severity."""

    safety: bool
    complexity: str | None
    impact: str | None
    immediate_action: bool


class CaseOutcome(Shape):
    """What resolving established, for learning."""

    cause: str
    department: str
    contractor: str | None


class CaseEscalation(Shape):
    """The escalation step of a promise that is running."""

    clock: ClockName
    round: Count
    step: str
    level: str
    raised_at: Instant
    acknowledge_by: Instant | None
    acknowledged_by: str | None
    acknowledged_at: Instant | None


class CaseHead(Shape):
    """The whole state of a case; `version` counts every change and is the ETag."""

    number: Number
    version: Count
    kind: Kind
    title: str
    text: str
    city: str
    contact: CaseContact
    language: Language
    channel: str
    received_at: Instant
    status: Status
    severity: Severity
    policy: Count
    """The version of the policy that it runs under."""
    team: str
    clocks: list[StaffClock]
    home: CaseHome | None
    category: str | None
    occurred_on: Day | None
    publication: Publication
    assessment: CaseAssessment
    assignee: str | None
    """Who handles it; null for nobody yet."""
    round: Count
    """1 at first; each reopening starts the next."""
    answered_at: Instant | None
    resolved_at: Instant | None
    closed_at: Instant | None
    outcome: CaseOutcome | None
    verdict: Verdict | None
    merged_into: Number | None
    merged_link: bool
    """Whether whoever follows this case may also follow the one that it was merged into."""
    absorbed: list[Number]
    """The cases merged into this one."""
    follows: Number | None
    """The older case that this one goes on from."""
    escalations: list[CaseEscalation]
    """At most one of each promise."""
    hidden_because: str | None
    """Why the board does not show it."""
    incident: str | None
    warranty: CaseWarranty | None
    """How the home stood to its warranty when the case was filed; null where no home is named."""
    filer: FilerKind | None
    """What the filer was to the company then; null where nobody was known by the contact."""
    flags: list[CaseFlag]
    remedies: list[CaseRemedy]
    visits: list[CaseVisit]
    works: list[CaseWork]
    attachments: list[CaseAttachment]
    erased_at: Instant | None
    """When the person was taken out of the case: title, text, contact and unit are empty from then on."""
    imported_at: Instant | None
    """When it was taken over from another system."""


class Upload(Shape):
    """Where the file goes: POST it as multipart/form-data, these fields first, the part `file` last."""

    url: str
    fields: dict[str, str]


class ImportBegun(Shape):
    """An import is prepared. The upload is good for an hour; the import begins by itself when it is done."""

    id: str
    upload: Upload


class ImportFailure(Shape):
    """Why an import ended without result."""

    code: str
    detail: str
    columns: list[str]


class ImportProgress(Shape):
    """How far the file is read."""

    bytes: Count
    total: Count


class ImportPromise(Shape):
    """How often the source's own promise was kept, over all good rows."""

    met: Count
    breached: Count


class ImportLabel(Shape):
    """How often what we reckon agrees with the source's own word on it."""

    agree: Count
    disagree: Count
    disagreeing_lines: list[Count]
    """The first 20 lines of the file that disagree."""


class ImportView(Shape):
    """How far an import is, and what came of its rows."""

    id: str
    kind: Literal["complaints", "members", "survey_results"]
    city: str | None
    """Null for a file of all cities."""
    source: str
    filename: str | None
    status: Literal["waiting", "running", "finished", "failed"]
    failure: ImportFailure | None
    created_at: Instant
    started_at: Instant | None
    ended_at: Instant | None
    progress: ImportProgress
    rows: Count
    imported: Count
    duplicates: Count
    """Rows that an earlier run had brought already."""
    rejected: Count
    promise: ImportPromise | None
    """Of complaints only, as the label."""
    label: ImportLabel | None
    rejected_url: str | None
    """Where the rejected rows and their reasons are, once the import has ended."""
