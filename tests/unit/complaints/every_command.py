"""One command of each kind, as a case on a Monday meets it."""

from collections.abc import Mapping

from hearthline.complaints.commands import (
    Absorb,
    Acknowledge,
    Assign,
    Claim,
    Close,
    Command,
    CustomerMessage,
    Extend,
    GiveVerdict,
    Heard,
    Hide,
    Link,
    Note,
    PassTime,
    Publish,
    QuarantineAttachment,
    RaiseFlag,
    Recalculate,
    Reject,
    ReleaseAttachment,
    Reopen,
    TellImprovement,
    Transfer,
    Triage,
)
from hearthline.complaints.model import ClockName
from hearthline.complaints.parts import FlagCode, VisitOutcome
from hearthline.complaints.remedy_commands import AnswerRemedy, Approve, Decline
from hearthline.complaints.visit_commands import FinishWork, ReportVisit
from tests.unit.complaints.builders import (
    OTHER_NUMBER,
    a_merge,
    a_question,
    a_reply,
    a_solution,
    a_visit,
    after,
    an_offer,
)
from tests.unit.complaints.file_stories import an_announcement

EVERY_COMMAND: Mapping[str, Command] = {
    "claim": Claim(),
    "assign": Assign("zhao.lei"),
    "acknowledge": Acknowledge(),
    "triage": Triage(category="water"),
    "reply": a_reply(),
    "note": Note("Called the plumber."),
    "ask": a_question(),
    "resolve": a_solution(),
    "reject": Reject("This is the city's road."),
    "extend": Extend(ClockName.RESOLVE, after(days=60), "The part has to be made."),
    "reopen": Reopen("It is wet again."),
    "close": Close(),
    "transfer": Transfer("gz-care", "The home is in Guangzhou.", "guangzhou"),
    "heard": Heard("It drips.", "hotline"),
    "merge": a_merge(),
    "absorb": Absorb(OTHER_NUMBER),
    "publish": Publish(),
    "hide": Hide("It names a neighbour."),
    "offer": an_offer(),
    "approve": Approve(authority="lead"),
    "withhold": Decline("Not in the contract.", authority="lead"),
    "take": AnswerRemedy(1, accepted=True),
    "visit": a_visit(),
    "visited": ReportVisit(1, VisitOutcome.DONE),
    "finish": FinishWork(1),
    "message": CustomerMessage("Thanks."),
    "accept": GiveVerdict(accepted=True, rating=5),
    "decline": GiveVerdict(accepted=False, rating=1),
    "attach": an_announcement(),
    "release": ReleaseAttachment("file-1", 900),
    "quarantine": QuarantineAttachment("file-1", "type_mismatch"),
    "tell_improvement": TellImprovement("0123456789ABCDEF", "accepted", "It makes sense."),
    "pass_time": PassTime(),
    "recalculate": Recalculate(),
    "link": Link("0123456789ABCDEF"),
    "raise_flag": RaiseFlag(FlagCode.REPEATED, {"cases": [OTHER_NUMBER]}),
}
