"""The company's own lists of words, as the export may say them."""

from collections.abc import Collection, Iterable, Mapping

from hearthline.analytics.words import Pseudonyms, Words
from hearthline.complaints.catalog import Catalog
from hearthline.complaints.policy import LEVELS
from hearthline.members.model import Kind, Tier
from hearthline.members.stages import Stage

LANGUAGES = ("zh", "en")
CHANNELS = (
    *("web", "forum", "email", "sms", "wechat", "app"),
    *("hotline", "counter", "property_office", "employee", "import"),
)
"""How cases come in, as `complaints/imports/rows.py` knows them."""


def words_of(
    catalog: Catalog,
    teams: Collection[str],
    projects: Mapping[str, Iterable[str]],
    pseudonyms: Pseudonyms,
) -> Words:
    """Give what may be said in words; `projects` by city are those that the sales system told of."""
    told = [name for names in projects.values() for name in names]
    listed: dict[str, Collection[str]] = {
        "project": {*told, *(name for city in catalog.cities.values() for name in city.projects)},
        "category": catalog.categories,
        "cause": catalog.causes,
        "department": catalog.departments,
        "contractor": catalog.contractors or (),
        "part": set(catalog.parts.values()),
        "team": teams,
        "filer": [kind.value for kind in Kind],
        "tier": [tier.value for tier in Tier],
        "stage": [stage.value for stage in Stage],
        "city": catalog.cities,
        "level": LEVELS,
        "channel": CHANNELS,
        "language": LANGUAGES,
    }
    return Words(pseudonyms, listed)
