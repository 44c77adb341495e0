"""Score the attribution lint on labelled passages: python tests/bench/lint_score.py FILE…

A line of a file is {"id", "category", "label": "good" | "bad", "text", "hard", "also": […]}. A bad passage is caught when a
finding belongs to the family of its category (or of one named in `also`). A good one must have no finding at all.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from explainer.lint import check
from explainer.text import split_lines

FAMILY = {
    "origin": "ORG",
    "credit": "CRD",
    "date": "DAT",
    "mechanism-anachronism": "MEC",
    "math": "MTH",
    "evolution": "EVO",
    "quote": "QUO",
    "interpretation": "INT",
    "complexity": "CPX",
}


def families(text: str) -> list[str]:
    """The codes found in a passage."""
    return [problem.code for problem in check(split_lines("passage.md", text))]


def score(passages: list[dict]) -> tuple[str, dict[str, float]]:
    """The report, and precision and recall over all passages (plain and hard apart)."""
    rows: dict[str, dict[str, int]] = {}
    misses, alarms, wrong = [], [], []
    for passage in passages:
        if passage.get("context_dependent"):
            continue
        row = rows.setdefault(passage["category"], dict.fromkeys(("plain", "plain caught", "hard", "hard caught", "good", "alarms"), 0))
        codes = families(passage["text"])
        if passage["label"] == "good":
            row["good"] += 1
            if codes:
                row["alarms"] += 1
                alarms.append((passage, codes))
            continue
        kind = "hard" if passage.get("hard") else "plain"
        row[kind] += 1
        accepted = {FAMILY[name] for name in (passage["category"], *passage.get("also", ()))}
        if any(code[:3] in accepted for code in codes):
            row[f"{kind} caught"] += 1
        elif codes:
            wrong.append((passage, codes))
        else:
            misses.append((passage, codes))
    total = {name: sum(row[name] for row in rows.values()) for name in next(iter(rows.values()))} if rows else {}
    lines = [f"{'category':24}{'precision':>10}{'plain':>14}{'hard':>14}{'good':>8}{'alarms':>8}"]
    for name, row in [*rows.items(), ("all", total)]:
        lines.append(
            f"{name:24}{_precision(row):>10.3f}{_recall(row, 'plain'):>14}{_recall(row, 'hard'):>14}{row['good']:>8}{row['alarms']:>8}"
        )
    for title, items in (("missed", misses), ("caught by another family", wrong), ("false alarms", alarms)):
        lines.append(f"\n{title}: {len(items)}")
        for passage, codes in items:
            mark = " (hard)" if passage.get("hard") else ""
            lines.append(f"  {passage['id']}{mark} {' '.join(codes)}\n    " + passage["text"].replace("\n", "\n    "))
    figures = {
        "precision": _precision(total),
        "plain": total["plain caught"] / max(1, total["plain"]),
        "hard": total["hard caught"] / max(1, total["hard"]),
    }
    return "\n".join(lines) + "\n", figures


def _precision(row: dict[str, int]) -> float:
    caught = row["plain caught"] + row["hard caught"]
    return caught / (caught + row["alarms"]) if caught + row["alarms"] else 1.0


def _recall(row: dict[str, int], kind: str) -> str:
    return f"{row[kind + ' caught']}/{row[kind]} {row[kind + ' caught'] / row[kind]:.2f}" if row[kind] else "-"


def main() -> int:
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    passages = [json.loads(line) for name in sys.argv[1:] for line in Path(name).read_text(encoding="utf-8").splitlines() if line.strip()]
    report, _ = score(passages)
    sys.stdout.write(report)
    return 0


if __name__ == "__main__":
    sys.exit(main())
