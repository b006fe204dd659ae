"""The operations about homes: what the sales system tells, what can be picked, and what is one's own."""

from hearthline.homes import bodies
from hearthline.homes.feed_bodies import FeedBody
from infra.contract import home_answers as answers
from infra.contract.operations import Answer, Operation

_PAGE = {400: "The query can't be read, or the cursor is not one of this very list."}
_HOME = {"city": "sz", "project": "海岸花园", "building": "3栋", "unit": "1801"}
_EVENTS = [
    {
        "event_id": "sale-2026-000117",
        "type": "contract_signed",
        "occurred_at": "2026-03-01T10:15:00+08:00",
        "home": _HOME,
        "contract": "HT-2026-0117",
        "signed_on": "2026-03-01",
        "buyers": [{"customer_id": "C-20871", "name": "王小明", "phone": "13800138000"}],
    },
    {
        "event_id": "handover-2026-000042",
        "type": "handed_over",
        "occurred_at": "2026-06-30T09:00:00+08:00",
        "home": _HOME,
        "contract": "HT-2026-0117",
        "handed_over_on": "2026-06-30",
    },
]

HOMES: tuple[Operation, ...] = (
    Operation(
        "POST /api/feed/events",
        "tellOfHomes",
        "Homes",
        "What the sales system tells",
        "Up to 100 events, each described in docs/feed.md: in any order, late, and as often as one likes. "
        "Each is taken by itself; one at fault stops none of the others. An event is known by its "
        "`event_id`, and counts once. Asks for a token of the sales system, with the scope `feed`.",
        (Answer(200, "What became of each.", answers.FeedAnswer),),
        body=FeedBody,
        feed=True,
        examples={"sold": {"value": {"events": _EVENTS}}},
    ),
    Operation(
        "GET /api/catalog/buildings",
        "readBuildings",
        "Complaints",
        "The buildings of a project",
        "As the sales system has told of them, to pick a home from; empty for a project of which nothing is "
        "known. May be kept for a minute.",
        (Answer(200, "A page.", answers.NamedPage),),
        _PAGE,
        query=bodies.BuildingsQuery,
    ),
    Operation(
        "GET /api/catalog/units",
        "readUnits",
        "Complaints",
        "The units of a building",
        "In the same way. Nothing is said of who owns them.",
        (Answer(200, "A page.", answers.NamedPage),),
        _PAGE,
        query=bodies.UnitsQuery,
    ),
    Operation(
        "GET /api/members/me/homes",
        "readOwnHomes",
        "Members",
        "One's homes",
        "Each home by the contract that is or was one's own: its dates, how long each part is under "
        "warranty, who built it. Asks for the cookie of a session.",
        (Answer(200, "They.", answers.OwnHomes),),
        member=True,
    ),
)
