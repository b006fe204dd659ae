"""Where the site is that a test looks at, and as who looks at it."""

from dataclasses import dataclass
from typing import Any, Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Site:
    """The site's own origin, and that of its files and of signing in; without slash at the end."""

    url: str
    storage: str = ""

    def owns(self, address: str) -> bool:
        """Say whether an address is one of the site's own, or needs no network at all."""
        roots = tuple(f"{root}/" for root in (self.url, self.storage) if root)
        return address.startswith(("data:", "blob:", "about:", *roots))


@dataclass(frozen=True, slots=True)
class Device:
    """What somebody holds in their hands."""

    name: str
    width: int
    height: int
    is_phone: bool


PHONE = Device("phone", 390, 844, is_phone=True)
DESKTOP = Device("desktop", 1280, 800, is_phone=False)
DEVICES = {device.name: device for device in (PHONE, DESKTOP)}
_PHONE_AGENT = (
    "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Mobile Safari/537.36"
)
LOCALES: dict[Language, str] = {"zh": "zh-CN", "en": "en-GB"}


def settings(device: Device, language: Language) -> dict[str, Any]:
    """Give how a browser on this device is set; the locale goes into Accept-Language as well."""
    return {
        **({"user_agent": _PHONE_AGENT} if device.is_phone else {}),
        "viewport": {"width": device.width, "height": device.height},
        "is_mobile": device.is_phone,
        "has_touch": device.is_phone,
        "locale": LOCALES[language],
        "timezone_id": "Asia/Shanghai",
        "reduced_motion": "reduce",
    }
