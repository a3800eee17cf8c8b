"""The pack's own process, which the Pulumi engine starts and asks."""

import sys
from datetime import UTC, datetime
from pathlib import Path

# The engine runs this folder, so it is first on the path; what must be there is the project, which the folder is in.
_FOLDER = Path(__file__).resolve().parent
sys.path[:] = [str(_FOLDER.parent), *(entry for entry in sys.path if Path(entry or ".").resolve() != _FOLDER)]

from policies.analyzer import serve  # noqa: E402
from policies.pack import PackError, load  # noqa: E402

try:
    pack = load(datetime.now(UTC).date())
except PackError as error:
    sys.exit(f"the policy pack evenkeel cannot be used:\n{error}")
serve(pack)
