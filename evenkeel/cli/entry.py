"""From the command line to an exit code: whatever goes wrong is told in words."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from collections.abc import Sequence
from typing import NoReturn, cast

from evenkeel.cli.arguments import command_of, parser, verb_of, version_line
from evenkeel.cli.failure import ExitCode, FailureError
from evenkeel.cli.output import open_closed_streams, write
from evenkeel.report import redacted, without_forms


def main() -> NoReturn:
    """Run the command line of this process and end it.

    The garbage collector is off, and the process ends without tearing the interpreter down: a plan is a large heap
    without garbage, and both would take longer than the work.
    """
    gc.disable()
    open_closed_streams()
    code = run(sys.argv[1:])
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        code = ExitCode.READER_GONE
    except OSError as error:
        _complain(f"standard output cannot be written: {error.strerror}")
        code = ExitCode.ERROR
    os._exit(code)


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments ask for and return the exit code; errors go to standard error."""
    try:
        return _dispatch(arguments)
    except SystemExit as end:  # argparse, after --help
        return end.code if isinstance(end.code, int) else ExitCode.DONE
    except FailureError as failure:
        _complain(str(failure))
        return ExitCode.ERROR
    except BrokenPipeError:
        return ExitCode.READER_GONE
    except KeyboardInterrupt:
        _complain("interrupted")
        return ExitCode.INTERRUPTED
    except Exception as error:
        _report_bug(error, arguments)
        return ExitCode.ERROR


def _dispatch(arguments: Sequence[str]) -> int:
    grammar = parser(verb_of(arguments))
    options = grammar.parse_args(arguments)
    if options.version:
        write(version_line() + "\n")
        return ExitCode.DONE
    if options.verb is None:
        write(grammar.format_help())
        return ExitCode.ERROR if arguments else ExitCode.DONE
    return cast("int", options.run(options))


def _complain(message: str) -> None:
    first, *rest = without_forms(message).splitlines() or [""]
    lines = [f"evenkeel: {first}", *(f"  {line}" for line in rest)]
    try:
        print("\n".join(lines), file=sys.stderr, flush=True)  # noqa: T201 - this is the command line
    except OSError:  # nobody listens
        return


def _report_bug(error: Exception, arguments: Sequence[str]) -> None:
    reason = str(redacted(str(error))).splitlines()
    doing = command_of(arguments)
    _complain(
        f"`{doing}` stopped unexpectedly, this is a bug: {type(error).__name__}{': ' + reason[0] if reason else ''}. "
        f"For the traceback to report with it: EVENKEEL_TRACEBACK=1 {doing}"
    )
    if "--traceback" in arguments or os.environ.get("EVENKEEL_TRACEBACK", "0") not in {"", "0"}:
        traceback.print_exception(error)
