"""A plan as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from evenkeel.model import Fidelity, Plan
from evenkeel.report.concealment import concealment_of
from evenkeel.report.layout import flow
from evenkeel.report.redaction import redacted
from evenkeel.report.style import Style
from evenkeel.report.summary import Summary, kubernetes_version, summarise, target
from evenkeel.report.tree_lines import tree_lines
from evenkeel.report.values import printable, text

FIDELITY: Final[Mapping[Fidelity, str]] = {
    Fidelity.RECORDED: "Recorded: the program alone, no state, no provider. Nothing was asked of AWS or of a cluster.",
    Fidelity.EXPORTED: "Exported: the state of a deployed stack, as Pulumi last saw it.",
    Fidelity.ENGINE: "From the engine's own preview.",
}
_NARROWEST: Final = 60
_LABEL: Final = 12


def preview(
    plan: Plan,
    *,
    width: int = 100,
    color: bool = False,
    details: bool = False,
    facts: Mapping[str, str] | None = None,
    hints: Sequence[tuple[str, str]] = (),
) -> str:
    """Return the report on what a stack would create.

    Args:
        plan: what was recorded.
        width: columns of the terminal.
        color: whether to use ANSI emphasis.
        details: one line for each resource, with all its inputs, instead of folding those that are alike.
        facts: further lines of the head by label, such as the end of support of a version; a value may hold lines.
        hints: commands that a reader may want next, each with what it does.

    Returns:
        Text that ends with a newline and holds no secret.
    """
    clean = concealment_of(plan).plan(plan)
    return _Preview(clean, max(width, _NARROWEST), Style(color), details=details).text(facts or {}, hints)


class _Preview:
    def __init__(self, plan: Plan, width: int, style: Style, *, details: bool) -> None:
        self._plan = plan
        self._width = width
        self._style = style
        self._details = details
        self._lines: list[str] = []

    def text(self, facts: Mapping[str, str], hints: Sequence[tuple[str, str]]) -> str:
        summary = summarise(self._plan)
        self._head(facts)
        self._lines += tree_lines(self._plan, width=self._width, style=self._style, details=self._details)
        self._outputs()
        self._totals(summary)
        self._hints(hints)
        return "\n".join(line.rstrip() for line in self._lines) + "\n"

    def _head(self, facts: Mapping[str, str]) -> None:
        style = self._style
        self._lines.append(
            style.strong(f"Preview of stack {printable(self._plan.stack)}: what `pulumi up` would create")
        )
        self._lines += [style.faint(line) for line in flow(FIDELITY[self._plan.fidelity].split(), self._width, " ")]
        known = {"project": self._plan.project}
        if places := target(self._plan):
            known["target"] = "; ".join(places)
        if version := kubernetes_version(self._plan):
            known["kubernetes"] = version
        self._lines.append("")
        for name, value in {**known, **facts}.items():
            self._fact(name, value)
        self._lines.append("")

    def _fact(self, name: str, value: str, indent: int = 2) -> None:
        start = indent + _LABEL
        lines = [line for part in value.split("\n") for line in flow(printable(part).split(), self._width - start, " ")]
        first, *rest = lines or [""]
        self._lines.append(" " * indent + self._style.faint(printable(name).ljust(_LABEL - 1)) + " " + first)
        self._lines += [" " * start + line for line in rest]

    def _outputs(self) -> None:
        if not self._plan.outputs:
            return
        self._lines.append(self._style.strong("Outputs"))
        longest = max(len(name) for name in self._plan.outputs)
        for name, value in self._plan.outputs.items():
            line = text(redacted(value, name), unknown="known after it exists", items=8)
            first, *rest = flow(line.split(), self._width - longest - 4, " ") or [""]
            self._lines.append(f"  {self._style.faint(printable(name).ljust(longest))}  {first}")
            self._lines += [" " * (longest + 4) + more for more in rest]
        self._lines.append("")

    def _totals(self, summary: Summary) -> None:
        style = self._style
        families = [_family_words(name, counter.total()) for name, counter in summary.kinds.items()]
        first, *rest = flow([f"{summary.total} to create", *families], self._width)
        self._lines += [style.strong(first), *map(style.strong, rest)]
        for name, counter in summary.kinds.items():
            kinds = [f"{kind} {count}" for kind, count in sorted(counter.items(), key=lambda item: (-item[1], item[0]))]
            self._fact(name, ", ".join(kinds))
        if summary.protected:
            self._fact(
                "protected", f"{summary.protected}; Pulumi refuses to delete them until their protection is lifted"
            )
        if summary.unknown_values:
            values = _counted(summary.unknown_values, "value")
            holders = _counted(summary.unknown_resources, "resource")
            self._fact("← unknown", f"{values} in {holders}: known only after the resource behind the arrow exists")

    def _hints(self, hints: Sequence[tuple[str, str]]) -> None:
        if not hints:
            return
        self._lines += ["", self._style.strong("Next")]
        longest = max(len(command) for command, _ in hints)
        fits = all(longest + len(words) + 4 <= self._width for _, words in hints)
        self._lines += [
            f"  {command.ljust(longest)}  {self._style.faint(words)}" if fits else f"  {command}"
            for command, words in hints
        ]


def _family_words(name: str, count: int) -> str:
    thing = {"components": "component", "Kubernetes": "Kubernetes object"}.get(name, f"{name} resource")
    return _counted(count, thing)


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
