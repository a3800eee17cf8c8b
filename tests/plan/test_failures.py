"""A program that fails gives one message, without the SDK's layers."""

from __future__ import annotations

import sys

import pulumi
import pulumi_aws as aws
import pytest

from evenkeel.plan import RecordError
from tests.plan.programs import record


def test_registered_twice_is_refused() -> None:
    def program() -> None:
        aws.s3.Bucket("same")
        aws.s3.Bucket("same")

    with pytest.raises(RecordError, match=r"^same \(aws:s3/bucket:Bucket\): registered twice; .*Bucket::same\)$"):
        record(program)


def test_value_that_cannot_be_sent_names_resource_and_property() -> None:
    with pytest.raises(RecordError) as caught:
        record(lambda: pulumi.CustomResource("tests:index:X", "x", {"fine": 1, "spec": {"bad": {1, 2}}}))
    assert str(caught.value).splitlines()[0] == (
        "x (tests:index:X), property 'spec': ValueError: unexpected input of type set for bad in CustomResource"
    )


def test_value_is_not_in_the_message() -> None:
    with pytest.raises(RecordError) as caught:
        record(lambda: pulumi.CustomResource("tests:index:X", "x", {"spec": {"password": "hush", "bad": {1}}}))
    assert "hush" not in str(caught.value)


def test_exception_of_the_program_is_named_and_chained() -> None:
    def program() -> None:
        raise KeyError("zone")

    with pytest.raises(RecordError, match="KeyError: 'zone'") as caught:
        record(program)
    assert isinstance(caught.value.__cause__, KeyError)


def test_exception_in_an_apply_is_told() -> None:
    def program() -> None:
        bucket = aws.s3.Bucket("b", bucket="fixed")
        pulumi.export("x", bucket.bucket.apply(int))

    with pytest.raises(RecordError, match="output 'x': ValueError: invalid literal for int"):
        record(program)


def test_message_of_the_program_itself_stays_as_it_is() -> None:
    def program() -> None:
        raise pulumi.RunError("this stack has no zones")

    with pytest.raises(RecordError, match=r"^this stack has no zones"):
        record(program)


def test_error_that_the_program_logs_is_told() -> None:
    with pytest.raises(RecordError, match=r"^no such model$"):
        record(lambda: pulumi.log.error("no such model"))


def test_program_that_exits_is_told() -> None:
    with pytest.raises(RecordError, match=r"ended itself \(exit status 3\)"):
        record(lambda: sys.exit(3))


def test_wrong_names_are_told_beside_the_failure() -> None:
    def program() -> None:
        pulumi.CustomResource("kubernetes:core/v1:ConfigMap", "m", {"dat": {}})
        raise ValueError("later")

    with pytest.raises(RecordError) as caught:
        record(program)
    assert "ValueError: later" in str(caught.value)


def test_next_recording_is_clean_after_a_failure() -> None:
    with pytest.raises(RecordError):
        record(lambda: sys.exit(1))
    assert len(record(lambda: aws.s3.Bucket("b")).resources) == 3
