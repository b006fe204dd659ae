"""Giving and withdrawing consent: what is declared, and what stands after it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from hearthline.members.history import Line
from hearthline.members.model import Channel, Consent, Person, Purpose, Via
from hearthline.platform.outbox import CUSTOMER, Actor

CHANGED: Final = "person.consent_changed"


@dataclass(frozen=True, slots=True)
class Declared:
    """How somebody declares: by which text (version, language), where, and who of the staff writes it."""

    text_version: int
    language: str
    via: Via
    by: str | None = None

    @property
    def actor(self) -> Actor:
        """Who acts."""
        return Actor("staff", self.by) if self.by else CUSTOMER


Wish = Mapping[tuple[Purpose, Channel | None], bool]


def named(given: Mapping[str, bool]) -> Wish:
    """Give a wish by the names of what is wished, as `survey:email`."""
    parts = {name: name.partition(":") for name in given}
    return {
        (Purpose(purpose), Channel(channel) if channel else None): given[name]
        for name, (purpose, _, channel) in parts.items()
    }


def declarations(before: Mapping[str, bool], wish: Wish, how: Declared, at: datetime) -> tuple[Consent, ...]:
    """Give what changes by a wish; what stands already is not declared again.

    Who never declared anything has given nothing: not agreeing to what one never agreed to is no declaration.
    """
    made = [
        Consent(purpose, channel, given, how.text_version, how.language, at, how.via, how.by)
        for (purpose, channel), given in wish.items()
    ]
    return tuple(consent for consent in made if before.get(consent.name, False) is not consent.given)


def declared(person: Person, consents: Sequence[Consent]) -> Person:
    """Give the person as they stand after declarations."""
    return replace(person, consents={**person.consents, **{each.name: each.given for each in consents}})


def lines(consents: Sequence[Consent], actor: Actor) -> list[Line]:
    """Give the lines of the history that declarations make."""
    return [
        Line("consent", each.at, actor, {"name": each.name, "given": each.given}, CHANGED)
        for each in consents
    ]
