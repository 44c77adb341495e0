"""The command line: `check PATH…` and `rule CODE`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path
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

MANY = 16  # files: fewer are not worth a second process


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
    check_file = partial(_check_file, select=_codes(options.select) or None, ignore=_codes(options.ignore))
    paths = list(gather(options.paths))
    ordered = sorted({problem for found in _each(check_file, paths, stdin) for problem in found})
    out.write(FORMATS[options.output_format](ordered))
    return 1 if ordered else 0


def _each(check_file: Callable[..., list[Problem]], paths: list[Path | None], stdin: BinaryIO) -> Iterator[list[Problem]]:
    """What is found in each file; many files are shared out to all processors, where a process can be copied as it stands."""
    files = [path for path in paths if path is not None]
    if None in paths:
        yield check_file(None, stdin)
    if len(files) < MANY or "fork" not in get_all_start_methods():
        yield from map(check_file, files)
        return
    with get_context("fork").Pool(os.cpu_count()) as pool:
        yield from pool.imap_unordered(check_file, sorted(files, key=_size, reverse=True))  # the longest last would be waited for


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _check_file(path: Path | None, stdin: BinaryIO | None = None, *, select: list[str] | None, ignore: list[str]) -> list[Problem]:
    texts, found = read_lines(path, stdin)
    for lines in texts:
        found += check(lines, select=select, ignore=ignore)
    return found


def _codes(values: list[str]) -> list[str]:
    codes = [code.strip().upper() for value in values for code in value.split(",") if code.strip()]
    for code in codes:
        if code not in FAMILIES and code not in RULES and not any(known.startswith(code) for known in RULES):
            raise UsageError(f"there is no family or rule {code}; families: {', '.join(FAMILIES)}")
    return codes
