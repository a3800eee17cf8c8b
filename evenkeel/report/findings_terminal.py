"""Findings as a person reads them in a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Final

from evenkeel.model import Fidelity, Finding, Judgement, Level, Outcome
from evenkeel.report.concealment import NOTHING_KNOWN
from evenkeel.report.finding_words import counted, kind_of, name_of, sentence
from evenkeel.report.layout import flow
from evenkeel.report.style import Style
from evenkeel.report.terminal import FIDELITY
from evenkeel.report.values import printable

_NARROWEST: Final = 60
_PARTS: Final[Sequence[tuple[str, Callable[[Finding], bool]]]] = (
    ("Stops the deployment", lambda found: found.gates),
    ("Not evaluated", lambda found: not found.gates and found.outcome is Outcome.NOT_EVALUATED),
    ("Waived", lambda found: not found.gates and found.waiver is not None),
    ("Advice", lambda found: not found.gates),
)
"""The parts of the report; a finding is shown in the first that takes it."""


def findings_terminal(judgement: Judgement, *, width: int = 100, color: bool = False) -> str:
    """Return the report on what rules found.

    Args:
        judgement: what they found.
        width: columns of the terminal.
        color: whether to use ANSI emphasis.

    Returns:
        Text that ends with a newline and holds no secret.
    """
    return _Report(NOTHING_KNOWN.record(judgement), max(width, _NARROWEST), Style(color)).text()


class _Report:
    def __init__(self, judgement: Judgement, width: int, style: Style) -> None:
        self._judgement = judgement
        self._width = width
        self._style = style
        self._lines: list[str] = []

    def text(self) -> str:
        judgement = self._judgement
        title = f"Check of stack {printable(judgement.stack)} by the rules for {judgement.environment}"
        self._lines.append(self._style.strong(title))
        self._wrapped(FIDELITY[Fidelity(judgement.fidelity)], 0, faint=True)
        left = list(judgement.findings)
        for part, takes in _PARTS:
            taken = [finding for finding in left if takes(finding)]
            left = [finding for finding in left if not takes(finding)]
            self._part(part, taken)
        self._waivers()
        self._totals()
        return "\n".join(line.rstrip() for line in self._lines) + "\n"

    def _part(self, title: str, findings: Iterable[Finding]) -> None:
        groups = [(rule, list(found)) for rule, found in groupby(findings, key=lambda finding: finding.rule)]
        if not groups:
            return
        self._lines += ["", self._style.strong(title)]
        for rule, found in groups:
            first = found[0]
            head = f"  {rule} ({first.severity})"
            self._lines.append(self._style.warning(head) if first.gates else self._style.strong(head))
            self._wrapped(f"{first.title}.", 4, faint=True)
            for finding in found:
                self._finding(finding)
            for remedy in dict.fromkeys(finding.remedy for finding in found):
                self._wrapped(f"→ {remedy}", 4)

    def _finding(self, finding: Finding) -> None:
        name, kind = printable(name_of(finding)), printable(kind_of(finding))
        subject = f"{name} {self._style.faint(kind)}" if finding.urn else "the stack"
        place = f"  {printable(finding.location.file)}:{finding.location.line}" if finding.location else ""
        self._lines.append(f"    {subject}{self._style.faint(place)}")
        self._wrapped(sentence(finding), 6)
        if finding.waiver is not None:
            self._wrapped(f"waived by {finding.waiver.owner} until {finding.waiver.expires}", 6, faint=True)

    def _waivers(self) -> None:
        if not self._judgement.waivers:
            return
        self._lines += ["", self._style.strong("Waivers")]
        for waiver in self._judgement.waivers:
            self._lines.append(f"  {waiver.rule} on {waiver.urn}")
            self._wrapped(f"until {waiver.expires}, {waiver.owner}: {waiver.reason}", 4, faint=True)

    def _totals(self) -> None:
        judgement = self._judgement
        gated = judgement.gated
        unevaluated = [found for found in judgement.findings if found.outcome is Outcome.NOT_EVALUATED]
        waived = [found for found in judgement.findings if found.waiver is not None]
        advice = [
            found
            for found in judgement.findings
            if not found.gates and found.waiver is None and found.outcome is not Outcome.NOT_EVALUATED
        ]
        mandatory = sum(rule.level in {Level.MANDATORY, Level.REMEDIATE} for rule in judgement.rules)
        parts = [
            f"{counted(len(judgement.rules), 'rule')}, {mandatory} of them mandatory",
            f"{sum(judgement.passed.values())} passes",
            f"{len(gated)} that {'stops' if len(gated) == 1 else 'stop'} the deployment"
            if gated
            else "nothing stops it",
            *([f"{len(advice)} advisory"] if advice else []),
            *([f"{len(unevaluated)} not evaluated"] if unevaluated else []),
            *([f"{len(waived)} waived"] if waived else []),
        ]
        self._lines += ["", *(self._style.strong(line) for line in flow(parts, self._width))]

    def _wrapped(self, text: str, indent: int, *, faint: bool = False) -> None:
        for line in flow(printable(text).split(), self._width - indent, " "):
            self._lines.append(" " * indent + (self._style.faint(line) if faint else line))
