"""python -m attention_lab: make the lab's data, weights, metrics and figures again."""
from __future__ import annotations

import argparse
import os
from pathlib import Path

import torch

from .workshop import FULL, QUICK, make

LAB = Path(__file__).resolve().parents[1]
REPOSITORY = LAB.parents[1]


def main() -> None:
    parser = argparse.ArgumentParser(prog="attention_lab", description=__doc__.split(": ", 1)[1])
    parser.add_argument("--quick", action="store_true", help="a miniature in under 2 minutes, published nowhere")
    parser.add_argument("--out", type=Path, help="write there instead of into docs/lab and docs/attention")
    parser.add_argument("--cache", type=Path, help="folder of the checkpoints (default: .cache/lab)")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1), help="trainings at a time (default 2)")
    options = parser.parse_args()

    torch.set_num_threads(1)  # figures were made so; it also makes two runs equal to the last bit
    name = "lab-quick" if options.quick else "lab"
    cache = options.cache or REPOSITORY / ".cache" / name
    out = options.out or (REPOSITORY / ".cache" / "lab-quick-out" if options.quick else None)
    lab, figures = (out / "lab", out / "attention") if out else (LAB, LAB.parent / "attention")
    make(QUICK if options.quick else FULL, lab, figures, cache, options.jobs)


if __name__ == "__main__":
    main()
