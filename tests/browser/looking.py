"""What is asked of every page: no barriers by WCAG 2.2 AA, nothing moves or sticks out; and its weight."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from playwright.sync_api import Page

from infra import assets

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
MOST_SHIFT = 0.05
"""The most that a page's parts may move while it loads, as browsers reckon it."""

_RUN = "options => axe.run(document, options)"
_SHIFT = """() => new Promise(tell => {
  let sum = 0
  const add = list => { for (const one of list) if (!one.hadRecentInput) sum += one.value }
  const observer = new PerformanceObserver(list => add(list.getEntries()))
  observer.observe({ type: "layout-shift", buffered: true })
  requestAnimationFrame(() => setTimeout(() => { add(observer.takeRecords()); tell(sum) }, 50))
})"""


def axe(page: Page, *, dark: bool = True) -> None:
    """Fail for every barrier that axe-core finds: all rules in light colours, contrast in dark ones too."""
    page.evaluate(_axe_itself())
    by_tag = {"runOnly": {"type": "tag", "values": TAGS}, "rules": {"target-size": {"enabled": True}}}
    found = _barriers(page, by_tag)
    if dark:
        page.emulate_media(color_scheme="dark")
        found += _barriers(page, {"runOnly": ["color-contrast"]})
        page.emulate_media(color_scheme="light")
    assert not found, f"barriers on {page.url}:\n" + "\n".join(found)


def stays_put(page: Page) -> None:
    """Fail where what was drawn has moved while the page loaded."""
    moved = float(page.evaluate(_SHIFT))
    assert moved <= MOST_SHIFT, f"parts of {page.url} moved by {moved:.3f} while it loaded"


def fits(page: Page) -> None:
    """Fail where a page is wider than its window, so that one must scroll to the side."""
    # Between two pages there is a moment without any document.
    page.wait_for_load_state("domcontentloaded")
    wide, window = page.evaluate("() => [document.documentElement.scrollWidth, innerWidth]")
    assert wide <= window, f"{page.url} is {wide} px wide in a window of {window} px"


@dataclass(frozen=True, slots=True)
class Weight:
    """What a page costs until it is whole: requests, and bytes on the wire (headers, compressed bodies)."""

    bytes: int
    requests: int
    each: dict[str, int]


def weight(page: Page, address: str) -> Weight:
    """Open an address with nothing in the cache, wait until nothing more comes, and weigh what came."""
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    asked: list[str] = []
    names: dict[str, str] = {}
    sizes: dict[str, int] = {}

    def ask(event: dict[str, Any]) -> None:
        url = event["request"]["url"]
        if url.startswith("data:"):
            return
        asked.append(url)
        names[event["requestId"]] = url
        if "redirectResponse" in event:
            left = event["redirectResponse"]
            sizes[left["url"]] = sizes.get(left["url"], 0) + int(left["encodedDataLength"])

    def finish(event: dict[str, Any]) -> None:
        if event["requestId"] in names:
            url = names[event["requestId"]]
            sizes[url] = sizes.get(url, 0) + int(event["encodedDataLength"])

    wire.on("Network.requestWillBeSent", ask)
    wire.on("Network.loadingFinished", finish)
    page.goto(address, wait_until="networkidle")
    wire.detach()
    return Weight(sum(sizes.values()), len(asked), sizes)


@cache
def _axe_itself() -> str:
    return assets.AXE.read_text("utf-8")


def _barriers(page: Page, options: dict[str, Any]) -> list[str]:
    told = page.evaluate(_RUN, {"resultTypes": ["violations"], "preload": False, **options})
    return [
        f"{rule['id']} ({rule['help']}): {' '.join(map(str, node['target']))}\n    {node['html'][:200]}"
        for rule in told["violations"]
        for node in rule["nodes"]
    ]
