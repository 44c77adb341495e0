"""Findings as text, JSON, GitHub annotations or SARIF."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from ..problem import Problem
from .rule import RULES

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_text(problems: Iterable[Problem]) -> str:
    return "".join(f"{problem}\n" for problem in problems)


def as_json(problems: Iterable[Problem]) -> str:
    return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2) + "\n"


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands, which GitHub shows at the line."""
    return "".join(
        f"::error file={_property(p.path)},line={p.line},col={p.column},title={_property(p.code)}::{_data(f'{p.message} — {p.help}')}\n"
        for p in problems
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(problems: Iterable[Problem]) -> str:
    problems = list(problems)
    codes = sorted({problem.code for problem in problems})
    rules = []
    for code in codes:
        rule = RULES.get(code)
        entry = {"id": code, "defaultConfiguration": {"level": "error"}}
        if rule is not None:
            entry |= {
                "name": rule.name,
                "shortDescription": {"text": rule.name},
                "fullDescription": {"text": rule.why},
                "help": {"text": f"{rule.help}. Source: {rule.source}"},
            }
        rules.append(entry)
    results = [
        {
            "ruleId": problem.code,
            "ruleIndex": codes.index(problem.code),
            "level": "error",
            "message": {"text": f"{problem.message} — {problem.help}"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": _uri(problem.path)},
                        "region": {"startLine": problem.line, "startColumn": problem.column},
                    }
                }
            ],
        }
        for problem in problems
    ]
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "attribution", "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path.replace("\\", "/"), safe="/:")


FORMATS = {"text": as_text, "json": as_json, "github": as_github, "sarif": as_sarif}
