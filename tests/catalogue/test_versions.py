from __future__ import annotations

import re
from datetime import date

import pytest

from evenkeel.catalogue.versions import Chart, UnknownVersionError, version_matrix

MATRIX = version_matrix()


def test_default_is_the_newest_version_that_every_pinned_part_supports() -> None:
    assert MATRIX.default_kubernetes == "1.36"
    assert [v.version for v in MATRIX.supported_kubernetes] == ["1.36", "1.35"]
    for chart in MATRIX.charts:
        assert chart.supports(MATRIX.default_kubernetes), chart.name


def test_a_version_that_an_add_on_lacks_is_not_supported() -> None:
    assert "1.34" in [v.version for v in MATRIX.kubernetes.versions]
    assert "1.34" not in [v.version for v in MATRIX.supported_kubernetes]
    with pytest.raises(UnknownVersionError, match=r"'1\.34'.*use one of 1\.36, 1\.35"):
        MATRIX.kubernetes_version("1.34")


def test_a_chart_bounds_the_kubernetes_versions_that_are_supported() -> None:
    keda = MATRIX.chart("keda")
    narrow = keda.model_copy(update={"kubernetes_to": "1.35"})
    charts = tuple(narrow if chart is keda else chart for chart in MATRIX.charts)
    assert MATRIX.model_copy(update={"charts": charts}).default_kubernetes == "1.35"


def test_versions_compare_as_numbers() -> None:
    chart = MATRIX.chart("keda").model_copy(update={"kubernetes_from": "1.9", "kubernetes_to": "1.10"})
    assert isinstance(chart, Chart)
    assert chart.supports("1.10")
    assert not chart.supports("1.8")
    assert not chart.supports("1.11")


def test_support_ends_in_two_steps() -> None:
    version = MATRIX.kubernetes_version("1.36")
    assert version.support_on(date(2027, 8, 2)) == "standard"
    assert version.support_on(date(2027, 8, 3)) == "extended"
    assert version.support_on(date(2028, 8, 3)) == "ended"


def test_kube_proxy_is_of_the_clusters_own_version() -> None:
    for version in MATRIX.supported_kubernetes:
        assert MATRIX.add_on_versions(version.version)["kube-proxy"].startswith(f"v{version.version}.")
        assert MATRIX.node_image("al2023").release(version.version).startswith(f"{version.version}.")


def test_add_ons_have_the_names_and_versions_that_eks_uses() -> None:
    versions = MATRIX.add_on_versions(MATRIX.default_kubernetes)
    assert set(versions) == {
        "vpc-cni",
        "kube-proxy",
        "coredns",
        "eks-pod-identity-agent",
        "aws-ebs-csi-driver",
        "metrics-server",
    }
    for version in versions.values():
        assert re.fullmatch(r"v\d+\.\d+\.\d+-eksbuild\.\d+", version)


def test_nothing_floats() -> None:
    for chart in MATRIX.charts:
        assert re.fullmatch(r"\d+\.\d+\.\d+", chart.version), chart.name
        assert chart.repository.startswith("https://") != chart.chart.startswith("oci://"), chart.name
    for image in MATRIX.images:
        tag = image.image.rpartition(":")[2]
        assert "@sha256:" in image.image or re.fullmatch(r"v?\d+(\.\d+){2,}(-[a-z0-9.-]+)?", tag), image.name


def test_karpenter_alias_names_the_same_release_as_the_node_group() -> None:
    assert MATRIX.node_image("al2023").alias("1.36") == "al2023@v20260911"


def test_definitions_are_those_of_the_controllers_that_the_charts_install() -> None:
    for chart in MATRIX.charts:
        assert MATRIX.custom_resource_definitions[chart.name].removeprefix("v") == chart.app_version.removeprefix("v")


def test_every_record_has_source_and_date() -> None:
    for record in (*MATRIX.add_ons, *MATRIX.charts, *MATRIX.images, *MATRIX.node_images):
        assert record.source
        assert re.fullmatch(r"2026-\d\d(-\d\d)?", record.as_of)


def test_an_unknown_name_is_refused_with_those_that_exist() -> None:
    with pytest.raises(UnknownVersionError, match=r"no chart 'kdea' .*keda"):
        MATRIX.chart("kdea")
