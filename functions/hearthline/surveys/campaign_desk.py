"""What staff do with campaigns before and beside running them: make one, read, list and change it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from hearthline.platform.access import Action, Principal, authorize_role
from hearthline.platform.cursors import Cursors
from hearthline.platform.fingerprints import Fingerprints
from hearthline.platform.ids import Entropy, identifier
from hearthline.platform.once import KEY_TAKEN
from hearthline.platform.outbox import Actor
from hearthline.platform.problems import FieldError, Problem
from hearthline.platform.table import Action as Write
from hearthline.surveys import campaign_views as views
from hearthline.surveys.campaign_access import demand_cities, expect, known, seen, standing, to_run
from hearthline.surveys.campaign_bodies import CampaignBody
from hearthline.surveys.campaign_store import AlreadyMade, CampaignMoved, CampaignStore
from hearthline.surveys.history import Line
from hearthline.surveys.invitation_store import AlsoRefused
from hearthline.surveys.model import Campaign, CampaignState
from hearthline.surveys.ports import Audiences
from hearthline.surveys.questionnaire_store import QuestionnaireStore, freezing
from hearthline.surveys.readiness import unchangeable

MOST_LINES: Final = 50
"""How much of its history a campaign is shown with."""
_ONLY_TRIGGERED: Final = ("delay_hours", "days_open")
_PAST: Final = "Must be later than now."

Cities = Callable[[datetime], Collection[str]]


class Campaigns:
    """Every method takes the principal and decides first whether it may."""

    def __init__(
        self,
        store: CampaignStore,
        questionnaires: QuestionnaireStore,
        audiences: Audiences,
        cities: Cities,
        prints: Fingerprints,
        cursors: Cursors,
        entropy: Entropy,
    ) -> None:
        self._store = store
        self._questionnaires = questionnaires
        self._audiences = audiences
        self._cities = cities
        self._prints = prints
        self._cursors = cursors
        self._entropy = entropy

    def make(
        self, principal: Principal, body: CampaignBody, repeat_key: str | None, now: datetime
    ) -> dict[str, Any]:
        """Make a draft; the same Idempotency-Key and request give the first one again.

        Raises Problem 403, also for cities outside one's scope; 422 for cities and questionnaires that are
        not there, and for a key that was used for another request.
        """
        authorize_role(principal, Action.EDIT_CAMPAIGN)
        demand_cities(principal, Action.EDIT_CAMPAIGN, body.cities)
        id_, request = identifier(self._entropy), None
        if repeat_key is not None:
            id_ = self._prints.identifier_for("campaign", principal.id, repeat_key)
            request = self._prints.fingerprint("campaign", body.model_dump_json())
            if stands := self._store.load(id_):
                return _first_again(stands, request)
        new = self._draft(principal, body, id_, request, now)
        line = Line("created", now, Actor("staff", principal.id), {"questionnaire": new.questionnaire})
        try:
            self._store.create(new, [line])
        except AlreadyMade as already:
            return _first_again(already.campaign, request)
        return {"id": id_}

    def page(self, principal: Principal, *, limit: int, cursor: str | None) -> dict[str, Any]:
        """Give a page of the campaigns that one may know of, newest first.

        The others are left out of the page, which may so have fewer than `limit`.
        """
        authorize_role(principal, Action.READ_CAMPAIGN)
        binding = f"campaigns|{principal.id}"
        found = self._store.page(self._cursors.open(binding, cursor)["at"] if cursor else "", limit)
        return {
            "items": [views.head(each) for each in found.campaigns if known(principal, each)],
            "next_cursor": self._cursors.seal(binding, {"at": found.position}) if found.position else None,
        }

    def read(self, principal: Principal, identity: str, now: datetime) -> tuple[dict[str, Any], int]:
        """Give one with its history and how the count of its audience stands, and its version."""
        campaign = seen(self._store, principal, Action.READ_CAMPAIGN, identity, now)
        return self._whole(campaign, now), campaign.version

    def change(
        self,
        principal: Principal,
        identity: str,
        changes: Mapping[str, Any],
        expected: int | None,
        now: datetime,
    ) -> tuple[dict[str, Any], int]:
        """Change what its state allows to change; give it, and its version.

        Of one that is under way, what it asks from then on is frozen. Raises Problem 403, 404; 409
        `not_changeable` for what may not change any more; 412 where it is no longer of the `expected`
        version, or was changed, or its questionnaire edited, at the same moment; 422.
        """
        before = to_run(self._store, principal, identity, now)
        expect(before, expected)
        if fixed := unchangeable(before, changes):
            raise Problem.refused("not_changeable", {**standing(before), "fields": sorted(fixed)})
        if errors := _misplaced(before, changes, now):
            raise Problem.invalid(errors)
        after = replace(before, changed_at=now, changed_by=principal.id, **_parts(changes))
        if "questionnaire" in changes or "questionnaire_version" in changes:
            after = self._asking(before, after, changes)
        line = Line("changed", now, Actor("staff", principal.id), {"fields": sorted(changes)})
        asks_anew = before.launched_at is not None and "questionnaire_version" in changes
        try:
            saved = self._store.save(before, after, [line], *(self._frozen(after, now) if asks_anew else ()))
        except (CampaignMoved, AlsoRefused) as moved:
            raise Problem.stale() from moved
        return self._whole(saved, now), saved.version

    def _whole(self, campaign: Campaign, now: datetime) -> dict[str, Any]:
        run = campaign.counted
        count = self._audiences.count(campaign.id, run, now) if run else None
        return views.whole(campaign, count, self._store.history(campaign.id, MOST_LINES))

    def _draft(
        self, principal: Principal, body: CampaignBody, id_: str, request: str | None, now: datetime
    ) -> Campaign:
        errors = [
            FieldError(f"/cities/{place}", "No such city.")
            for place, city in enumerate(body.cities or ())
            if city not in self._cities(now)
        ]
        if body.expires_at and body.expires_at <= now:
            errors.append(FieldError("/expires_at", _PAST))
        if errors:
            raise Problem.invalid(errors)
        version, title = self._edition(body.questionnaire, body.questionnaire_version)
        given = body.model_dump(exclude={"title", "text", "cities", "questionnaire_version"})
        return Campaign(
            id=id_,
            state=CampaignState.DRAFT,
            questionnaire_version=version,
            title=body.title.model_dump() if body.title else title,
            text=body.text.model_dump() if body.text else {},
            cities=tuple(sorted(body.cities)) if body.cities else None,
            by=principal.id,
            created_at=now,
            changed_at=now,
            changed_by=principal.id,
            request=request,
            **_parts(given),
        )

    def _asking(self, before: Campaign, after: Campaign, changes: Mapping[str, Any]) -> Campaign:
        """Let it ask another version, and go under its title unless it has one of its own."""
        number = changes.get("questionnaire_version")
        version, title = self._edition(after.questionnaire, number)
        own = self._questionnaires.asked(before.questionnaire, before.questionnaire_version)
        keeps = "title" in changes or (own is not None and dict(own.title) != dict(before.title))
        return replace(after, questionnaire_version=version, title=after.title if keeps else title)

    def _frozen(self, campaign: Campaign, now: datetime) -> tuple[Write, ...]:
        edition = self._questionnaires.edition(campaign.questionnaire, campaign.questionnaire_version)
        return freezing(edition, now) if edition else ()

    def _edition(self, identity: str, version: int | None) -> tuple[int, Mapping[str, str]]:
        """Give the number and the title of a version, of the newest one where none is named."""
        head = self._questionnaires.load(identity)
        if head is None:
            raise Problem.invalid([FieldError("/questionnaire", "No such questionnaire.")])
        found = self._questionnaires.asked(identity, version or head.latest)
        if found is None:
            raise Problem.invalid([FieldError("/questionnaire_version", "It has no such version.")])
        return found.version, found.title


def _parts(given: Mapping[str, Any]) -> dict[str, Any]:
    """Give members of a body as a campaign holds them."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}


def _misplaced(campaign: Campaign, changes: Mapping[str, Any], now: datetime) -> list[FieldError]:
    errors = []
    if campaign.trigger is None:
        only = "It is of campaigns that ask by themselves."
        errors += [FieldError(f"/{name}", only) for name in _ONLY_TRIGGERED if name in changes]
    if "expires_at" in changes:
        expires_at, begun = changes["expires_at"], campaign.launched_at is not None
        if expires_at is None and begun:
            errors.append(FieldError("/expires_at", "A campaign that is under way needs one."))
        if expires_at is not None and expires_at <= now:
            errors.append(FieldError("/expires_at", _PAST))
    return errors + (_reminders(campaign, changes["reminders"], now) if "reminders" in changes else [])


def _reminders(campaign: Campaign, days: list[int], now: datetime) -> list[FieldError]:
    """Refuse to forget days on which was reminded, as they say which is next, and to add one that is over."""
    if sorted(campaign.reminders)[: campaign.reminded] != sorted(days)[: campaign.reminded]:
        return [FieldError("/reminders", "Keep the days on which was reminded already.")]
    over = campaign.launched_at and any(
        campaign.launched_at + timedelta(days=day) <= now for day in set(days) - set(campaign.reminders)
    )
    return [FieldError("/reminders", "Each new day must be later than now.")] if over else []


def _first_again(found: Campaign, request: str | None) -> dict[str, Any]:
    if request is None or found.request != request:
        raise Problem.invalid([FieldError("#Idempotency-Key", KEY_TAKEN)])
    return {"id": found.id}
