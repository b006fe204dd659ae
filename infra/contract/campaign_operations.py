"""The operations of campaigns."""

from collections.abc import Mapping

from hearthline.platform.access import ALLOWED, Action
from hearthline.platform.bodies import PageQuery
from hearthline.surveys.campaign_bodies import (
    AudienceBody,
    CampaignBody,
    CampaignChangeBody,
    DoubtfulBody,
    LaunchBody,
    RecipientsQuery,
)
from infra.contract import campaign_answers as answers
from infra.contract.operations import Answer, Operation
from infra.contract.public_operations import OF_THE_STATE

NO_SUCH = "No such campaign."
EXAMPLE = {
    "name": "2026年度满意度",
    "questionnaire": "experience-report",
    "text": {"zh": "请告诉我们您住得怎么样。", "en": "Please tell us how you live."},
    "expires_at": "2026-12-31T15:59:00.000Z",
    "reminders": [7, 14],
}
AUDIENCE = {
    "filter": {"all": [{"stage": "living"}, {"consent": "survey:email"}]},
    "excluded": {"kind": "staff"},
    "cities": ["sz"],
}


def _roles(action: Action) -> str:
    return f"For {', '.join(sorted(ALLOWED[action]))}."


def _refused(*reasons: str) -> str:
    return f"Refused by the state: {', '.join(f'`{reason}`' for reason in reasons)}. {OF_THE_STATE}"


_READ, _EDIT, _SEE = (
    _roles(action) for action in (Action.READ_CAMPAIGN, Action.EDIT_CAMPAIGN, Action.SEE_RECIPIENTS)
)
_OUTDATED = "It is no longer of the version that `If-Match` names, or is being changed."
_STANDS = (Answer(200, "The campaign.", answers.CampaignHead, headers=("ETag",)),)

CAMPAIGNS: tuple[Operation, ...] = (
    Operation(
        "GET /api/campaigns",
        "listCampaigns",
        "Campaigns",
        "Campaigns",
        "Newest first: those that ask everywhere, or in a city of one's scope. A page may have fewer than "
        f"`limit`. {_READ}",
        (Answer(200, "A page of campaigns.", answers.CampaignPage),),
        query=PageQuery,
        staff=True,
    ),
    Operation(
        "POST /api/campaigns",
        "makeCampaign",
        "Campaigns",
        "Make a campaign",
        f"A draft, which asks nobody until it is launched. Without `cities` it is for hq. {_EDIT}",
        (Answer(201, "It is made.", answers.CampaignMade, headers=("Location",)),),
        body=CampaignBody,
        headers=("IdempotencyKey",),
        staff=True,
        examples={"yearly": {"value": EXAMPLE}},
    ),
    Operation(
        "GET /api/campaigns/{id}",
        "readCampaign",
        "Campaigns",
        "A campaign",
        "With how the count of its audience stands, and its history. `on-complaint-closed` and "
        f"`on-home-handed-over` ship. {_READ}",
        (Answer(200, "The campaign.", answers.CampaignView, headers=("ETag",)),),
        {404: NO_SUCH},
        staff=True,
    ),
    Operation(
        "PATCH /api/campaigns/{id}",
        "changeCampaign",
        "Campaigns",
        "Change a campaign",
        "What is given changes, and null takes away `starts_at`, `latest_start`, `expires_at`, `series` or "
        "`third_party`. Under way, only `name`, `rate`, `expires_at` and `reminders` change; of one that "
        f"asks by itself, `name`, text, channels, delay, days and questionnaire. {_EDIT}",
        (Answer(200, "The campaign.", answers.CampaignView, headers=("ETag",)),),
        {404: NO_SUCH, 409: _refused("not_changeable"), 412: _OUTDATED},
        body=CampaignChangeBody,
        headers=("IfMatch",),
        staff=True,
        examples={"slower": {"value": {"rate": 60}}},
    ),
    Operation(
        "POST /api/campaigns/{id}/audience",
        "chooseAudience",
        "Campaigns",
        "Choose whom a campaign asks",
        "A saved segment or a filter (docs/segments.md), without whom `excluded` means, within `cities`; it "
        f"is copied, and counted behind the API. {_EDIT}",
        (Answer(202, "It is chosen, and being counted.", answers.AudienceBegun, headers=("Location",)),),
        {404: NO_SUCH, 409: _refused("triggered", "under_way", "ended"), 412: _OUTDATED},
        body=AudienceBody,
        headers=("IdempotencyKey", "IfMatch"),
        staff=True,
        examples={"owners": {"value": AUDIENCE}},
    ),
    Operation(
        "GET /api/campaigns/{id}/audience",
        "readAudience",
        "Campaigns",
        "How the count of an audience stands",
        "With a masked sample; that it was seen is recorded. For whose scope holds the campaign's cities. "
        f"{_SEE}",
        (Answer(200, "The count.", answers.AudienceCounted),),
        {404: "No such campaign, or its audience was not counted, or longer ago than 90 days."},
        staff=True,
    ),
    Operation(
        "POST /api/campaigns/{id}/launch",
        "launchCampaign",
        "Campaigns",
        "Launch a campaign",
        "Now, or at `starts_at` by itself: found later than `latest_start`, it waits for a person. `at_once` "
        f"begins one that waits. Its questionnaire is frozen as it begins. {_EDIT}",
        _STANDS,
        {
            404: NO_SUCH,
            409: _refused(
                "triggered",
                "scheduled",
                "under_way",
                "paused",
                "ended",
                "audience_missing",
                "audience_not_counted",
                "audience_being_counted",
                "nobody_meant",
                "text_missing",
                "channel_missing",
                "expiry_missing",
                "expired",
                "ends_before_start",
                "too_late_for_starts_at",
                "questionnaire_missing",
            ),
            412: _OUTDATED,
        },
        body=LaunchBody,
        headers=("IfMatch",),
        staff=True,
        examples={"now": {"value": {"at_once": True}}},
    ),
    Operation(
        "POST /api/campaigns/{id}/pause",
        "pauseCampaign",
        "Campaigns",
        "Pause a campaign",
        f"Within seconds nothing goes out any more; answers are taken on. {_EDIT}",
        _STANDS,
        {404: NO_SUCH, 409: _refused("paused", "not_sending", "ended"), 412: _OUTDATED},
        headers=("IfMatch",),
        staff=True,
    ),
    Operation(
        "POST /api/campaigns/{id}/resume",
        "resumeCampaign",
        "Campaigns",
        "Resume a campaign",
        f"Whoever was not told is told now. {_EDIT}",
        _STANDS,
        {404: NO_SUCH, 409: _refused("not_paused", "expired", "closing", "ended"), 412: _OUTDATED},
        headers=("IfMatch",),
        staff=True,
    ),
    Operation(
        "POST /api/campaigns/{id}/cancel",
        "cancelCampaign",
        "Campaigns",
        "Cancel a campaign",
        f"For good: what was not sent never is, and no answer is taken any more. {_EDIT}",
        _STANDS,
        {404: NO_SUCH, 409: _refused("triggered", "ended"), 412: _OUTDATED},
        headers=("IfMatch",),
        staff=True,
    ),
    Operation(
        "GET /api/campaigns/{id}/progress",
        "readProgress",
        "Campaigns",
        "How far a campaign is",
        f"In figures, a moment behind. {_READ}",
        (Answer(200, "The figures.", answers.CampaignProgress),),
        {404: NO_SUCH},
        staff=True,
    ),
    Operation(
        "GET /api/campaigns/{id}/recipients",
        "listRecipients",
        "Campaigns",
        "Who is in a state",
        "Of the cities in one's scope, under masked names; that they were seen is recorded. A page may have "
        f"fewer than `limit`. {_SEE}",
        (Answer(200, "A page of recipients.", answers.RecipientPage),),
        {404: NO_SUCH},
        query=RecipientsQuery,
        staff=True,
    ),
    Operation(
        "POST /api/campaigns/{id}/doubtful",
        "settleDoubtful",
        "Campaigns",
        "Decide where nobody knows",
        "For invitations that are `unknown`, a hundred at most: a sender died between the provider's call "
        "and its record. With `resend` they are told again, maybe a second time; else they count as failed, "
        f"which they do after three days by themselves. {_EDIT}",
        (Answer(200, "How many were settled.", answers.DoubtfulDecided),),
        {404: NO_SUCH, 409: _refused("not_sending", "ended"), 412: _OUTDATED},
        body=DoubtfulBody,
        headers=("IfMatch",),
        staff=True,
        examples={"again": {"value": {"resend": True, "reason": "供应商确认当晚的短信没有发出。"}}},
    ),
)

_OF_CAMPAIGN = {
    "name": "What it is called among colleagues.",
    "questionnaire": "The id of what it asks.",
    "questionnaire_version": "Which version; the newest one by default.",
    "title": "What the survey is called to whom it asks; the questionnaire's title by default.",
    "text": "What its message says, in both languages.",
    "channels": "How people are told, as far as they agreed.",
    "anonymous": "Whether answers stand apart from whoever gave them.",
    "starts_at": "When it begins by itself, once it is launched.",
    "latest_start": "Found later than this, it waits for a person instead of beginning.",
    "expires_at": "Until when answers are taken.",
    "rate": "Messages a minute.",
    "reminders": "Days after the launch on which who has not answered is asked again.",
    "series": "The same for the waves of one survey.",
    "third_party": "Given where an outside firm asks: how far results are linked to whom they ask.",
}
CAMPAIGN_WORDS: Mapping[str, Mapping[str, str]] = {
    "WordsBody": {"zh": "In Chinese.", "en": "In English."},
    "CampaignBody": {**_OF_CAMPAIGN, "cities": "The cities that it asks in; without it, all."},
    "CampaignChangeBody": {
        **_OF_CAMPAIGN,
        "delay_hours": "Of one that asks by itself: how long after the event.",
        "days_open": "Of one that asks by itself: for how long each answer is taken.",
    },
    "AudienceBody": {
        "segment": "A saved segment, as it stands now; or else `filter`.",
        "filter": "Whom it asks.",
        "excluded": "Who is left out of it.",
        "cities": "The cities that it asks in; without it, all.",
    },
    "LaunchBody": {
        "starts_at": "When it begins by itself.",
        "latest_start": "Found later than this, it waits for a person.",
        "at_once": "Begin now, whatever `starts_at` says.",
    },
    "DoubtfulBody": {
        "resend": "Whether they are told again, maybe a second time; else they count as failed.",
        "reason": "Why, for the record, which is kept: it must not say who anybody is.",
    },
    "RecipientsQuery": {"state": "Only who is in this state."},
}
