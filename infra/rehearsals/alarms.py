"""What each alarm of the deployed templates would say of figures that were measured here.

The local engine keeps alarms but mixes the figures of all queues and functions, so the expression of each
(its statistic, threshold and what it makes of silence) is evaluated here, as it was deployed. A figure stands
for as many periods as the alarm asks for: nobody waits for a quarter of an hour at a rehearsal.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from operator import ge, gt, le, lt
from typing import Any, Final

Source = tuple[str, str, str]
"""A metric: its namespace, its name, and the value of its one dimension ("" for none)."""

_RAISED: Final = re.compile(r'ALARM\("([^"]+)"\)')
_COMPARE: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "GreaterThanOrEqualToThreshold": ge,
    "GreaterThanThreshold": gt,
    "LessThanOrEqualToThreshold": le,
    "LessThanThreshold": lt,
}


@dataclass(frozen=True, slots=True)
class Alarm:
    """One alarm as it is deployed: `id` in the template, `name` in the account."""

    id: str
    name: str
    source: Source
    statistic: str
    threshold: float
    compare: str
    silence: str

    @classmethod
    def of(cls, id_: str, described: Mapping[str, Any]) -> "Alarm":
        """Read what CloudWatch describes."""
        values = [dimension["Value"] for dimension in described.get("Dimensions", [])]
        return cls(
            id_,
            described["AlarmName"],
            (described["Namespace"], described["MetricName"], values[0] if values else ""),
            described.get("ExtendedStatistic") or described["Statistic"],
            float(described["Threshold"]),
            described["ComparisonOperator"],
            described.get("TreatMissingData", "missing"),
        )

    def raised_by(self, points: Sequence[float]) -> bool:
        """Say whether these figures of one period, were they those of each, raise it."""
        if not points:
            return self.silence == "breaching"
        return _COMPARE[self.compare](self._value(points), self.threshold)

    def _value(self, points: Sequence[float]) -> float:
        match self.statistic:
            case "Sum":
                return sum(points)
            case "Minimum":
                return min(points)
            case "Maximum":
                return max(points)
        # The nearest rank of a percentile such as p99: for few figures the largest.
        rank = -(-len(points) * float(self.statistic[1:]) // 100)
        return sorted(points)[int(rank) - 1]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """An alarm that is raised with any one of others, which it names as the account does."""

    name: str
    others: frozenset[str]

    @classmethod
    def of(cls, name: str, rule: str) -> "AnyOf":
        """Read a rule; ValueError where it says anything but that."""
        others = _RAISED.findall(rule)
        if _RAISED.sub("", rule).split() != ["OR"] * (len(others) - 1):
            raise ValueError(rule)
        return cls(name, frozenset(others))

    def raised_with(self, raised: Collection[str]) -> bool:
        """Say whether it is raised while just these are, by their names in the account."""
        return not self.others.isdisjoint(raised)
