"""HTML read strictly: every element closed in order, identifiers unique, nothing from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"meta", "input", "br", "hr", "img", "link", "rect", "path", "line", "circle", "use", "polygon"})


@dataclass
class Element:
    name: str
    attributes: dict[str, str]
    above: Element | None = None
    children: list[Element] = field(default_factory=list["Element"])
    parts: list[str] = field(default_factory=list[str])

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def text(self) -> str:
        """All text in it, in one line, but for style and script."""
        return " ".join(" ".join(self._texts()).split())

    def _texts(self) -> list[str]:
        if self.name in {"style", "script"}:
            return []
        texts: list[str] = []
        below = iter(self.children)
        for part in self.parts:
            texts += next(below)._texts() if part == "\0" else [part]
        return texts

    def all(self, name: str = "", of_class: str = "") -> list[Element]:
        """Every element below it of a name, of a class, in their order."""
        found: list[Element] = []
        for child in self.children:
            if (not name or child.name == name) and (not of_class or of_class in child.classes):
                found.append(child)
            found += child.all(name, of_class)
        return found

    def one(self, name: str = "", of_class: str = "") -> Element:
        """The only such element."""
        (found,) = self.all(name, of_class)
        return found


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.here = self.root
        self.problems: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len({name for name, _ in attrs}) < len(attrs):
            self.problems.append(f"an attribute twice: {self.get_starttag_text()}")
        element = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(element)
        self.here.parts.append("\0")
        if tag not in _VOID:
            self.here = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        here = self.here
        self.handle_starttag(tag, attrs)
        self.here = here

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self.here.name != tag:
            self.problems.append(f"</{tag}> closes <{self.here.name}> at {self.getpos()}")
        self.here = self.here.above or self.root

    def handle_data(self, data: str) -> None:
        self.here.parts.append(data)


def parsed(text: str) -> Element:
    """Return the document; a mistake in its structure fails the test."""
    parser = _Parser()
    parser.feed(text)
    parser.close()
    assert parser.problems == []
    assert parser.here is parser.root, f"<{parser.here.name}> stays open"
    return parser.root


def identifiers(document: Element) -> list[str]:
    """Return all identifiers of a document."""
    return [element.attributes["id"] for element in document.all() if "id" in element.attributes]
