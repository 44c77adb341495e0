"""The attribution lint against proselint on the same million words: python tests/bench/lint_speed.py

The text is ordinary Markdown: the descriptions of the installed Python packages, with the site's own pages strewn in, every
paragraph once as long as they last. Seconds are processor time. proselint (pinned) gets a virtual environment of its own under .cache/.
"""

from __future__ import annotations

import json
import random
import re
import resource
import subprocess
import sys
import time
import venv
from importlib.metadata import distributions
from pathlib import Path

from explainer.lint import check
from explainer.text import split_lines

ROOT = Path(__file__).resolve().parents[2]
PROSELINT = "proselint==0.16.0"
HOME = ROOT / ".cache" / "proselint"
WORDS = 1_000_000
FENCE = re.compile(r"```|~~~|<!--|<pre|<script")  # what is opened in one paragraph and closed in another would swallow the rest


def paragraphs() -> list[str]:
    """What the corpus is made of, in a fixed random order."""
    texts = [path.read_text("utf-8") for folder in ("docs", "snippets") for path in sorted((ROOT / folder).rglob("*.md"))]
    for distribution in sorted(distributions(), key=lambda d: str(d.metadata["Name"]).lower()):
        texts.append(str(distribution.metadata.get_payload() or distribution.metadata.get("Description") or ""))
        for file in distribution.files or ():
            if file.name.upper().startswith(("LICENSE", "COPYING", "README", "CHANGE", "NEWS", "HISTORY")):
                place = Path(str(distribution.locate_file(file)))
                if place.is_file():
                    texts.append(place.read_text("utf-8", "replace"))
    found = list(dict.fromkeys(part for text in texts for part in text.split("\n\n") if part.strip() and not FENCE.search(part)))
    random.Random(2014).shuffle(found)
    return found


def corpus(words: int) -> str:
    parts, total = [], 0
    source = paragraphs()
    position = 0
    while total < words:
        part = source[position % len(source)]
        parts.append(part)
        total += len(part.split())
        position += 1
    return "\n\n".join(parts)


def seconds(text: str) -> float:
    lines = split_lines("corpus.md", text)
    started = time.process_time()
    check(lines)
    return time.process_time() - started


def proselint(path: Path) -> float:
    python = HOME / "bin" / "python"
    if not python.exists():
        venv.create(HOME, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", PROSELINT], check=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([HOME / "bin" / "proselint", "check", path], capture_output=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    text = corpus(WORDS)
    path = ROOT / ".cache" / "corpus.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    quarter = " ".join(text.split(" ")[: text.count(" ") // 4])
    short, whole = seconds(quarter), seconds(text)
    own = [p for folder in ("docs", "snippets") for p in sorted((ROOT / folder).rglob("*.md"))]
    started = time.process_time()
    for file in own:
        check(split_lines(file.name, file.read_text("utf-8")))
    site = time.process_time() - started
    other = proselint(path)
    result = {
        "words": len(text.split()),
        "attribution, a quarter of the words (s)": round(short, 2),
        "attribution (s)": round(whole, 2),
        "growth for four times the words": round(whole / short, 2),
        "the site's own pages and snippets (s)": round(site, 2),
        "proselint (s)": round(other, 2),
        "times faster than proselint": round(other / whole, 1),
    }
    print(json.dumps(result, indent=2))
    return 0 if other >= 10 * whole else 1


if __name__ == "__main__":
    sys.exit(main())
