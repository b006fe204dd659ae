"""A person at a page without a mouse: goes from control to control, and fails where the focus is lost."""

from playwright.sync_api import Page, expect

MOST_STEPS = 150
"""Presses of Tab after which something is taken for out of reach."""
MOST_PARTS = 8
"""Stops within one control: a day and a time of day with its button have seven."""

_UNSEEN = """() => {
  const here = document.activeElement
  if (!here || here === document.body) return "nothing has the focus"
  const name = `${here.outerHTML.slice(0, 120)} has the focus and`
  const [box] = here.getClientRects()
  if (!box || !box.width || !box.height) return `${name} is not drawn`
  const drawn = getComputedStyle(here)
  if (drawn.outlineStyle === "none" || parseFloat(drawn.outlineWidth) < 2) return `${name} does not show it`
  const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2
  const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2
  const top = document.elementFromPoint(x, y)
  if (!top) return `${name} is outside of the window`
  const same = here.contains(top) || top.contains(here) || here.labels?.[0]?.contains(top)
  return same ? "" : `${name} is hidden by ${top.outerHTML.slice(0, 120)}`
}"""
_NOWHERE = "() => document.activeElement === document.body"
_STOPS = """() => {
  const kinds = "a[href], button, input, select, textarea, summary, iframe, [tabindex='0']"
  const all = document.querySelectorAll(kinds)
  const groups = new Set()
  return [...all].filter(one => {
    if (!one.checkVisibility({ visibilityProperty: true }) || one.disabled || one.tabIndex < 0) return false
    if (one.type !== "radio") return true
    return !groups.has(one.name) && groups.add(one.name)
  }).length
}"""


class Keyboard:
    """Presses keys on a page, and never anything else."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self._page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Write where the focus is, in place of what stands there."""
        self.press("Control+a")
        self._page.keyboard.insert_text(text)

    def is_seen(self) -> None:
        """Fail where the focus is lost, not shown, outside of the window or behind something."""
        unseen = self._page.evaluate(_UNSEEN)
        assert not unseen, f"{self._page.url}: {unseen}"

    def go_to(self, selector: str, *, back: bool = False, seen: bool = True) -> None:
        """Press Tab until a control has the focus; on our own pages each one on the way is `seen`, too."""
        for _ in range(MOST_STEPS):
            self.press("Shift+Tab" if back else "Tab")
            if self._page.evaluate(_NOWHERE):
                continue
            if seen:
                self.is_seen()
            if self._page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
                return
        raise AssertionError(f"{selector} can't be reached by Tab on {self._page.url}")

    def fill(self, selector: str, text: str) -> None:
        """Go to a control and write into it."""
        self.go_to(selector)
        self.type(text)

    def choose(self, selector: str, value: str) -> None:
        """Go to a list and choose by the arrow keys."""
        self.go_to(selector)
        self.press("Home")
        for _ in range(MOST_STEPS):
            if self._page.evaluate("() => document.activeElement.value") == value:
                return
            self.press("ArrowDown")
        raise AssertionError(f"{selector} has no {value}")

    def activate(self, selector: str) -> None:
        """Go to a link or button and press Enter."""
        self.go_to(selector)
        self.press("Enter")

    def skip(self) -> None:
        """Go over the head of the page by its first link, which is seen while it has the focus."""
        self.press("Tab")
        self.is_seen()
        assert self._page.evaluate("() => document.activeElement.matches('.skip')")
        self.press("Enter")
        expect(self._page.locator("#main")).to_be_focused()

    def go_round(self) -> None:
        """Press Tab through the whole page; each control comes once, and none keeps the focus."""
        expected = int(self._page.evaluate(_STOPS))
        for _ in range(expected):
            self._step()
            self.is_seen()
        self._step()
        assert self._page.evaluate(_NOWHERE), f"{self._page.url} has more stops than the {expected} controls"

    def _step(self) -> None:
        """Press Tab until another control has the focus: a day's year, month and day are one."""
        self._page.evaluate("() => { window.before = document.activeElement }")
        for _ in range(MOST_PARTS):
            self.press("Tab")
            if self._page.evaluate("() => document.activeElement !== window.before"):
                return
        raise AssertionError(f"{self._page.url}: the focus is kept")
