"""The names under which an outside firm knows whom it asks: keyed hashes, another one in each campaign."""

from typing import Final

from hearthline.platform.fingerprints import Fingerprints
from hearthline.platform.ids import read_code
from hearthline.platform.secret import digest
from hearthline.surveys.model import Campaign, Linking

LENGTH: Final = 16
"""Characters of base 32: 80 bits."""


class Pseudonyms:
    """Derives pseudonyms; who lacks the installation's secret learns nothing from one."""

    def __init__(self, prints: Fingerprints) -> None:
        self._prints = prints

    def of(self, campaign: str, token_hash: str) -> str:
        """Give the pseudonym of an invitation."""
        return self._prints.identifier_for("survey pseudonym", campaign, token_hash)


def known_by(pseudonym: str) -> str:
    """Give the hash under which a pseudonym is kept."""
    return digest(f"pseudonym {pseudonym}")[:40]


def read_pseudonym(text: str) -> str | None:
    """Give a pseudonym as it was written down by somebody, None where it can't be one."""
    return read_code(text, LENGTH)


def rule_of(campaign: Campaign) -> Linking | None:
    """Give the rule by which results are linked; an anonymous campaign allows no person, whatever it says."""
    if campaign.third_party is Linking.PERSON and campaign.anonymous:
        return Linking.STRATA
    return campaign.third_party
