from __future__ import annotations

import json

import pytest

from evenkeel.diff.properties import differences
from evenkeel.model import UNKNOWN, Secret, Value
from evenkeel.model.change import MISSING, Difference, Parsed
from evenkeel.report.changes_values import path_text


def found(before: dict[str, Value], after: dict[str, Value], *, deployed: bool = False) -> dict[str, Difference]:
    """Return what a reader sees, by path."""
    shown = differences(before, after, deployed=deployed).shown
    return {path_text([step for step in each.path if not isinstance(step, Parsed)]): each.difference for each in shown}


def test_a_change_deep_inside_is_found_where_it_is() -> None:
    before: dict[str, Value] = {"spec": {"template": {"spec": {"containers": [{"name": "a", "image": "x:1"}]}}}}
    after: dict[str, Value] = {"spec": {"template": {"spec": {"containers": [{"name": "a", "image": "x:2"}]}}}}
    assert found(before, after) == {"spec.template.spec.containers[name=a].image": Difference.CHANGED}


def test_items_with_names_are_compared_by_name_whatever_their_order() -> None:
    one: Value = {"name": "HOME", "value": "/root"}
    two: Value = {"name": "MODE", "value": "fast"}
    assert found({"env": [one, two]}, {"env": [two, one]}) == {}
    assert found({"env": [one]}, {"env": [two, one]}) == {"env[name=MODE]": Difference.ADDED}


def test_the_order_of_a_set_does_not_count() -> None:
    assert found({"subnetIds": ["a", "b"]}, {"subnetIds": ["b", "a"]}) == {}
    shown = differences({"subnetIds": ["a", "b"]}, {"subnetIds": ["c", "a"]}).shown
    assert [(each.difference, each.before, each.after) for each in shown] == [
        (Difference.REMOVED, "b", MISSING),
        (Difference.ADDED, MISSING, "c"),
    ]


def test_the_order_of_arguments_counts() -> None:
    assert list(found({"args": ["--a", "--b"]}, {"args": ["--b", "--a"]}).values()) != []


def test_an_inserted_argument_does_not_change_those_behind_it() -> None:
    assert found({"args": ["--a", "--b"]}, {"args": ["--x", "--a", "--b"]}) == {"args[0]": Difference.ADDED}


def test_json_in_a_text_is_compared_as_json() -> None:
    old = {"Statement": [{"Sid": "Read", "Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"]}]}
    new = {"Statement": [{"Sid": "Read", "Effect": "Allow", "Action": ["s3:ListBucket", "s3:PutObject"]}]}
    same = json.dumps(old, indent=2)
    assert found({"policy": json.dumps(old)}, {"policy": same}) == {}
    shown = differences({"policy": json.dumps(old)}, {"policy": json.dumps(new)}).shown
    assert [(each.difference, each.before, each.after) for each in shown] == [
        (Difference.REMOVED, "s3:GetObject", MISSING),
        (Difference.ADDED, MISSING, "s3:PutObject"),
    ]


def test_an_object_equals_its_own_text() -> None:
    document: Value = {"Statement": [{"Effect": "Allow", "Action": "s3:*"}]}
    assert found({"policy": json.dumps(document)}, {"policy": document}) == {}


def test_one_action_equals_a_list_of_it() -> None:
    one: Value = {"Statement": [{"Effect": "Allow", "Action": "s3:GetObject"}]}
    many: Value = {"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject"]}]}
    assert found({"policy": one}, {"policy": many}) == {}


@pytest.mark.parametrize(("before", "after"), [("vpc-1", UNKNOWN), (UNKNOWN, "vpc-1")])
def test_what_is_known_on_one_side_only_may_change(before: Value, after: Value) -> None:
    assert found({"vpcId": before}, {"vpcId": after}) == {"vpcId": Difference.MAY_CHANGE}


def test_unknown_on_both_sides_is_no_difference() -> None:
    assert found({"vpcId": UNKNOWN}, {"vpcId": UNKNOWN}) == {}


@pytest.mark.parametrize(
    ("before", "after", "difference"),
    [
        (Secret("one"), Secret("two"), Difference.SECRET_CHANGED),
        (Secret("[secret]"), Secret("two"), Difference.SECRET_MAY_CHANGE),
        (Secret("one"), "one", Difference.SECRET_CHANGED),
        (Secret(UNKNOWN), Secret("two"), Difference.SECRET_MAY_CHANGE),
    ],
)
def test_secrets_tell_only_that_they_differ(before: Value, after: Value, difference: Difference) -> None:
    assert found({"password": before}, {"password": after}) == {"password": difference}


def test_what_a_provider_filled_in_is_no_difference() -> None:
    deployed: dict[str, Value] = {"__defaults": ["bucket"], "bucket": "models-0a1b", "tags": {"a": "b"}}
    assert found(deployed, {"tags": {"a": "b"}}, deployed=True) == {}
    assert found(deployed, {"tags": {"a": "c"}}, deployed=True) == {"tags.a": Difference.CHANGED}


def test_a_state_writes_booleans_as_texts() -> None:
    assert found({"encrypted": "true"}, {"encrypted": True}, deployed=True) == {}
    assert found({"encrypted": "true"}, {"encrypted": False}, deployed=True) == {"encrypted": Difference.CHANGED}
