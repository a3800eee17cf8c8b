from __future__ import annotations

import os
import pty
import subprocess

from tests.cli.conftest import COMMAND, Workplace


def on_a_terminal(workplace: Workplace, *arguments: str, **variables: str) -> str:
    """Run the command line on a terminal of its own and return all that it wrote there."""
    outer, inner = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    process = subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=workplace.root,
        env={**environment, "TERM": "xterm", "COLUMNS": "100", **variables},
        stdout=inner,
        stderr=inner,
    )
    os.close(inner)
    written = b""
    while True:
        try:
            piece = os.read(outer, 65536)
        except OSError:  # Linux's word for the end of a terminal
            break
        if not piece:
            break
        written += piece
    os.close(outer)
    assert process.wait(timeout=60) == 0
    return written.decode()


def test_progress_is_shown_on_a_terminal_and_gone_before_the_report(workplace: Workplace) -> None:
    text = on_a_terminal(workplace, "preview")
    progress, _, report = text.rpartition("\r\x1b[K")
    assert "evenkeel preview Pulumi.dev.yaml: reading the stack file" in progress
    assert "Preview of stack dev" not in progress
    assert "Preview of stack dev" in report
    assert "\x1b[33mkms:Key\x1b[0m" in report


def test_no_color_is_respected(workplace: Workplace) -> None:
    report = on_a_terminal(workplace, "preview", NO_COLOR="1").rpartition("\r\x1b[K")[2]
    assert "\x1b" not in report
    assert "kms:Key shop-key" in report


def test_dumb_terminal_gets_neither_progress_nor_colors(workplace: Workplace) -> None:
    text = on_a_terminal(workplace, "preview", TERM="dumb")
    assert "\x1b" not in text
    assert "reading the stack file" not in text


def test_closed_and_full_outputs_are_told_in_words_or_not_at_all(workplace: Workplace) -> None:
    command = " ".join([*COMMAND, "preview"])
    for redirection, code, words in ((">&-", 0, ""), (">/dev/full", 1, "No space left on device")):
        ended = subprocess.run(  # the shell is what closes the stream
            ["/bin/sh", "-c", f"{command} {redirection}"],
            cwd=workplace.root,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert ended.returncode == code, ended.stderr
        assert words in ended.stderr
        assert "Traceback" not in ended.stderr
        assert "this is a bug" not in ended.stderr
