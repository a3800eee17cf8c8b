"""Findings as JUnit XML, the form in which build servers show results: a test case for each rule."""

from __future__ import annotations

from collections import defaultdict
from xml.etree import ElementTree

from evenkeel.model import Finding, Judgement, Outcome, RuleRecord
from evenkeel.report.concealment import NOTHING_KNOWN
from evenkeel.report.finding_words import name_of, sentence


def findings_junit(judgement: Judgement) -> str:
    """Return the report as JUnit XML that ends with a newline and holds no secret.

    What stops the deployment is a failure, a rule that broke an error; advice, waived findings and what could not be
    evaluated without stopping the deployment is output of a case that passes.
    """
    judgement = NOTHING_KNOWN.record(judgement)
    by_rule: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in judgement.findings:
        by_rule[finding.rule].append(finding)
    broken = sum(finding.outcome is Outcome.ERROR for finding in judgement.findings)
    suite = ElementTree.Element(
        "testsuite",
        name=_clean(f"evenkeel check {judgement.stack}"),
        tests=str(sum(max(1, len(by_rule[rule.id])) for rule in judgement.rules)),
        failures=str(len(judgement.gated) - broken),
        errors=str(broken),
        skipped="0",
    )
    for rule in judgement.rules:
        found = by_rule[rule.id]
        if not found:
            _case(suite, judgement, rule, rule.id)
        for finding in found:
            subject = " ".join(part for part in (name_of(finding), finding.path) if part)
            _told(_case(suite, judgement, rule, f"{rule.id}: {subject or 'the stack'}"), finding)
    root = ElementTree.Element("testsuites", {key: suite.attrib[key] for key in ("tests", "failures", "errors")})
    root.append(suite)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _case(suite: ElementTree.Element, judgement: Judgement, rule: RuleRecord, name: str) -> ElementTree.Element:
    return ElementTree.SubElement(
        suite, "testcase", classname=_clean(f"evenkeel.{judgement.stack}.{rule.id}"), name=_clean(name)
    )


def _told(case: ElementTree.Element, finding: Finding) -> None:
    text = f"{sentence(finding)}\n{finding.urn or 'the stack'}\n{finding.remedy}"
    if finding.location is not None:
        text += f"\n{finding.location.file}:{finding.location.line}"
    if not finding.gates:
        kind = "waived" if finding.waiver is not None else str(finding.outcome)
        ElementTree.SubElement(case, "system-out").text = _clean(f"{kind}: {text}")
        return
    tag = "error" if finding.outcome is Outcome.ERROR else "failure"
    told = ElementTree.SubElement(case, tag, type=str(finding.severity), message=_clean(sentence(finding)))
    told.text = _clean(text)


def _clean(text: str) -> str:
    """Return a text without the characters that XML does not take."""
    return "".join(
        character
        if character in "\n\t"
        or (
            ord(character) >= 0x20 and not 0xD800 <= ord(character) <= 0xDFFF and ord(character) not in {0xFFFE, 0xFFFF}
        )
        else "?"
        for character in text
    )
