"""Plans from files: plan documents, exported states, and the JSON of `pulumi preview`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, cast

from evenkeel.cli.failure import FailureError
from evenkeel.cli.sides.preview_json import as_deployment
from evenkeel.diff import Told
from evenkeel.model import Plan
from evenkeel.plan import DocumentError, loads

_EXPECTED: Final = (
    "Expected a plan (evenkeel preview --out FILE), an exported state (pulumi stack export), "
    "or a preview (pulumi preview --json --show-sames)"
)


@dataclass(frozen=True, slots=True)
class Document:
    """A plan from a file.

    Attributes:
        plan: the plan.
        left_out: how many unchanged resources a preview did not list; they are as they were in the state.
        deleted: URNs that a preview deletes.
        told: by URN what a preview says of what stays.
    """

    plan: Plan
    left_out: int = 0
    deleted: frozenset[str] = frozenset()
    told: Mapping[str, Told] = field(default_factory=dict[str, Told])


def read_document(path: Path) -> Document:
    """Read a file of any of the three kinds, told apart by content.

    Raises:
        FailureError: it is of none of them, or damaged.
    """
    content = _content(path)
    try:
        if "steps" in content or "changeSummary" in content:
            preview = as_deployment(content)
            plan = loads(json.dumps(preview.deployment), source=str(path))
            return Document(plan, preview.left_out, preview.deleted, preview.told)
        if "deployment" not in content:
            raise FailureError(f"{path}: neither a plan, nor a state, nor a preview. {_EXPECTED}")
        return Document(loads(json.dumps(content), source=str(path)))
    except DocumentError as error:
        raise FailureError(str(error)) from None
    except RecursionError:
        raise FailureError(f"{path}: nested too deeply to be a plan. {_EXPECTED}") from None
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise FailureError(f"{path}: damaged ({type(error).__name__}: {error}). {_EXPECTED}") from None


def _content(path: Path) -> Mapping[str, object]:
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise FailureError(f"{path}: not text in UTF-8. {_EXPECTED}") from None
    except OSError as error:
        raise FailureError(f"{path}: cannot be read: {error.strerror}") from None
    if not text.strip():
        raise FailureError(f"{path}: empty. {_EXPECTED}")
    try:
        content: object = json.loads(text)
    except RecursionError:
        raise FailureError(f"{path}: nested too deeply to be a plan. {_EXPECTED}") from None
    except ValueError as error:
        if path.suffix in {".yaml", ".yml"}:
            raise FailureError(
                f"{path}: a YAML file, not a plan; name the stack with --stack, and a revision as the side"
            ) from None
        if '"steps"' not in text and text.count('\n{"') > 1:
            raise FailureError(
                f"{path}: one JSON event a line; use the digest that `pulumi preview --json` prints without "
                f"PULUMI_ENABLE_STREAMING_JSON_PREVIEW. {_EXPECTED}"
            ) from None
        raise FailureError(f"{path}: not JSON, or cut off ({error}). {_EXPECTED}") from None
    if not isinstance(content, dict):
        raise FailureError(f"{path}: a JSON {type(content).__name__}, not an object. {_EXPECTED}")
    return cast("Mapping[str, object]", content)
