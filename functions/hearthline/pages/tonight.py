"""The board of what breaks tonight, with names for its codes and the time that is left."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from hearthline.pages.times import clock_face
from hearthline.platform.ids import display
from hearthline.platform.instants import instant

# A request for another page need not load what finds the board.
if TYPE_CHECKING:
    from hearthline.complaints.rulebook import Rulebook
    from hearthline.complaints.tonight import Board, Threat, When


def board_shown(board: "Board", rulebook: "Rulebook", now: datetime, language: str) -> dict[str, Any]:
    """Give the values of the board's template: sums, tables by team and by city, and the lines by urgency."""
    cities = {code: city.names[language] for code, city in rulebook.catalog().cities.items()}
    line = rulebook.reporting_line()
    teams = {code: team.names.get(language, code) for code, team in line.teams.items()}
    people = {identity: one.name for identity, one in line.people.items()}

    def shown(threat: "Threat") -> dict[str, Any]:
        complaint, step = threat.complaint, threat.escalation
        when = clock_face(rulebook.catalog().cities[complaint.city].zone, language)
        return {
            "number": display(complaint.number),
            "title": complaint.title,
            "severity": complaint.severity.value,
            "kind": threat.kind,
            "due": when(instant(threat.due)),
            "left": divmod(int(abs(threat.due - now).total_seconds()) // 60, 60),
            "city": cities[complaint.city],
            "team": teams.get(complaint.team, complaint.team),
            "holder": people.get(complaint.assignee, complaint.assignee) if complaint.assignee else None,
            "level": step.level if step else None,
            "acknowledged_by": people.get(step.acknowledged_by, step.acknowledged_by)
            if step and step.acknowledged_by
            else None,
        }

    lines = {when: [shown(each) for each in found] for when, found in board.by_when().items()}
    return {
        "lines": lines,
        "tables": {
            "team": _rows(board.by_team(), teams),
            "city": _rows(board.by_city(), cities),
        },
        "cut": board.cut,
    }


def _rows(counted: "list[tuple[str, Counter[When]]]", names: Mapping[str, str]) -> list[dict[str, Any]]:
    return [{"name": names.get(code, code), "counts": count} for code, count in counted]
