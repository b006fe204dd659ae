"""The long work of a campaign: which jobs there are to be, by where it stands. Pure, but for beginning them.

Ids of jobs follow from the campaign, its round and what is to be done, so the same work is begun once however
often it is asked for. A job of an earlier round finds that it is no longer wanted, and ends.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from hearthline.platform.ids import Entropy
from hearthline.platform.jobs import Job, JobState, JobStore, new_job
from hearthline.surveys import keys
from hearthline.surveys.model import UNDER_WAY, Campaign, CampaignState
from hearthline.surveys.reach import INVITATION

INVITING: Final = "campaign_audience"
FEEDING: Final = "campaign_feeding"
CLOSING: Final = "campaign_closing"
QUARTERS: Final = 4
"""Into how many jobs walking through all invitations is cut."""
STUCK_AFTER: Final = timedelta(minutes=30)
"""How long after the end of its jobs what they left undone is begun anew."""


@dataclass(frozen=True, slots=True)
class Task:
    """One job to be: what kind of work, on which part of it; of feeding, which message."""

    id: str
    kind: str
    part: int
    message: str | None = None


def work_of(campaign: Campaign) -> tuple[tuple[Task, ...], ...]:
    """Give the jobs that a campaign wants where it stands, each group begun together."""
    if campaign.trigger is not None or campaign.closed_at:
        return ()
    if campaign.closing_at:
        return (_tasks(campaign, CLOSING, QUARTERS, "closing"),)
    if campaign.state not in UNDER_WAY:
        return ()
    if campaign.made is None:
        return (_tasks(campaign, INVITING, campaign.parts, "audience"),)
    if campaign.state is not CampaignState.SENDING or campaign.third_party:
        return ()
    messages = [INVITATION, *([reminder(campaign.reminded)] if campaign.reminded else [])]
    return tuple(_tasks(campaign, FEEDING, QUARTERS, message, message) for message in messages)


def reminder(number: int) -> str:
    """Give the name of the message that reminds for the n-th time."""
    return f"reminder/{number}"


def wanted(campaign: Campaign, job: Job) -> bool:
    """Say whether a campaign still wants what a job does: by its kind, its round and its message."""
    return any(job.id == task.id for group in work_of(campaign) for task in group)


def buckets_of(part: int) -> list[str]:
    """Give the buckets of one of the QUARTERS of all invitations."""
    size = keys.BUCKETS // QUARTERS
    return [f"{bucket:02x}" for bucket in range(part * size, (part + 1) * size)]


class Working:
    """Begins the long work of campaigns, and says how it is."""

    def __init__(self, jobs: JobStore, entropy: Entropy) -> None:
        self._jobs = jobs
        self._entropy = entropy

    def begin(self, campaign: Campaign, now: datetime) -> None:
        """Begin what a campaign wants, where it was not begun before. A request for each group of jobs."""
        for group in work_of(campaign):
            self._jobs.start([self._job(campaign, task, now) for task in group])

    def stuck(self, campaign: Campaign, now: datetime, *, left: bool) -> bool:
        """Say whether its jobs ended long ago and left something undone. A request a job.

        `left` says that there is something left to do; of a job that was given up there always is.
        """
        tasks = [task for group in work_of(campaign) for task in group]
        jobs = [job for task in tasks if (job := self._jobs.load(task.id)) is not None]
        ended = [job.ended_at for job in jobs if job.ended_at is not None]
        if not tasks or len(ended) < len(tasks) or max(ended) + STUCK_AFTER > now:
            return False
        return left or any(job.state is JobState.FAILED for job in jobs)

    def _job(self, campaign: Campaign, task: Task, now: datetime) -> Job:
        params = {"campaign": campaign.id, "part": task.part}
        if task.message:
            params["message"] = task.message
        return new_job(task.kind, params, None, now, self._entropy, id_=task.id)


def _tasks(
    campaign: Campaign, kind: str, count: int, name: str, message: str | None = None
) -> tuple[Task, ...]:
    return tuple(
        Task(f"{campaign.id}.{campaign.round}.{name}.{part}", kind, part, message) for part in range(count)
    )
