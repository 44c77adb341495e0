"""PAG: a whole view of a page keeps the promises of the site."""

from __future__ import annotations

from collections.abc import Iterator

from ..rule import rule
from ..views import PageView

SOURCE = "The site's own rules for writing."
SECTIONS = ("The Problem", "The Insight", "How It Works", "Modern Impact")
STRUCTURED = frozenset({"explanation", "question"})
CREDITED = frozenset({"explanation", "question", "comparison"})


@rule(
    "PAG001",
    "a view without credit",
    on="view",
    message="this view does not credit Bahdanau, Cho and Bengio before it uses the mechanism",
    help="name all three with [@bahdanau2015] before the first formula of the mechanism",
    why="A reader sees only one view. Whoever reads about the mechanism must learn whom it comes from.",
    bad=("A page that shows the softmax of scores and names nobody.",),
    good=("Dzmitry Bahdanau, Kyunghyun Cho and Yoshua Bengio introduced it [@bahdanau2015]. Then the formula.",),
    source=SOURCE,
)
def credited(view: PageView) -> Iterator[tuple]:
    if view.kind not in CREDITED or view.empty:
        return
    credit, formula = view.credit(), view.first_formula()
    if credit is None:
        yield (view.start, 0)
    elif formula is not None and formula < credit:
        yield (view.lines[formula], 0)


@rule(
    "PAG002",
    "a view that does not acknowledge the evolution",
    on="view",
    message="this view does not say that attention has evolved",
    help="say in one sentence, with a citation, what has changed since 2015",
    why="A view that stops in 2015 or in 2017 leaves the reader with a mechanism that nobody builds any more.",
    bad=("A page that presents the 2014 mechanism as the one of today.",),
    good=("Attention has changed a great deal since 2015 [@vaswani2017].",),
    source=SOURCE,
)
def evolved(view: PageView) -> Iterator[tuple]:
    if view.kind in STRUCTURED and not view.empty and not view.acknowledges_evolution():
        yield (view.start, 0)


@rule(
    "PAG003",
    "sections missing or out of order",
    on="view",
    message="the sections are not The Problem, The Insight, How It Works, Modern Impact in this order",
    help="add or move the section; Limitations may follow, then Key findings and Recommendations",
    why="Readers learn where to look; the same question is answered at the same place on every page.",
    bad=("A page that begins with How It Works.",),
    good=("## The Problem … ## The Insight … ## How It Works … ## Modern Impact",),
    source=SOURCE,
)
def ordered(view: PageView) -> Iterator[tuple]:
    if view.kind not in STRUCTURED or view.focus != "both":
        return
    titles = [title for title, _ in view.sections]
    places = []
    for name in SECTIONS:
        if name.lower() not in titles:
            yield (view.start, 0, f"the section “{name}” is missing")
            return
        places.append(titles.index(name.lower()))
    if "limitations" in titles:
        places.append(titles.index("limitations"))
    for name in ("key findings", "recommendations"):
        if name in titles:
            places.append(titles.index(name))
    for earlier, later in zip(places, places[1:]):
        if later < earlier:
            yield (view.sections[later][1], 0, f"the section “{titles[later]}” stands too early")
            return


@rule(
    "PAG004",
    "no key findings or recommendations",
    on="view",
    message="the page does not close with three key findings and three recommendations",
    help="close with `## Key findings` (three bullets) and `## Recommendations` (three actions)",
    why="An analysis ends with what was found and what to do.",
    bad=("A page that ends after its last section.",),
    good=("## Key findings, three bullets; ## Recommendations, three bullets",),
    source=SOURCE,
)
def closed(view: PageView) -> Iterator[tuple]:
    if view.kind not in STRUCTURED or view.focus != "both":
        return
    for name in ("key findings", "recommendations"):
        found = [line for title, line in view.sections if title == name]
        if not found:
            yield (view.end, 0, f"the section “{name.capitalize()}” is missing")
        elif (count := view.bullets(name)) != 3:
            yield (found[0], 0, f"“{name.capitalize()}” has {count} bullets, not three")


@rule(
    "PAG005",
    "an unknown citation key",
    on="view",
    message="there is no such entry in the bibliography",
    help="add the entry to docs/references.bib or correct the key",
    why="A citation that leads nowhere proves nothing.",
    bad=("… [@bahdanau2041].",),
    good=("… [@bahdanau2015].",),
    source=SOURCE,
)
def known_keys(view: PageView) -> Iterator[tuple]:
    if view.bibliography is None:
        return
    for key, line, column in view.citations():
        if key not in view.bibliography.entries:
            yield (line, column, f"`{key}` is not in the bibliography")


@rule(
    "PAG006",
    "a figure without provenance",
    on="view",
    message="this figure does not say where its numbers come from",
    help="give the artifact `status` (measured or illustrative) and, where measured, `model` with name and reference",
    why="A heatmap that was drawn and one that was measured look the same.",
    bad=("::: heatmap drawn-by-hand",),
    good=("::: heatmap cat-additive",),
    source=SOURCE,
)
def provenance(view: PageView) -> Iterator[tuple]:
    for name, line, column in view.figures():
        if view.artifacts is not None and not view.has_provenance(name):
            yield (line, column, f"the figure `{name}` does not say where its numbers come from")


@rule(
    "PAG007",
    "a quotation without locator",
    on="view",
    message="this quotation does not say where its words stand",
    help="close it with a citation that has a locator, as in [@bahdanau2015, sec. 3.1]",
    why="A reader must be able to open the source at the place where the words stand.",
    bad=("> “…” [@bahdanau2015]",),
    good=("> “…” [@bahdanau2015, sec. 3.1]",),
    source=SOURCE,
)
def located(view: PageView) -> Iterator[tuple]:
    for line, column in view.unlocated_quotations():
        yield (line, column)


@rule(
    "PAG008",
    "an empty view",
    on="view",
    message="a reader of this view finds nothing to read",
    help="write the snippets for this depth and focus, or text that belongs to both",
    why="Each choice of depth and focus is a promise.",
    bad=("A page whose only snippet belongs to the other focus.",),
    good=("A page with text in every view.",),
    source=SOURCE,
)
def not_empty(view: PageView) -> Iterator[tuple]:
    if view.empty:
        yield (view.start, 0, f"a reader who chose {view.depth} and {view.focus} finds nothing to read")


@rule(
    "PAG010",
    "an entry of the bibliography is wrong",
    on="bibliography",
    message="this entry disagrees with the work",
    help="correct docs/references.bib, or the knowledge file if that is wrong",
    why="The bibliography is what the whole site rests on.",
    bad=("An entry bahdanau2015 with two authors.",),
    good=("An entry bahdanau2015 with its three authors, ICLR, 2015, arXiv 1409.0473.",),
    source="The works themselves; the reviewed facts stand in hooks/explainer/lint/knowledge.yml.",
)
def right_entry(entry) -> Iterator[tuple]:
    from ..views import faults

    for message in faults(entry):
        yield (entry.line, 0, message)


@rule(
    "PAG011",
    "an entry of the bibliography is never cited",
    on="unused",
    message="nothing on the site cites this entry",
    help="cite it or remove it",
    why="A list of references that nobody uses is decoration.",
    bad=("An entry without a citation.",),
    good=("Every entry is cited somewhere.",),
    source=SOURCE,
)
def unused(entry) -> Iterator[tuple]:
    yield (entry.line, 0, f"nothing on the site cites `{entry.key}`")
