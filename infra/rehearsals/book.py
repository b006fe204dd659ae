"""What was seen at the rehearsals: which alarm each of them raised, and by what figures."""

from collections.abc import Sequence

from infra.rehearsals.alarms import Alarm
from infra.rehearsals.stage import expect

MEASURED = "measured"
LATER = "measured, the clock put forward"
BY_HAND = "figures made by hand"


class Book:
    """Notes each alarm that was raised, and how its figures came about."""

    def __init__(self) -> None:
        self.raised: dict[str, str] = {}

    def rings(self, alarm: Alarm, points: Sequence[float], how: str = MEASURED) -> None:
        """Note that these figures raise the alarm; raise Unexpected where they don't."""
        expect(alarm.raised_by(points), f"{alarm.id} is raised by {list(points)}")
        self.raised.setdefault(alarm.id, how)

    @staticmethod
    def is_quiet(alarm: Alarm, points: Sequence[float]) -> None:
        """Raise Unexpected where these figures raise the alarm."""
        expect(not alarm.raised_by(points), f"{alarm.id} is not raised by {list(points)}")
