"""What alerts cost on a real engine, alone and gathered, and that the function may do it."""

from datetime import timedelta

from hearthline.notices.model import State
from hearthline.notices.sending import Sender
from hearthline.notices.store import DeliveryTable
from hearthline.platform.table import Table
from tests.engines.engine import Engine
from tests.engines.test_rights import granted, used
from tests.engines.world import SHARDS
from tests.unit.notices.alerts import raised
from tests.unit.notices.builders import HANDLER, MINUTE, NOW, FakeChannel, FakeDirectory, a_sender
from tests.unit.notices.persons import a_policy

POLICY = a_policy(alerts={"alone": 1, "minutes": 10})


def test_an_alert_costs_a_look_more_and_gathered_ones_end_with_their_mail(engine: Engine) -> None:
    kept = DeliveryTable(Table(engine.client, engine.deliveries), SHARDS)
    mail, directory = FakeChannel(), FakeDirectory(manager=[HANDLER])

    def sender() -> Sender:
        return a_sender(deliveries=kept, directory=directory, policy=POLICY, email=mail)

    with used(engine) as done:
        with engine.counter.during() as alone:
            sender().on_event(raised(0, NOW), NOW)
        with engine.counter.during() as gathered:
            [one] = sender().on_event(raised(1, NOW), NOW + MINUTE)
        assert one.gathered_in
        with engine.counter.during() as together:
            sender().on_delivery(one.gathered_in, NOW + 10 * MINUTE)
        with engine.counter.during() as afterwards:
            ended = sender().on_delivery(one.message.id, NOW + timedelta(hours=1))

    assert alone.requests == {"PutItem": 2, "BatchGetItem": 1, "TransactWriteItems": 1}
    assert gathered.requests == {"PutItem": 1, "BatchGetItem": 1, "GetItem": 1, "TransactWriteItems": 1}
    assert together.requests == {"GetItem": 2, "PutItem": 2}  # and its alerts, which a test finds one by one
    assert afterwards.requests == {"GetItem": 2, "PutItem": 1}
    assert (ended and ended.state, len(mail.sent)) == (State.SENT, 2)
    assert done <= granted("Notification")
