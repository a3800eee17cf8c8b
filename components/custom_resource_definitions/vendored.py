"""The definitions that ship with the platform, by project."""

import json
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

# A document as the Kubernetes API takes it; schemas nest without a limit that a type could state.
Definition: TypeAlias = dict[str, Any]

DATA = Path(__file__).parent / "data"


@cache
def versions() -> dict[str, str]:
    """Return the vendored version by project, for example `{"keda": "v2.21.0"}`."""
    folders = (path.name for path in DATA.iterdir() if "@" in path.name)
    return dict(sorted((project, version) for project, _, version in (name.partition("@") for name in folders)))


def definitions(project: str) -> list[Definition]:
    """Return the definitions of `project`, sorted by name.

    Raises:
        ValueError: when the project is not vendored; the message lists those that are.
    """
    version = versions().get(project)
    if version is None:
        raise ValueError(f"no definitions of project {project!r}: use one of {', '.join(versions())}")
    return [json.loads(path.read_bytes()) for path in sorted((DATA / f"{project}@{version}").glob("*.json"))]
