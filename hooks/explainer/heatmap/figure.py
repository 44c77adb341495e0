"""The Plotly figure of an attention map: rows and columns by number, words only as their labels."""

from __future__ import annotations

import html
import re
from typing import Any

import plotly.graph_objects as go

from .artifact import Artifact, visible

WRITING = re.compile(r"writ|generat|produc|predict|target|output", re.IGNORECASE)
LAST = re.compile(r"\blast\b", re.IGNORECASE)
BAR_SHARE = 0.2  # of the height, for the bars of the chosen row


def verb(artifact: Artifact) -> str:
    """What a query is to the model, in one word before it.

    `writing` a target word, `after` the last word written, whose row is that of the next one, or `reading` its input.
    """
    if LAST.search(artifact.query_role):
        return "after"
    return "writing" if WRITING.search(artifact.query_role) else "reading"


def attention_figure(artifact: Artifact, layer: int, head: int, row: int = 0) -> go.Figure:
    """One head's map with the bars of one row under it; all counted from 0.

    The axes are numeric, so that a word that occurs twice keeps two rows. Words are escaped, since Plotly reads
    markup in labels.
    """
    weights = artifact.weights[layer, head]
    queries, keys = _labels(artifact.queries), _labels(artifact.keys)
    if artifact.mask == "causal":
        weights = [[float(w) if key <= query else None for key, w in enumerate(r)] for query, r in enumerate(weights)]
    figure = go.Figure(layout=browser_layout(artifact))
    for trace in browser_traces(artifact):
        figure.add_trace(trace)
    figure.data[0].update(z=weights, colorscale=[[0, "#f6f1e7"], [1, "#1d2a4d"]], showscale=True)
    figure.data[1].update(x=list(range(len(keys))), y=weights[row], name=queries[row])
    figure.update_layout(xaxis_showticklabels=True, yaxis_showticklabels=True)
    return figure


def browser_spec(artifact: Artifact) -> dict[str, Any]:
    """The figure as plotly.js takes it, checked by plotly.py, without what the page supplies: numbers and colours."""
    spec = go.Figure(data=browser_traces(artifact), layout=browser_layout(artifact)).to_plotly_json()
    del spec["layout"]["template"]
    return spec


def browser_traces(artifact: Artifact) -> list[Any]:
    """The map, the bars of one row, and the numbers on strong cells (text of its own: Plotly's own is too pale)."""
    does = verb(artifact)
    return [
        go.Heatmap(
            zmin=0,
            zmax=1,
            xgap=1,
            ygap=1,
            showscale=False,
            hoverongaps=False,
            hovertemplate=f"{does} <i>%{{y}}</i>: %{{z:.2f}} on <i>%{{x}}</i><extra></extra>",
        ),
        go.Bar(
            yaxis="y2",
            hovertemplate=f"{does} <i>%{{fullData.name}}</i>: %{{y:.2f}} on <i>%{{x}}</i><extra></extra>",
        ),
        go.Scatter(mode="text", hoverinfo="skip", textfont={"size": 11}),
    ]


def browser_layout(artifact: Artifact) -> dict[str, Any]:
    """Axes, labels and behaviour. Queries run down, keys run right, and the bars stand under their columns."""
    queries, keys = _labels(artifact.queries), _labels(artifact.keys)
    axis = {"showgrid": False, "zeroline": False, "fixedrange": True, "showticklabels": False, "ticks": ""}
    return {
        "template": "none",
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "bargap": 0.3,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "xaxis": axis | {"range": [-0.5, len(keys) - 0.5], "tickvals": list(range(len(keys))), "ticktext": keys},
        "yaxis": axis
        | {
            "range": [len(queries) - 0.5, -0.5],
            "domain": [BAR_SHARE, 1],
            "tickvals": list(range(len(queries))),
            "ticktext": queries,
        },
        "yaxis2": axis | {"range": [0, 1], "domain": [0, BAR_SHARE * 0.9]},
    }


def _labels(tokens: tuple[str, ...]) -> list[str]:
    return [html.escape(visible(token), quote=False) for token in tokens]
