"""The staff operations about persons' data."""

from hearthline.complaints.privacy import bodies
from hearthline.platform.access import ALLOWED, Action
from infra.contract import privacy_answers as answers
from infra.contract.operations import Answer, Operation


def _roles(action: Action) -> str:
    return f"For {', '.join(sorted(ALLOWED[action]))}, with the scope `hq`."


PRIVACY: tuple[Operation, ...] = (
    Operation(
        "GET /api/desk/readings",
        "readReadings",
        "Privacy",
        "Who read what",
        "Each opening of a case or an attachment, of an import's rejected rows and of an export by staff, "
        "newest first: of one member of staff, or of one case. The work list shows no contact and no unit; "
        f"that it was read is a line of the log. {_roles(Action.AUDIT)}",
        (Answer(200, "A page.", answers.ReadingList),),
        {400: "The query can't be read, or the cursor is not one of this very list.", 404: "No such number."},
        query=bodies.ReadingsQuery,
        staff=True,
    ),
)
