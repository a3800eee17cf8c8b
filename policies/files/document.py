"""A small YAML document that knows on which line each value stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from policies.files.problems import PolicyFileError, Problem

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed document.

    Attributes:
        file: its path, as messages name it.
        content: what it holds, in plain types; None when it is empty.
        root: its node graph, for lines.
    """

    file: str
    content: object
    root: yaml.Node | None

    def line_of(self, place: Place) -> int:
        """Return the line of a value, or of the nearest one above it; 0 in an empty document."""
        node, line = self.root, self.root.start_mark.line + 1 if self.root else 0
        for step in place:
            below = _below(node, step)
            if below is None:
                break
            key, node = below
            line = key.start_mark.line + 1
        return line

    def problem(self, place: Place, value: object, message: str, fix: str) -> Problem:
        """Return a problem at a place."""
        shown = "" if value is None or isinstance(value, dict | list) else _short(value)
        return Problem(
            file=self.file, line=self.line_of(place), path=written(place), value=shown, message=message, fix=fix
        )


def read(path: Path, shown: str) -> Document:
    """Return the document in a file.

    Args:
        path: the file.
        shown: how messages name it.

    Raises:
        PolicyFileError: it cannot be read or is not YAML, or a key stands twice in a section.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise _refused(shown, "is not in UTF-8", "Save it as UTF-8.") from None
    except OSError as error:
        raise _refused(shown, f"cannot be read: {error.strerror or error}", "Check its name and permissions.") from None
    loader = yaml.CSafeLoader(text)
    try:
        root = loader.get_single_node()  # pyright: ignore[reportUnknownMemberType]
        repeated = [] if root is None else list(_repeated(root, shown))
        if repeated:
            raise PolicyFileError(repeated)
        content: object = None if root is None else loader.construct_document(root)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        detail = ", ".join(part for part in (error.context, error.problem) if part)
        raise _refused(
            shown,
            f"is not well-formed YAML: {detail}",
            "Check indentation, colons and quotes there.",
            line=mark.line + 1 if mark else 0,
        ) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = str(error).splitlines()[0]
        raise _refused(shown, f"is not YAML: {reason}", "Put values that are meant as text in quotes.") from None
    finally:
        loader.dispose()  # pyright: ignore[reportUnknownMemberType]
    return Document(shown, content, root)


def written(place: Place) -> str:
    """Return a place as messages write it: `waivers[1].expires`."""
    text = ""
    for step in place:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def _refused(file: str, message: str, fix: str, *, line: int = 0) -> PolicyFileError:
    return PolicyFileError([Problem(file=file, line=line, message=message, fix=fix)])


def _repeated(root: yaml.Node, file: str) -> Iterator[Problem]:
    waiting: list[yaml.Node] = [root]
    seen: set[int] = set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            lines: dict[str, int] = {}
            for key, value in node.value:
                line = key.start_mark.line + 1
                name = str(key.value)
                if name in lines:
                    fix = f"Keep one of them; the other is on line {lines[name]}."
                    yield Problem(file=file, line=line, path=name, message="stands twice in the same section", fix=fix)
                lines[name] = line
                waiting.append(value)
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)


def _below(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == step), None)
    return None


def _short(value: object) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
