"""One stack of the page: all that its templates show, redacted and in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from evenkeel.model.review import Review
from evenkeel.report.architecture import architecture_svg
from evenkeel.report.changes_groups import counted, title
from evenkeel.report.changes_notes import first_notes, last_notes
from evenkeel.report.changes_values import Shown, path_text
from evenkeel.report.page.anchors import Anchors, unique
from evenkeel.report.page.dangers import Link, Warned, warnings
from evenkeel.report.page.estimate_words import Behind, behind
from evenkeel.report.page.figures import Compared, Figure, embodied, figures, resource_costs
from evenkeel.report.page.findings import Policy, policy
from evenkeel.report.page.legible import legible
from evenkeel.report.page.property_rows import Row, rows
from evenkeel.report.page.resource_tree import MARKS, Mark, Node, ResourceTree
from evenkeel.report.review_words import review_verdict

_MOST_OUTPUT_LINES: Final = 120
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9]")


@dataclass(frozen=True, slots=True, kw_only=True)
class StackView:
    """One stack.

    Attributes:
        anchor: its identifier on the page; those of its parts begin with it.
        name: of the stack.
        project: its project.
        base: what the reader called the side before.
        head: the same of the side after.
        verdict: the sentence to read first.
        first_notes: what to know before anything else.
        standing: `refused`, `look` or `calm`: what the verdict looks like.
        refusals: thresholds that are exceeded, with the reason.
        counts: how many resources each operation touches.
        warnings: the dangers.
        danger_count: how many.
        secrets: secrets of the stack file that differ, in words.
        hidden_secrets: secrets that may have changed.
        policy: what the rules say.
        figures: cost, electricity and carbon.
        embodied: carbon of making the hardware.
        behind: what stands behind the figures.
        picture: the architecture, as SVG.
        nodes: the resources at the top that change.
        quiet: those at the top that do not.
        quiet_count: how many resources those are, with all below them.
        outputs: differences of the stack's outputs.
        notes: what to know about the comparison.
    """

    anchor: str
    name: str
    project: str
    base: str
    head: str
    verdict: str
    first_notes: tuple[str, ...]
    standing: str
    refusals: tuple[tuple[str, str], ...]
    counts: tuple[tuple[Mark, int], ...]
    warnings: tuple[Warned, ...]
    danger_count: int
    secrets: tuple[tuple[str, str], ...]
    hidden_secrets: tuple[Link, ...]
    policy: Policy | None
    figures: tuple[Figure, ...]
    embodied: Compared | None
    behind: Behind | None
    picture: str
    nodes: tuple[Node, ...]
    quiet: tuple[Node, ...]
    quiet_count: int
    outputs: tuple[Row, ...]
    notes: tuple[str, ...]

    @property
    def same_figures(self) -> bool:
        """Whether the change moves no figure, low and high included."""
        return all(value.trend == "same" and not value.unknown for figure in self.figures for _, value in figure.ends)

    @property
    def total(self) -> int:
        """How many resources are counted."""
        return sum(count for _, count in self.counts)


def stack_view(review: Review, taken: set[str]) -> StackView:
    """Return what is shown of a review.

    Args:
        review: of one stack.
        taken: identifiers that the page has already.
    """
    change = review.change
    shown = Shown(change)
    anchors = Anchors(change, taken)
    # without "_", after which the names of the stack's parts follow
    anchor = unique(f"stack-{_UNSAFE.sub('-', shown.urn(change.head.stack))}", taken)
    nodes, quiet, quiet_count = ResourceTree(shown, anchors, resource_costs(review.costs)).top()
    return StackView(
        anchor=anchor,
        name=shown.text(change.head.stack),
        project=shown.text(change.head.project),
        base=shown.text(change.base_label),
        head=shown.text(change.head_label),
        verdict=shown.text(review_verdict(review)),
        first_notes=tuple(shown.text(note) for note in first_notes(change)),
        standing="refused" if review.refusals else "look" if change.dangers else "calm",
        refusals=tuple((shown.text(each.gate), shown.text(each.reason)) for each in review.refusals),
        counts=tuple((MARKS[operation], count) for operation, count in counted(change).items() if count),
        warnings=warnings(shown, anchors),
        danger_count=len(change.dangers),
        secrets=_secrets(shown),
        hidden_secrets=_hidden(shown, anchors),
        policy=policy(shown, anchors, review.verdicts) if review.verdicts else None,
        figures=figures(shown, review.costs) if review.costs else (),
        embodied=embodied(review.costs) if review.costs else None,
        behind=behind(shown, anchors, review.costs) if review.costs else None,
        picture=legible(architecture_svg(change.head, change=change, identifier=f"{anchor}_picture")),
        nodes=nodes,
        quiet=quiet,
        quiet_count=quiet_count,
        outputs=rows(shown.outputs(), _MOST_OUTPUT_LINES),
        notes=_notes(shown),
    )


def _secrets(shown: Shown) -> tuple[tuple[str, str], ...]:
    words = {"added": "is new", "removed": "goes"}
    return tuple(
        (shown.text(each.key), words.get(each.difference.value, "changed (redacted)")) for each in shown.change.secrets
    )


def _hidden(shown: Shown, anchors: Anchors) -> tuple[Link, ...]:
    resources = {each.resource.urn: each.resource for each in shown.change.resources}
    links: dict[Link, None] = {}
    for each in shown.change.hidden_secrets:
        path = path_text([shown.text(step) for step in each.path if isinstance(step, str)])
        links[Link(f"{title(shown, resources[each.urn])}: {path}", anchors.of(each.urn))] = None
    return tuple(links)


def _notes(shown: Shown) -> tuple[str, ...]:
    change = shown.change
    versions = [
        f"{side}: made with " + ", ".join(f"{name} {version}" for name, version in plan.versions.items())
        for side, plan in (("base", change.base), ("head", change.head))
        if plan.versions
    ]
    return tuple(shown.text(note) for note in (*last_notes(change), *versions))
