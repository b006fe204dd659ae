"""The staff operations of incidents."""

from hearthline.complaints.incidents import bodies
from hearthline.platform.access import ALLOWED, Action
from hearthline.platform.bodies import PageQuery
from infra.contract import incident_answers as answers
from infra.contract.operations import Answer, Operation
from infra.contract.public_operations import OF_THE_STATE

_READ = f"For {', '.join(sorted(ALLOWED[Action.READ]))}."
_LEAD = f"For {', '.join(sorted(ALLOWED[Action.LEAD_INCIDENT]))}."
_HEAD = Answer(200, "The incident.", answers.IncidentHead)
_NONE = "No such incident."


def _refused(*codes: str) -> str:
    return f"Refused by the state: {', '.join(f'`{code}`' for code in codes)}. {OF_THE_STATE}"


INCIDENTS: tuple[Operation, ...] = (
    Operation(
        "GET /api/desk/incidents",
        "listIncidents",
        "Incidents",
        "Incidents, newest first",
        f"One cause behind many complaints: suggested by what comes in, or opened by somebody. {_READ}",
        (Answer(200, "A page.", answers.IncidentPage),),
        {400: "The query can't be read, or the cursor is not one of this very list.", 404: "No such city."},
        query=bodies.IncidentQuery,
        staff=True,
    ),
    Operation(
        "POST /api/desk/incidents",
        "openIncident",
        "Incidents",
        "Open an incident",
        f"Named complaints of the same city are linked to it, which goes on by itself. {_LEAD}",
        (Answer(201, "It is open.", answers.IncidentHead, headers=("Location",)),),
        {422: "A field is not right, or the Idempotency-Key was used for another incident."},
        body=bodies.OpenBody,
        headers=("IdempotencyKey",),
        staff=True,
        examples={
            "pump": {
                "value": {
                    "title": "海岸花园3栋停水",
                    "city": "sz",
                    "project": "海岸花园",
                    "building": "3栋",
                    "text": "二次供水水泵故障，正在更换。",
                }
            }
        },
    ),
    Operation(
        "GET /api/desk/incidents/{id}",
        "readIncident",
        "Incidents",
        "One incident",
        f"With its history, how far its broadcasts are, and a page of its complaints. {_READ}",
        (Answer(200, "The incident.", answers.IncidentView),),
        {400: "The query can't be read, or the cursor is not one of this very list.", 404: _NONE},
        query=PageQuery,
        staff=True,
    ),
    Operation(
        "POST /api/desk/incidents/{id}/confirm",
        "confirmIncident",
        "Incidents",
        "Confirm a suggestion",
        "The complaints that were found are linked, which goes on by itself; done again, those found since. "
        f"{_LEAD}",
        (_HEAD,),
        {404: _NONE, 409: _refused("incident_ended", "job_running")},
        body=bodies.ConfirmBody,
        body_optional=True,
        staff=True,
        examples={"title": {"value": {"title": "海岸花园3栋停水"}}},
    ),
    Operation(
        "POST /api/desk/incidents/{id}/dismiss",
        "dismissIncident",
        "Incidents",
        "Dismiss a suggestion",
        f"It takes no more complaints, and those it has found stay as they are. {_LEAD}",
        (_HEAD,),
        {404: _NONE, 409: _refused("not_suggested")},
        body=bodies.DismissBody,
        staff=True,
        examples={"two": {"value": {"reason": "两件不同的事。"}}},
    ),
    Operation(
        "POST /api/desk/incidents/{id}/broadcast",
        "broadcastAnswer",
        "Incidents",
        "Answer all complaints of an incident",
        "Each linked complaint that is open gets the text once, as a private answer that keeps its promise; "
        f"with `resolve` it is resolved by it. It goes on by itself. {_LEAD}",
        (Answer(202, "It has begun.", answers.IncidentHead),),
        {
            404: _NONE,
            409: _refused("incident_not_open", "job_running", "no_members", "too_many_broadcasts"),
            422: "A field is not right, or the Idempotency-Key was used for another broadcast.",
        },
        body=bodies.BroadcastBody,
        headers=("IdempotencyKey",),
        staff=True,
        examples={"repaired": {"value": {"text": "水泵已修复，全楼恢复供水。"}}},
    ),
    Operation(
        "POST /api/desk/incidents/{id}/close",
        "closeIncident",
        "Incidents",
        "Close an incident with its cause",
        f"Its complaints stay linked, and go their own ways. {_LEAD}",
        (_HEAD,),
        {404: _NONE, 409: _refused("incident_not_open", "job_running")},
        body=bodies.CloseBody,
        staff=True,
        examples={
            "material": {
                "value": {"summary": "水泵质量缺陷。", "cause": "material", "department": "engineering"}
            }
        },
    ),
)
