"""A page as a browser without script reads it: its elements, its text, and its forms, ready to be sent.

Reading is strict: an element that is not closed in its place, or an id that stands twice, fails the test.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

VOID = frozenset({"meta", "link", "input", "br", "img", "hr", "option"})
"""Elements without an end; `option` may have one, and its text counts either way."""

INLINE = frozenset({"a", "code", "strong", "time"})
"""Elements that stand within a sentence; others begin and end one."""

Attributes = dict[str, str | None]


@dataclass
class Form:
    """A form with what its controls hold now."""

    action: str
    method: str
    values: dict[str, str] = field(default_factory=dict)
    offered: dict[str, list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    def filled(self, values: dict[str, str]) -> str:
        """Give the body that is sent when these controls are filled in; each must be there."""
        assert set(values) <= self.names, set(values) - self.names
        for name, options in self.offered.items():
            assert values.get(name, options[0]) in options, name
        return urlencode({**self.values, **values})


class HtmlPage(HTMLParser):
    """Reads one page."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, Attributes]] = []
        self.forms: list[Form] = []
        self.texts: list[str] = []
        self.styles = ""
        self.doctype = ""
        self._open: list[str] = []
        self._select = ""
        self._area = ""
        self.feed(text)
        self.close()
        assert self._open == []
        ids = [str(attributes["id"]) for _, attributes in self.elements if "id" in attributes]
        assert len(ids) == len(set(ids)), sorted(ids)
        self.ids = set(ids)

    @property
    def text(self) -> str:
        """All that can be read, in single spaces."""
        return " ".join("".join(self.texts).split())

    def all(self, tag: str) -> list[Attributes]:
        """Give the attributes of all elements of a kind."""
        return [attributes for name, attributes in self.elements if name == tag]

    def form(self, action: str) -> Form:
        """Give the one form that is sent to an address that ends so."""
        [form] = [form for form in self.forms if form.action.endswith(action)]
        return form

    def handle_decl(self, decl: str) -> None:
        self.doctype = decl

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        assert len(attributes) == len(attrs), attrs
        self.elements.append((tag, attributes))
        self.texts.append("" if tag in INLINE else " ")
        if tag not in VOID:
            self._open.append(tag)
        name = attributes.get("name") or ""
        if tag == "form":
            self.forms.append(Form(attributes.get("action") or "", str(attributes["method"])))
        elif tag == "input":
            self._input(name, attributes)
        elif tag == "select":
            self._select = name
            self.forms[-1].names.add(name)
            self.forms[-1].offered[name] = []
        elif tag == "option" and self._select:
            self._option(attributes)
        elif tag == "textarea":
            self._area = name
            self.forms[-1].names.add(name)
            self.forms[-1].values[name] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self._open.pop() == tag
        self.texts.append("" if tag in INLINE else " ")
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            form = self.forms[-1]
            form.values[self._area] = form.values[self._area].removeprefix("\n")
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "style":
            self.styles += data
        elif self._area:
            self.forms[-1].values[self._area] += data
        else:
            self.texts.append(data)

    def _input(self, name: str, attributes: Attributes) -> None:
        form = self.forms[-1]
        form.names.add(name)
        value = attributes.get("value") or ""
        if attributes.get("type") not in {"radio", "checkbox"} or "checked" in attributes:
            form.values[name] = value

    def _option(self, attributes: Attributes) -> None:
        form, value = self.forms[-1], attributes.get("value") or ""
        form.offered[self._select].append(value)
        if "selected" in attributes or self._select not in form.values:
            form.values[self._select] = value
