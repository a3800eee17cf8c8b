"""Review the example change and show it: docs/examples/review-comment.md, docs/pictures/review-*.png.

`python -m scripts.review_pictures --mermaid mermaid.min.js`; the script of mermaid is in its package's folder dist
(`npm pack mermaid`). Without it the comment's picture is shown as its source. Needs Chromium.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Final

from scripts.pictures import Browser, BrowserError, ExampleError, comment_document, example_report

DOCS: Final = Path(__file__).resolve().parents[1] / "docs"
PICTURES: Final = DOCS / "pictures"
_WIDTH: Final = 900
"""Of a comment in a code host, in CSS pixels."""


def main() -> int:
    """Write the comment, and the pictures of it and of the page."""
    parser = argparse.ArgumentParser(prog="python -m scripts.review_pictures", description=__doc__)
    parser.add_argument(
        "--mermaid", type=Path, metavar="FILE", help="mermaid.min.js, which draws the comment's picture"
    )
    parser.add_argument("--comment-only", action="store_true", help="write no pictures; needs no browser")
    options = parser.parse_args()
    try:
        if options.mermaid is None and not options.comment_only:
            sys.stderr.write("no --mermaid: the comment's picture will be shown as its source\n")
        browser = None if options.comment_only else Browser.found()
        mermaid = None if options.mermaid is None else options.mermaid.read_text("utf-8")
        with tempfile.TemporaryDirectory() as folder:
            report = example_report(Path(folder))
            comment = (report / "comment-prod.md").read_text("utf-8")
            files = {DOCS / "examples" / "review-comment.md": comment.encode()}
            if browser is not None:
                files |= _pictures(browser, report, comment, mermaid)
        # only now that nothing can fail any more, so that comment and pictures are of one run
        for file, data in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
            sys.stdout.write(f"wrote {file.relative_to(DOCS.parent)}, {len(data):,} bytes\n")
    except (BrowserError, ExampleError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _pictures(browser: Browser, report: Path, comment: str, mermaid: str | None) -> dict[Path, bytes]:
    page, document = report / "review.html", report / "comment.html"
    document.write_text(comment_document(comment, mermaid=mermaid, opened="pool-serve-h100"), encoding="utf-8")
    height = browser.height(document, _WIDTH)
    return {
        PICTURES / "review-comment.png": browser.picture(document, (_WIDTH, height)),
        PICTURES / "review-page.png": browser.picture(page, (1280, 724)),
        PICTURES / "review-page-phone.png": browser.picture(page, (375, 812), scale=1.5, dark=True),
    }


if __name__ == "__main__":
    sys.exit(main())
