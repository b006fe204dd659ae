"""A link scanner fetches all that a mail leads to: it answers, opens and unsubscribes nothing."""

import re
from collections.abc import Iterator

import pytest

from hearthline.notices.model import Rendered
from hearthline.surveys.model import Progress
from tests.contract.club import LI, Club
from tests.contract.service import Service
from tests.contract.surveyor import Surveyor, surveying
from tests.contract.test_asking_afterwards import AGREED, CLOSED, closed
from tests.engines.world import PUBLIC_URL

URL = re.compile(r"https?://[^\s\"'<>，。)]+")
AGENTS: tuple[dict[str, str], ...] = (
    {"User-Agent": "Mozilla/5.0 (compatible; SafeLinks)", "Accept": "text/html"},
    {"User-Agent": "Proofpoint", "Accept": "*/*", "Purpose": "prefetch"},
    {},
)
MOST_HOPS = 5


@pytest.fixture
def surveyor(service: Service) -> Iterator[Surveyor]:
    with surveying(service) as made:
        yield made


def links(notice: Rendered) -> set[str]:
    """Give every address that stands anywhere in a message."""
    found = URL.findall(f"{notice.subject}\n{notice.text}\n{notice.html}\n{notice.short}")
    return {url.replace("&amp;", "&") for url in (*found, str(notice.leave_url))}


def fetch(service: Service, url: str, method: str, headers: dict[str, str]) -> int:
    """Ask as a scanner does, wherever it is sent on to."""
    for _ in range(MOST_HOPS):
        path, _, query = url.removeprefix(PUBLIC_URL).partition("?")
        try:
            answer = service.ask(method, path, query=query, headers=headers)
        except LookupError:  # the gateway has no such route
            assert method == "HEAD"
            return 404
        if answer.status not in range(300, 400):
            return answer.status
        url = answer.headers["location"]
    raise AssertionError(url)


def test_whatever_a_scanner_fetches_nothing_is_answered_opened_or_unsubscribed(
    service: Service, surveyor: Surveyor
) -> None:
    li = Club(service).member(LI, consents=AGREED)
    closed(service)
    surveyor.follow_events()
    service.later(hours=24)
    surveyor.sweep()
    [(_, notice)] = surveyor.email.sent
    found = links(notice)
    assert (
        len([url for url in found if "/s/" in url]) == 6
    )  # the survey, and each value of its first question
    assert any("/api/unsubscribe/" in url for url in found)
    before, consents = service.snapshot(), li.get("/consents").json

    for url in sorted(found):
        assert url.startswith(PUBLIC_URL)
        statuses = {fetch(service, url, method, each) for method in ("GET", "HEAD") for each in AGENTS}
        assert 200 in statuses
        assert statuses <= {200, 404, 405}

    assert service.snapshot() == before
    assert li.get("/consents").json == consents
    [one] = surveyor.invitations(CLOSED)
    assert (one.progress, one.answers) == (Progress.NONE, {})
