"""Blocking calls run in place; all work is done when a program is."""

from __future__ import annotations

import asyncio

import pulumi
import pulumi_aws as aws

from evenkeel.plan.loop import InlineLoop
from tests.plan.programs import named, record


def test_blocking_call_runs_at_once_and_gives_its_result_or_error() -> None:
    loop = InlineLoop()
    order: list[str] = []

    async def main() -> tuple[int, object]:
        waiting = loop.run_in_executor(None, lambda: order.append("called") or 7)
        order.append("after")
        failing = loop.run_in_executor(None, int, "x")
        return await waiting, (await asyncio.gather(failing, return_exceptions=True))[0]

    try:
        result, error = loop.run_until_complete(main())
    finally:
        loop.close()
    assert (result, order) == (7, ["called", "after"])
    assert isinstance(error, ValueError)


def test_work_that_starts_more_work_is_waited_for() -> None:
    def program() -> None:
        first = aws.s3.Bucket("first", bucket="fixed")

        async def later(name: str) -> str:
            await asyncio.sleep(0.01)
            aws.s3.Bucket("second", bucket=f"{name}-too")
            return await asyncio.to_thread(name.upper)

        pulumi.export("name", first.bucket.apply(later))

    plan = record(program)
    assert named(plan, "second").inputs == {"bucket": "fixed-too"}
    assert plan.outputs == {"name": "FIXED"}


def test_recording_leaves_the_collector_as_it_was() -> None:
    import gc

    seen: list[bool] = []
    before = gc.isenabled()
    record(lambda: seen.append(gc.isenabled()))
    assert (gc.isenabled(), seen) == (before, [False])


def test_recording_leaves_the_limit_of_traces_as_it_was() -> None:
    import sys

    before = getattr(sys, "tracebacklimit", None)
    record(lambda: aws.s3.Bucket("b"))
    assert getattr(sys, "tracebacklimit", None) == before
