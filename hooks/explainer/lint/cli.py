"""The command line: `check PATH…` and `rule CODE`."""

from __future__ import annotations

import argparse
import sys
from typing import BinaryIO, TextIO

from ..problem import Problem
from . import check
from .files import UsageError, gather, read_lines
from .pages import rule_page
from .report import FORMATS
from .rule import FAMILIES, RULES

EPILOG = """examples:
  check lecture.md
  check notes/ --select ORG,DAT --output-format github
  check - < draft.md
  rule ORG101
"""


def main(arguments: list[str] | None = None, *, stdin: BinaryIO | None = None, out: TextIO | None = None) -> int:
    """0 nothing found, 1 findings, 2 wrong use."""
    out = out or sys.stdout
    if hasattr(out, "reconfigure"):
        out.reconfigure(encoding="utf-8", errors="replace")
    parser = _parser()
    try:
        options = parser.parse_args(arguments)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        if options.command == "rule":
            return _explain(options.code.upper(), out)
        return _check(options, stdin or sys.stdin.buffer, out)
    except UsageError as error:
        print(f"attribution: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="attribution",
        description="Check texts about attention in neural networks: who, when, what, and at what cost.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="check Markdown files, notebooks, folders, or - for standard input")
    checking.add_argument("paths", nargs="+", metavar="PATH")
    checking.add_argument("--select", action="append", default=[], metavar="FAMILY,…", help=f"only these: {', '.join(FAMILIES)} or codes")
    checking.add_argument("--ignore", action="append", default=[], metavar="CODE,…", help="not these families or codes")
    checking.add_argument("--output-format", choices=sorted(FORMATS), default="text")
    explaining = commands.add_parser("rule", help="explain a rule")
    explaining.add_argument("code", metavar="CODE")
    return parser


def _explain(code: str, out: TextIO) -> int:
    if code not in RULES:
        raise UsageError(f"there is no rule {code}; there are {', '.join(sorted(RULES))}")
    out.write(rule_page(code))
    return 0


def _check(options: argparse.Namespace, stdin: BinaryIO, out: TextIO) -> int:
    select = _codes(options.select) or None
    ignore = _codes(options.ignore)
    problems: set[Problem] = set()
    for path in gather(options.paths):
        texts, faults = read_lines(path, stdin)
        problems.update(faults)
        for lines in texts:
            problems.update(check(lines, select=select, ignore=ignore))
    ordered = sorted(problems)
    out.write(FORMATS[options.output_format](ordered))
    return 1 if ordered else 0


def _codes(values: list[str]) -> list[str]:
    codes = [code.strip().upper() for value in values for code in value.split(",") if code.strip()]
    for code in codes:
        if code not in FAMILIES and code not in RULES and not any(known.startswith(code) for known in RULES):
            raise UsageError(f"there is no family or rule {code}; families: {', '.join(FAMILIES)}")
    return codes
