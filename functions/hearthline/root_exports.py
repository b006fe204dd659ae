"""The composition root of what leaves surveys and comes into them: exports, samples, results, the index."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from hearthline import root, root_asking, root_questionnaires

if TYPE_CHECKING:
    from hearthline.platform.jobs import Worker
    from hearthline.platform.objects import Objects
    from hearthline.surveys.exports.gathering import Gathering
    from hearthline.surveys.exports.requests import Exports
    from hearthline.surveys.exports.working import Exporting
    from hearthline.surveys.model import Questionnaire


def workers() -> "Mapping[str, Callable[[], Worker]]":
    """Give who makes files of campaigns, by kind of job."""
    from hearthline.surveys.exports.model import KIND

    return {KIND: exporting}


@cache
def exports() -> "Exports":
    """Give what staff ask of exports."""
    from hearthline.surveys.exports.requests import Exports
    from hearthline.surveys.exports.store import RequestStore

    return Exports(
        root_asking.campaigns().load,
        RequestStore(root.surveys_table()),
        root.job_store(),
        files,
        root.access_keys(),
        root.entropy,
    )


@cache
def exporting() -> "Exporting":
    """Give what makes the files of an export."""
    from hearthline.surveys.exports.working import Exporting

    return Exporting(root_asking.campaigns().load, asked, gathering(), files())


@cache
def gathering() -> "Gathering":
    """Give what reads the rows of an export."""
    from hearthline.surveys.anonymous_store import AnonymousStore
    from hearthline.surveys.exports.gathering import Gathering

    return Gathering(root_asking.invitations(), AnonymousStore(root.surveys_table()), root.access_keys())


def asked(identity: str, version: int) -> "Questionnaire | None":
    """Give a version of a questionnaire."""
    edition = root_questionnaires.questionnaire_store().edition(identity, version)
    return edition.questionnaire if edition else None


@cache
def files() -> "Objects":
    """Give the bucket of exports: that of the imported files."""
    from hearthline.platform.objects import Objects

    return Objects(root.client("s3"), root.settings().imports_bucket)
