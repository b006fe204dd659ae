"""What the sales system tells of homes."""

from collections import Counter
from collections.abc import Mapping

from hearthline import root, root_homes
from hearthline.homes import feed_bodies
from hearthline.platform.access import authorize_feed
from hearthline.platform.bodies import read
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.logs import bind


def take(request: Request) -> Response:
    """`POST /api/feed/events`: 200 with what became of each, also where it was nothing."""
    client = authorize_feed(request.claims)
    body = read(feed_bodies.FeedBody, request.json_object(largest=feed_bodies.LARGEST_BODY))
    events = [feed_bodies.read_event(event) for event in body.events]
    results = root_homes.feed().take(events, root.now())
    bind(actor=client, **Counter(result.outcome.value for result in results))
    return Response.json(200, {"results": [result.shown() for result in results]})


ROUTES: Mapping[str, Handler] = {"POST /api/feed/events": take}
