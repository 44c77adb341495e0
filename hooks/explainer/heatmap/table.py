"""The figure that stands in the page before any script runs: caption, coloured table, scale, provenance."""

from __future__ import annotations

import base64
import hashlib
import json
import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

import numpy as np

from .artifact import ENCODINGS, Artifact, visible
from .figure import browser_spec, verb
from .picture import picture

INLINE_BYTES = 3072  # 4096 letters of base64; more travels as a file of its own, fetched when the figure comes near
TABLE_CELLS = 32 * 32  # more have no room for their numbers, and take a browser too long: a picture and a canvas
STRONGEST = 3  # links of a row that the summary names
VISIBLE_ALT = 420  # letters of a description; what is longer unfolds on demand
PRINTED_WEIGHT = 0.095  # weaker cells are too pale and too many to carry a number
UNSEEN = 0.0025  # a weight that neither its colour nor two decimals tell from 0
TICKS = 24  # words at most beside an axis of a map that is too large for a table
STATUS_WORDS = {
    "measured": ("Measured", "with"),
    "illustrative": ("Illustrative", "drawn to explain, computed by no model:"),
}


@dataclass(frozen=True, slots=True)
class Placement:
    """How one artifact stands in one page. Layer and head count from 0; no depths means all of them; `caption` is HTML.

    `comparable`: the map beside it is of the same words; `subtract`: it opens as the difference from that one.
    `to_root` leads from the page to the site's root (`../../`). `works` names a work by its key, as a citation does.
    """

    artifact: Artifact
    element: str
    layer: int = 0
    head: int = 0
    caption: str = ""
    depths: tuple[str, ...] = ()
    comparable: bool = False
    subtract: bool = False
    to_root: str = ""
    works: Mapping[str, str] = field(default_factory=dict)


def data_file(artifact: Artifact) -> str | None:
    """Where the stored weights are published, with a hash of them in the name; None if they stand in the page."""
    if len(artifact.data) <= INLINE_BYTES:
        return None
    digest = hashlib.sha256(artifact.data).hexdigest()[:12]
    return f"attention/{artifact.id}.{digest}.bin"


def figure_html(placement: Placement) -> str:
    """The whole `<figure>`. Every word of the artifact is escaped; nothing in it can act."""
    artifact, element = placement.artifact, placement.element
    title = _text(artifact.title)
    return (
        f'<figure class="heatmap" id="{element}"{_attributes(placement)}>'
        f'<div class="heatmap-key">{_axes(artifact)}{_legend(_can_subtract(placement))}</div>'
        f"{_head_choice(placement)}"
        f'<div class="heatmap-scroll" role="region" tabindex="0" aria-label="Attention map: {_name(placement)}"'
        f' aria-describedby="{element}-alt">'
        f'<div class="heatmap-stage">{_table(placement) if _fits_table(artifact) else _field(placement)}'
        '<div class="heatmap-bars"></div><div class="heatmap-plot" aria-hidden="true"></div>'
        f"</div></div>{'' if _fits_table(artifact) else _running_text(artifact)}"
        f'<p class="heatmap-readout" role="status"></p>{_controls(artifact)}'
        f'<figcaption><strong id="{element}-title">{title.rstrip(".")}.</strong> {_words(placement)}</figcaption>'
        f"{_links(placement)}{_provenance(placement)}{_tools(placement)}"
        "</figure>"
    )


def _name(placement: Placement) -> str:
    """The title, with a number where the artifact has stood in the page before: each region has a name of its own."""
    number = placement.element.removeprefix(f"fig-{placement.artifact.id}").lstrip("-")
    return _text(placement.artifact.title) + (f", {number}" if number else "")


def _words(placement: Placement) -> str:
    """The caption, and the map in words: in full where there is no caption and it is short, else to unfold."""
    lead, rest = _split_alt(placement.artifact.alt)
    described = f'<span id="{placement.element}-alt">{_text(lead)}</span>'
    if placement.caption:
        words = f"<summary>The map in words</summary>{described} {_text(rest)}"
        return f'{placement.caption}<details class="heatmap-words">{words}</details>'
    words = f'<details class="heatmap-words"><summary>More in words</summary>{_text(rest)}</details>'
    return described + (words if rest else "")


def _split_alt(alt: str) -> tuple[str, str]:
    """What a caption shows of a text, up to the end of a sentence, and the rest, which unfolds."""
    end = alt.rfind(". ", 0, VISIBLE_ALT) + 1
    return (alt, "") if len(alt) <= VISIBLE_ALT or not end else (alt[:end], alt[end + 1 :])


def _attributes(placement: Placement) -> str:
    artifact = placement.artifact
    queries, keys = len(artifact.queries), len(artifact.keys)
    address = data_file(artifact)
    data = {
        "heatmap": artifact.id,
        "shape": f"{artifact.layers},{artifact.heads},{queries},{keys}",
        "layer": str(placement.layer),
        "head": str(placement.head),
        "verb": verb(artifact),
        "mask": artifact.mask if artifact.mask != "none" else "",
        "scale": f"{artifact.scale:g}" if artifact.scale else "",
        "depths": " ".join(placement.depths),
        "encoding": artifact.encoding,
        "weights": "" if address else base64.b64encode(artifact.data).decode("ascii"),
        "artifact": placement.to_root + address if address else "",
    }
    spec = json.dumps(browser_spec(artifact), ensure_ascii=False, separators=(",", ":"))
    style = (
        f"--queries:{queries};--keys:{keys};--query-width:{_width(artifact.queries):.1f};"
        f"--key-width:{_width(artifact.keys):.1f};--overhang:{_overhang(artifact.keys):.1f}"
    )
    attributes = "".join(f' data-{name}="{escape(value)}"' for name, value in data.items() if value)
    attributes += " data-subtract" if placement.subtract else ""
    spec = escape(spec, quote=False).replace("'", "&#39;")  # half the size that it has with each " escaped
    return f"{attributes} data-spec='{spec}' style=\"{style}\""


def _axes(artifact: Artifact) -> str:
    return (
        f'<p class="heatmap-axes"><span><b class="heatmap-rows">Rows</b> {_text(artifact.query_role)}</span>'
        f' <span><b class="heatmap-columns">Columns</b> {_text(artifact.key_role)}</span></p>'
    )


def _can_subtract(placement: Placement) -> bool:
    return placement.comparable or placement.artifact.layers * placement.artifact.heads > 1


def _legend(can_subtract: bool) -> str:
    """The scale of weights, and where maps can be subtracted that of differences, which is shown in its place.

    The script adds what the reader has changed about the softmax.
    """
    changed = '<span data-is="changed"></span>'
    weights = (
        '<p class="heatmap-legend"><span>weight 0</span>'
        f'<i aria-hidden="true"></i><span>1</span><span class="heatmap-note">each row sums to 1{changed}</span></p>'
    )
    differences = (
        '<p class="heatmap-legend signed"><span>less, −1</span><i aria-hidden="true"></i><span>+1, more</span>'
        f'<span class="heatmap-note">weights<span data-is="subtracted"></span>{changed}</span></p>'
    )
    return weights + (differences if can_subtract else "")


def _head_choice(placement: Placement) -> str:
    """Which head is shown, and a button for each head of each layer, on which the script draws its map in small."""
    artifact = placement.artifact
    if artifact.layers * artifact.heads == 1:
        return ""
    chosen, heads = (placement.layer, placement.head), range(artifact.heads)
    names = "".join(f'<span aria-hidden="true">{name}</span>' for name in ("", *(f"H{head + 1}" for head in heads)))
    rows = "".join(
        f'<span class="layer" aria-hidden="true">L{layer + 1}</span>'
        + "".join(_head_button(layer, head, (layer, head) == chosen) for head in heads)
        for layer in range(artifact.layers)
    )
    return (
        f'<p class="heatmap-chosen">Layer <output data-is="layer">{placement.layer + 1}</output> of {artifact.layers},'
        f' head <output data-is="head">{placement.head + 1}</output> of {artifact.heads}</p>'
        f'<div class="heatmap-heads" role="toolbar" aria-label="Layer and head" style="--heads:{artifact.heads}">'
        f"{names}{rows}</div>"
    )


def _head_button(layer: int, head: int, chosen: bool) -> str:
    """One stop of the tab key for all of them: arrows lead on from the chosen one."""
    return (
        f'<button type="button" data-layer="{layer}" data-head="{head}" aria-label="Layer {layer + 1}, head {head + 1}"'
        f' aria-pressed="{str(chosen).lower()}" tabindex="{0 if chosen else -1}"></button>'
    )


def _table(placement: Placement) -> str:
    artifact = placement.artifact
    weights = artifact.weights[placement.layer, placement.head]
    causal = artifact.mask == "causal"
    columns = "".join(f'<th scope="col"><span>{_token(key)}</span></th>' for key in artifact.keys)
    rows = "".join(
        f'<tr><th scope="row">{_token(query)}</th>'
        + "".join(
            '<td class="masked">masked</td>' if causal and column > number else _cell(float(weight))
            for column, weight in enumerate(weights[number])
        )
        + "</tr>"
        for number, query in enumerate(artifact.queries)
    )
    return (
        f'<table class="heatmap-table" data-search-exclude aria-labelledby="{placement.element}-title">'
        f"<thead><tr><td></td>{columns}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _cell(weight: float) -> str:
    text = f"{weight:.2f}"
    colour = text.rstrip("0").rstrip(".").removeprefix("0") or "0"
    strong = ' class="strong"' if weight >= PRINTED_WEIGHT else ""
    return f'<td{strong} style="--w:{colour}">{text}</td>'


def _fits_table(artifact: Artifact) -> bool:
    return len(artifact.queries) * len(artifact.keys) <= TABLE_CELLS


def _field(placement: Placement) -> str:
    """A map too large for a table: its picture, over which the script draws, with some of its words beside the axes."""
    artifact = placement.artifact
    address = picture(artifact.weights[placement.layer, placement.head])
    axes = (("columns", artifact.keys), ("rows", artifact.queries))
    ticks = "".join(
        f'<div class="heatmap-ticks {name}" aria-hidden="true">{_ticks(words)}</div>' for name, words in axes
    )
    return f'<div class="heatmap-field" style="--picture:url({address})">{ticks}</div>'


def _ticks(tokens: tuple[str, ...]) -> str:
    step = -(-len(tokens) // TICKS)
    return "".join(f'<span style="--at:{at}">{_token(tokens[at])}</span>' for at in range(0, len(tokens), step))


def _running_text(artifact: Artifact) -> str:
    """The words of a large map's columns in their order; the script colours them by the chosen row."""
    words = " ".join(f'<span dir="auto">{_text(key)}</span>' for key in artifact.keys)
    return f'<div class="heatmap-text" role="group" tabindex="0" aria-label="The words">{words}</div>'


def _links(placement: Placement) -> str:
    """The map as text: for each query the keys with the most weight, and the entropy of its weights in bits."""
    artifact = placement.artifact
    weights = artifact.weights[placement.layer, placement.head]
    causal = artifact.mask == "causal"

    def strongest(number: int) -> np.ndarray:
        row = weights[number, : number + 1] if causal else weights[number]
        return (-row).argsort(kind="stable")[:STRONGEST]

    rows = "".join(
        f'<tr><th scope="row">{_token(query)}</th>'
        + "".join(
            f'<td class="link">{_token(artifact.keys[key])} {weights[number, key]:.2f}</td>'
            for key in strongest(number)
        )
        + "<td></td>" * (min(STRONGEST, len(artifact.keys)) - len(strongest(number)))
        + f'<td class="spread">{_entropy(weights[number]):.1f}</td></tr>'
        for number, query in enumerate(artifact.queries)
    )
    names = ("strongest", "second", "third")[: len(artifact.keys)]
    heads = "".join(f'<th scope="col">{name}</th>' for name in (*names, "entropy, bits"))
    return (
        f'<details class="heatmap-words heatmap-links" data-search-exclude{"" if _fits_table(artifact) else " open"}>'
        "<summary>The strongest links of each row</summary>"
        f'<div role="region" tabindex="0" aria-label="The strongest links: {_name(placement)}">'
        f'<table class="heatmap-strongest" aria-labelledby="{placement.element}-title">'
        f"<thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table></div></details>"
    )


def _entropy(row: np.ndarray) -> float:
    """The entropy of one row of weights, in bits."""
    positive = row[row > 0]
    return abs(float(-(positive * np.log2(positive)).sum()))  # abs, for -0.0


def _provenance(placement: Placement) -> str:
    artifact = placement.artifact
    model = artifact.model
    word, lead = STATUS_WORDS[artifact.status]
    parts = [_text(model.name) + (f" ({_citation(placement)})" if model.reference else "")]
    parts.append(f"task: {_text(artifact.task.rstrip('.'))}")
    if model.weights:
        parts.append(f'weights <code title="{escape(model.weights)}">{escape(model.weights[:15])}…</code>')
    if model.script:
        parts.append(f"script {_script(placement)}")
    if model.licence:
        parts.append(f"licence {_text(model.licence)}")
    numbers = f'<a href="{escape(placement.to_root)}attention/{artifact.id}.json">numbers (JSON)</a>'
    return (
        f'<p class="heatmap-provenance"><span class="heatmap-status" data-status="{artifact.status}">{word}</span>'
        f" {lead} {' · '.join([*parts, numbers])}</p>"
    )


def _script(placement: Placement) -> str:
    """The script's path, as a link where it is published with the pages."""
    path = placement.artifact.model.script
    shown = f"<code>{_text(path)}</code>"
    published = path.removeprefix("docs/")
    return shown if published == path else f'<a href="{escape(placement.to_root + published)}">{shown}</a>'


def _citation(placement: Placement) -> str:
    key = placement.artifact.model.reference
    if key not in placement.works:
        return _text(key)
    address = f"{placement.to_root}references/#ref-{key}"
    return f'<a class="citation" href="{escape(address)}">{_text(placement.works[key])}</a>'


def _controls(artifact: Artifact) -> str:
    """Sliders: how many words are written so far, and the softmax's temperature (powers of 2; technical depth only)."""
    rows = len(artifact.queries)
    written = {"writing": "Words written", "after": "Words so far"}.get(verb(artifact))
    step = (
        f'<label class="heatmap-step">{written} <input type="range" name="step" min="1" max="{rows}" value="{rows}"'
        f' autocomplete="off"><output>{rows} of {rows}</output></label>'
    )
    temperature = (
        '<label class="heatmap-temperature">Softmax temperature <input type="range" name="temperature"'
        f' min="-3" max="{_flattest(artifact):g}" step="0.25" value="0" autocomplete="off">'
        "<output>1, as measured</output></label>"
    )
    unscaled = (
        '<label class="heatmap-temperature"><input type="checkbox" name="unscaled" autocomplete="off">'
        f" Softmax without dividing the scores by {_root(artifact.scale)}<output></output></label>"
    )
    controls = (step if written else "") + temperature + (unscaled if artifact.scale else "")
    return f'<div class="heatmap-controls">{controls}</div>'


def _flattest(artifact: Artifact) -> float:
    """The power of 2 of the highest temperature at which a weight that was stored as 0 would still be all but 0.

    At temperature T a weight w becomes w to the power 1 / T, before the row is made to sum to 1 again.
    """
    power = math.log2(math.log(ENCODINGS[artifact.encoding].least) / math.log(UNSEEN))
    return min(3.0, math.floor(4 * power) / 4)


def _root(scale: float) -> str:
    """A scale as the root that it is: √12 ≈ 3.46."""
    square = round(scale**2)
    if math.isclose(scale**2, square, rel_tol=1e-4) and not math.isclose(scale, round(scale)):
        return f"√{square} ≈ {scale:.2f}"
    return f"{scale:g}"


def _tools(placement: Placement) -> str:
    artifact = placement.artifact
    switches = {
        "minus-beside": "Subtract the map beside" if placement.comparable else "",
        "minus-head": "Subtract this head from others" if artifact.layers * artifact.heads > 1 else "",
        "zoom": "Zoom in",
    }
    actions = {
        "png": "Save PNG", "svg": "Save SVG", "csv": "Copy numbers (CSV)", "link": "Link to this cell",
        "embed": "Copy embed code", "full": "Full screen",
    }  # fmt: skip
    buttons = "".join(
        f'<button type="button" data-do="{name}" aria-pressed="false">{label}</button>'
        for name, label in switches.items()
        if label
    )
    buttons += "".join(f'<button type="button" data-do="{name}">{label}</button>' for name, label in actions.items())
    group = f'<div class="heatmap-tools" role="group" aria-label="This map" data-for="{placement.element}">'
    return f"{group}{buttons}</div>"


def _token(token: str) -> str:
    return f"<bdi>{_text(token)}</bdi>"


def _text(text: str) -> str:
    return escape(visible(text))


def _token_width(token: str) -> float:
    """How wide a token is, about, in em."""
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.54 for letter in visible(token))


def _width(tokens: tuple[str, ...]) -> float:
    return min(12.0, max(map(_token_width, tokens)))


def _overhang(tokens: tuple[str, ...]) -> float:
    """How far slanted column heads reach over the last column, in em, if columns are as narrow as they may be."""
    last = len(tokens) - 1
    return max(0.8, *(min(12.0, _token_width(token)) * 0.62 + 0.3 - (last - i) * 1.0 for i, token in enumerate(tokens)))
