"""What can go wrong, with the exit code that tells Kubernetes whether to try again."""

from __future__ import annotations


class ModelImportError(Exception):
    """The import cannot be finished; the message says why and what to do.

    Attributes:
        exit_code: 1 is worth another attempt, and so is 5; the Job gives up at once on 2, 3 and 4.
    """

    exit_code = 1


class SettingsError(ModelImportError):
    """The Job was given something unusable."""

    exit_code = 2


class HubError(ModelImportError):
    """The hub has no such model or revision, or does not let us read it."""

    exit_code = 3


class ChecksumError(ModelImportError):
    """A file is not what the hub says that it is."""

    exit_code = 4


class StorageError(ModelImportError):
    """The bucket refused a request; rights that were granted a moment ago may need time, so it is tried again."""

    exit_code = 5


class StoppedError(ModelImportError):
    """The pod is being ended; the next one goes on where this one stopped."""

    exit_code = 143
