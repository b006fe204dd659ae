"""Where the site is that a test looks at, and on which devices."""

from dataclasses import dataclass

from infra.local.devices import DESKTOP, PHONE, Device, Language, settings

__all__ = ["DESKTOP", "DEVICES", "PHONE", "Device", "Language", "Site", "settings"]

DEVICES = {device.name: device for device in (PHONE, DESKTOP)}


@dataclass(frozen=True, slots=True)
class Site:
    """The site's own origin, and that of its files and of signing in; without slash at the end."""

    url: str
    storage: str = ""

    def owns(self, address: str) -> bool:
        """Say whether an address is one of the site's own, or needs no network at all."""
        roots = tuple(f"{root}/" for root in (self.url, self.storage) if root)
        return address.startswith(("data:", "blob:", "about:", *roots))
