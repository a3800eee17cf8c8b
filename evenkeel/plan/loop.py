"""An event loop that runs the SDK's blocking calls in place, and a driver that waits for all work at once.

The recorder answers at once, so that threads only cost time. The SDK's own driver (`wait_for_rpcs`) wakes for each
finished output and then looks at all that are left: with the work done before it starts, it has nothing left to do.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any

from pulumi.runtime import settings

_QUIET_TURNS = 3
"""Turns of the loop without new work after which none is coming: a call passes two tasks before it is listed."""


class InlineLoop(asyncio.SelectorEventLoop):
    """Runs what is given to an executor at once, in the loop's own thread."""

    def run_in_executor(
        self, executor: Executor | None, func: Callable[..., object], *args: object
    ) -> asyncio.Future[Any]:
        """Call the function now; a coroutine that it returns is awaited in its place."""
        del executor
        future: asyncio.Future[object] = self.create_future()
        try:
            result = func(*args)
        except Exception as error:
            future.set_exception(error)
            return future
        if asyncio.iscoroutine(result):
            return self.create_task(result)
        future.set_result(result)
        return future


async def settle() -> None:
    """Wait until the program's registrations and outputs are all done, however they end."""
    quiet = 0
    while quiet < _QUIET_TURNS:
        # pyright misses the attributes that Settings makes at run time
        current: Any = settings.SETTINGS
        listed: tuple[asyncio.Future[Any], ...] = (*current.rpc_manager.rpcs, *current.outputs)
        pending = {work for work in listed if not work.done()}
        if pending:
            quiet = 0
            await asyncio.wait(pending)
        else:
            quiet += 1
            await asyncio.sleep(0)
