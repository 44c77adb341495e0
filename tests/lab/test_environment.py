"""A newcomer is not made to download gigabytes."""
from __future__ import annotations

import importlib.util
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "docs" / "lab" / "environment.py"
spec = importlib.util.spec_from_file_location("environment", SCRIPT)
environment = importlib.util.module_from_spec(spec)
spec.loader.exec_module(environment)


def report(*names: str) -> dict:
    return {"install": [{"metadata": {"name": name}} for name in names]}


def test_gpu_libraries_are_recognised():
    assert environment.heavy_packages(report("torch", "nvidia-cublas-cu12", "triton", "numpy")) == [
        "nvidia-cublas-cu12", "triton",
    ]
    assert environment.heavy_packages(report("torch", "sympy")) == []


def test_a_cpu_build_is_taken_where_pip_offers_a_cuda_build(monkeypatch):
    asked = []

    def pip(python, *arguments):
        asked.append(arguments)
        return '{"install": [{"metadata": {"name": "nvidia-cudnn"}}]}'

    monkeypatch.setattr(environment, "pip", pip)
    environment.install_torch(Path("python"), [], cuda=False)
    assert "--dry-run" in asked[0] and environment.CPU_BUILDS in asked[1]


def test_a_cuda_build_only_on_request(monkeypatch):
    asked = []
    monkeypatch.setattr(environment, "pip", lambda python, *arguments: asked.append(arguments) or "{}")
    environment.install_torch(Path("python"), [], cuda=True)
    assert len(asked) == 1 and "--dry-run" not in asked[0]


def test_pytorch_is_found_where_it_is():
    import sys

    assert environment.torch_of(sys.executable)[0].split(".")[0].isdigit()
    assert environment.torch_of("/bin/false") is None
