"""The commented stack file with which a new stack begins."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, Literal, TypeAlias, get_args

from evenkeel.spec.platform import Environment
from evenkeel.spec.problems import Problem, SpecError

TargetKind: TypeAlias = Literal["aws", "cluster"]
_TEMPLATES: Final[dict[TargetKind, Path]] = {
    "aws": Path(__file__).parent / "template_aws.yaml",
    "cluster": Path(__file__).parent / "template_cluster.yaml",
}
_STACK_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
_ENVIRONMENTS: Final[tuple[Environment, ...]] = get_args(Environment)


def template(name: str, environment: Environment | None = None, target: TargetKind = "aws") -> str:
    """Return the text of a stack file for the stack `name`; it passes every check as it stands.

    Args:
        name: the stack's name.
        environment: left out, the one that the name names, else `dev`.
        target: `aws`, or `cluster` for a cluster that exists already.

    Raises:
        SpecError: when the name is not one that Pulumi takes.
    """
    if not _STACK_NAME.fullmatch(name):
        fix = "Use up to 100 letters, digits, hyphens, underscores and dots, such as staging-eu."
        raise SpecError([Problem("", name, "is not the name of a stack", fix)])
    guessed = next((known for known in _ENVIRONMENTS if name.startswith(known)), "dev")
    text = _TEMPLATES[target].read_text(encoding="utf-8")
    return text.replace("STACK_NAME", name).replace("STACK_ENVIRONMENT", environment or guessed)
