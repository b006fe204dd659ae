"""How a span is written, and how long it is."""

from datetime import timedelta

import pytest

from hearthline.platform.calendar import Target, TargetInvalid

HOUR = timedelta(hours=1)


class TestTargets:
    @pytest.mark.parametrize(
        ("text", "duration"),
        [("24h", 24 * HOUR), ("3d", 72 * HOUR), ("8wh", 8 * HOUR), ("15wd", 360 * HOUR), ("0h", 0 * HOUR)],
    )
    def test_is_written_as_it_is_read(self, text: str, duration: timedelta) -> None:
        target = Target.parse(text)
        assert str(target) == text
        assert target.duration == duration

    def test_half_of_an_odd_target_is_exact(self) -> None:
        assert Target.parse("15wd").half() == timedelta(days=7, hours=12)
        assert Target.parse("1h").half() == timedelta(minutes=30)

    @pytest.mark.parametrize(
        "text", ["", "24", "h", "-1h", "1.5d", "24 h", "24H", "08wh", "10000h", "٣h", "1w", "1h\n"]
    )
    def test_anything_else_is_refused_and_named(self, text: str) -> None:
        with pytest.raises(TargetInvalid) as refused:
            Target.parse(text)
        assert refused.value.text == text
