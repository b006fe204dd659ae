"""Lists of improvements."""

from tests.contract.service import AGENT, GROUP, Service
from tests.contract.test_improvements import PATH, decide, propose, titles


def test_lists_are_newest_first_and_narrowed_by_each_parameter(service: Service) -> None:
    propose(service, title="一", contractor="安居")
    service.later(hours=1)
    propose(service, title="二", department="property", cause="communication")
    service.later(hours=1)
    third = propose(service, GROUP, title="三", city=None, contractor="安居")
    decide(service, third, "accepted", GROUP)

    def listed(**query: str) -> list[str]:
        return titles(service.get(PATH, AGENT, **query))

    assert listed() == ["三", "二", "一"]
    assert listed(department="engineering") == ["三", "一"]
    assert listed(cause="communication") == ["二"]
    assert listed(contractor="安居") == ["三", "一"]
    assert listed(status="accepted") == ["三"]
    assert listed(city="sz") == ["二", "一"]
    assert listed(contractor="安居", status="proposed", cause="workmanship") == ["一"]


def test_pages_neither_repeat_nor_skip(service: Service) -> None:
    for title in "一二三":
        propose(service, title=title)
        service.later(minutes=1)

    first = service.get(PATH, AGENT, limit=2)
    second = service.get(PATH, AGENT, limit=2, cursor=first.json["next_cursor"])

    assert (titles(first), titles(second)) == (["三", "二"], ["一"])
    assert second.json["next_cursor"] is None
    assert service.get(PATH, AGENT, cursor=first.json["next_cursor"], status="proposed").status == 400
