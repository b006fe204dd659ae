"""A case goes elsewhere: to the team that it belongs to, or into another case of the same person."""

from hearthline.complaints import clocks
from hearthline.complaints.commands import Absorb, Merge, Transfer
from hearthline.complaints.draft import Draft, refuse_unless
from hearthline.complaints.model import Complaint, Status, Visibility
from hearthline.complaints.remedies import under_way
from hearthline.complaints.reminders import undone, unreported

_UNTOUCHED = frozenset({Status.RECEIVED, Status.ASSIGNED})


def transfer(draft: Draft, command: Transfer) -> None:
    """Pass the case on to another team: nobody has it there yet, and the promises run on."""
    complaint = draft.complaint
    refuse_unless(complaint.open, "not_open", complaint)
    refuse_unless(command.team != complaint.team, "same_team", complaint, team=complaint.team)
    city = command.city or complaint.city
    untouched = complaint.status in _UNTOUCHED
    draft.set(
        team=command.team,
        city=city,
        assignee=None,
        status=Status.RECEIVED if untouched else complaint.status,
    )
    facts = {"previous_team": complaint.team, "previous_city": complaint.city}
    draft.record(
        "transferred",
        Visibility.INTERNAL,
        text=command.reason,
        data={"team": command.team, "city": city, **facts},
        event="complaint.transferred",
        event_data=facts,
    )


def merge(draft: Draft, command: Merge) -> None:
    """Join the case to another one of the same person; its promises end, their record stays.

    A case into which another was merged can't be merged on, so nobody is ever sent from one to the next.
    """
    complaint = draft.complaint
    refuse_unless(complaint.open, "not_open", complaint)
    refuse_unless(command.into != complaint.number, "merge_into_itself", complaint)
    refuse_unless(command.same_person, "merge_across_persons", complaint)
    refuse_unless(not complaint.absorbed, "has_absorbed", complaint)
    refuse_unless(not _unfinished(complaint), "unfinished", complaint, unfinished=_unfinished(complaint))
    draft.clocks(lambda clock: clocks.stop(clock, draft.now, draft.terms))
    draft.set(
        status=Status.MERGED,
        merged_into=command.into,
        merged_link=command.linked,
        closed_at=draft.now,
    )
    facts = {"into": command.into}
    draft.record("merged", Visibility.CUSTOMER, data=facts, event="complaint.merged", event_data=facts)


def absorb(draft: Draft, command: Absorb) -> None:
    """Take in another case of the same person; one that has ended takes none, as nobody works on it."""
    complaint = draft.complaint
    refuse_unless(complaint.status is not Status.MERGED, "target_merged", complaint)
    refuse_unless(complaint.erased_at is None, "target_erased", complaint)
    refuse_unless(complaint.open or complaint.status is Status.RESOLVED, "target_ended", complaint)
    draft.set(absorbed=(*complaint.absorbed, command.number))
    draft.record("absorbed", Visibility.CUSTOMER, data={"from": command.number})


def _unfinished(complaint: Complaint) -> list[str]:
    """Name what would be lost from sight: an offer, a visit to be reported, works to be done."""
    found = {
        "remedy": under_way(complaint) is not None,
        "visit": bool(unreported(complaint)),
        "work": bool(undone(complaint)),
    }
    return [name for name, there in found.items() if there]
