"""The reviewed facts of knowledge.yml, in the forms that the rules look them up in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Work:
    """One work: who wrote it, when it appeared, where."""

    key: str
    title: str
    authors: tuple[str, ...]
    years: frozenset[int]
    not_years: frozenset[int]
    venues: tuple[str, ...]
    venue_year: int | None
    arxiv: str | None

    @property
    def surnames(self) -> tuple[str, ...]:
        return tuple(author.split()[-1].lower() for author in self.authors)


@dataclass(frozen=True, slots=True)
class Topic:
    """A mechanism or work under the name that texts use: whose it is, and the years one may write."""

    name: str
    by: frozenset[str]
    years: frozenset[int]


LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DATA = yaml.load(files(__package__).joinpath("knowledge.yml").read_text(encoding="utf-8"), LOADER)
WORKS = {
    entry["key"]: Work(
        entry["key"],
        entry["title"],
        tuple(entry["authors"]),
        frozenset(entry["years"]),
        frozenset(entry.get("not_years", ())),
        tuple(entry.get("venues", ())),
        entry.get("venue_year"),
        entry.get("arxiv"),
    )
    for entry in DATA["works"]
}
PEOPLE = {name: token for token, names in DATA["people"].items() for name in names}
AMBIGUOUS = frozenset(DATA["ambiguous"])
EVENTS = {tuple(name.split()): year for name, year in DATA["events"].items()}
TOWNS = {tuple(name.split()): tuple(keys) for name, keys in DATA["towns"].items()}
GIVEN = frozenset(map(str, DATA["given_names"]))
DATED = {
    name: Topic(entry["names"][0], frozenset(entry["by"]), frozenset(entry["years"]))
    for entry in DATA["topics"]
    for name in entry["names"]
}
MODELS = {name.lower(): year for name, year in DATA["models"].items()}
NAMED_WORDS = re.compile(r"1\d{3}\.\d{4,5}|[^\W\d_]+(?:'[^\W\d_]+)*(?:-[^\W_]+)*|\d+|[^\s\w]")


def words_of(name: str) -> tuple[str, ...]:
    """A name cut as the tokeniser cuts text; years become tokens of their own."""
    found = []
    for word in NAMED_WORDS.findall(name.lower().replace("–", "-")):
        if re.fullmatch(r"(?:19|20)\d\d", word):
            found.append("Y" + word)
        elif word.isdigit():
            found.append("N" + word)
        elif word.endswith("'s") and len(word) > 3:
            found += [word[:-2], "'s"]
        else:
            found.append(word)
    return tuple(found)


def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """First word → the names that begin with it, longest first, each with its token."""
    table: dict[str, dict[tuple[str, ...], str]] = {}

    def enter(name: str, token: str) -> None:
        words = words_of(str(name))
        table.setdefault(words[0], {})[words] = token

    for token, entry in DATA["mechanisms"].items():
        for name in entry["names"]:
            enter(name, token)
    for name in DATA["models"]:
        enter(name, "MODEL")
    for token, names in (DATA["organisations"] | DATA["descriptions"]).items():
        for name in names:
            enter(name, token)
    for entry in DATA["works"]:
        token = entry.get("token", "PAPER")
        enter(entry["title"], token)
        enter(entry["title"].split(":")[0] if ":" in entry["title"] and len(entry["title"].split(":")[0].split()) > 2 else entry["title"], token)
        if entry.get("short"):
            enter(entry["short"], token)
    return {
        first: tuple(sorted(entries.items(), key=lambda item: (-len(item[0]), item[0])))
        for first, entries in table.items()
    }


PHRASES = _phrases()
# A block that holds one telling word, or three of the common ones, is worth tagging; any other says nothing about attention.
TELLING = frozenset(
    """attention attend attends attended attending attn transformer transformers softmax rnnsearch decoder decoders encoder encoders
    flashattention bert gpt chatgpt llama mistral gemini heatmap heatmaps kv tanh inventor inventors supervisor laureate intern
    shaw bird alibi mamba rotary roformer gru longformer gqa mqa bahdanau's professor author authors recurrence recurrent llm llms seq translator translators arxiv preprint google openai deepmind montreal
    sinusoidal sinusoids √d √dₖ √dk montréal bremen token tokens prompt prompts doubling tripling prediction predictions quadratic""".split()
) | frozenset(name for name in PEOPLE if len(name) > 3 and name not in AMBIGUOUS) | {"cho", "luong", "graves"}
COMMON = frozenset(
    """alignment heads head dot translation score scores weight weights row rows context sequence linear heat map quote said say says
    writes wrote weighs weighing looking seq model models cache text length memory query queries key keys explanation formula equations
    bottleneck layer layers network networks matrix reason mechanism mechanisms scaling scale idea equation section paper papers word words
    source factor cost costs twice times recipe learning document documents architecture invented copies copy book verdict decision doctor cell cells positions sines diagnosis kernel pairs bar
    judge vector vectors sentence sentences state states today unchanged same identical annotations annotation causal mask masks masked masking product products variance deviation
    distribution squares classifier highlighted""".split()
)
BLANKED = str.maketrans({mark: " " for mark in "\n\t.,;:!?()[]{}<>\"'`*_/|\\-–—“”„‘’«»#=+~^&%$@0123456789"})


TOPICS = ("attention", "transformer", "bahdanau", "softmax")


def about_attention(text: str) -> bool:
    """Whether attention is what a whole text is about; a short one gets the benefit of the doubt."""
    if len(text) < 6000:
        return True
    low = text.lower()
    return 1500 * sum(low.count(topic) for topic in TOPICS) > len(text)


AMIDST_OTHER_THINGS = TELLING - frozenset(
    """author authors token tokens encoder encoders decoder decoders prompt prompts arxiv google openai seq gemini mistral professor prediction predictions
    intern recurrent recurrence supervisor preprint doubling attend""".split()
)


# Of the common words, those that other texts hardly use together.
UNCOMMON = frozenset(
    """alignment heads head dot translation score scores weight weights weighs weighing linear heat map query queries key keys explanation
    formula equations bottleneck layer layers network networks matrix mechanism scaling idea invented factor recipe architecture prediction
    decision verdict vector vectors annotations annotation sequence token tokens memory sentence sentences""".split()
)


def telling(text: str, about: bool = False) -> bool:
    """Whether a passage may speak of attention: one telling word, or several of the common ones.

    In a text that is about attention, less is enough.
    """
    words = set(text.lower().translate(BLANKED).split())
    if about:
        return not TELLING.isdisjoint(words) or not COMMON.isdisjoint(words)
    return not AMIDST_OTHER_THINGS.isdisjoint(words) or len(UNCOMMON & words) > 3
