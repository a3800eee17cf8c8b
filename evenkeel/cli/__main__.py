"""`python -m evenkeel.cli` is the same as `evenkeel`."""

from evenkeel.cli import main

main()
