"""What the documentation shows is what happens."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from evenkeel.plan import record_program

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("charts/*/README.md")])


def test_program_of_the_components_page_runs() -> None:
    (program,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs/components.md").read_text("utf-8"), re.DOTALL)
    plan = record_program(lambda: exec(program, {}), project="own", stack="test")
    types = {resource.type for resource in plan.resources}
    assert {"aws:s3/bucket:Bucket", "aws:kms/key:Key", "evenkeel:index:Bucket"} <= types


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8"))
    dead = [target for target in targets if "://" not in target and not (page.parent / target).exists()]
    assert not dead


def test_every_page_is_reachable_from_the_readme() -> None:
    seen: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in seen or page.suffix != ".md":
            continue
        seen.add(page)
        targets = re.findall(r"\]\(([^)#\s]+\.md)", page.read_text("utf-8"))
        waiting += [(page.parent / target).resolve() for target in targets if "://" not in target]
    lost = [str(page.relative_to(ROOT)) for page in PAGES if page.parts[-2] == "docs" and page not in seen]
    assert not lost


def test_targets_of_the_readme_exist() -> None:
    named = set(re.findall(r"`make ([a-z-]+)", (ROOT / "README.md").read_text("utf-8")))
    offered = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert named
    assert not [target for target in named if f"make {target} " not in offered]
