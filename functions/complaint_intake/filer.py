"""What filers say of their cases: a message, a verdict, an answer to an offer; and asking for their links."""

from hearthline import root
from hearthline.complaints import bodies
from hearthline.complaints.commands import GiveVerdict
from hearthline.complaints.remedy_commands import AnswerRemedy
from hearthline.platform.http import Request, Response


def say(request: Request) -> Response:
    """`POST /api/complaints/{number}/messages`."""
    body = bodies.read(bodies.MessageBody, request.json_object())
    repeat_key = bodies.repeat_key(request.headers)
    said = root.following().say(request.params["number"], body.key, body.text, root.now(), repeat_key)
    return Response.json(201, said)


def verdict(request: Request) -> Response:
    """`POST /api/complaints/{number}/verdict`."""
    body = bodies.read(bodies.VerdictBody, request.json_object())
    given = GiveVerdict(body.accepted, body.rating, body.comment)
    repeat_key = bodies.repeat_key(request.headers)
    after = root.following().verdict(request.params["number"], body.key, given, root.now(), repeat_key)
    return Response.json(200, after)


def remedy(request: Request) -> Response:
    """`POST /api/complaints/{number}/remedy`."""
    body = bodies.read(bodies.RemedyBody, request.json_object())
    answer = AnswerRemedy(body.remedy, body.accepted, body.comment)
    repeat_key = bodies.repeat_key(request.headers)
    after = root.following().answer_remedy(request.params["number"], body.key, answer, root.now(), repeat_key)
    return Response.json(200, after)


def find(request: Request) -> Response:
    """`POST /api/complaints/find`: the same answer whether or not the contact is known."""
    body = bodies.read(bodies.FindBody, request.json_object())
    kind, value = ("phone", body.phone) if body.phone else ("email", body.email)
    root.following().find(kind, str(value), request.source_address, root.now())
    return Response.empty(202)
