"""The service for contract tests: the product's own wiring, on AWS in this process."""

from collections.abc import Iterator

import pytest

from hearthline import root
from hearthline.platform import logs
from hearthline.platform.objects import Objects
from tests.contract.cloud import ATTACHMENTS, BUCKET, SECRET, Cloud, cloud
from tests.contract.desk_browser import DeskBrowser
from tests.contract.service import COLLEAGUES, Service
from tests.engines.world import PUBLIC_URL, KnownChance
from tests.unit.staff.an_issuer import CLIENT, NAME


@pytest.fixture(scope="session")
def aws() -> Iterator[Cloud]:
    """Give AWS, with nothing in it but a bucket and a secret."""
    with cloud() as started:
        yield started


@pytest.fixture(scope="module")
def shared_service(aws: Cloud) -> Iterator[Service]:
    """Give one service for all tests of a module; for those that leave no trace in it."""
    yield from _service(aws)


@pytest.fixture
def service(aws: Cloud) -> Iterator[Service]:
    """Give a service with empty tables."""
    yield from _service(aws)


@pytest.fixture
def desk(service: Service) -> DeskBrowser:
    """Give a browser in front of the desk's pages, with nobody signed in; `enter` lets somebody be."""
    return DeskBrowser(service)


def _service(aws: Cloud) -> Iterator[Service]:
    with aws.tables() as names, pytest.MonkeyPatch.context() as patch:
        for name in ("STAFF_CLAIM", "RATE_PER_ADDRESS", "RATE_PER_CONTACT", "TIMER_SHARDS", "LOG_LEVEL"):
            patch.delenv(name, raising=False)
        patch.setenv("COMPLAINTS_TABLE", names["ComplaintsTable"])
        patch.setenv("DELIVERIES_TABLE", names["DeliveriesTable"])
        patch.setenv("MEMBERS_TABLE", names["MembersTable"])
        patch.setenv("SURVEYS_TABLE", names["SurveysTable"])
        patch.setenv("SESSIONS_TABLE", names["SessionsTable"])
        patch.setenv("INSIGHT_TABLE", names["InsightTable"])
        patch.setenv("PUBLIC_URL", PUBLIC_URL)
        patch.setenv("OIDC_ISSUER", NAME)
        patch.setenv("OIDC_CLIENT", CLIENT)
        patch.setenv("SECRET_ID", SECRET)
        patch.setenv("IMPORTS_BUCKET", BUCKET)
        patch.setenv("ATTACHMENTS_BUCKET", ATTACHMENTS)
        for bucket in (BUCKET, ATTACHMENTS):
            Objects(aws.clients["s3"], bucket).delete_all("")
        made = Service(aws, names)
        root.reset()
        patch.setattr(root, "client", lambda service: aws.clients[service])
        patch.setattr(root, "clock", lambda: made.now)
        patch.setattr(root, "entropy", KnownChance())
        made.save_document("reporting-line", 2, COLLEAGUES)
        logs.configure(strict=True)
        try:
            yield made
        finally:
            logs.configure()
            root.reset()
