"""Pictures of pages, by a browser without a window."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "chrome")
_QUIET: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--virtual-time-budget=20000",
)
_HEIGHT: Final = re.compile(r'data-height="(\d+)"')
_HEADER: Final = 24
"""Bytes of a PNG file up to its width and height."""
_PATIENCE: Final = 120
"""Seconds."""


class BrowserError(Exception):
    """There is no browser, or it made no picture."""


@dataclass(frozen=True, slots=True)
class Browser:
    """A Chromium that is installed here.

    Attributes:
        program: its command.
    """

    program: str

    @classmethod
    def found(cls) -> Browser:
        """Return the one on the path.

        Raises:
            BrowserError: there is none.
        """
        for name in _NAMES:
            if program := shutil.which(name):
                return cls(program)
        raise BrowserError(f"no browser on the path: install one of {', '.join(_NAMES)}")

    def height(self, page: Path, width: int) -> int:
        """Return the height in CSS pixels that a page writes into its data-height once it is drawn.

        Raises:
            BrowserError: it wrote none.
        """
        found = _HEIGHT.search(self._run(page, (f"--window-size={width},800", "--dump-dom")))
        if found is None:
            raise BrowserError(f"{page.name} was not drawn")
        return int(found[1])

    def picture(self, page: Path, size: tuple[int, int], *, scale: float = 1, dark: bool = False) -> bytes:
        """Return a PNG of the top of a page.

        Args:
            page: an HTML file.
            size: width and height in CSS pixels.
            scale: pixels of the picture a CSS pixel.
            dark: whether the reader prefers dark pages.

        Raises:
            BrowserError: no picture of that width came.
        """
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "page.png"
            options = (
                f"--window-size={size[0]},{size[1]}",
                f"--force-device-scale-factor={scale}",
                f"--blink-settings=preferredColorScheme={0 if dark else 1}",
                f"--screenshot={file}",
            )
            self._run(page, options)
            data = file.read_bytes() if file.is_file() else b""
        width = int.from_bytes(data[_HEADER - 8 : _HEADER - 4])
        if abs(width - size[0] * scale) >= 1:  # some browsers have a least width
            raise BrowserError(f"the picture of {page.name} is {width} pixels wide, not {size[0] * scale:g}")
        return data

    def _run(self, page: Path, options: Sequence[str]) -> str:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
            command = [self.program, *_QUIET, f"--user-data-dir={profile}", *options, page.resolve().as_uri()]
            try:
                ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_PATIENCE)
            except (OSError, subprocess.TimeoutExpired) as error:
                raise BrowserError(f"{self.program} did not draw {page.name}: {error}") from None
        return ended.stdout
