"""Attention said to have stood still, by roles: a layer, a then, a now, and that the two are the same or that nothing was done to it.

The roles may be filled in any order and by the sentence before; what was changed after all, a contrast or a hedge takes the claim back.
"""

from __future__ import annotations

import re

from .frames import CLAUSE_ENDS, DENIERS, denied_itself
from .stance import doubted
from .tagging import Sentence, entry_before

LAYER = frozenset("ATT LAY MHA SDP SELF ADD attention layer layers sublayer sub-layer block blocks mechanism formula scoring score heads".split())
ATTENTION = frozenset("ATT LAY MHA SDP SELF ADD attention N3.2 N3.2.1 N3.2.2".split())
SOME_LAYER = frozenset("layer layers scoring score".split())
OTHER_LAYERS = frozenset("feed-forward mlp RESN normalisation normalization norm residual embedding embeddings recurrent linear convolutional output dropout activation relu swiglu".split())
OF_2014 = frozenset({"RNNS", "GBAH", "PBAH", "Y2014", "Y2015"})
OF_2017 = frozenset({"TRF", "PVAS", "GVAS", "Y2017"})
THEN = frozenset("Y2014 Y2015 Y2016 Y2017 PVAS GVAS PBAH GBAH TRF RNNS original vaswani beginning later".split())
NOW = frozenset(
    """today today's now nowadays current modern recent latest newest present-day contemporary chatbot chatbots llm llms Y2019 Y2020 Y2021 Y2022 Y2023 Y2024 Y2025 Y2026 still since ever longformer bigbird production successors descendants
    engineers vendors vendor competitors market""".split()
)
EVERY_MODEL = re.compile(r" (?:every|all|any|each|no|later|released|published|new|commercial|big|large|other) (?:\S+ )?(?:model|models|systems|labs) |eight years|nine years|a decade|models (?:we|people|you) use")
SAME = re.compile(
    r"\b(?:(?:the|very) same(?= (?:attention|self-attention|layer|block|formula|mechanism|recipe|computation|one|code|scoring|as|in|ever|again|today|to this)\b|\W*$|\W*[.,;:])|identical(?:ly)?|unchanged|unaltered|unmodified|untouched|unrevised|unedited|verbatim|wholesale|as is|as printed|as published|as written|as described|as prescribed|as drawn|as specified|copied|facsimile|carbon copy|intact|unscathed|pristine"
    r"|(?:just |exactly |precisely )?as (?:it|they|he|she|we) (?:is|are|was|were|stands?|stood|left (?:it|them)|wrote (?:it|them)|found (?:it|them)|had (?:it|them))|(?:exactly|precisely|just) (?:the|that|what|those|as|like)"
    r"|from one template|in every (?:detail|respect)|to the letter|one and the same|what it (?:was|has been)|the way it was|you (?:will |would )?(?:read|find|see|meet) (?:there |here )?(?:the lines|the code|the layer|the formula|the attention|what)"
    r"|the very|has (?:stayed|remained)|have (?:stayed|remained)|stays as|stayed as|remained as|left as)\b|\b(?P<word>\w+) (?:for|by) (?P=word)\b", re.I
)
CHANGED = frozenset(
    """change changes changed changing alter alters altered alteration alterations modify modifies modified modification modifications revise revised revision revisions replace replaces replaced replacement rework reworked rewrite rewritten
    redesign redesigned redraw redrawn rethink rethought edit edits edited adapt adapted adaptation adjust adjusted amend amended amendment improve improved improvement improvements develop developed development evolve evolved evolution
    progress progressed touch touched tamper tampered tinker tinkered deviate deviated deviation depart departed departure extend extended extension refine refined refinement update updated overhaul overhauled reform reformed""".split()
)
# What counts only where it is denied: `no other way`, `nothing of it has reached …`.
ANYTHING = frozenset(
    """scratch news new novel novelty another other different differ differs difference differences differently deviates variation addition additions added add relearn unlearn surprise surprises reached entered arrived adopted invented proposed
    suggested retouched corrected correct edition exchanged swapped dropped removed moved learn missed trace dent innovation innovations correction corrections turned else further""".split()
)
TAKEN_BACK = frozenset(
    """proposed invented presented but however although though except apart only-if idea ideas principle principles spirit essence average averages sum weighted result results output outputs role purpose task almost nearly largely mostly roughly essentially broadly some
    many few several partly similar unlike whereas while instead rather might may could should if ? whether most half WTS weights weight FLASH CITE PAPER GOTH rotates rotate rotary ROPE VAR latent grouped shared shares share sharing
    sinusoids softmax core notation name names image images width length step steps position positions page sentence baseline baselines kernel test shape size order dropout bias residual encoder gradient keys QKV values row rows
    longer not-only number time times window windows cost dimension recurrent recurrence dataset task-specific fine-tuned pretrained seed LSTM matrix input inputs data-no question questions word words""".split()
)
NEARBY = 8


def stands_still(sentence: Sentence) -> bool:
    """Whether a sentence, with the help of the one before, says that attention is what it was."""
    words = sentence.words
    if not words.isdisjoint(TAKEN_BACK):
        return False
    before = sentence.near(-1) or entry_before(sentence)
    if before is not None and (before.asked or before.block.refuted):
        before = None
    both = words if before is None else words | before.words
    if both.isdisjoint(THEN) or not _of_attention(both):
        return False
    every = EVERY_MODEL.search(sentence.text) is not None
    if words.isdisjoint(LAYER | THEN | NOW | {"MODEL"}) and not every:
        return False
    if both.isdisjoint(NOW) and "MODEL" not in both and not every and (both.isdisjoint(OF_2014) or both.isdisjoint(OF_2017)) and (before is None or EVERY_MODEL.search(before.text) is None):
        return False
    denied, asserted = _changes(sentence)
    if asserted or not (denied or SAME.search(sentence.raw) and not _denied_same(sentence)):
        return False
    if before is not None and (words.isdisjoint(THEN) or words.isdisjoint(ATTENTION)) and (not before.words.isdisjoint(TAKEN_BACK) or _changes(before)[1] or doubted(before)):
        return False
    return not doubted(sentence)


def _of_attention(words: frozenset[str]) -> bool:
    return not words.isdisjoint(ATTENTION) or not words.isdisjoint(SOME_LAYER) and words.isdisjoint(OTHER_LAYERS)


def _changes(sentence: Sentence) -> tuple[bool, bool]:
    """(whether a change is denied, whether one is asserted)"""
    denied = asserted = False
    tokens = sentence.tokens
    for at, token in enumerate(tokens):
        if token.text not in CHANGED and token.text not in ANYTHING:
            continue
        if _governed(sentence, at):
            denied = True
        elif token.text in CHANGED:
            asserted = True
    return denied, asserted


def _governed(sentence: Sentence, at: int) -> bool:
    tokens = sentence.tokens
    for back in range(at - 1, max(-1, at - 1 - NEARBY), -1):
        if tokens[back].text in CLAUSE_ENDS:
            return False
        if tokens[back].text in DENIERS:
            return tokens[back].text != "without" or not denied_itself(sentence, back)
    return False


MERELY = re.compile(r" (?:and|but) (?:nothing|no) (?:more|else|further) ")


def _denied_same(sentence: Sentence) -> bool:
    return not DENIERS.isdisjoint(MERELY.sub(" ", sentence.text).split())
