"""The architecture picture of a stack, or of a change of one."""

from __future__ import annotations

import re
from typing import Final

from evenkeel.model import Plan
from evenkeel.model.change import Change
from evenkeel.report.architecture.drawing import (
    drawn_box,
    drawn_heading,
    drawn_legend,
    drawn_link,
    drawn_panel,
    element,
)
from evenkeel.report.architecture.extract import architecture
from evenkeel.report.architecture.layout import WIDTH, laid_out
from evenkeel.report.architecture.legend import legend_of
from evenkeel.report.architecture.palette import colour, colour_scheme
from evenkeel.report.architecture.records import Architecture, PartKind
from evenkeel.report.architecture.routing import routed
from evenkeel.report.architecture.text import changes_sentence, sentences, totals_sentence

_IDENTIFIER: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_SAID: Final = (PartKind.BALANCER, PartKind.SERVICE, PartKind.POOL, PartKind.CACHE)


def architecture_svg(plan: Plan, *, change: Change | None = None, identifier: str = "architecture") -> str:
    """Return an `<svg>` element that shows what a stack is made of.

    It is 1000 units wide, has no script and no style sheet, and takes its colours from the page's custom properties
    (`architecture_colours`); without them it is drawn for a light page.

    Args:
        plan: the stack; with a change, the side after.
        change: marks where it lands; what it deletes is shown too, dashed.
        identifier: begins the ids of the picture; different for each picture of a page.

    Raises:
        ValueError: if the identifier is none: it takes letters, digits, `-` and `_`, a letter first.
    """
    if not _IDENTIFIER.fullmatch(identifier):
        raise ValueError(f"identifier {identifier!r}: use letters, digits, - and _, with a letter first")
    return _drawn(architecture(plan, change), identifier)


def architecture_text(plan: Plan, change: Change | None = None) -> list[str]:
    """Return the same in sentences: the whole, the change if there is one, then each part.

    Args:
        plan: the stack; with a change, the side after.
        change: what happens to it.
    """
    return sentences(architecture(plan, change))


def architecture_document(plan: Plan, change: Change | None = None) -> str:
    """Return the picture as a file of its own, for light and dark screens.

    Args:
        plan: the stack; with a change, the side after.
        change: what happens to it.
    """
    head, _, rest = _drawn(architecture(plan, change), "architecture").partition("</desc>\n")
    style = f"<style>{colour_scheme('svg')}</style>"
    ground = f'<rect width="100%" height="100%" fill="{colour("canvas")}"/>'
    return f"{head}</desc>\n{style}\n{ground}\n{rest}\n"


def architecture_colours(selector: str = ":root") -> str:
    """Return a style sheet with the colours of the picture for light and dark pages.

    Args:
        selector: of the element that gets them.
    """
    return colour_scheme(selector)


def _drawn(found: Architecture, identifier: str) -> str:
    title = f"Architecture of {found.title}"
    if not found.parts:
        said = sentences(found)[0]
        return element(
            identifier, title, said, 60, drawn_heading(found.title, ["It has no resources."], 976), wide=WIDTH
        )
    under = [found.subtitle, *([totals_sentence(found)] if found.compared else [])]
    layout = laid_out(found, 42 + 19 * len(under))
    routes = routed(found, layout)
    legend = legend_of(list(found.parts), routes, layout.bottom)
    body = drawn_heading(found.title, under, WIDTH - 24)
    for panel in layout.panels:
        body += drawn_panel(panel)
    for route in routes:
        body += drawn_link(route)
    for at, part in enumerate(found.parts):
        body += drawn_box(layout.boxes[part.key], identifier, at, layout.frame)
    body += drawn_legend(legend)
    return element(identifier, title, _description(found), legend.bottom + 6, body, wide=WIDTH)


def _description(found: Architecture) -> str:
    """Return a few sentences: what is served on what, and where a change lands."""
    said = [line for part, line in zip(found.parts, _part_sentences(found), strict=True) if part.kind in _SAID]
    change = [changes_sentence(found)] if found.compared else []
    return " ".join([f"{found.subtitle}.", *change, *said])


def _part_sentences(found: Architecture) -> list[str]:
    return sentences(found)[2 if found.compared else 1 :]
