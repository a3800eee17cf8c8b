"""Review comments in a code host: recorded without credentials, posted by a job that runs no code of the change.

Standard library only, and nothing of evenkeel: the job that holds a token installs nothing.
"""

from scripts.review.command import main

__all__ = ["main"]
