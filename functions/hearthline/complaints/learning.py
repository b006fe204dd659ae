"""What complaints teach, told back to those who filed them."""

from hearthline.complaints.commands import TellImprovement
from hearthline.complaints.draft import Draft, refuse_unless
from hearthline.complaints.model import Status, Visibility


def tell_improvement(draft: Draft, command: TellImprovement) -> None:
    """Say in the thread what was decided on an improvement that names this case; keeps no promise."""
    complaint = draft.complaint
    refuse_unless(
        complaint.status is not Status.MERGED, "merged", complaint, merged_into=complaint.merged_into
    )
    draft.record(
        "improvement",
        Visibility.CUSTOMER,
        text=command.reason,
        data={"improvement": command.improvement, "status": command.status},
        event="complaint.improvement_decided",
        event_data={"improvement": command.improvement, "decision": command.status},
    )
