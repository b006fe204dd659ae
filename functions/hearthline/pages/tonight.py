"""The board of what breaks tonight, with names for its codes and the time that is left."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from hearthline.pages.wall_clock import WallClock
from hearthline.platform.ids import display
from hearthline.platform.instants import instant

# A request for another page need not load what finds the board.
if TYPE_CHECKING:
    from hearthline.complaints.tonight import Board, Threat, When
    from hearthline.pages.directory import Directory


def board_shown(board: "Board", names: "Directory", now: datetime) -> dict[str, Any]:
    """Give the values of the board's template: sums, tables by team and by city, and the lines by urgency."""
    from hearthline.complaints.tonight import MOST

    seen: Counter[tuple[str, str]] = Counter()

    def shown(threat: "Threat") -> dict[str, Any]:
        complaint, step = threat.complaint, threat.escalation
        of = (threat.kind, complaint.number)
        seen[of] += 1
        when = WallClock(names.zone(complaint.city), names.language).moment
        return {
            # The same line has the same name when the board is refreshed: whoever stands on it stays there.
            "id": f"{threat.kind}-{complaint.number}-{seen[of]}",
            "number": display(complaint.number),
            "title": complaint.title,
            "severity": complaint.severity.value,
            "kind": threat.kind,
            "due": when(instant(threat.due)),
            "left": divmod(int(abs(threat.due - now).total_seconds()) // 60, 60),
            "city": names.city(complaint.city),
            "team": names.team(complaint.team),
            "holder": names.person(complaint.assignee),
            "level": step.level if step else None,
            "acknowledged_by": names.person(step.acknowledged_by) if step else "",
        }

    lines = {when: [shown(each) for each in found] for when, found in board.by_when().items()}
    return {
        "lines": lines,
        "tables": {
            "team": _rows(board.by_team(), names.team),
            "city": _rows(board.by_city(), names.city),
        },
        "cut": board.cut,
        "most": MOST,
    }


def _rows(counted: "list[tuple[str, Counter[When]]]", name: Callable[[str], str]) -> list[dict[str, Any]]:
    return [{"name": name(code), "counts": count} for code, count in counted]
