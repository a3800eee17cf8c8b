"""The grammar of the command line."""

from __future__ import annotations

import shlex
import sys
from argparse import SUPPRESS, ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from difflib import get_close_matches
from importlib.metadata import version
from typing import NoReturn

from evenkeel.cli.failure import FailureError
from evenkeel.cli.verbs import VERBS, Verb, load

_DESCRIPTION = """\
Shows what a stack of this project would create, without credentials, cluster or network."""

_EPILOGUE = """\
exit codes:
  0  done
  1  error: bad input included
  2  there are changes, where a verb was asked to tell
  3  a gate: a mandatory policy failed, or a threshold was exceeded

`evenkeel VERB --help` tells more. NO_COLOR=1 turns colours off, COLUMNS=120 sets the width."""


class _Parser(ArgumentParser):
    """Reports wrong usage as every other error."""

    def error(self, message: str) -> NoReturn:
        raise FailureError(f"{message}\nSee: {self.prog} --help")


def verb_of(arguments: Sequence[str]) -> str | None:
    """Return the verb that was typed; None without one.

    Raises:
        FailureError: there is no such verb.
    """
    typed = next((word for word in arguments if not word.startswith("-")), None)
    if typed is None or typed in VERBS:
        return typed
    near = get_close_matches(typed, VERBS, n=1)
    advice = f"Did you mean {near[0]}?" if near else f"Use one of {', '.join(VERBS)}."
    raise FailureError(f"there is no verb {typed!r}. {advice}\nSee: evenkeel --help")


def parser(verb: str | None) -> ArgumentParser:
    """Return the parser of the command line; wrong usage raises `FailureError`.

    Args:
        verb: the verb that was typed, whose arguments are declared; the other ones are only listed.
    """
    root = _Parser(
        prog="evenkeel",
        description=_DESCRIPTION,
        epilog=_EPILOGUE,
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    root.add_argument("--version", action="store_true", help="print the version and exit")
    root.add_argument("--traceback", action="store_true", help=SUPPRESS)
    verbs = root.add_subparsers(title="verbs", dest="verb", metavar="VERB", parser_class=_Parser)
    for name, summary in VERBS.items():
        if name == verb:
            _declare(load(name), verbs.add_parser(name, help=summary, allow_abbrev=False))
        else:
            verbs.add_parser(name, help=summary)
    return root


def _declare(verb: Verb, parser: ArgumentParser) -> None:
    width = max(len(command) for command, _ in verb.EXAMPLES)
    examples = "\n".join(f"  {command.ljust(width)}  {words}" for command, words in verb.EXAMPLES)
    parser.description = verb.DESCRIPTION
    parser.epilog = f"examples:\n{examples}"
    parser.formatter_class = RawDescriptionHelpFormatter
    verb.add_arguments(parser)
    parser.add_argument(
        "--traceback",
        action="store_true",
        default=SUPPRESS,
        help="on an unexpected error, print Python's traceback too (or set EVENKEEL_TRACEBACK=1)",
    )
    parser.set_defaults(run=verb.run)


def version_line() -> str:
    """Return the version of evenkeel, and of the Python and Pulumi SDK that it runs on."""
    python = ".".join(str(part) for part in sys.version_info[:3])
    return f"evenkeel {version('evenkeel')} (pulumi {version('pulumi')}, python {python})"


def command_of(arguments: Sequence[str]) -> str:
    """Return the command line for a message; arguments hold no secrets."""
    return shlex.join(["evenkeel", *arguments])
