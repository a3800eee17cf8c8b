"""Whether labels satisfy a selector."""

from __future__ import annotations

from collections.abc import Mapping

from policies.kubernetes.workloads import Pod, all_pods
from policies.plan_view import PlanView
from policies.properties import Property


def selects(selector: Property, labels: Mapping[str, str]) -> bool:
    """Return whether a label selector (`matchLabels`, `matchExpressions`) selects what has these labels.

    One that is empty selects everything, one that is absent nothing.

    Raises:
        UndecidedError: when a part of the selector is unknown.
    """
    if selector.absent:
        return False
    wanted = selector["matchLabels"].entries()
    if any(labels.get(key) != value.text() for key, value in wanted.items()):
        return False
    return all(_holds(expression, labels) for expression in selector["matchExpressions"].each())


def selects_plainly(selector: Property, labels: Mapping[str, str]) -> bool:
    """Return whether a plain map of labels, as of a Service, selects what has these labels."""
    wanted = selector.entries()
    return bool(wanted) and all(labels.get(key) == value.text() for key, value in wanted.items())


def selected_pods(view: PlanView, selector: Property, namespace: str) -> list[Pod]:
    """Return the pods of a namespace that a label selector selects."""
    return [pod for pod in all_pods(view) if pod.namespace == namespace and selects(selector, pod.labels)]


def _holds(expression: Property, labels: Mapping[str, str]) -> bool:
    key, operator = expression["key"].text(), expression["operator"].text()
    if operator == "Exists":
        return key in labels
    if operator == "DoesNotExist":
        return key not in labels
    among = labels.get(key) in expression["values"].texts()
    return among if operator == "In" else not among
