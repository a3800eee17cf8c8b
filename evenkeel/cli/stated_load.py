"""The load that a person states on the command line, for every verb that estimates."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from evenkeel.catalogue import grid_sources
from evenkeel.cli.amounts import amount, named_amounts
from evenkeel.cli.failure import FailureError
from evenkeel.estimate import USAGES, Settings, SettingsError, served_names, stored_purposes
from evenkeel.model import Plan
from evenkeel.report.estimate_figures import exactly

_TOKENS = "--tokens-per-month"
_THROUGHPUT = "--tokens-per-second"
_STORAGE = "--storage-gb"
_SPOT = "--spot-discount"


def add_load(parser: ArgumentParser) -> None:
    """Declare the load and the choices of an estimate."""
    load = parser.add_argument_group("load", "numbers may end in k, M, G or T")
    load.add_argument(
        _TOKENS,
        action="append",
        default=[],
        metavar="[SERVING=]NUMBER",
        help="output tokens; decides the expected replicas where the throughput is known",
    )
    load.add_argument(
        _THROUGHPUT,
        action="append",
        default=[],
        metavar="[SERVING=]NUMBER",
        help="output tokens that one replica serves, as you measured it",
    )
    load.add_argument(
        _STORAGE, action="append", default=[], metavar="PURPOSE=GB", help="what a bucket holds, datasets=2k"
    )
    load.add_argument(
        "--assume",
        action="append",
        default=[],
        metavar="NAME=NUMBER",
        help=f"another value for a default: {', '.join(sorted(USAGES))}",
    )
    load.add_argument(_SPOT, metavar="PERCENT", help="what spot costs less than on demand, 60 for example")
    load.add_argument("--grid", metavar="SOURCE", help=f"source of carbon per kWh: {', '.join(sorted(grid_sources()))}")


def stated(options: Namespace, today: date) -> Settings:
    """Return what was stated; numbers without a name still have the name ``.

    Args:
        options: what `add_load` declared.
        today: the day of the estimate.

    Raises:
        FailureError: a value cannot be used.
    """
    discount = options.spot_discount
    try:
        return Settings(
            tokens=named_amounts(_TOKENS, options.tokens_per_month),
            tokens_per_second=named_amounts(_THROUGHPUT, options.tokens_per_second),
            storage_gb=named_amounts(_STORAGE, options.storage_gb),
            usage=named_amounts("--assume", options.assume),
            spot_discount=None if discount is None else _percentage(_SPOT, discount),
            grid=options.grid,
            day=today,
        )
    except SettingsError as error:
        raise FailureError(str(error)) from None


def named(settings: Settings, plans: Sequence[Plan]) -> Settings:
    """Return settings whose numbers without a name are those of the only serving entry of the plans.

    Raises:
        FailureError: there is not exactly one.
    """
    if "" not in settings.tokens and "" not in settings.tokens_per_second:
        return settings
    names = sorted({name for plan in plans for name in served_names(plan)})

    def of(option: str, given: Mapping[str, Decimal]) -> Mapping[str, Decimal]:
        if "" not in given:
            return given
        if len(names) != 1:
            choice = " or ".join(names) or "a name; this plan serves nothing"
            raise FailureError(f"{option}: for which serving entry? Write NAME=NUMBER with {choice}")
        return {name or names[0]: value for name, value in given.items()}

    return replace(
        settings,
        tokens=of(_TOKENS, settings.tokens),
        tokens_per_second=of(_THROUGHPUT, settings.tokens_per_second),
    )


def check_names(settings: Settings, plans: Sequence[Plan]) -> None:
    """Refuse a name that none of several plans has; one that only some of them have is fine.

    Raises:
        FailureError: there is such a name.
    """
    for option, group in ((_TOKENS, settings.tokens), (_THROUGHPUT, settings.tokens_per_second)):
        if group:
            known = {name for plan in plans for name in served_names(plan)}
            _refuse(option, "serving entry", group.keys() - known, known)
    if settings.storage_gb:
        known = {name for plan in plans for name in stored_purposes(plan)}
        _refuse(_STORAGE, "bucket", settings.storage_gb.keys() - known, known)


def limited(settings: Settings, plan: Plan) -> Settings:
    """Return settings without the numbers of what a plan does not have."""
    if not (settings.tokens or settings.tokens_per_second or settings.storage_gb):
        return settings
    served, stored = set(served_names(plan)), set(stored_purposes(plan))
    return replace(
        settings,
        tokens=_only(settings.tokens, served),
        tokens_per_second=_only(settings.tokens_per_second, served),
        storage_gb=_only(settings.storage_gb, stored),
    )


def _percentage(option: str, text: str) -> Decimal:
    """Return a percentage as a share."""
    number = text.removesuffix("%").rstrip()
    percent = amount(option, number)
    if percent >= 100:
        raise FailureError(f"{option}: {number} is not a percentage; give a number from 0 to 99")
    if 0 < percent < 1:
        raise FailureError(f"{option}: {number} %? Write {exactly(percent * 100)} for {exactly(percent * 100)} %")
    return percent / 100


def _refuse(option: str, thing: str, unknown: Collection[str], known: Collection[str]) -> None:
    if unknown:
        raise FailureError(
            f"{option}: neither side has a {thing} called {', '.join(sorted(unknown))}; "
            f"use one of {', '.join(sorted(known)) or 'none: there is none'}"
        )


def _only(group: Mapping[str, Decimal], names: Collection[str]) -> dict[str, Decimal]:
    return {name: value for name, value in group.items() if name in names}
