"""Stack files are read: found, decoded, parsed, and their problems given a line."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, cast

from evenkeel.spec.document import Document, parse
from evenkeel.spec.nearest import nearest, suggestion
from evenkeel.spec.problems import Problem, SpecError

PLATFORM_KEY: Final = "evenkeel:platform"
_PREFIX, _SUFFIX = "Pulumi.", ".yaml"
_TOP_LEVEL: Final = ("config", "environment", "secretsprovider", "encryptedkey", "encryptionsalt")


@dataclass(frozen=True, slots=True)
class StackFile:
    """A stack file as it stands.

    Attributes:
        name: name of the stack, from the name of the file.
        path: the file.
        config: all configuration by full key, encrypted values as `{"secure": ...}`.
        platform: what stands under `evenkeel:platform`.
        document: the document, for lines.
    """

    name: str
    path: Path
    config: Mapping[str, object]
    platform: Mapping[str, object]
    document: Document

    @property
    def secret_keys(self) -> frozenset[str]:
        """Full keys of the configuration whose values are encrypted."""
        return frozenset(key for key, value in self.config.items() if isinstance(value, Mapping) and "secure" in value)

    def placed(self, problems: Iterable[Problem]) -> SpecError:
        """Return an error with `problems` of the platform, each with file and line, in the file's order."""
        found = (self._place(problem) for problem in problems)
        return SpecError(sorted(found, key=lambda problem: problem.line))

    def _place(self, problem: Problem) -> Problem:
        below = "" if not problem.path else f".{problem.path}"
        line = self.document.line_of(f"config.{problem.path}") if _is_full_key(problem.path) else 0
        line = line or self.document.line_of(f"config.{PLATFORM_KEY}{below}")
        return replace(problem, file=str(self.path), line=line)


def stack_path(stack: str, folder: Path) -> Path:
    """Return the path of the stack file that `stack` means.

    Args:
        stack: the name of a stack in `folder`, or the path of any stack file.
        folder: where the project's stack files are.
    """
    if "/" in stack or "\\" in stack or stack.endswith((".yaml", ".yml")):
        return Path(stack)
    return folder / f"{_PREFIX}{stack}{_SUFFIX}"


def stack_names(folder: Path) -> tuple[str, ...]:
    """Return the names of the stacks in `folder`, sorted."""
    return tuple(sorted(stack_name(found) for found in folder.glob(f"{_PREFIX}*{_SUFFIX}")))


def stack_name(path: Path) -> str:
    """Return the name of the stack whose file `path` is."""
    return path.name.removeprefix(_PREFIX).removesuffix(_SUFFIX)


def read_stack_file(path: Path | str) -> StackFile:
    """Return the stack file at `path`; what it describes is not checked yet.

    Raises:
        SpecError: when there is no such file, or it is not the YAML of a stack file.
    """
    path = Path(path)
    document, problems = parse(_text(path))
    if document is not None and not problems:
        config = _config(document.content, problems)
        if not problems:
            platform = cast("Mapping[str, object]", config[PLATFORM_KEY])
            return StackFile(stack_name(path), path, config, platform, document)
    raise SpecError(
        replace(problem, file=str(path), line=problem.line or (document.line_of(problem.path) if document else 0))
        for problem in problems
    )


def _is_full_key(path: str) -> bool:
    return ":" in path.partition(".")[0]


def _config(content: object, problems: list[Problem]) -> Mapping[str, object]:
    start = f"Start it with config: and below it {PLATFORM_KEY}:, or write one with: evenkeel new NAME."
    if content is None:
        problems.append(Problem("", "", "is empty", start))
        return {}
    if not isinstance(content, Mapping):
        problems.append(Problem("", "", "is not a stack file", start))
        return {}
    top = cast("Mapping[str, object]", content)
    problems.extend(
        Problem(key, "", "is not a key of a stack file", _belongs(key)) for key in top if key not in _TOP_LEVEL
    )
    config = top.get("config")
    if not isinstance(config, Mapping):
        if not problems:
            problems.append(Problem("config", "", "is missing or empty", start))
        return {}
    found = cast("Mapping[str, object]", config)
    if PLATFORM_KEY not in found:
        near = nearest(PLATFORM_KEY, found)
        fix = f"Rename {near} to {PLATFORM_KEY}." if near else f"Add {PLATFORM_KEY}: below config."
        problems.append(Problem("config", "", f"has no {PLATFORM_KEY}", fix))
    elif not isinstance(found[PLATFORM_KEY], Mapping):
        fix = f"Write keys and values below {PLATFORM_KEY}:, starting with environment and target."
        problems.append(Problem(f"config.{PLATFORM_KEY}", "", "is not a section", fix))
    return found


def _belongs(key: str) -> str:
    return f"Move {key} below config:." if ":" in key else suggestion(key, _TOP_LEVEL)


def _text(path: Path) -> str:
    def refuse(message: str, fix: str) -> SpecError:
        return SpecError([Problem("", "", message, fix, file=str(path))])

    try:
        if path.is_dir():
            raise refuse("is a folder", "Name a stack, or a file in it.")
        if not path.exists():
            raise refuse("does not exist", _missing(path))
        if not path.is_file():
            raise refuse("is not a file", "Name a stack, or the path of a stack file.")
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise refuse(f"cannot be read: {reason}", "Check its name and permissions.") from None
    wrong = _encoding_problem(content)
    if wrong:
        raise refuse(wrong, "Save it as UTF-8.")
    return content.decode("utf-8-sig")


def _encoding_problem(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in content:
        return "is in UTF-16 or not text at all"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return f"is not in UTF-8 (line {line})"
    return ""


def _missing(path: Path) -> str:
    names = stack_names(path.parent) if path.parent.is_dir() else ()
    if not names:
        return "Write one with: evenkeel new NAME."
    near = nearest(stack_name(path), names)
    listed = f"There are {', '.join(names)}."
    return f"Did you mean {near}? {listed}" if near else listed
