"""MkDocs adapter: adds the page of licences."""

from __future__ import annotations

import importlib.metadata
import json

from explainer.build import of
from explainer.licences import PAGE, licence_of, licences_page
from mkdocs.structure.files import File


def on_files(files, config):
    build = of(config)
    page = licences_page(
        vendored=json.loads(build.read("docs/assets/vendor/VENDOR.json") or b"[]"),
        measured=[(a.id, a.model.name, a.model.licence) for a in build.store.get("artifacts", {}).values()],
        requirements=(build.read("requirements/site.in") or b"").decode("utf-8"),
        installed=installed,
    )
    files.append(File.generated(config, PAGE, content=page))


def installed(name):
    try:
        metadata = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return None
    return metadata["Version"], licence_of(metadata)
