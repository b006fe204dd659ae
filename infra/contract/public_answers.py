"""What the public routes answer."""

from typing import Literal

from hearthline.complaints.model import ClockName, Kind, Publication, Status
from hearthline.complaints.parts import RemedyKind, RemedyState, VisitOutcome
from infra.contract.attachment_operations import FilerAttachment
from infra.contract.values import Count, Instant, Language, Month, Number, Rating, Shape, Who, Words


class Filed(Shape):
    """A complaint has been filed. The same Idempotency-Key and body give this very answer again."""

    number: Number
    """The complaint's number, as it is said and written."""
    key: str
    """The secret key, 128 random bits, with which its filer follows it. Nobody can look it up again."""
    follow_url: str
    """The filer's own link: number and key in one. Keep it as secret as the key."""
    status: Status
    received_at: Instant
    answer_due_at: Instant
    """Until when a person will have answered: 24 hours, round the clock."""
    resolve_due_at: Instant
    """Until when it is to be resolved; moves while we wait for the customer."""


class Pause(Shape):
    """A stretch of time in which a clock stood still, because the customer had been asked something."""

    since: Instant
    until: Instant


class FilerClock(Shape):
    """One promise in one round, with its record."""

    clock: ClockName
    round: Count
    """1 at first; each reopening starts the next."""
    started_at: Instant
    due_at: Instant
    """The deadline in force: after pauses and extensions."""
    original_due_at: Instant
    """The deadline that was promised at first."""
    provisional: bool
    """Whether the deadline rests on a year whose official working days are not published yet."""
    paused: bool
    paused_since: Instant | None
    pauses: list[Pause]
    extended_to: Instant | None
    extended_at: Instant | None
    """When the later deadline was promised."""
    met_at: Instant | None
    breached_at: Instant | None
    """The deadline's own instant, once it has passed unmet. Stays, whatever comes later."""
    stopped_at: Instant | None
    """When it was called off: the case was rejected or merged."""
    kept: bool | None
    """Whether the promise was kept; null while that is open."""


class FilerHome(Shape):
    """The home that it is about."""

    project: str
    building: str | None
    unit: str | None


class Verdict(Shape):
    """What the customer said of the solution of a round."""

    accepted: bool
    rating: Rating
    round: Count
    at: Instant


class ToldEntry(Shape):
    """One line of the timeline, as those outside see it."""

    kind: str
    """received, message, replied, asked, resolved, rejected, extended, reopened, closed, verdict, others."""
    at: Instant
    by: Who
    text: str | None
    data: Words
    """Facts that go with the kind, such as `until` of an extension."""


class FilerRemedy(Shape):
    """What the company offers to make it good, or has offered."""

    remedy: Count
    """Its number within the case."""
    kind: RemedyKind
    text: str
    amount: Count | None
    """In the smallest unit of the currency (fen); of a compensation only."""
    currency: Literal["CNY"] | None
    state: RemedyState
    """`offered` waits for the filer's word; `superseded`: another offer took its place."""
    offered_at: Instant
    ended_at: Instant | None


class FilerVisit(Shape):
    """A repair visit."""

    visit: Count
    since: Instant
    until: Instant
    outcome: VisitOutcome | None
    """What came of it; null until it is reported."""


class FilerWork(Shape):
    """Something that is still to be done in the home, or was."""

    work: Count
    what: str
    due_at: Instant
    done_at: Instant | None


class FilerHead(Shape):
    """A complaint as its filer sees it, without the timeline."""

    number: Number
    kind: Kind
    status: Status
    title: str
    text: str
    city: str
    home: FilerHome | None
    category: str | None
    language: Language
    public: Publication
    """Whether it stands on the board."""
    received_at: Instant
    clocks: list[FilerClock]
    """What was promised, and what came of it; the latest round last."""
    merged_into: Number | None
    """The case in which it goes on."""
    merged_url: str | None
    """The secret link to that case, where everybody who may have this case's link may have that one's."""
    remedies: list[FilerRemedy]
    visits: list[FilerVisit]
    works: list[FilerWork]
    verdict: Verdict | None
    """Of the latest round in which one was given."""
    hidden_because: str | None
    """Why the board does not show it, though it was to be public."""


class FilerView(FilerHead):
    """A complaint as its filer sees it."""

    attachments: list[FilerAttachment]
    """The files that were announced, whatever came of them."""
    timeline: list[ToldEntry]
    """What happened and what was said, oldest first; without what staff wrote for one another."""


class Post(Shape):
    """A public complaint on the board: names, numbers, addresses and plates in its text are masked."""

    number: Number
    kind: Kind
    status: Status
    title: str
    excerpt: str
    """The beginning of the text, 280 characters at most."""
    name: str
    """The filer's masked name, such as 王**."""
    city: str
    project: str | None
    received_at: Instant
    answered_at: Instant | None
    answer_due_at: Instant | None
    promise_kept: bool | None
    """Whether it was answered in time; null while that is open."""


class Board(Shape):
    """A page of the board, newest first."""

    items: list[Post]
    next_cursor: str | None
    """Where the next page begins; null on the last."""


class Thread(Post):
    """A public complaint with its answers, all text masked."""

    text: str
    timeline: list[ToldEntry]


class Figures(Shape):
    """The promise, counted over the first answer of each complaint, on every channel, public or not."""

    received: Count
    answered: Count
    kept: Count
    """First answer within its time."""
    broken: Count
    """First answer too late, or overdue now."""
    answered_in_time_permille: Count | None
    """1000 * kept / (kept + broken); null while nothing can be counted."""
    median_minutes_to_answer: Count | None
    open: Count


class CityFigures(Figures):
    """The promise in one city."""

    city: str


class Promise(Shape):
    """The promise of one month."""

    month: Month
    definition: str
    """How the share is counted, in words."""
    total: Figures
    cities: list[CityFigures]
    """Cities with complaints in that month, or the one that was asked for."""


class Named(Shape):
    """Something to choose: the code to send, and its names by language."""

    code: str
    names: dict[str, str]


class CityNamed(Named):
    """A city to choose."""

    zone: str
    """Its IANA time zone."""
    projects: list[str]
    """Projects to suggest; others can be named too."""


class Limits(Shape):
    """The longest texts, and the most of things, that are taken."""

    title: Count
    text: Count
    message: Count
    attachments: Count
    page: Count


class Catalog(Shape):
    """What can be chosen when filing, and by staff when resolving."""

    kinds: list[Named]
    categories: list[Named]
    causes: list[Named]
    departments: list[Named]
    cities: list[CityNamed]
    languages: list[Language]
    limits: Limits


class Health(Shape):
    """The function runs and can read its table."""

    status: Literal["ok"]
    at: Instant
