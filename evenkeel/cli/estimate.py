"""`evenkeel estimate`: what a stack costs, uses and emits in a month, and what would save."""

from __future__ import annotations

import shlex
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from evenkeel.catalogue import grid_sources
from evenkeel.cli.amounts import amount, named_amounts
from evenkeel.cli.failure import ExitCode, FailureError
from evenkeel.cli.output import in_color, width, write
from evenkeel.cli.recording import record
from evenkeel.estimate import USAGES, Settings, SettingsError, estimate, savings, served_names
from evenkeel.model import Estimate, Plan
from evenkeel.plan import DocumentError, read
from evenkeel.report import estimate_explain, estimate_json, estimate_terminal, explained

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
    load = parser.add_argument_group("load", "numbers may end in k, M, G or T")
    load.add_argument(
        "--tokens-per-month",
        action="append",
        default=[],
        metavar="[SERVING=]NUMBER",
        help="output tokens; decides the expected replicas where the throughput is known",
    )
    load.add_argument(
        "--tokens-per-second",
        action="append",
        default=[],
        metavar="[SERVING=]NUMBER",
        help="output tokens that one replica serves, as you measured it",
    )
    load.add_argument(
        "--storage-gb", action="append", default=[], metavar="PURPOSE=GB", help="what a bucket holds, datasets=2k"
    )
    load.add_argument(
        "--assume",
        action="append",
        default=[],
        metavar="NAME=NUMBER",
        help=f"another value for a default: {', '.join(sorted(USAGES))}",
    )
    load.add_argument("--spot-discount", metavar="PERCENT", help="what spot costs less than on demand, 60 for example")
    load.add_argument("--grid", metavar="SOURCE", help=f"source of carbon per kWh: {', '.join(sorted(grid_sources()))}")
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
    settings = _settings(options)
    limits = _limits(options)
    plan = _plan(options.stack)
    try:
        settings = _for_plan(settings, plan)
        found = estimate(plan, settings)
        ideas = () if options.explain else savings(plan, settings)
    except SettingsError as error:
        raise FailureError(str(error)) from None
    if options.explain:
        _explain(found, options.explain)
    elif options.json:
        write(estimate_json(found, ideas))
    else:
        write(estimate_terminal(found, ideas, width=width(), color=in_color(), hints=_hints(options, found)))
    return _gate(found, *limits)


def _settings(options: Namespace) -> Settings:
    discount = options.spot_discount
    try:
        return Settings(
            tokens=named_amounts("--tokens-per-month", options.tokens_per_month),
            tokens_per_second=named_amounts("--tokens-per-second", options.tokens_per_second),
            storage_gb=named_amounts("--storage-gb", options.storage_gb),
            usage=named_amounts("--assume", options.assume),
            spot_discount=None if discount is None else amount("--spot-discount", discount.rstrip("%")) / 100,
            grid=options.grid,
            day=datetime.now(UTC).date(),
        )
    except SettingsError as error:
        raise FailureError(str(error)) from None


def _for_plan(settings: Settings, plan: Plan) -> Settings:
    """Give numbers without a name to the only serving entry."""
    names = served_names(plan)

    def named(option: str, given: dict[str, Decimal]) -> dict[str, Decimal]:
        if "" not in given:
            return given
        if len(names) != 1:
            choice = " or ".join(names) or "a name; this plan serves nothing"
            raise FailureError(f"{option}: for which serving entry? Write NAME=NUMBER with {choice}")
        return {name or names[0]: value for name, value in given.items()}

    return replace(
        settings,
        tokens=named("--tokens-per-month", dict(settings.tokens)),
        tokens_per_second=named("--tokens-per-second", dict(settings.tokens_per_second)),
    )


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
