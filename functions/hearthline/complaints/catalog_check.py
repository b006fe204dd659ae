"""Names in commands that the documents in force must know: handlers, teams, codes of the catalog."""

from collections.abc import Iterable

from hearthline.complaints.catalog import Catalog
from hearthline.complaints.commands import Assign, Command, Resolve, Transfer, Triage
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.visit_commands import PlanVisit, ReportVisit
from hearthline.platform.problems import FieldError


def wrong_names(command: Command, rulebook: Rulebook, city: str) -> list[FieldError]:
    """Give what a command names and nobody knows, for a case of this city."""
    catalog = rulebook.catalog()
    match command:
        case Assign(to) if to not in rulebook.reporting_line().handlers(city):
            return [FieldError("/to", "Nobody of that name handles cases of this city.")]
        case Transfer(team) if team not in rulebook.teams():
            return [FieldError("/team", "No such team.")]
        case Triage(category=str(category)) if category not in catalog.categories:
            return [FieldError("/category", "No such category; GET /api/catalog lists them.")]
        case Resolve():
            return _unknown_outcome(command, catalog)
        case PlanVisit(contractor=contractor):
            return _unknown_contractors(catalog, [("/contractor", contractor)])
        case ReportVisit(works=works):
            named = [(f"/works/{place}/contractor", work.contractor) for place, work in enumerate(works)]
            return _unknown_contractors(catalog, named)
    return []


def _unknown_outcome(command: Resolve, catalog: Catalog) -> list[FieldError]:
    wrong = []
    if command.cause not in catalog.causes:
        wrong.append(FieldError("/cause", "No such cause; GET /api/catalog lists them."))
    if command.department not in catalog.departments:
        wrong.append(FieldError("/department", "No such department; GET /api/catalog lists them."))
    return [*wrong, *_unknown_contractors(catalog, [("/contractor", command.contractor)])]


def _unknown_contractors(catalog: Catalog, named: Iterable[tuple[str, str | None]]) -> list[FieldError]:
    if catalog.contractors is None:
        return []
    return [
        FieldError(pointer, "No such contractor; the catalog document lists them.")
        for pointer, contractor in named
        if contractor is not None and contractor not in catalog.contractors
    ]
