"""When Karpenter may take nodes away."""

from dataclasses import dataclass

EMPTY = "Empty"
UNDERUTILIZED = "Underutilized"
DRIFTED = "Drifted"


@dataclass(frozen=True, kw_only=True)
class BudgetArgs:
    """How many nodes of a pool may go at once; of several that apply, the smallest counts.

    Attributes:
        nodes: a number or a percentage; `0` forbids.
        reasons: `Empty`, `Underutilized`, `Drifted`; none means all of them.
        schedule: when it begins, as cron in UTC; None means always.
        duration: for how long (`8h`), with a schedule.
    """

    nodes: str
    reasons: list[str]
    schedule: str | None
    duration: str | None

    def document(self) -> dict[str, object]:
        """Return the budget as Karpenter writes it."""
        budget: dict[str, object] = {"nodes": self.nodes}
        if self.reasons:
            budget["reasons"] = self.reasons
        if self.schedule is not None:
            budget["schedule"] = self.schedule
        if self.duration is not None:
            budget["duration"] = self.duration
        return budget


@dataclass(frozen=True, kw_only=True)
class DisruptionArgs:
    """Consolidation of a pool.

    Attributes:
        consolidation_policy: `WhenEmpty`, `WhenEmptyOrUnderutilized` or `Balanced`.
        consolidate_after: how long a node must have been so (`10m`), or `Never`.
        budgets: limits on it.
    """

    consolidation_policy: str
    consolidate_after: str
    budgets: list[BudgetArgs]

    def document(self) -> dict[str, object]:
        """Return the disruption block as Karpenter writes it."""
        return {
            "consolidationPolicy": self.consolidation_policy,
            "consolidateAfter": self.consolidate_after,
            "budgets": [budget.document() for budget in self.budgets],
        }


def disruption_for(
    purpose: str, *, consolidation_policy: str, consolidate_after: str, nodes_at_once: str
) -> DisruptionArgs:
    """Return the disruption of a pool.

    Empty nodes may always go, all of them at once: nobody misses them. A budget of `0` for every reason would keep
    them for ever; hence the reasons. In a `training` pool nothing else goes, since a job over many nodes dies with
    any of them.

    Args:
        purpose: what the pool is for.
        consolidation_policy: `WhenEmpty` or `WhenEmptyOrUnderutilized`; training pools have `WhenEmpty`.
        consolidate_after: how long a node must have been so.
        nodes_at_once: nodes that may be renewed or moved at once, a number or a percentage.
    """
    training = purpose == "training"
    moved = "0" if training else nodes_at_once
    return DisruptionArgs(
        consolidation_policy="WhenEmpty" if training else consolidation_policy,
        consolidate_after=consolidate_after,
        budgets=[
            BudgetArgs(nodes=moved, reasons=[DRIFTED, UNDERUTILIZED], schedule=None, duration=None),
            BudgetArgs(nodes="100%", reasons=[EMPTY], schedule=None, duration=None),
        ],
    )
