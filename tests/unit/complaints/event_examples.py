"""One event of each type, as the rules send it."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any, cast

from hearthline.complaints.access_keys import AccessKeys
from hearthline.complaints.commands import (
    Acknowledge,
    Claim,
    CustomerMessage,
    Erase,
    Extend,
    GiveVerdict,
    Hide,
    Link,
    Publish,
    QuarantineAttachment,
    Reject,
    ReleaseAttachment,
    Triage,
)
from hearthline.complaints.events import event_of
from hearthline.complaints.following import Following
from hearthline.complaints.history import HistoricalCase, Origin, from_history
from hearthline.complaints.incidents.events import suggested_event
from hearthline.complaints.incidents.leading import broadcast_started, closed, confirmed, dismissed
from hearthline.complaints.incidents.model import Incident, IncidentStatus, Said, Sighting
from hearthline.complaints.incidents.watching import Found
from hearthline.complaints.model import Change, ClockName, Outcome, Severity
from hearthline.complaints.remedy_commands import AnswerRemedy, Approve
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.store import ComplaintStore
from hearthline.complaints.visit_commands import FinishWork
from hearthline.platform.ids import Entropy
from hearthline.platform.jobs import JobStore, new_job
from hearthline.platform.outbox import Event
from hearthline.platform.secret import Secret
from hearthline.platform.table import Put, Table
from tests.unit.complaints.builders import (
    AGENT,
    COLLEAGUE,
    CONTACT,
    MONDAY,
    NUMBER,
    WARNED,
    Story,
    a_merge,
    a_question,
    a_reply,
    a_resolved_story,
    a_story,
    a_visit,
    after,
    an_answered_story,
    an_offer,
    more_work,
)
from tests.unit.complaints.every_command import EVERY_COMMAND
from tests.unit.complaints.file_stories import an_attached_story
from tests.unit.complaints.improvement_builder import improvement_events

LINKED = Link("0123456789ABCDEF")


def the_event(story: Story, type_: str) -> dict[str, Any]:
    """The event of this type among those of the last change."""
    (found,) = [event for event in events_of(story) if event["type"] == type_]
    return found


def events_of(story: Story) -> list[dict[str, Any]]:
    made = [event_of(story.complaint, entry) for entry in story.last]
    return [event.envelope() for event in made if event]


def a_link_request() -> dict[str, Any]:
    """The one event that is about no complaint."""

    class Recorder:
        event: Event

        def request_links(self, event: Event, *_: object) -> None:
            self.event = event

    class NoSurprise:
        def token(self, size: int) -> bytes:
            return bytes(range(size))

    store = Recorder()
    keys = AccessKeys(Secret(lambda: "a secret of the tests, long enough"))
    following = Following(cast("ComplaintStore", store), cast("Rulebook", None), keys, NoSurprise())
    following.find("phone", str(CONTACT.phone), "192.0.2.7", MONDAY)
    return store.event.envelope()


def an_import() -> dict[str, Any]:
    case = HistoricalCase("101001984", opened=MONDAY, title="No heat", text="Cold.", due=after(days=2))
    origin = Origin("boston311", "import-1", 2)
    change = from_history(case, NUMBER, origin, city="boston", team="care", actor=AGENT, now=after(days=9))
    return envelope_of(change)


def a_job_begun() -> dict[str, Any]:
    job = new_job("broadcast", {}, "zhao.lei", MONDAY, cast("Entropy", None), id_="0123456789ABCDEF")
    started = JobStore(cast("Table", None), 8).start_action(job)
    assert isinstance(started, Put)
    envelope: dict[str, Any] = started.item["event"]
    return envelope


def envelope_of(change: Change) -> dict[str, Any]:
    event = event_of(change.complaint, change.entries[0])
    assert event is not None
    return event.envelope()


@cache
def examples() -> Mapping[str, dict[str, Any]]:
    claimed = a_story().does(Claim(), after(minutes=5))
    asked = a_story().does(a_question(), after(hours=1))
    accepted, declined = GiveVerdict(accepted=True, rating=5), GiveVerdict(accepted=False, rating=1)
    taken = AnswerRemedy(1, accepted=True)
    hidden = a_story(public=True).does(Hide("A name."), after(hours=1))
    longer = Extend(ClockName.RESOLVE, after(days=40), "The part has to be made.")
    stories = {
        "complaint.received": a_story(),
        "complaint.background_noted": a_story().does(EVERY_COMMAND["background"], after(minutes=1)),
        "complaint.assigned": claimed,
        "complaint.triaged": a_story().does(Triage(severity=Severity.HIGH), after(minutes=20)),
        "complaint.message_added": asked.does(CustomerMessage("The bath."), after(hours=2)),
        "complaint.flagged": a_story(terms=WARNED, text="有燃气泄漏，记者来了。"),
        "complaint.answered": a_story().does(a_reply(), after(hours=1)),
        "complaint.asked": a_story().does(a_question(), after(hours=1)),
        "complaint.resolved": a_resolved_story(),
        "complaint.verdict_given": a_resolved_story().does(accepted, after(days=1)),
        "complaint.reopened": a_resolved_story().does(declined, after(days=1)),
        "complaint.closed": a_resolved_story().sweep(after(days=8)),
        "complaint.rejected": a_story().does(Reject("The city's road."), after(hours=1)),
        "complaint.extended": a_story().does(longer, after(hours=1)),
        "complaint.erased": a_story().does(Reject("No."), after(hours=1)).does(Erase(), after(hours=2)),
        "complaint.merged": a_story().does(a_merge(), after(hours=1)),
        "complaint.transferred": a_story().does(EVERY_COMMAND["transfer"], after(hours=1)),
        "complaint.published": hidden.does(Publish(), after(hours=2)),
        "complaint.hidden": a_story(public=True).does(Hide("A name."), after(hours=1)),
        "remedy.approval_requested": a_proposal(),
        "remedy.approved": a_proposal().does(Approve(authority="lead"), after(hours=2), COLLEAGUE),
        "remedy.declined": a_proposal().does(EVERY_COMMAND["withhold"], after(hours=2), COLLEAGUE),
        "remedy.offered": a_story().does(an_offer(), after(hours=1)),
        "remedy.answered": a_story().does(an_offer(30_000), after(hours=1)).does(taken, after(hours=2)),
        "visit.planned": a_story().does(a_visit(text="We come."), after(hours=1)),
        "visit.reported": a_visited_story(),
        "visit.unreported": an_answered_story().does(a_visit(), after(hours=1)).sweep(after(days=2)),
        "work.overdue": a_visited_story().sweep(after(days=4)),
        "work.finished": a_visited_story().does(FinishWork(1), after(days=2)),
        "attachment.released": an_attached_story().does(ReleaseAttachment("file-1", 900), after(hours=2)),
        "attachment.quarantined": an_attached_story().does(
            QuarantineAttachment("file-1", "type_mismatch"), after(hours=2)
        ),
        "complaint.improvement_decided": a_story().does(EVERY_COMMAND["tell_improvement"], after(days=2)),
        "complaint.linked": a_story().does(LINKED, after(hours=1)),
        "complaint.unlinked": a_story().does(LINKED, after(hours=1)).does(Link(None), after(hours=2)),
        "sla.breached": claimed_and_late(),
        "escalation.raised": claimed_and_late(),
        "escalation.acknowledged": claimed_and_late().does(Acknowledge("manager"), after(hours=26)),
    }
    made = {type_: the_event(story, type_) for type_, story in stories.items()}
    return {
        **made,
        **improvement_events(),
        **of_incidents(),
        "complaint.imported": an_import(),
        "follow_links.requested": a_link_request(),
        "job.started": a_job_begun(),
    }


def a_proposal() -> Story:
    """Compensation above the agent's limit and within the lead's."""
    return a_story().does(an_offer(80_000), after(hours=1))


def a_visited_story() -> Story:
    """A visit on Tuesday left a work that is due on Thursday at nine."""
    story = an_answered_story().does(a_visit(), after(hours=1))
    return story.does(more_work(after(days=3)), after(days=1, hours=1))


def of_incidents() -> Mapping[str, dict[str, Any]]:
    """The events about an incident, each as the change makes it that it tells of."""
    incident = Incident(
        "0123456789ABCDEF", 1, IncidentStatus.SUGGESTED, "vista 3", "shenzhen", MONDAY, project="vista"
    )
    sightings = tuple(Sighting(f"{place}", f"home-{place % 3}", MONDAY) for place in range(5))
    made = [suggested_event(incident, Found(None, sightings))]
    opened = confirmed(incident, None, "job-1", AGENT, MONDAY)
    told = broadcast_started(
        replace(opened.incident, job=None, linked=6),
        "job-2",
        Said("The pump is repaired."),
        None,
        AGENT,
        after(hours=1),
    )
    found = Outcome("material", "engineering", None)
    ended = closed(replace(told.incident, job=None), "A pump had failed.", found, AGENT, after(days=1))
    made += [opened.event, dismissed(incident, "Two matters.", AGENT, MONDAY).event, told.event, ended.event]
    return {event.type: event.envelope() for event in made}


def claimed_and_late() -> Story:
    return a_story().does(Claim(), after(minutes=5)).sweep(after(hours=25))
