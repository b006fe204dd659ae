"""What the contract says of each command: in short, in full, why it is refused, an example."""

from collections.abc import Mapping
from typing import Any

COMMANDS: Mapping[str, tuple[str, str, str, dict[str, Any] | None]] = {
    "claim": (
        "Take a case that nobody has",
        "Of two who claim at once one gets it; the other is told who did.",
        "not_open already_taken",
        None,
    ),
    "assign": (
        "Give a case to a handler",
        "To somebody of the city's reporting line.",
        "not_open already_taken",
        {"to": "agent"},
    ),
    "acknowledge": (
        "Say that one has seen the escalation",
        "Of the step that is running: the next level is not told.",
        "nothing_to_acknowledge",
        None,
    ),
    "triage": (
        "Assess a case",
        "What is not given stays. Another severity reckons the promises anew from their start.",
        "not_open",
        {"severity": "high", "safety": True},
    ),
    "reply": (
        "Answer the customer",
        "Keeps the promise to answer. With `public` it also stands on the board when the case does.",
        "not_open",
        {"text": "师傅明天上午九点上门检查。"},
    ),
    "note": (
        "Write down something for colleagues",
        "Neither the customer nor the public ever sees it; no promise is kept by it.",
        "",
        {"text": "客户希望周末上门。"},
    ),
    "ask": (
        "Ask the customer something",
        (
            "Keeps the promise to answer; the promise to resolve stands still until they answer, 10 days "
            "at "
            "most."
        ),
        "not_open",
        {"text": "请问漏水的位置有照片吗？"},
    ),
    "resolve": (
        "State that the matter is settled",
        (
            "The customer is told the summary and asked for a verdict. Cause and department are codes of "
            "the "
            "catalog."
        ),
        "not_open",
        {"summary": "已更换破损的防水层。", "cause": "workmanship", "department": "engineering"},
    ),
    "reject": (
        "Decline a case that is out of scope",
        "With a reasoned answer, which the customer is told.",
        "not_open",
        {"reason": "该区域由市政部门管理，我们已代为转达。"},
    ),
    "extend": (
        "Promise a later instant",
        "The customer is told the reason; the first promise is kept on record beside it.",
        "not_open clock_not_running extension_out_of_range",
        {"clock": "resolve", "until": "2026-12-31T10:00:00.000Z", "reason": "需要定制的配件尚未到货。"},
    ),
    "reopen": (
        "Take up a settled case again",
        "Within 30 days of closing; with a fresh promise to answer and half the time to resolve.",
        "not_reopenable",
        {"reason": "同一位置再次漏水。"},
    ),
    "close": (
        "End a resolved case",
        "Without waiting for the customer's verdict.",
        "not_resolved",
        None,
    ),
    "link": (
        "Link a case to an incident",
        "To one that is open, in the city of the case; null unlinks. A case is in one incident at a time.",
        "not_linkable already_linked linked_elsewhere not_linked incident_not_open",
        {"incident": "0123456789ABCDEF"},
    ),
    "transfer": (
        "Pass a case on to another team",
        "Nobody has it there yet; the promises run on. A team of another city takes the case to that city.",
        "not_open same_team",
        {"team": "gz-care", "reason": "房屋在广州。"},
    ),
    "heard": (
        "Write down what the customer said",
        "By telephone, at the counter or elsewhere: to the case it is a message of the customer.",
        "merged said_enough",
        {"text": "来电：今天又漏了。", "channel": "hotline"},
    ),
    "merge": (
        "Join a case to another one of the same person",
        (
            "Its promises end, their record stays; the customer is told where it goes on. Both cases must "
            "be in one's cities. A merged case takes nothing in, and one that took another in is not merged "
            "on."
        ),
        (
            "not_open merge_into_itself merge_across_persons has_absorbed unfinished target_merged "
            "target_erased target_ended"
        ),
        {"into": "K7Q2-9XPD-D"},
    ),
    "offer": (
        "Offer to make it good",
        (
            "Within one's limit the customer is asked at once; above it others must consent first, and above "
            "the manager's limit two managers. Money for compensation only, in fen; what the customer has "
            "accepted in this case before counts towards the limit. It takes the place of an offer that is "
            "not answered yet."
        ),
        "not_open",
        {"remedy": "compensation", "amount": 30000, "text": "补偿三百元。"},
    ),
    "approve": (
        "Consent to a proposed remedy",
        "By somebody else than its offerer, whose own limit reaches so far. With `remedy` only to that one.",
        "no_such_proposal already_approved",
        None,
    ),
    "decline": (
        "Decline a proposed remedy",
        "Before the customer hears of it. The offerer may take it back, too.",
        "no_such_proposal",
        {"reason": "与合同不符。"},
    ),
    "publish": (
        "Show a case on the public board",
        "Only where its filer wished it. The filer is told.",
        "merged not_wished already_public",
        None,
    ),
    "hide": (
        "Keep a case off the public board",
        "The filer is told the reason.",
        "merged not_public",
        {"reason": "内容涉及他人隐私。"},
    ),
    "visit": (
        "Plan a repair visit",
        "The customer is told. With `text` it also is an answer, told in the same notice.",
        "not_open out_of_range too_many",
        {"since": "2026-11-24T01:00:00.000Z", "until": "2026-11-24T03:00:00.000Z", "text": "师傅上门检查。"},
    ),
    "visited": (
        "Report a visit",
        (
            "`more_work` names the works that are still to be done; they stay tracked until they are, also "
            "after the case is resolved. The customer sees what is written here."
        ),
        "merged no_such_visit visit_reported too_many out_of_range",
        {
            "visit": 1,
            "outcome": "more_work",
            "works": [{"what": "更换防水层", "due": "2026-12-01T10:00:00.000Z"}],
        },
    ),
    "finish": (
        "Say that an outstanding work is done",
        "The customer sees what is written here.",
        "merged no_such_work work_done",
        {"work": 1},
    ),
}

OPTIONAL_BODIES = frozenset({"NothingBody", "ApproveBody"})
"""Bodies that may be left out: none of their members must be given."""
