"""The two devices that pages are tested and pictured on, and how a browser is set to be one of them."""

from dataclasses import dataclass
from typing import Any, Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Device:
    """What somebody holds in their hands; the window's size is in CSS pixels."""

    name: str
    width: int
    height: int
    is_phone: bool


PHONE = Device("phone", 390, 844, is_phone=True)
DESKTOP = Device("desktop", 1280, 800, is_phone=False)
_PHONE_AGENT = (
    "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Mobile Safari/537.36"
)
LOCALES: dict[Language, str] = {"zh": "zh-CN", "en": "en-GB"}


def settings(device: Device, language: Language) -> dict[str, Any]:
    """Give what Playwright's new_context takes; the locale goes into Accept-Language as well."""
    return {
        **({"user_agent": _PHONE_AGENT} if device.is_phone else {}),
        "viewport": {"width": device.width, "height": device.height},
        "is_mobile": device.is_phone,
        "has_touch": device.is_phone,
        "locale": LOCALES[language],
        "timezone_id": "Asia/Shanghai",
        "reduced_motion": "reduce",
    }
