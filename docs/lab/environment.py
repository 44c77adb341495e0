"""Make .venv-lab, where the lab's PyTorch lives, without downloading gigabytes unasked.

    python3 docs/lab/environment.py            # a PyTorch that this Python can import, else the pinned CPU build
    python3 docs/lab/environment.py --cuda     # let pip fetch a CUDA build (several GB)
    python3 docs/lab/environment.py --index-url https://download.pytorch.org/whl/cpu

It uses the standard library only and does nothing when the environment is there already.
"""
from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import venv
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
REQUIREMENTS = REPOSITORY / "requirements"
HEAVY = ("nvidia-", "cuda-", "triton")
CPU_BUILDS = "https://download.pytorch.org/whl/cpu"


def torch_of(python: str) -> tuple[str, str] | None:
    """Version and folder of the PyTorch that a Python can import."""
    code = "import torch, pathlib; print(torch.__version__); print(pathlib.Path(torch.__file__).parents[1])"
    found = subprocess.run([python, "-c", code], capture_output=True, text=True)
    version, _, folder = found.stdout.strip().partition("\n")
    return (version, folder) if found.returncode == 0 else None


def heavy_packages(report: dict) -> list[str]:
    """The GPU libraries among what pip says it would install."""
    names = (entry["metadata"]["name"].lower() for entry in report.get("install", []))
    return sorted(name for name in names if name.startswith(HEAVY))


def pip(python: Path, *arguments: str) -> str:
    command = [str(python), "-m", "pip", "--disable-pip-version-check", *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise SystemExit(done.returncode)
    return done.stdout


def install_torch(python: Path, index: list[str], cuda: bool) -> None:
    """Install the pinned PyTorch, but no GPU libraries unless they are asked for."""
    wanted = ["-r", str(REQUIREMENTS / "torch.txt"), *index]
    if not cuda:
        report = json.loads(pip(python, "install", "--quiet", "--dry-run", "--report", "-", *wanted))
        if heavy_packages(report):
            print("pip offers a CUDA build of several gigabytes here; taking the CPU build of the same version.")
            wanted = ["-r", str(REQUIREMENTS / "torch.txt"), "--index-url", CPU_BUILDS]
    print("Installing PyTorch into .venv-lab (once) …", flush=True)
    pip(python, "install", "--quiet", *wanted)


def prepare(folder: Path, index: list[str], cuda: bool) -> None:
    pinned = b"".join((REQUIREMENTS / name).read_bytes() for name in ("torch.txt", "lab.txt"))
    state, mark = hashlib.sha256(pinned).hexdigest(), folder / "ready"
    if mark.exists() and mark.read_text() == state:
        return
    own = torch_of(sys.executable)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists():
        venv.create(folder, with_pip=True, symlinks=sys.platform != "win32")
    if own:
        version, packages = own
        print(f"Using the PyTorch {version} that {sys.executable} has.")
        query = "import sysconfig; print(sysconfig.get_path('purelib'))"
        site = Path(subprocess.run([python, "-c", query], capture_output=True, text=True, check=True).stdout.strip())
        (site / "zz-torch-of-your-python.pth").write_text(packages + "\n")
    elif not torch_of(str(python)):
        install_torch(python, index, cuda)
    print("Installing the rest of what the lab needs into .venv-lab (once) …", flush=True)
    pip(python, "install", "--quiet", "--ignore-installed", "--require-hashes", "-r", str(REQUIREMENTS / "lab.txt"))
    mark.write_text(state)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=REPOSITORY / ".venv-lab")
    parser.add_argument("--index-url", help="where pip looks for PyTorch")
    parser.add_argument("--cuda", action="store_true", help="accept a CUDA build")
    options = parser.parse_args()
    prepare(options.folder, ["--index-url", options.index_url] if options.index_url else [], options.cuda)


if __name__ == "__main__":
    main()
