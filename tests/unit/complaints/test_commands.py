"""Every command in every status: where it leads, or why it is refused."""

import pytest

from hearthline.complaints.commands import Command
from hearthline.complaints.model import Status
from tests.unit.complaints.builders import a_story_in, after
from tests.unit.complaints.every_command import EVERY_COMMAND

# Each command in each status, on Monday at 11:00: the status it leads to, or the code of its refusal. A
# status that is also a code has `=` before it where it is the code.
_MATRIX = """
            received                assigned                in_progress             awaiting_customer       resolved                closed                  rejected                merged
claim       assigned                already_taken           already_taken           already_taken           not_open                not_open                not_open                not_open
assign      assigned                assigned                in_progress             awaiting_customer       not_open                not_open                not_open                not_open
route       assigned                already_taken           already_taken           already_taken           not_open                not_open                not_open                not_open
acknowledge nothing_to_acknowledge  nothing_to_acknowledge  nothing_to_acknowledge  nothing_to_acknowledge  nothing_to_acknowledge  nothing_to_acknowledge  nothing_to_acknowledge  nothing_to_acknowledge
triage      received                assigned                in_progress             awaiting_customer       not_open                not_open                not_open                not_open
reply       in_progress             in_progress             in_progress             awaiting_customer       not_open                not_open                not_open                not_open
note        received                assigned                in_progress             awaiting_customer       resolved                closed                  rejected                merged
ask         awaiting_customer       awaiting_customer       awaiting_customer       awaiting_customer       not_open                not_open                not_open                not_open
resolve     resolved                resolved                resolved                resolved                not_open                not_open                not_open                not_open
reject      rejected                rejected                rejected                rejected                not_open                not_open                not_open                not_open
extend      received                assigned                in_progress             awaiting_customer       not_open                not_open                not_open                not_open
reopen      not_reopenable          not_reopenable          not_reopenable          not_reopenable          in_progress             in_progress             not_reopenable          not_reopenable
close       not_resolved            not_resolved            not_resolved            not_resolved            closed                  not_resolved            not_resolved            not_resolved
transfer    received                received                in_progress             awaiting_customer       not_open                not_open                not_open                not_open
heard       received                assigned                in_progress             in_progress             resolved                closed                  rejected                =merged
merge       merged                  merged                  merged                  merged                  not_open                not_open                not_open                not_open
absorb      received                assigned                in_progress             awaiting_customer       resolved                target_ended            target_ended            target_merged
publish     not_wished              not_wished              not_wished              not_wished              not_wished              not_wished              not_wished              =merged
hide        not_public              not_public              not_public              not_public              not_public              not_public              not_public              =merged
offer       received                assigned                in_progress             awaiting_customer       not_open                not_open                not_open                not_open
approve     no_such_proposal        no_such_proposal        no_such_proposal        no_such_proposal        no_such_proposal        no_such_proposal        no_such_proposal        no_such_proposal
withhold    no_such_proposal        no_such_proposal        no_such_proposal        no_such_proposal        no_such_proposal        no_such_proposal        no_such_proposal        no_such_proposal
take        no_such_remedy          no_such_remedy          no_such_remedy          no_such_remedy          no_such_remedy          no_such_remedy          no_such_remedy          =merged
visit       received                assigned                in_progress             awaiting_customer       not_open                not_open                not_open                not_open
visited     no_such_visit           no_such_visit           no_such_visit           no_such_visit           no_such_visit           no_such_visit           no_such_visit           =merged
finish      no_such_work            no_such_work            no_such_work            no_such_work            no_such_work            no_such_work            no_such_work            =merged
message     received                assigned                in_progress             in_progress             resolved                closed                  rejected                =merged
accept      not_resolved            not_resolved            not_resolved            not_resolved            closed                  closed                  not_resolved            not_resolved
decline     not_resolved            not_resolved            not_resolved            not_resolved            in_progress             in_progress             not_resolved            not_resolved
attach      received                assigned                in_progress             awaiting_customer       resolved                not_open                not_open                not_open
release     attachment_not_awaited  attachment_not_awaited  attachment_not_awaited  attachment_not_awaited  attachment_not_awaited  attachment_not_awaited  attachment_not_awaited  attachment_not_awaited
quarantine  attachment_not_awaited  attachment_not_awaited  attachment_not_awaited  attachment_not_awaited  attachment_not_awaited  attachment_not_awaited  attachment_not_awaited  attachment_not_awaited
tell_improvement  received                assigned                in_progress             awaiting_customer       resolved                closed                  rejected                =merged
pass_time   received                assigned                in_progress             awaiting_customer       resolved                closed                  rejected                merged
recalculate received                assigned                in_progress             awaiting_customer       resolved                closed                  rejected                merged
link        received                assigned                in_progress             awaiting_customer       resolved                not_linkable            not_linkable            not_linkable
erase       not_ended               not_ended               not_ended               not_ended               not_ended               closed                  rejected                merged
raise_flag  received                assigned                in_progress             awaiting_customer       resolved                closed                  rejected                merged
background  received                assigned                in_progress             awaiting_customer       resolved                closed                  rejected                merged
"""  # noqa: E501 - a table
_HEADER, *_ROWS = [line.split() for line in _MATRIX.strip().splitlines()]
_CELLS = [
    (row[0], status, outcome) for row in _ROWS for status, outcome in zip(_HEADER, row[1:], strict=True)
]


@pytest.mark.parametrize(("name", "status", "outcome"), _CELLS)
def test_a_command_leads_to_a_status_or_is_refused(name: str, status: str, outcome: str) -> None:
    story = a_story_in(Status(status))
    command, at = EVERY_COMMAND[name], after(hours=2)

    if outcome in list(Status):
        assert story.does(command, at).complaint.status == outcome
    else:
        refused = story.is_refused(command, at)
        assert refused.code == outcome.removeprefix("=")
        assert refused.data["status"] == status


def test_the_matrix_holds_every_command_and_every_status() -> None:
    assert set(_HEADER) == set(Status)
    assert [row[0] for row in _ROWS] == list(EVERY_COMMAND)
    assert {type(command) for command in EVERY_COMMAND.values()} == set(Command.__args__)
