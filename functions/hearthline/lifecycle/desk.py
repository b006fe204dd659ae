"""What staff see of a home's life: what is to come, what was done, and what came too late."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hearthline.lifecycle.following import FactsOf, Terms
from hearthline.lifecycle.model import Deed, Done, HomeFacts, Planned, Rules, StepRule
from hearthline.lifecycle.reckoning import reckon
from hearthline.lifecycle.store import LifeStore
from hearthline.lifecycle.visit_items import card
from hearthline.platform.access import Action, Principal, authorize, authorize_role
from hearthline.platform.instants import instant
from hearthline.platform.problems import Problem


class LivesDesk:
    """Every method takes the principal and decides first whether it may."""

    def __init__(self, store: LifeStore, facts_of: FactsOf, terms: Terms) -> None:
        self._store = store
        self._facts_of = facts_of
        self._terms = terms

    def read(self, principal: Principal, home: str, now: datetime) -> dict[str, Any]:
        """Give the life of a home as the facts and the document in force make it now. Three requests.

        Nothing in it says who the owners are. Raises Problem 403, and 404 for a home that there isn't.
        """
        authorize_role(principal, Action.READ_MEMBER)
        life = self._store.load(home)
        plan = life.plan
        facts = self._facts_of(home)
        if facts is None:
            raise Problem.not_found()
        authorize(principal, Action.READ_MEMBER, facts.city)
        rules = self._terms.rules(now)
        planned = reckon(plan, facts, rules, self._terms.local(facts.city), now)
        return {
            "home": home,
            "city": facts.city,
            "project": facts.project,
            "contract": facts.sale.contract if facts.sale else None,
            "rules": rules.version,
            "planned": [_planned(step, rules) for step in (*planned.due, *planned.plan.planned)],
            "asked": _asked(facts, rules),
            "done": [_done(step, rules) for step in plan.done],
            "visits": [card(visit) for visit in life.visits],
        }


def _planned(step: Planned, rules: Rules) -> dict[str, Any]:
    return {**_of(step, rules), "at": instant(step.at)}


def _done(step: Done, rules: Rules) -> dict[str, Any]:
    return {**_of(step, rules), "due": instant(step.due), "at": instant(step.at), "rules": step.rules}


def _of(step: Planned | Done, rules: Rules) -> dict[str, Any]:
    rule = rules.step(step.code)
    return {
        "step": step.code,
        "names": _names(rule),
        "does": rule.does.value if rule else None,
        "contract": step.contract,
        "occurrence": step.occurrence,
    }


def _names(rule: StepRule | None) -> Mapping[str, str] | None:
    """Give what a step is called; None for one that is not in the document any more."""
    return dict(rule.names) if rule else None


def _asked(facts: HomeFacts, rules: Rules) -> list[dict[str, Any]]:
    """Give the surveys that campaigns ask by themselves, where the home has come so far."""
    if facts.sale is None or facts.sale.handed_over_on is None:
        return []
    return [
        {"step": rule.code, "names": dict(rule.names), "campaign": rule.survey}
        for rule in rules.steps
        if rule.does is Deed.SURVEY
    ]
