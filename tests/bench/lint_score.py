"""Score the attribution lint on labelled passages or on pages with one error each: python tests/bench/lint_score.py FILE…|FOLDER…

A line of a file is {"id", "category", "label": "good" | "bad", "text", "hard", "also": […]}. A bad passage is caught when a
finding belongs to the family of its category (or of one named in `also`). A good one must have no finding at all.
A folder holds pages and index.json: a list of {"page", "category", "line", "hard", "also": […]}. An error is caught when a finding of its
family stands in its line; every finding in another line is a false alarm.
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


def score_pages(folder: Path) -> str:
    """The report on a folder of pages, each with one error at a known line."""
    caught, whole, lines = dict.fromkeys(("plain", "hard"), 0), dict.fromkeys(("plain", "hard"), 0), []
    for entry in json.loads((folder / "index.json").read_text(encoding="utf-8")):
        text = (folder / entry["page"]).read_text(encoding="utf-8")
        problems = check(split_lines(entry["page"], text))
        kind = "hard" if entry["hard"] else "plain"
        accepted = {FAMILY[name] for name in (entry["category"], *entry["also"])}
        found = any(problem.line == entry["line"] and problem.code[:3] in accepted for problem in problems)
        whole[kind] += 1
        caught[kind] += found
        if not found:
            lines.append(f"missed ({kind}) {entry['page']}:{entry['line']}\n    {text.splitlines()[entry['line'] - 1]}")
        lines += [f"false alarm {problem}" for problem in problems if problem.line != entry["line"]]
    return "\n".join([", ".join(f"{kind} {caught[kind]}/{whole[kind]}" for kind in whole), *lines]) + "\n"


def main() -> int:
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    named = [Path(name) for name in sys.argv[1:]]
    passages = [json.loads(line) for path in named if path.is_file() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if passages:
        sys.stdout.write(score(passages)[0])
    for folder in filter(Path.is_dir, named):
        sys.stdout.write(score_pages(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
