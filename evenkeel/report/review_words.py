"""The sentences of a review that all its renderers share; plain text without anything from a plan but names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from decimal import Decimal

from evenkeel.model import Finding, Outcome
from evenkeel.model.change import Operation
from evenkeel.model.estimate import FigureDelta
from evenkeel.model.review import Costs, Review, Verdicts
from evenkeel.report.changes_groups import counted as counted_operations
from evenkeel.report.changes_verdict import danger_words, verdict
from evenkeel.report.estimate_figures import amount, money
from evenkeel.report.finding_words import counted


def review_verdict(review: Review) -> str:
    """Return the one sentence that a reviewer reads first: refused or not, what changes, what to look at."""
    words = _gone(review) or verdict(review.change)
    if review.verdicts is not None and review.verdicts.added:
        words = f"{words.rstrip('.')}; {counted(len(review.verdicts.added), 'new policy finding')}."
    if review.refusals:
        gates = ", ".join(dict.fromkeys(refusal.gate for refusal in review.refusals))
        words = f"Refused by {gates}. {words}"
    return words


def _gone(review: Review) -> str:
    """Return the sentence of a stack whose file goes; empty where it stays. Pulumi deletes nothing for that."""
    costs, change = review.costs, review.change
    if costs is None or costs.base is None or costs.head is not None:
        return ""
    count = counted_operations(change)[Operation.DELETE]
    what = f"{counted(count, 'resource')} of stack {change.head.stack}"
    stays = "The stack file goes; what is deployed stays until `pulumi destroy`"
    return f"{stays}, which would delete {what}; {danger_words(change)}."


def cost_headline(costs: Costs | None) -> str:
    """Return what a change does to cost and carbon, to stand behind those words."""
    if costs is None:
        return "not estimated"
    usd, kg, delta = costs.delta.usd, costs.delta.kg, costs.delta
    if lost := not_comparable(costs):
        words = f"not comparable: {lost}; the known part goes from {money(usd.base.expected)}"
        words += f" to {money(usd.head.expected)} a month, {signed(kg.change.expected)} kg CO2e"
    elif all(_same(figure) for figure in (usd, kg)):
        least = "at least " if delta.at_least else ""
        known = usd.head.expected or not delta.at_least
        words = f"unchanged, {f'{least}{money(usd.head.expected)} a month expected' if known else 'no cost is known'}"
    else:
        words = f"{signed_money(usd.change.expected)} a month{in_brackets(usd)}, {signed(kg.change.expected)} kg CO2e"
        words += "" if usd.change.expected or kg.change.expected else " expected; the bounds differ"
    words += (
        "; the estimates are not fully comparable, see their notes" if not lost and any(one_sided_notes(costs)) else ""
    )
    words += "; once it is destroyed" if costs.base is not None and costs.head is None else ""
    added = len(delta.unknown_added) - len(delta.unknown_lost)
    removed = len(delta.unknown_removed) - len(delta.unknown_found)
    words += f"; {counted(added, 'cost')} more that nobody knows" if added else ""
    return words + (f"; {counted(removed, 'unknown cost')} fewer" if removed else "")


def not_comparable(costs: Costs) -> str:
    """Return which prices came or went without their resources, so that the figures are not of the same things."""
    lost, found = len(costs.delta.unknown_lost), len(costs.delta.unknown_found)
    words = [f"{counted(lost, 'cost')} {'is' if lost == 1 else 'are'} no longer known"] if lost else []
    words += [f"{counted(found, 'cost')} {'was' if found == 1 else 'were'} not known before"] if found else []
    return ", ".join(words)


def policy_headline(verdicts: Verdicts | None) -> str:
    """Return what the rules say of a change, to stand behind the word policies."""
    if verdicts is None:
        return "not asked; the notes say why"
    findings = verdicts.judgement.findings
    parts = [_added(verdicts.added)]
    if verdicts.removed:
        parts.append(f"{len(verdicts.removed)} {'is' if len(verdicts.removed) == 1 else 'are'} gone")
    if stays := remaining(verdicts):
        stop = sum(finding.gates for finding in stays)
        words = f"{len(stays)} {'was' if len(stays) == 1 else 'were'} there before"
        parts.append(f"{words}, {stop} of them {_stops(stop)} the deployment" if stop else words)
    broken = sum(finding.outcome is Outcome.ERROR for finding in findings)
    unevaluated = sum(finding.outcome is Outcome.NOT_EVALUATED for finding in findings)
    parts += [f"{counted(broken, 'rule')} broke"] if broken else []
    parts += [f"{unevaluated} could not be evaluated"] if unevaluated else []
    return "; ".join(parts)


def remaining(verdicts: Verdicts) -> tuple[Finding, ...]:
    """Return the findings that both sides have."""
    left = Counter(verdicts.added)
    kept: list[Finding] = []
    for finding in verdicts.judgement.findings:
        if left[finding]:
            left[finding] -= 1
        else:
            kept.append(finding)
    return tuple(kept)


def one_sided_notes(costs: Costs) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the notes that only the estimate before has, and those that only the one after has."""
    if costs.base is None or costs.head is None:
        return (), ()
    was, now = costs.base.notes, costs.head.notes
    return tuple(note for note in was if note not in now), tuple(note for note in now if note not in was)


def _added(added: Collection[Finding]) -> str:
    if not added:
        return "no new finding"
    stop = sum(finding.gates for finding in added)
    words = counted(len(added), "new finding")
    if len(added) == 1:
        return f"{words}, which stops {'the deployment' if stop else 'nothing'}"
    part = "none stops" if not stop else "all of them stop" if stop == len(added) else f"{stop} of them {_stops(stop)}"
    return f"{words}, {part} the deployment"


def not_in_totals(costs: Costs) -> str:
    """Return how much is in no total, of the side after or, where the stack goes, before; empty where nothing is."""
    estimate = costs.head or costs.base
    if estimate is None:
        return ""
    missing, dark = len(estimate.unknown_costs), len(estimate.unknown_energies)
    words = [counted(missing, "cost") + " without a dated price"] if missing else []
    words += [counted(dark, "figure") + " of electricity or carbon that nobody publishes"] if dark else []
    return f"not in the totals: {' and '.join(words)}" if words else ""


def _stops(count: int) -> str:
    return "stops" if count == 1 else "stop"


def signed(value: Decimal) -> str:
    """Return a difference with its sign; none where there is no difference."""
    return f"+{amount(value)}" if value > 0 else amount(value)


def signed_money(usd: Decimal) -> str:
    """Return a difference in USD with its sign; none where there is no difference."""
    return f"+{money(usd)}" if usd > 0 else money(usd)


def percentage(delta: FigureDelta) -> str:
    """Return the difference of the expected figure in percent; empty where there is none, or it was zero."""
    base, change = delta.base.expected, delta.change.expected
    if not base or not change:
        return ""
    percent = change * 100 / base
    if abs(percent) >= Decimal("0.05"):
        return f"{percent:+,.1f} %"
    return f"{percent:+.2f} %" if abs(percent) >= Decimal("0.005") else ""


def in_brackets(delta: FigureDelta) -> str:
    """Return the percentage to be put behind a figure."""
    text = percentage(delta)
    return f" ({text})" if text else ""


def _same(delta: FigureDelta) -> bool:
    return not (delta.change.low or delta.change.expected or delta.change.high)
