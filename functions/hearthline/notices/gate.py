"""The one gate in front of every message: reads what the policy needs to know, and asks it.

What is about a person's own matter is asked about without a request, unless there is a choice between two
addresses: then one look tells whether the first has bounced; or unless it is an alert, of which the same
look tells how many went. Everything else costs one look at addresses and
counters.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from hearthline.notices import counting
from hearthline.notices.delivery import open_channels
from hearthline.notices.gathering import Window, counter_of, is_alert, window_of
from hearthline.notices.model import Counter, Delivery, MessageClass
from hearthline.notices.policy import ContactPolicy, Facts, Go, Hold, Stop, decide
from hearthline.notices.ports import Deliveries, Known, NoticePerson

Hash = Callable[[str, str], str]
"""Gives the keyed hash of a contact, by its kind (`email`, `phone`) and its normalised form."""

_KINDS: Mapping[str, str] = {"email": "email", "sms": "phone"}


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the policy says, and the counters as they must be written when it lets the message go.

    `gather`: enough alerts went alone in this window, and this one goes with others when it ends.
    """

    verdict: Go | Hold | Stop
    counters: tuple[Counter, ...] = ()
    gather: Window | None = None


class Gate:
    """Asks the policy in force."""

    def __init__(
        self, deliveries: Deliveries, hash_of: Hash, policy: Callable[[datetime], ContactPolicy]
    ) -> None:
        self._deliveries = deliveries
        self._hash_of = hash_of
        self._policy = policy

    def ask(
        self, one: Delivery, addresses: Mapping[str, str], person: NoticePerson | None, now: datetime
    ) -> Ruling:
        """Say whether this delivery may go now, and by which channels.

        `addresses` stand by channel, in order of preference; at least one of them has not refused yet.
        """
        channels = open_channels(one, addresses)
        policy = self._policy(now)
        if one.message.message_class is MessageClass.SERVICE:
            return self._service(one, {channel: addresses[channel] for channel in channels}, policy, now)
        return self._ask_for(one, {channel: addresses[channel] for channel in channels}, person, policy, now)

    def _ask_for(
        self,
        one: Delivery,
        addresses: Mapping[str, str],
        person: NoticePerson | None,
        policy: ContactPolicy,
        now: datetime,
    ) -> Ruling:
        message = one.message
        cap = policy.caps.get(message.message_class)
        named = counting.names(message.message_class, person.id, person.households, cap) if person else ()
        hashes = self._hashes(addresses)
        known = self._deliveries.look(hashes.values(), named)
        facts = Facts(
            channels=tuple(addresses),
            suppressed=_by_channel(hashes, known.suppressed),
            consents=person.consents if person else {},
            zone=person.zone if person else policy.zone,
            is_holiday=person.is_holiday if person else lambda _: False,
            sent=counting.sent_before(known.counters, message.place),
        )
        verdict = decide(message.message_class, facts, policy, now, message.good_until)
        if not isinstance(verdict, Go) or cap is None:
            return Ruling(verdict)
        counted = [counting.count(known.counters[name], message.place, now, cap.window) for name in named]
        return Ruling(verdict, tuple(counted))

    def _service(
        self, one: Delivery, addresses: Mapping[str, str], policy: ContactPolicy, now: datetime
    ) -> Ruling:
        """Let it go; an alert that nothing has gathered yet is counted, and gathered where that is enough."""
        channels, message = list(addresses), one.message
        alone = policy.alerts if one.gathered_in is None and is_alert(message) else None
        named = (counter_of(message),) if alone else ()
        hashes = self._hashes(addresses) if _has_choice(channels) else {}
        known = self._deliveries.look(hashes.values(), named) if hashes or named else Known()
        facts = Facts(channels, _by_channel(hashes, known.suppressed))
        verdict = decide(MessageClass.SERVICE, facts, policy, now, message.good_until)
        if alone is None or not isinstance(verdict, Go):
            return Ruling(verdict)
        window = window_of(known.counters[counter_of(message)], message.id, now, alone)
        if window.counter is None:
            return Ruling(verdict, gather=window)
        return Ruling(verdict, (window.counter,))

    def _hashes(self, addresses: Mapping[str, str]) -> dict[str, str]:
        return {
            channel: self._hash_of(_KINDS[channel], address.strip().lower())
            for channel, address in addresses.items()
            if channel in _KINDS
        }


def _has_choice(channels: list[str]) -> bool:
    """Tell whether knowing of a bounce would change anything: another way is there, and none goes before."""
    return len(channels) > 1 and channels[0] in _KINDS


def _by_channel(hashes: Mapping[str, str], suppressed: Mapping[str, str]) -> dict[str, str]:
    return {channel: suppressed[hash_] for channel, hash_ in hashes.items() if hash_ in suppressed}
