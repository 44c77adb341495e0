"""Check yourself: what every explaining page asks at each depth, and the numbers in the answers, computed again."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

import markdown
import numpy as np
import pytest
from conftest import REPO
from explainer.checks import add_answers
from explainer.depths import SET_FENCE, TAB_FENCE
from explainer.text import split_front_matter, split_lines
from explainer.views import DEPTHS

KINDS = ("Predict", "Compute", "Spot the mistake", "Apply", "Check the shape", "Compare")
QUESTION = re.compile(r"^\*\*(?P<number>\d)\. (?P<kind>[\w ]+)\.\*\* (?P<text>.+)$")
CHOICE = re.compile(r'^\?\?\? (?P<verdict>right|wrong) "(?P<text>[^"]+)"$')


@dataclass(frozen=True)
class Choice:
    right: bool
    text: str
    reason: str


@dataclass(frozen=True)
class Question:
    kind: str
    text: str
    choices: tuple[Choice, ...]

    @property
    def answer(self) -> str:
        return next(choice.text for choice in self.choices if choice.right)


def pages() -> list[str]:
    """The explaining pages, by path."""
    found = []
    for path in sorted([*REPO.glob("docs/explain/*.md"), *REPO.glob("docs/questions/*.md")]):
        meta, _ = split_front_matter(split_lines(path.name, path.read_text("utf-8")))
        if meta.get("kind") in ("explanation", "question"):
            found.append(path.relative_to(REPO).as_posix())
    return found


def topic(page: str) -> str:
    return "check-" + page.rpartition("/")[2].removesuffix(".md")


def source(topic: str, depth: str) -> str:
    return (REPO / "snippets" / topic / f"{depth}.md").read_text("utf-8")


def questions(topic: str, depth: str) -> list[Question]:
    """The questions of one file; every line of it must belong to one."""
    found: list[Question] = []
    lines = [line for line in source(topic, depth).split("\n") if line.strip()]
    while lines:
        begin = QUESTION.match(lines.pop(0))
        assert begin and int(begin["number"]) == len(found) + 1, f"{topic}/{depth}: not a question where one should begin"
        choices = []
        while lines and (choice := CHOICE.match(lines[0])):
            lines.pop(0)
            reason = []
            while lines and lines[0].startswith("    "):
                reason.append(lines.pop(0).strip())
            choices.append(Choice(choice["verdict"] == "right", choice["text"], " ".join(reason)))
        found.append(Question(begin["kind"], begin["text"], tuple(choices)))
    return found


EVERYWHERE = [(topic(page), depth) for page in pages() for depth in DEPTHS]


@pytest.mark.parametrize("page", pages())
def test_every_explaining_page_lets_readers_check_themselves_before_it_closes(page):
    text = (REPO / page).read_text("utf-8")
    assert re.search(rf"^## Check yourself\n[^#]*\n::: depths {topic(page)}\n\n## Key findings$", text, re.M)


@pytest.mark.parametrize(("topic", "depth"), EVERYWHERE)
def test_three_questions_each_with_one_right_choice_and_a_reason_for_every_choice(topic, depth):
    asked = questions(topic, depth)
    assert len(asked) == 3
    for question in asked:
        assert question.kind in KINDS
        assert question.text.endswith(("?", "?*"))
        assert len(question.choices) == 3
        assert [choice.right for choice in question.choices].count(True) == 1
        assert len({choice.text for choice in question.choices}) == 3
        for choice in question.choices:
            assert choice.reason.endswith((".", ".*")), choice.text
            assert len(choice.reason) >= 12


def test_no_question_stands_twice():
    texts = [question.text for place in EVERYWHERE for question in questions(*place)]
    assert len(texts) == len(set(texts)) == 9 * len(pages())


def test_neither_place_nor_length_gives_the_answer_away():
    asked = [question for place in EVERYWHERE for question in questions(*place)]
    places = [[choice.right for choice in question.choices].index(True) for question in asked]
    for place in range(3):
        assert 0.25 < places.count(place) / len(asked) < 0.42
    longest = [max(question.choices, key=lambda choice: len(choice.text)).right for question in asked]
    assert 0.2 < sum(longest) / len(asked) < 0.5
    for place in EVERYWHERE:
        found = [[choice.right for choice in question.choices].index(True) for question in questions(*place)]
        assert len(set(found)) > 1, f"{place}: the right choice stands at the same place three times"


@pytest.mark.parametrize(("topic", "depth"), EVERYWHERE)
def test_choices_are_closed_and_their_titles_say_nothing_of_the_verdict(topic, depth):
    html = markdown.markdown(source(topic, depth), extensions=["pymdownx.details"])
    assert html.count("<details") == html.count("<summary>") == 9
    assert not re.search(r"<details[^>]*\bopen\b", html)
    assert re.findall(r"<details([^>]*)>", html) == [
        f' class="{"right" if choice.right else "wrong"}"'
        for question in questions(topic, depth)
        for choice in question.choices
    ]
    for title in re.findall(r"<summary>(.*?)</summary>", html):
        assert not re.search(r"\b(right|wrong) (answer|choice)\b", title, re.I)


# The numbers: first what the right choice must hold, then what the wrong ones must hold where they are computed too.


def softmax(*scores: float) -> np.ndarray:
    scores = np.array(scores, dtype=float)
    weights = np.exp(scores - scores.max())
    return weights / weights.sum()


def row(vector, digits: int = 3) -> str:
    return "(" + ", ".join(f"{x:.{digits}f}".rstrip("0").rstrip(".") for x in np.asarray(vector, dtype=float)) + ")"


def grouped(number: float) -> str:
    return f"{round(number):,}"


def shape(*sizes: int) -> str:
    return rf"{sizes[0]} \times {sizes[1]}"


def signed(number: float, digits: int = 0) -> str:
    return f"{number:.{digits}f}".replace("-", "−")


def linear_memory() -> str:
    keys, values = np.array([[1, 0], [0, 1], [0.5, 0.5]]), np.array([[3, 1], [2, 2], [4, 0]])
    return row(sum(np.outer(k, v) for k, v in zip(keys, values, strict=True)).T @ [1, 0])


def pushed_scores() -> str:
    weights, use = np.array([0.6, 0.2, 0.2]), np.array([1, 3, 1])
    push = weights * (use - weights @ use)
    assert np.allclose(push, [-0.24, 0.32, -0.08])
    return "Only the second" if [*(push > 0)] == [False, True, False] else ""


def score_gradient() -> str:
    weights, products = np.full(4, 1 / 4), np.array([2.0, 0, 0, -2])
    return f"{weights[0] * (products[0] - weights @ products):g}"


def gradients_from_zero() -> str:
    """An alignment model with all parameters zero: the gradients of v_a, W_a and U_a for a random error."""
    rng = np.random.default_rng(7)
    s, h, error = rng.normal(size=4), rng.normal(size=(6, 5)), rng.normal(size=6)
    v, w, u = np.zeros(3), np.zeros((3, 4)), np.zeros((3, 5))
    hidden = np.tanh(w @ s + h @ u.T)
    behind = error[:, None] * v * (1 - hidden**2)
    gradients = error @ hidden, behind.sum(0)[:, None] * s, behind.T @ h
    return "no parameter ever gets a gradient" if all(not g.any() for g in gradients) else ""


def shuffled() -> str:
    rng = np.random.default_rng(3)
    x, order = rng.normal(size=(6, 4)), rng.permutation(6)

    def attend(x):
        return np.array([softmax(*(x @ q)) @ x for q in x])

    return "It stays the same" if np.allclose(attend(x)[order], attend(x[order])) else ""


def rotated() -> str:
    rng = np.random.default_rng(5)
    red, mat = rng.normal(size=2), rng.normal(size=2)

    def turned(vector, place):
        c, s = np.cos(0.3 * place), np.sin(0.3 * place)
        return np.array([[c, -s], [s, c]]) @ vector

    scores = [turned(mat, 9 + start) @ turned(red, 7 + start) for start in (0, 500)]
    return "It stays as it was" if np.isclose(*scores) else ""


def free_directions() -> str:
    values = np.random.default_rng(1).normal(size=(20, 8))
    conditions = np.vstack([values.T, np.ones(20)])
    return str(20 - np.linalg.matrix_rank(conditions))


def other_row() -> str:
    values, first = np.array([1, 2, 3]), np.array([0.2, 0.6, 0.2])
    other = first + np.array([0.2, -0.4, 0.2])
    assert np.isclose(other.sum(), 1) and np.isclose(other @ values, first @ values)
    assert not np.isclose(np.array([0.6, 0.2, 0.2]) @ values, first @ values)
    return row(other)


def jacobian(*weights: float) -> np.ndarray:
    p = np.array(weights)
    return np.diag(p) - np.outer(p, p)


def hard_and_soft() -> str:
    before, after = (softmax(first, 1.1) @ [0, 10] for first in (1.0, 1.05))
    return f"the average falls from {before:.2f} to {after:.2f}"


def alignments() -> str:
    return f"{len(list(itertools.product(range(4), repeat=3)))} and {4 * 3}"


def first_gpt(numbers: int = 2) -> float:
    return numbers * 12 * 768 * 512


NUMBERS = {
    ("bottleneck", "intermediate", 1): (f"{0.95**10:.2f}", f"{1 - 10 * 0.05:.2f}", "0.95,"),
    ("bottleneck", "intermediate", 3): (linear_memory(), "(3, 1)", "(4, 0)"),
    ("bottleneck", "technical", 1): (f"{20 - 3}",),
    ("bottleneck", "technical", 2): ("less than half" if 2.88 / 6.00 < 0.5 else "",),
    ("bottleneck", "technical", 3): ("64", f"{64 * 128}"),
    ("insight", "intermediate", 1): (f"{softmax(2, 1, 1)[0]:.3f}", f"{2 / 4:.3f}", f"{softmax(2, 1)[0]:.3f}"),
    ("insight", "intermediate", 2): (
        row(np.array([0.5, 0.3, 0.2]) @ [[2, 0], [0, 1], [1, 1]]),
        row(np.mean([[2, 0], [0, 1], [1, 1]], axis=0)),
    ),
    ("insight", "intermediate", 3): (pushed_scores(),),
    ("insight", "technical", 1): (score_gradient(),),
    ("insight", "technical", 2): (
        shape(*(np.ones((17, 15)) @ np.ones((15, 2000))).shape),
        shape(15, 2000),
        shape(17, 15),
    ),
    ("insight", "technical", 3): (f"{(0**2 + 2**2) / 2:g} and {((0 + 2) / 2) ** 2:g}",),
    ("mechanism", "intermediate", 1): (
        f"{np.array([2, -1]) @ np.tanh([1, 1]):.3f}",
        f"{2 - 1:.3f}",
        f"{3 * np.tanh(1):.3f}",
    ),
    ("mechanism", "intermediate", 2): (
        f"{np.dot([2, 0, 1, 1], [1, 3, 1, 3]) / np.sqrt(4):.1f}",
        f"{np.dot([2, 0, 1, 1], [1, 3, 1, 3]):.1f}",
        f"{np.dot([2, 0, 1, 1], [1, 3, 1, 3]) / 4:.1f}",
    ),
    ("mechanism", "intermediate", 3): (
        grouped(2 * 12 * 4 * 64),
        grouped(2 * 12 * 12 * 64),
        grouped(12 * 4 * 64),
    ),
    ("mechanism", "technical", 1): (shape(400, 2 * 500), shape(400, 500), shape(1000, 400)),
    ("mechanism", "technical", 2): (gradients_from_zero(),),
    ("mechanism", "technical", 3): (grouped(4 * 768**2), grouped(12 * 4 * 768**2), grouped(3 * 768**2)),
    ("transformers", "conceptual", 3): (grouped(45**2), grouped(3 * 15**2), grouped(2 * 15**2)),
    ("transformers", "intermediate", 1): ("twice as much" if 1024**2 * 512 / (1024 * 512**2) == 2 else "",),
    ("transformers", "intermediate", 2): (f"{softmax(0, 2, 0) @ [1, 5, 3]:.2f}", "5.00", f"{np.mean([1, 5, 3]):.2f}"),
    ("transformers", "intermediate", 3): (shuffled(),),
    ("transformers", "technical", 1): (grouped(12 * 256**2), grouped(4 * 256**2), grouped(16 * 256**2)),
    ("transformers", "technical", 2): (f"{20 + 25}", f"{20 + 20 + 25}", "25"),
    ("transformers", "technical", 3): ("Thirteen" if 15 - 2 == 13 else "",),
    ("evolution", "intermediate", 1): (f"About {100 * 513 / 50_000:.0f} %", f"About {100 * 256 / 50_000:.1f} %"),
    ("evolution", "intermediate", 2): ("an eighth" if 6 / 48 == 1 / 8 else "",),
    ("evolution", "intermediate", 3): (rotated(),),
    ("evolution", "technical", 1): (
        f"{8000 * (64 + 64) // (64 * 64)} times",
        f"{8000 * 64 // (64 * 64)} times",
    ),
    ("evolution", "technical", 2): (f"{sum(softmax(1, 2, 3) - 0.3 * softmax(2, 0, 1)):.1f}",),
    ("evolution", "technical", 3): (f"{3 * (1 - 0.5) + 0.5 * 5:.1f}", f"{3 + 0.5 * 5:.1f}"),
    ("limitations", "intermediate", 1): (f"{softmax(4, *[0] * 1000)[0]:.3f}", f"{softmax(4, 0)[0]:.3f}"),
    ("limitations", "intermediate", 2): (f"{0.1 * 3:.2f} against {0.7 * 0.2:.2f}",),
    ("limitations", "technical", 1): (grouped(6 * 1024), grouped(12 * 1024), grouped(1024)),
    ("limitations", "technical", 2): (free_directions(), f"{20 - 8}"),
    ("limitations", "technical", 3): (f"{np.log(100):.1f}", f"{np.sqrt(100):.0f}"),
    ("what-is-attention", "intermediate", 1): (f"{softmax(0, np.log(3)) @ [8, 4]:.0f}", f"{np.mean([8, 4]):.0f}"),
    ("what-is-attention", "intermediate", 2): (
        "They stay as they were" if np.allclose(softmax(1, 2, 4), softmax(11, 12, 14)) else "",
    ),
    ("what-is-attention", "technical", 1): (shape(17, 15), shape(17, 64), shape(15, 17)),
    ("what-is-attention", "technical", 3): (f"{np.abs([2, -1, 0.5]).sum():g}", f"{np.sum([2, -1, 0.5]):g}"),
    ("how-attention-works", "intermediate", 1): (
        f"{softmax(2, 0)[0]:.3f}",
        f"{softmax(1, 0)[0]:.3f}",
        f"{2 * softmax(1, 0)[0]:.3f}",
    ),
    ("how-attention-works", "intermediate", 2): (
        signed(np.dot([3, -1], [0.5, 2]), 1),
        signed(np.mean([3, -1]), 1),
        signed(3 - 1, 1),
    ),
    ("how-attention-works", "intermediate", 3): (
        "{:.3f}, {:.3f} and {:.0f}".format(*softmax(1, 2, -np.inf)),
        "{:.3f}, {:.3f} and 0".format(*softmax(1, 2, 3)),
        f"{1 / 3:.3f}, {2 / 3:.3f} and 0",
    ),
    ("how-attention-works", "technical", 1): (
        signed(jacobian(0.7, 0.2, 0.1)[0, 1], 2),
        f"{-jacobian(0.7, 0.2, 0.1)[0, 1]:.2f}",
    ),
    ("how-attention-works", "technical", 2): (grouped(50 * 50 * 1000), grouped(50 * 50), grouped(50 * 1000)),
    ("why-attention-mattered", "intermediate", 2): (hard_and_soft(),),
    ("why-attention-mattered", "intermediate", 3): (grouped(800 * 40), grouped(800 + 40)),
    ("why-attention-mattered", "technical", 1): ("fifty times" if np.isclose(0.5 / 0.01, 50) else "",),
    ("why-attention-mattered", "technical", 2): (alignments(),),
    ("who-invented-attention", "technical", 2): (f"{1 + 2 + 2**2 / 2:g} against {np.exp(2):.2f}", f"{np.e:.2f}"),
    ("explain-transformers", "intermediate", 1): (grouped(6 * 8 * 20**2), grouped(6 * 20**2), grouped(20**2)),
    ("explain-transformers", "intermediate", 2): (
        f"{np.tril(np.ones((10, 10))).sum():.0f}",
        f"{np.tril(np.ones((10, 10)), -1).sum():.0f}",
        f"{10 * 10}",
    ),
    ("explain-transformers", "technical", 1): (
        grouped(2 * (12 + 16) * 128**2),
        grouped(2 * 12 * 128**2),
        grouped(2 * 24 * 128**2),
    ),
    ("explain-transformers", "technical", 2): (f"{shape(17, 15)}$ and ${shape(17, 512)}", shape(15, 512), shape(17, 64)),
    ("explain-transformers", "technical", 3): (f"{softmax(1, 0)[1]:.3f}", f"{softmax(0, 0)[1]:.3f}"),
    ("rnn-vs-transformer", "intermediate", 1): (f"{100 * 0.98**50:.0f} %", f"{100 - 50 * 2} %"),
    ("rnn-vs-transformer", "intermediate", 2): (
        grouped(2 * 6 * 512 * 500 / 1000),
        f"{2 * 6 * 512 / 1000:.0f} times",
        "500 times",
    ),
    ("rnn-vs-transformer", "intermediate", 3): (f"Recurrence, about {512 / 100:.0f} times",),
    ("rnn-vs-transformer", "technical", 1): (f"{0.9**30:.3f}", f"{0.9:.3f}", f"{30 * 0.9:.1f}"),
    ("rnn-vs-transformer", "technical", 3): (grouped(15 * 2000), grouped((15 + 17) * 2000), grouped(2000)),
    ("chatgpt", "intermediate", 1): (grouped(500 * 501 / 2), grouped(500**2)),
    ("chatgpt", "intermediate", 2): (
        f"{softmax(3, *[0] * 100)[0]:.3f}",
        f"{softmax(3, 0)[0]:.3f}",
        f"{3 / 100:.3f}",
    ),
    ("chatgpt", "intermediate", 3): (f"{300 + 100}", "300", "100"),
    ("chatgpt", "technical", 1): (
        f"{first_gpt() * 2 / 1e6:.1f} MB",
        f"{first_gpt() / 1e6:.1f} MB",
        f"{first_gpt() * 4 / 1e6:.1f} MB",
    ),
    ("chatgpt", "technical", 2): (f"{100 * 512 / (12 * 768):.0f} %", f"{12 * 768 / 512:.0f} times"),
    ("chatgpt", "technical", 3): (f"{int(np.ceil(1000 / 128))}",),
    ("long-contexts", "intermediate", 1): (f"{np.log(10_000):.1f}", f"{np.log10(10_000):.1f}"),
    ("long-contexts", "intermediate", 2): (f"{grouped(sum(range(1, 201)))} and 200", f"{grouped(200**2)} and 200"),
    ("long-contexts", "intermediate", 3): ("One in fifty" if 100_000 / 2_000 == 50 else "",),
    ("long-contexts", "technical", 1): (
        f"{2 * 8 * 128 * 32 * 4096 * 2 / 1e9:.2f} GB",
        f"{2 * 32 * 128 * 32 * 4096 * 2 / 1e9:.2f} GB",
        f"{8 * 128 * 32 * 4096 * 2 / 1e9:.2f} GB",
    ),
    ("long-contexts", "technical", 2): (f"{4.5 / 2:g}", "4.5", f"{4.5 * 2:g}"),
    ("long-contexts", "technical", 3): (signed(-0.5 * (20 - 14)), signed(-0.5 * 14)),
    ("why-sqrt-dk", "conceptual", 1): (f"About {np.sqrt(100):.0f}",),
    ("why-sqrt-dk", "intermediate", 1): (f"{np.sqrt(256):.0f}", "256", f"{np.sqrt(64):.0f}"),
    ("why-sqrt-dk", "intermediate", 2): (f"about {0.9 * 0.1 / (0.999 * 0.001):.0f} times",),
    ("why-sqrt-dk", "intermediate", 3): (
        f"{np.sqrt(1024 / 16):.0f}",
        f"{np.sqrt(1024):.0f}",
        f"{np.sqrt(4000):.1f}",
    ),
    ("why-sqrt-dk", "technical", 1): (f"{np.sqrt(64 * 4 * 4) / np.sqrt(64):.0f}",),
    ("why-sqrt-dk", "technical", 2): (
        f"{jacobian(0.98, 0.01, 0.01).max():.4f} and {jacobian(1 / 3, 1 / 3, 1 / 3).max():.4f}",
    ),
    ("is-attention-explanation", "intermediate", 1): (
        f"from {np.dot([1, 4, 3], [0.2, 0.5, 0.3]):.1f} to {np.dot([1, 4, 3], [0.2, 0.1, 0.7]):.1f}",
        f"{np.dot([1, 3], [0.2, 0.3]):.1f}",
    ),
    ("is-attention-explanation", "intermediate", 3): (
        f"{np.dot([2, 7], np.array([0.3, 0.2]) / 0.5):.1f}",
        f"{np.dot([2, 7], [0.3, 0.2]):.1f}",
        f"{np.mean([2, 7]):.1f}",
    ),
    ("is-attention-explanation", "technical", 1): ("(0.55, 0.45)" if np.allclose((np.array([0.1, 0.9]) + [1, 0]) / 2, [0.55, 0.45]) else "",),
    ("is-attention-explanation", "technical", 2): (other_row(),),
}


@pytest.mark.parametrize("place", NUMBERS, ids=lambda place: "-".join(map(str, place)))
def test_numbers_in_the_choices_come_out_when_they_are_computed(place):
    page, depth, number = place
    question = questions(f"check-{page}", depth)[number - 1]
    right, *slips = NUMBERS[place]
    assert right and right in question.answer
    wrong = [choice.text for choice in question.choices if not choice.right]
    for slip in slips:
        assert any(slip in text for text in wrong), slip


def test_every_calculation_is_computed_here():
    asked = {
        (topic.removeprefix("check-"), depth, number)
        for topic, depth in EVERYWHERE
        for number, question in enumerate(questions(topic, depth), 1)
        if depth != "conceptual" and question.kind in ("Compute", "Check the shape")
    }
    assert asked - set(NUMBERS) == set()


def test_the_answers_follow_on_paper_and_nothing_else_changes():
    page = "docs/questions/x.md"
    text = (
        f"{SET_FENCE} html | div.depths\n    attrs: {{data-topic: check-x}}\n\n{TAB_FENCE} tab | Conceptual\n\n"
        '**1. Recall.** A?\n\n??? wrong "No"\n    Why.\n\n??? right "Yes"\n    Why.\n\n'
        f'**2. Apply.** B?\n\n??? right "Yes"\n    Why.\n\n{TAB_FENCE}\n\n{SET_FENCE}'
    )
    with_answers = [line.text for line in add_answers(split_lines(page, text))]
    added = [line for line in with_answers if line not in text.split("\n")]
    assert [re.sub("<[^>]+>", "", line).partition(" The")[0] for line in added] == ["Answers: 1 B, 2 A."]
    other = text.replace("check-x", "look-back")
    assert [line.text for line in add_answers(split_lines(page, other))] == other.split("\n")
