"""The composition root of the export for analysis."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from hearthline import (
    root,
    root_asking,
    root_homes,
    root_members,
    root_questionnaires,
    root_results,
    root_segments,
)

if TYPE_CHECKING:
    from hearthline.analytics.exporting import Exporter, Source
    from hearthline.analytics.words import Pseudonyms, Words


@cache
def exporter() -> "Exporter":
    """Give what writes the export."""
    from hearthline.analytics.exporting import Exporter
    from hearthline.analytics_cases import Cases
    from hearthline.analytics_contracts import Contracts
    from hearthline.analytics_improvements import Improvements
    from hearthline.analytics_members import Members
    from hearthline.analytics_surveys import Surveys
    from hearthline.platform.objects import Objects

    sources: list[Source] = [
        Cases(root.store(), root.rulebook(), words),
        Improvements(root.improvement_store(), words),
        Members(root_segments.audience(), root_segments.moment, words),
        Contracts(root_homes.homes(), root_members.prints(), words),
        Surveys(
            root_asking.campaigns(),
            root_results.tally_store(),
            root_questionnaires.questionnaire_store().asked,
            words,
        ),
    ]
    return Exporter(sources, Objects(root.client("s3"), root.settings().analytics_bucket))


@cache
def pseudonyms() -> "Pseudonyms":
    """Give what makes stand-ins."""
    from hearthline.analytics.words import Pseudonyms

    return Pseudonyms(root.secret())


def words(now: datetime) -> "Words":
    """Give what may be said in words, by the company's lists as they are now."""
    from hearthline.analytics_words import words_of

    root.rulebook().refresh(now)
    projects = root_homes.picking().projects(now)
    return words_of(root.rulebook().catalog(), root.rulebook().teams(), projects, pseudonyms())


def continue_export(rest: Mapping[str, Any]) -> None:
    """Let another invocation go on with an export."""
    root.send(root.settings().analytics_queue_url, [rest])
