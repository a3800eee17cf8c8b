"""The least that any preview takes: import the SDK modules in use, touch one class of each, exit.

`floor.py MODULE:CLASS ...`; the collector is off and the interpreter is not torn down, as in the command line.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys


def main() -> None:
    """Touch the classes that are named on the command line."""
    gc.disable()
    for argument in sys.argv[1:]:
        module, _, name = argument.partition(":")
        getattr(importlib.import_module(module), name)
    os._exit(0)


if __name__ == "__main__":
    main()
