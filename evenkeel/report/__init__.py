"""Renderers: text from plans, never a computation."""

from evenkeel.report.concealment import Concealment, concealment_of
from evenkeel.report.credential_forms import without_forms
from evenkeel.report.estimate_explain import estimate_explain, explained
from evenkeel.report.estimate_figures import money
from evenkeel.report.estimate_json import estimate_delta_json, estimate_json
from evenkeel.report.estimate_terminal import estimate_terminal
from evenkeel.report.findings_json import findings_json
from evenkeel.report.findings_junit import findings_junit
from evenkeel.report.findings_sarif import findings_sarif
from evenkeel.report.findings_terminal import findings_terminal
from evenkeel.report.redaction import REDACTED, redacted
from evenkeel.report.terminal import preview

__all__ = [
    "REDACTED",
    "Concealment",
    "concealment_of",
    "estimate_delta_json",
    "estimate_explain",
    "estimate_json",
    "estimate_terminal",
    "explained",
    "findings_json",
    "findings_junit",
    "findings_sarif",
    "findings_terminal",
    "money",
    "preview",
    "redacted",
    "without_forms",
]
