"""What staff do to run a campaign: choose whom it asks, launch it, pause and resume it, cancel it."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from hearthline.platform.access import Action, Principal
from hearthline.platform.fingerprints import Fingerprints
from hearthline.platform.ids import Entropy, identifier
from hearthline.platform.outbox import Actor
from hearthline.platform.problems import FieldError, Problem
from hearthline.platform.table import TransactionConflict
from hearthline.surveys import campaign_views as views
from hearthline.surveys import lifecycle
from hearthline.surveys.acting import Acting
from hearthline.surveys.campaign_access import demand_cities, expect, refusal, seen, to_run
from hearthline.surveys.campaign_bodies import AudienceBody
from hearthline.surveys.campaign_store import CampaignMoved, CampaignStore
from hearthline.surveys.history import Line
from hearthline.surveys.invitation_store import AlsoRefused
from hearthline.surveys.lifecycle import Change, Refused
from hearthline.surveys.model import ENDED, Campaign
from hearthline.surveys.ports import Audiences

RACES: Final = 5
"""How often the system may change a campaign while somebody does something with it."""

Act = Callable[[Campaign], Campaign]
Cities = Callable[[datetime], Collection[str]]


class CampaignActs:
    """Every method takes the principal and decides first whether it may.

    An act is tried on the campaign as it stands, again where the system changed it meanwhile, unless somebody
    named the `expected` version.
    """

    def __init__(
        self,
        store: CampaignStore,
        audiences: Audiences,
        acting: Acting,
        cities: Cities,
        prints: Fingerprints,
        entropy: Entropy,
    ) -> None:
        self._store = store
        self._audiences = audiences
        self._acting = acting
        self._cities = cities
        self._prints = prints
        self._entropy = entropy

    def choose(
        self,
        principal: Principal,
        identity: str,
        body: AudienceBody,
        repeat_key: str | None,
        expected: int | None,
        now: datetime,
    ) -> dict[str, Any]:
        """Set whom it asks, and begin to count them; the same Idempotency-Key gives the first count again.

        Where `cities` is left out it stays within those that it has; null takes them away.
        Raises Problem 403, also for cities outside one's scope; 404; 409 once it was launched; 412; 422.
        """
        before = to_run(self._store, principal, identity, now)
        cities = _cities_meant(before, body)
        demand_cities(principal, Action.EDIT_CAMPAIGN, cities)
        named = f"{principal.id}\n{before.id}\n{body.model_dump_json(exclude_unset=True)}"
        run = identifier(self._entropy)
        if repeat_key is not None:
            run = self._prints.identifier_for("campaign audience", named, repeat_key)
        if before.counted != run:
            expect(before, expected)
            before = self._chosen(principal, before, body, cities, run, now)
        self._audiences.begin(before, run, principal.id, now)
        return {"run": run}

    def audience(self, principal: Principal, identity: str, now: datetime) -> dict[str, Any]:
        """Give what the count of its audience has come to, with a sample under masked names."""
        campaign = seen(self._store, principal, Action.SEE_RECIPIENTS, identity, now)
        demand_cities(principal, Action.SEE_RECIPIENTS, campaign.cities)
        found = self._audiences.count(campaign.id, campaign.counted, now) if campaign.counted else None
        if found is None:
            raise Problem.not_found()
        return dict(found.shown())

    def launch(
        self,
        principal: Principal,
        identity: str,
        instants: Mapping[str, Any],
        expected: int | None,
        now: datetime,
        *,
        at_once: bool,
    ) -> tuple[dict[str, Any], int]:
        """Begin it, or let it begin by itself at its `starts_at`; its questionnaire is frozen as it begins.

        Raises Problem 403, 404; 409 with what is missing; 412, also where its questionnaire is being edited.
        """

        def launched(campaign: Campaign) -> Campaign:
            wanted, by = replace(campaign, **instants), Actor("staff", principal.id)
            lifecycle.launched(wanted, by, now, at_once=at_once)  # what it lacks itself is said first
            self._demand_counted(campaign, now)
            return self._acting.launch(wanted, by, now, at_once=at_once)

        return self._act(principal, identity, launched, expected, now)

    def pause(
        self, principal: Principal, identity: str, expected: int | None, now: datetime
    ) -> tuple[dict[str, Any], int]:
        """Let nothing more go out; Problem 409 where nothing is going out."""
        return self._act(principal, identity, self._by(principal, lifecycle.paused, now), expected, now)

    def resume(
        self, principal: Principal, identity: str, expected: int | None, now: datetime
    ) -> tuple[dict[str, Any], int]:
        """Go on; Problem 409 where it is not paused, or its time is over."""
        return self._act(principal, identity, self._by(principal, lifecycle.resumed, now), expected, now)

    def cancel(
        self, principal: Principal, identity: str, expected: int | None, now: datetime
    ) -> tuple[dict[str, Any], int]:
        """End it for good; Problem 409 where it has ended."""
        return self._act(principal, identity, self._by(principal, lifecycle.cancelled, now), expected, now)

    def _by(self, principal: Principal, act: Callable[..., Change], now: datetime) -> Act:
        by = Actor("staff", principal.id)
        return lambda found: self._acting.write(found, act(found, by, now), now)

    def _act(
        self, principal: Principal, identity: str, act: Act, expected: int | None, now: datetime
    ) -> tuple[dict[str, Any], int]:
        campaign = to_run(self._store, principal, identity, now)
        for _ in range(RACES):
            expect(campaign, expected)
            try:
                saved = act(campaign)
            except Refused as refused:
                raise refusal(refused.reason, campaign) from refused
            except AlsoRefused as edited:
                raise Problem.stale() from edited
            except CampaignMoved as moved:
                if moved.campaign is None:
                    raise Problem.not_found() from moved
                campaign = moved.campaign
            else:
                return views.head(saved), saved.version
        raise TransactionConflict

    def _demand_counted(self, campaign: Campaign, now: datetime) -> None:
        found = self._audiences.count(campaign.id, campaign.counted, now) if campaign.counted else None
        if found is None or found.state == "failed":
            raise Refused("audience_not_counted")
        if found.state != "done":
            raise Refused("audience_being_counted")
        if not found.count:
            raise Refused("nobody_meant")

    def _chosen(
        self,
        principal: Principal,
        before: Campaign,
        body: AudienceBody,
        cities: Sequence[str] | None,
        run: str,
        now: datetime,
    ) -> Campaign:
        if before.trigger is not None:
            raise refusal("triggered", before)
        if before.state not in lifecycle.OPEN:
            raise refusal("ended" if before.state in ENDED else "under_way", before)
        after = replace(
            before,
            segment=self._filter(body, now),
            excluded=None if body.excluded is None else _written(body.excluded),
            cities=tuple(sorted(cities)) if cities else None,
            counted=run,
            changed_at=now,
            changed_by=principal.id,
        )
        within = None if after.cities is None else list(after.cities)
        line = Line("audience", now, Actor("staff", principal.id), {"run": run, "cities": within})
        try:
            return self._store.save(before, after, [line])
        except CampaignMoved as moved:
            if moved.campaign is not None and moved.campaign.counted == run:
                return moved.campaign  # the same request, at the same moment
            raise Problem.stale() from moved

    def _filter(self, body: AudienceBody, now: datetime) -> str:
        """Give the filter that is meant, checked; raise Problem 422."""
        known = self._cities(now)
        errors = [
            FieldError(f"/cities/{place}", "No such city.")
            for place, city in enumerate(body.cities or ())
            if city not in known
        ]
        if body.excluded is not None:
            errors += self._audiences.errors(body.excluded, "/excluded", now)
        saved = self._audiences.saved(body.segment) if body.segment else None
        if body.segment and saved is None:
            errors.append(FieldError("/segment", "No such segment, or it was put aside."))
        if body.filter is not None:
            errors += self._audiences.errors(body.filter, "/filter", now)
        if errors:
            raise Problem.invalid(errors)
        return saved if saved is not None else _written(body.filter)


def _cities_meant(before: Campaign, body: AudienceBody) -> Sequence[str] | None:
    return body.cities if "cities" in body.model_fields_set else before.cities


def _written(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, sort_keys=True)
