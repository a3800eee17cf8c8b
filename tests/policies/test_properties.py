from __future__ import annotations

import pytest

from evenkeel.model import UNKNOWN, Reference, Secret, Value
from policies.properties import Property, properties
from policies.verdict import MalformedError, UndecidedError, shown
from tests.policies.rules_for_tests import thing


def held(value: Value) -> Property:
    return properties(thing("a", value=value))["value"]


def test_below_something_absent_everything_is_absent() -> None:
    deep = held({"a": 1}).at("b", "c", 0)

    assert deep.absent
    assert (deep.text("default"), deep.number(7), deep.flag(default=True), deep.each(), deep.entries()) == (
        "default",
        7,
        True,
        [],
        {},
    )


def test_below_something_unknown_everything_is_unknown_at_its_path() -> None:
    deep = held({"a": UNKNOWN}).at("a", "b", "c")

    assert not deep.known
    assert deep.given
    assert deep.path == ("value", "a")


@pytest.mark.parametrize("read", ["text", "number", "flag", "each", "texts", "entries", "known_value"])
def test_reading_an_unknown_raises(read: str) -> None:
    with pytest.raises(UndecidedError):
        getattr(held(UNKNOWN), read)()


def test_list_with_unknown_members_has_a_known_length() -> None:
    members = held(["a", UNKNOWN]).each()

    assert [member.known for member in members] == [True, False]
    assert members[1].path == ("value", 1)


@pytest.mark.parametrize(("value", "number"), [(3, 3), (2.5, 2.5), ("30", 30), ("0.5", 0.5), (Secret(4), 4)])
def test_number_is_read_as_providers_read_it(value: Value, number: float) -> None:
    assert held(value).number() == number


@pytest.mark.parametrize(("value", "flag"), [(True, True), ("true", True), ("False", False)])
def test_flag_is_read_as_providers_read_it(value: Value, flag: bool) -> None:
    assert held(value).flag() is flag


@pytest.mark.parametrize(
    ("value", "read"), [("three", "number"), (True, "number"), ("yes", "flag"), ([1], "text"), ("x", "entries")]
)
def test_value_of_another_kind_is_malformed(value: Value, read: str) -> None:
    with pytest.raises(MalformedError, match=r"is .* where .* is expected"):
        getattr(held(value), read)()


def test_document_reads_json_text_and_mappings_alike() -> None:
    assert held('{"a": [1]}').document().at("a", 0).number() == 1
    assert held({"a": [1]}).document().at("a", 0).number() == 1
    assert not held(UNKNOWN).document().known


def test_text_of_a_reference_is_its_identifier() -> None:
    assert held(Reference("urn", "vpc-1")).text() == "vpc-1"
    with pytest.raises(UndecidedError):
        held(Reference("urn", UNKNOWN)).text()


def test_path_is_written_as_pulumi_writes_it() -> None:
    assert shown(("spec", "containers", 0, "limits", "nvidia.com/gpu")) == 'spec.containers[0].limits["nvidia.com/gpu"]'
