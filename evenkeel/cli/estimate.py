"""`evenkeel estimate`: what a stack costs, uses and emits in a month, and what would save."""

from __future__ import annotations

import shlex
from argparse import ArgumentParser, Namespace
from decimal import Decimal
from pathlib import Path

from evenkeel.cli.amounts import amount
from evenkeel.cli.failure import ExitCode, FailureError
from evenkeel.cli.output import in_color, width, write
from evenkeel.cli.recording import record
from evenkeel.cli.stated_load import add_load, named, stated
from evenkeel.cli.today import today
from evenkeel.estimate import SettingsError, estimate, savings
from evenkeel.model import Estimate, Plan
from evenkeel.plan import DocumentError, read
from evenkeel.report import concealment_of, estimate_explain, estimate_json, estimate_terminal, explained

DESCRIPTION = """\
Shows what a stack would cost, how much electricity it would use and how much carbon it would emit in a month of 730
hours: low, expected and high from the scaling bounds and the stated load. Every price is a dated record; one that is
not known is listed as unknown and never counted as zero. Without credentials, cluster or network."""

EXAMPLES = (
    ("evenkeel estimate", "the `dev` stack of this project"),
    ("evenkeel estimate prod --tokens-per-month chat=2G --tokens-per-second chat=1500", "with a stated load"),
    ("evenkeel estimate prod --explain cache", "every figure with its price record"),
    ("evenkeel estimate prod --fail-above-cost 200k", "exit code 3 when it is expected to cost more"),
    ("evenkeel estimate plan.json --json", "what `evenkeel preview --out` wrote, for other tools"),
)


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the stack, the load and the form of the report."""
    parser.add_argument(
        "stack",
        nargs="?",
        metavar="STACK | FILE | PLAN",
        help="name of a stack, path of a stack file (.yaml), or of a plan or an exported state (.json); left out, "
        "`dev` or else the only stack",
    )
    add_load(parser)
    form = parser.add_argument_group("report")
    form.add_argument("--json", action="store_true", help="print the estimate as JSON, nothing else")
    form.add_argument(
        "--explain", metavar="RESOURCE", help="every figure of a resource or component, with its dated record"
    )
    gates = parser.add_argument_group("gates", "exit code 3 when the expected figure, as far as it is known, is above")
    gates.add_argument("--fail-above-cost", metavar="USD", help="cost a month")
    gates.add_argument("--fail-above-carbon", metavar="KG", help="operational carbon a month")


def run(options: Namespace) -> int:
    """Estimate the plan, print the report and judge the gates."""
    if options.json and options.explain:
        raise FailureError("--json prints everything already; leave out --explain")
    settings = stated(options, today())
    limits = _limits(options)
    plan = _plan(options.stack)
    settings = named(settings, [plan])
    try:
        found = estimate(plan, settings)
        ideas = () if options.explain else savings(plan, settings)
    except SettingsError as error:
        raise FailureError(str(error)) from None
    hiding = concealment_of(plan)
    found, ideas = hiding.record(found), hiding.record(ideas)
    if options.explain:
        _explain(found, options.explain)
    elif options.json:
        write(estimate_json(found, ideas))
    else:
        write(estimate_terminal(found, ideas, width=width(), color=in_color(), hints=_hints(options, found)))
    return _gate(found, *limits)


def _limits(options: Namespace) -> tuple[Decimal | None, Decimal | None]:
    cost, carbon = options.fail_above_cost, options.fail_above_carbon
    return (
        None if cost is None else amount("--fail-above-cost", cost),
        None if carbon is None else amount("--fail-above-carbon", carbon),
    )


def _plan(given: str | None) -> Plan:
    if given is None or not (given.endswith(".json") or _is_other_file(given)):
        return record(given).plan
    try:
        return read(Path(given))
    except DocumentError as error:
        raise FailureError(str(error)) from None


def _is_other_file(given: str) -> bool:
    return Path(given).is_file() and not given.endswith((".yaml", ".yml"))


def _explain(found: Estimate, wanted: str) -> None:
    resources = explained(found, wanted)
    if not resources:
        names = ", ".join(sorted({each.component for each in found.resources}))
        raise FailureError(f"there are no figures of {wanted!r}; name a resource that has some, or one of {names}")
    write(estimate_explain(found, resources, width=width(), color=in_color()))


def _gate(found: Estimate, cost: Decimal | None, carbon: Decimal | None) -> int:
    totals = found.totals
    above = (cost is not None and totals.usd.expected > cost) or (
        carbon is not None and totals.operational_kg.expected > carbon
    )
    return ExitCode.GATE if above else ExitCode.DONE


def _hints(options: Namespace, found: Estimate) -> list[tuple[str, str]]:
    again = ["evenkeel", "estimate", *([options.stack] if options.stack else [])]
    dearest = next((each.name for each in found.components), "")
    more = [(shlex.join([*again, "--explain", dearest]), "every figure with its dated record")] if dearest else []
    return [*more, (shlex.join([*again, "--json"]), "all of it, for other tools")]
