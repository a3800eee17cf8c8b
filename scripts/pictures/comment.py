"""A comment as a page of its own, in the plain style of a code host."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

_STYLE: Final = Path(__file__).with_name("comment.css")
_KINDS: Final = {"+": "added", "-": "removed", "!": "changed"}
_SIGNS: Final = {
    "\u26d4": '<circle cx="8" cy="8" r="7" fill="#cf222e"/><rect x="3.5" y="6.5" width="9" height="3" fill="#ffffff"/>',
    "\u26a0\ufe0f": '<path d="M8 1 15.5 15H.5Z" fill="#ffb224" stroke="#9a6700" stroke-linejoin="round"/>'
    '<path d="M8 6v4.5M8 12v1.5" stroke="#1f2328" stroke-width="1.6"/>',
}
"""A code host shows these characters in colour, by a font that need not be installed here."""
_DRAW: Final = """
mermaid.initialize({startOnLoad: false, theme: "default", fontFamily: getComputedStyle(document.body).fontFamily});
mermaid.run().then(measured);
"""
_MEASURE: Final = """
function measured() {
  document.documentElement.dataset.height = Math.ceil(document.body.getBoundingClientRect().height);
}
"""


def comment_document(comment: str, *, mermaid: str | None = None, opened: str = "") -> str:
    """Return the HTML document of a comment.

    Args:
        comment: the Markdown.
        mermaid: the script that draws its picture; None leaves the picture's source to be read.
        opened: the first words of the one folded section that is shown unfolded.
    """
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    parser.add_render_rule("fence", _drawn if mermaid is not None else _listed)
    body = parser.render(comment)
    for sign, shape in _SIGNS.items():
        body = body.replace(sign, f'<svg class="sign" viewBox="0 0 16 16">{shape}</svg>')
    if opened:
        body = re.sub(rf"<details>(?=\s*<summary>{re.escape(opened)})", "<details open>", body)
    scripts = [_MEASURE, "measured();"] if mermaid is None else [mermaid, _MEASURE + _DRAW]
    # a script ends at the first such tag, also within its strings
    harmless = [script.replace("</script", r"<\/script") for script in scripts]
    tags = "\n".join(f"<script>{script}</script>" for script in harmless)
    style = _STYLE.read_text("utf-8")
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Comment</title>\n<style>\n{style}</style>\n'
        f"<body>\n<article>\n{body}</article>\n{tags}\n</body>\n</html>\n"
    )


def _drawn(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    if tokens[index].info.strip() == "mermaid":
        return f'<pre class="mermaid">{escape(tokens[index].content)}</pre>\n'
    return _listed(renderer, tokens, index, options, env)


def _listed(_renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType) -> str:
    in_colour = tokens[index].info.strip() == "diff"
    text = "\n".join(_line(line, in_colour=in_colour) for line in tokens[index].content.splitlines())
    return f"<pre><code>{text}</code></pre>\n"


def _line(line: str, *, in_colour: bool) -> str:
    kind = _KINDS.get(line[:1]) if in_colour else None
    return f'<span class="{kind}">{escape(line)}</span>' if kind else escape(line)
