"""Write docs/pictures/STACK-architecture.svg from plans: `python scripts/architecture_pictures.py prod`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from evenkeel.cli.failure import FailureError
from evenkeel.cli.output import write_new
from evenkeel.cli.recording import record
from evenkeel.report.architecture import architecture_document

PICTURES: Final = Path(__file__).resolve().parents[1] / "docs" / "pictures"


def main() -> int:
    """Write the picture of each stack that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stacks", metavar="STACK", nargs="+", help="stack, or stack file")
    stacks: list[str] = parser.parse_args().stacks
    try:
        PICTURES.mkdir(exist_ok=True)
        for stack in stacks:
            plan = record(stack).plan
            path = PICTURES / f"{plan.stack}-architecture.svg"
            write_new(path, architecture_document(plan), replace=True)
            sys.stdout.write(f"wrote {path.relative_to(PICTURES.parents[1])}\n")
    except (FailureError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
