"""What a campaign's tally says: plain values, and how its counts add up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from hearthline.surveys.states import FINAL, MADE

STATE = "state:"
REACH = "reach:"
REASON = "reason:"
CHANNEL = "channel:"


@dataclass(frozen=True, slots=True)
class Standing:
    """How many invitations of a campaign are in each state (`states.STATES`), and why some wait or ended.

    Those that are still `made` are not counted: they are what is left of the number made. `reaches` counts
    how far their messages came, whatever was answered then; `reasons` counts by `<reach>:<reason>`,
    `channels` by which channel they were sent.
    """

    states: Mapping[str, int] = field(default_factory=dict)
    reaches: Mapping[str, int] = field(default_factory=dict)
    reasons: Mapping[str, int] = field(default_factory=dict)
    channels: Mapping[str, int] = field(default_factory=dict)

    @property
    def counted(self) -> int:
        """How many have left the state `made`."""
        return sum(self.states.values())

    @property
    def ended(self) -> int:
        """How many are in a final state."""
        return sum(number for state, number in self.states.items() if state in FINAL)

    def of(self, made: int) -> dict[str, int]:
        """Give the counts by state of so many invitations made; together they are that number."""
        return {MADE: made - self.counted, **self.states}


def standing(counts: Iterable[Mapping[str, int]]) -> Standing:
    """Give what the counters of all shards come to."""
    total = summed(counts)
    return Standing(*(_under(total, prefix) for prefix in (STATE, REACH, REASON, CHANNEL)))


def summed(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Give counters added up, name by name, without those that come to nothing."""
    total: dict[str, int] = {}
    for each in counts:
        for name, number in each.items():
            total[name] = total.get(name, 0) + number
    return {name: number for name, number in total.items() if number}


def _under(counts: Mapping[str, int], prefix: str) -> dict[str, int]:
    return {
        name.removeprefix(prefix): number
        for name, number in sorted(counts.items())
        if name.startswith(prefix)
    }
