"""What holds for all tests."""

from __future__ import annotations

import signal

# A run that was started in the background ignores interrupts, and so would the programs that its tests interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
