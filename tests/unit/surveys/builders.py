"""What surveys are about, each with the least that a test must say."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hearthline.surveys.model import Invitation, Strata

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
HOME = Strata("customer", "sz", "海岸花园", "senior", "living")


def an_invitation(**changes: Any) -> Invitation:
    given = Invitation("CAMPAIGN00000001", "0a" * 20, "PERSON0000000001", NOW, NOW, HOME)
    return replace(given, **changes)
