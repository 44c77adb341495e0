"""MkDocs adapter: begins each build, refuses one with problems, and replaces the published site only by a whole one."""

from __future__ import annotations

from pathlib import Path

from explainer.build import KEY, Build, of
from explainer.publish import banner, staging_folder, swap
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority, get_plugin_logger

log = get_plugin_logger("explainer")
serving = False  # MkDocs says it once, before there is a configuration to keep it in


def on_startup(command, dirty):
    global serving
    serving = command == "serve"


@event_priority(100)
def on_config(config):
    root = Path(config.config_file_path).parent
    build = Build(root, Path(config.docs_dir), serving, published=Path(config.site_dir))
    config.extra[KEY] = build
    if not serving:
        config.site_dir = str(staging_folder(build.published))


@event_priority(-100)
def on_env(env, config, files):
    build = of(config)
    problems = sorted(set(build.problems))
    if not problems:
        return
    report = "\n".join(map(str, problems))
    count = f"{len(problems)} problem{'s' if len(problems) > 1 else ''}"
    if not build.serving:
        raise PluginError(f"{report}\n{count}: nothing was published.")
    log.warning("%s; `mkdocs build` would refuse this:\n%s", count, report)


@event_priority(-100)
def on_post_page(output, page, config):
    build = of(config)
    return banner(output, sorted(set(build.problems))) if build.serving and build.problems else None


@event_priority(-100)
def on_post_build(config):
    build = of(config)
    if not build.serving:
        swap(Path(config.site_dir), build.published)
        config.site_dir = str(build.published)
