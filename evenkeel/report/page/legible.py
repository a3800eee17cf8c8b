"""Characters that a reader cannot see, or that would turn the text around them, made visible."""

from __future__ import annotations

import re
from typing import Final

_HIDDEN: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls, except tab and line feed
    r"\u00ad\u061c\u180e\u200b-\u200f\u2060-\u206f\ufeff\ufff9-\ufffb"  # without width, and bidirectional isolates
    r"\u2028-\u202e"  # separators of lines, and bidirectional overrides
    r"\ud800-\udfff\ufffe\uffff"  # not encodable, and no characters
    r"\U000e0000-\U000e0fff]"  # tags
)


def legible(text: str) -> str:
    """Return a text in which each such character is written as its number: `⟨U+202E⟩`."""
    return _HIDDEN.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)
