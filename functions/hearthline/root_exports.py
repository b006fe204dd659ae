"""The composition root of what leaves surveys and comes into them: exports, samples, results, the index."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from hearthline import root, root_asking, root_questionnaires

if TYPE_CHECKING:
    from hearthline.platform.jobs import Worker
    from hearthline.platform.objects import Objects
    from hearthline.surveys.exports.gathering import Gathering
    from hearthline.surveys.exports.ordering import Orders
    from hearthline.surveys.exports.requests import Exports
    from hearthline.surveys.exports.store import RequestStore
    from hearthline.surveys.exports.working import Exporting
    from hearthline.surveys.index_desk import CompositeIndex
    from hearthline.surveys.model import Questionnaire
    from hearthline.surveys.third_party.requests import Samples
    from hearthline.surveys.third_party.result_imports import ResultImports
    from hearthline.surveys.third_party.sampling import Sampling


def workers() -> "Mapping[str, Callable[[], Worker]]":
    """Give who makes files of campaigns, by kind of job."""
    from hearthline.surveys.exports.model import KIND
    from hearthline.surveys.third_party.sampling import KIND as SAMPLE

    return {KIND: exporting, SAMPLE: sampling}


@cache
def exports() -> "Exports":
    """Give what staff ask of exports."""
    from hearthline.surveys.exports.model import KIND
    from hearthline.surveys.exports.requests import Exports
    from hearthline.surveys.exports.store import RequestStore

    return Exports(root_asking.campaigns(), orders(KIND, RequestStore(root.surveys_table())))


@cache
def exporting() -> "Exporting":
    """Give what makes the files of an export."""
    from hearthline.surveys.exports.working import Exporting

    return Exporting(root_asking.campaigns().load, asked, gathering(), files())


@cache
def samples() -> "Samples":
    """Give what staff ask of samples for outside firms."""
    from hearthline.surveys import keys
    from hearthline.surveys.exports.store import RequestStore
    from hearthline.surveys.third_party.requests import Samples
    from hearthline.surveys.third_party.sampling import KIND

    store = RequestStore(root.surveys_table(), keys.SAMPLE)
    return Samples(root_asking.campaigns(), orders(KIND, store))


@cache
def sampling() -> "Sampling":
    """Give what makes samples."""
    from hearthline.surveys.third_party.pseudonyms import Pseudonyms
    from hearthline.surveys.third_party.sampling import Sampling
    from hearthline.surveys.third_party.store import PseudonymStore

    return Sampling(
        root_asking.campaigns().load,
        root_asking.invitations(),
        PseudonymStore(root.surveys_table()),
        Pseudonyms(root.access_keys()),
        files(),
        root.entropy,
    )


@cache
def result_imports() -> "ResultImports":
    """Give what takes in an outside firm's results."""
    from hearthline.surveys.third_party.recording import Recorder
    from hearthline.surveys.third_party.result_imports import ResultImports
    from hearthline.surveys.third_party.store import PseudonymStore
    from hearthline.surveys.third_party.telling import telling

    pseudonyms = PseudonymStore(root.surveys_table())
    return ResultImports(
        root_asking.campaigns().load,
        asked,
        lambda campaign, rule: Recorder(
            campaign,
            rule,
            root_asking.invitations(),
            pseudonyms,
            root.access_keys(),
            root.entropy,
            telling,
        ),
    )


@cache
def index() -> "CompositeIndex":
    """Give the composite index of campaigns."""
    from hearthline import root_results
    from hearthline.survey_promises import KeptPromises
    from hearthline.surveys.index_desk import CompositeIndex

    promises = KeptPromises(root.store().lists, root.cities_at, root.now)
    return CompositeIndex(root_results.results().seen, root.documents(), promises)


def orders(kind: str, store: "RequestStore") -> "Orders":
    """Give who takes orders for files of one kind."""
    from hearthline.surveys.exports.ordering import Orders

    return Orders(kind, store, root.job_store(), files, root.access_keys(), root.entropy)


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
