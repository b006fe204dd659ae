"""The API of who was asked: see what is asked, save a part of the answer, finish it."""

from collections.abc import Mapping
from dataclasses import replace

from hearthline import root, root_answers
from hearthline.platform.bodies import read
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.problems import Problem
from hearthline.surveys.answer_bodies import AnswerBody
from hearthline.surveys.answers import AnswersInvalid

LARGEST = 256 * 1024
"""Bytes of a saving: the answers in words of a whole questionnaire, as JSON may spell them."""
NOT_LISTED: Mapping[str, str] = {"X-Robots-Tag": "noindex, nofollow"}


def see(request: Request) -> Response:
    """`GET /api/surveys/{token}`: nothing is changed by looking, whoever looks."""
    seen = root_answers.answering().see(request.params["token"], root.now())
    return Response.json(200, seen.view(), NOT_LISTED)


def head(request: Request) -> Response:
    """`HEAD /api/surveys/{token}`: as `GET`, without its body."""
    return replace(see(request), body="")


def save(request: Request) -> Response:
    """`POST /api/surveys/{token}`."""
    body = read(AnswerBody, request.json_object(largest=LARGEST))
    try:
        received = root_answers.answering().save(request.params["token"], body.saving(), root.now())
    except AnswersInvalid as invalid:
        raise Problem.invalid(invalid.errors) from invalid
    return Response.json(200, received.view(), NOT_LISTED)


ROUTES: Mapping[str, Handler] = {
    "GET /api/surveys/{token}": see,
    "HEAD /api/surveys/{token}": head,
    "POST /api/surveys/{token}": save,
}
