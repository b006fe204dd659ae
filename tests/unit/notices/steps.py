"""Steps of homes' lives as notices know them."""

from hearthline.notices.model import Message
from hearthline.notices.policy import Stop
from hearthline.notices.ports import NoticeStep

WORDS = {"zh": "欢迎回家", "en": "Welcome home"}


def a_notice_step() -> NoticeStep:
    text = {
        "zh": "入住前请再看一遍。\n\n有问题请告诉我们。",
        "en": "Look once more.\n\nTell us of what you find.",
    }
    return NoticeStep(WORDS, text, WORDS, ("海岸花园", "3栋", "1801"))


class FakeSteps:
    """Gives one answer of what a step of a home's life has to say."""

    def __init__(self, answer: NoticeStep | Stop | None = None) -> None:
        self.answer = answer or a_notice_step()

    def __call__(self, message: Message) -> NoticeStep | Stop:
        return self.answer
