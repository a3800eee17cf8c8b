"""Equal programs give equal bytes, whatever the process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
import pulumi, pulumi_aws as aws
from evenkeel.plan import dumps, record_program

def program():
    vpc = aws.ec2.Vpc("vpc", cidr_block="10.0.0.0/16", tags={f"k{n}": "v" for n in range(20)})
    subnets = [aws.ec2.Subnet(f"s{n}", vpc_id=vpc.id, cidr_block=f"10.0.{n}.0/24") for n in range(8)]
    group = pulumi.ComponentResource("tests:index:Group", "g")
    buckets = [aws.s3.Bucket(f"b{n}", opts=pulumi.ResourceOptions(parent=group)) for n in range(8)]
    late = pulumi.Output.all(*[s.id for s in subnets], *[b.arn for b in buckets])
    aws.ec2.Eip("late", address=late.apply(str), opts=pulumi.ResourceOptions(depends_on=[group, *subnets]))
    pulumi.export("all", late)

sys.stdout.write(dumps(record_program(program, project="shop", stack="dev")))
"""


def _bytes(seed: str) -> bytes:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM], check=True, capture_output=True, env=environment, cwd=Path(__file__).parents[2]
    ).stdout


def test_two_processes_give_the_same_bytes() -> None:
    first = _bytes("1")
    assert first.count(b"\n") > 20
    assert first == _bytes("2")
