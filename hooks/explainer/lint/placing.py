"""Parts of a model told of a work that does not have them, whatever the wording.

A sentence is cut into the clauses that speak of one work each. In such a clause the ideas of a part (frames_parts.yml) may
stand in any order; a denial that governs one of them, a comparison or a word that takes the statement back frees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from .document import Block
from .frames import BITS, DENIERS, PARTS, Met, answered, ideas_in, met_in
from .stance import doubted
from .tagging import Sentence, Token, named

TOKENS = {
    "GBAH": "old", "PBAH": "old", "RNNS": "old", "1409.0473": "old", "GVAS": "new", "PVAS": "new", "TRF": "new", "1706.03762": "new",
    "GLUO": "luong", "PLUO": "luong", "GSUT": "seq", "PSUT": "seq", "PCHO": "cho14", "PCHP": "cho14", "PXU": "xu",
}
PAPER_2017 = frozenset({"GVAS", "PVAS", "1706.03762"})
# Works whose authors bear no token of their own, by author and by the year that must be given.
EARLY = {"xu": ("xu", "Y2015"), "graves": ("graves", "Y2013")}
STRANGERS = frozenset("GOTH OOTH MODEL PAPER GMIX GVMIX GINT GPART".split())
GOES_ON = frozenset("it its they their he his the each every at all both two there inside one when as once before after that this".split())
RANKED = frozenset({"second", "former", "latter"})
ELSEWHERE = STRANGERS | {"OMTL", "OGOO", "GCHO"}
OF_LATER_YEARS = ("grouped", "multi-query", "multi-head latent", "latent", "sliding", "native", "linear", "differential", "gated", "ring", "block-sparse")
YEARS = {"Y2014": "old", "Y2015": "old", "Y2017": "new"}
# Before a work or a part: it is compared with, not spoken of.
ASIDE = frozenset(
    """unlike than like before after since until till replaced replaces replacing replace against versus vs beside besides over follows followed inspired ≠ as succeeded
    resembles resembling similar preceded predates contrary contrast compared opposed instead""".split()
)
# Words that say a part is done without.
REMOVES = frozenset(
    """dispense dispenses dispensed dispensing drop drops dropped dropping remove removes removed removing replace replaces replaced replacing throw throws threw thrown abandon abandons
    abandoned rid away free discard discards discarded omit omits omitted avoid avoids avoided eschew eschews lack lacks lacked lacking superfluous unnecessary without out
    banish banished banishes eliminate eliminates eliminated gone missing absent foreign alien unknown obsolete vain leaves left instead unlike than impossible stranger skip skips skipped less spared needless disappear disappeared vanish vanished""".split()
)
GIVES = frozenset("give gives gave given giving".split())
FREE = frozenset(
    """? ≠ hindsight different similar suspect compare alibi refers refer recent now whether later successor successors descendant descendants foreshadows anticipates anticipated resembles resemble analogous reminiscent equivalent reinterpret reinterpreted
    seen viewed today today's nowadays modern variant variants precursor precursors ancestor ancestors became become becomes turned reimplement reimplements reimplementation notebook exercise library cite cites
    cited discuss discusses mention mentions mentioned explains chapter course combine combines combined hybrid extend extends extended inspired led paved towards toward baseline anachronism baselines ablation
    version versions popular popularised famous attempt attempts tried exchanged swap swapped swapping option options suggest suggested remark remarks similarly perform performs outperform outperforms outperformed departs depart departed deviates deviate comparison follow-up changes change changed grew grow grown
    vain unnecessary superfluous needless redundant approach instead lack lacks
    speech image images caption captions captioning vision parsing question prefer preferred instance example-no predecessor predecessors differ differs difference differences distinguish distinguishes distinguished""".split()
)
CUTS = frozenset("but whereas while and then yet though although - where".split())
DENIED_AFTER = re.compile(r"^(?: \S+){0,3} (?:(?:is|are|was|were|does|do|did|has|have|had|came|come|comes|appears?|occurs?|plays?|will|can)n?(?:'t)?) (?:not|never|no|nowhere|absent|missing|only|lacking|foreign|unknown|later|gone|superfluous|dropped|removed|replaced|thrown|abandoned|out|neither)\b|^(?: \S+){0,9} (?:none|nothing|neither|no trace) of (?:this|these|that|them|it|which|the (?:two|three))\b|^(?: \S+){0,9} (?:is|are|was|were) (?:all |both )?(?:absent|missing)\b|^(?: \S+){0,2} (?:has|have|had|contains?|uses?) none\b|^(?: \S+){0,3} (?:away|overboard|aside|missing|absent|lacking|lacks?|gone|removed|dropped)\b")
MODAL = frozenset("would could might may if".split())
COMING = frozenset("of ones one position positions token tokens part parts target output".split())  # later in the sentence, not in history; for lack of
KEEPS = frozenset("keep keeps kept retain retains retained inherit inherits inherited adopt adopts adopted reuse reuses reused".split())
PICTURES = frozenset("image images caption captions captioning vision visual".split())
COMPARES = frozenset("compare compares compared contrast contrasts contrasted discuss mention name list".split())
BESIDE = frozenset("≠ alternative alternatives reference references".split())  # wherever they stand
SEVERAL = frozenset("two four six eight twelve sixteen several many N2 N4 N6 N8 N12 N16".split())
TASKS = frozenset("between take add remove put replace give swap let suppose imagine try start leave keep".split())
STOPS = frozenset("; . ? ! but yet whereas while although though so".split())
RESUMES = frozenset("so it they he which because since for the this these its their each every a an and".split())
LINKS = frozenset(
    """, ( ) was were is are has been had have that which first already originally both also the a an of in by to from with back its their it them model authors paper group up as architecture design translator ' 's
    N1 / Y2014 Y2015 Y2017 own decoder encoder""".split()
)
CREDITS = frozenset(
    """named called proposed introduced invented devised developed described published defined presented designed created conceived pioneered suggested due goes go dates date comes come came stems credited attributed
    belongs belong part contribution idea invention brainchild work owed thanks propose proposes introduce introduces invent coined built use uses used applied employ employs employed""".split()
)
FROM = frozenset("by to from of in".split())
ACTS = frozenset("named called proposed introduced invented devised developed presented conceived pioneered propose proposes introduce introduces invent coined use uses used employ employs employed applied defined".split())
OWNERS = {"MHA": "new", "SDP": "new", "POS": "new", "TRF": "new", "ADD": "old", "LOC": "luong", "MASK": "new", "DOT": "luong"}
MINE = "this mechanism is due to others"


@dataclass(frozen=True, slots=True)
class Part:
    """What the works of `alien` do not have: the ideas (as bits) that tell of it; `held`, that a word of having must join the two."""

    alien: frozenset[str]
    ideas: tuple[int, ...]
    unless: frozenset[str]
    message: str
    held: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """The tokens from `start` to before `stop`, which speak of the works of one world; `paper` names that of 2017 alone, not its heirs."""

    start: int
    stop: int
    world: str
    inherited: bool = False


def _parts() -> tuple[Part, ...]:
    return tuple(
        Part(
            frozenset(entry["alien"].split()),
            tuple(sum(BITS[idea] for idea in choice.split("|")) for choice in entry["all"].split()),
            frozenset(str(entry.get("unless", "")).split()),
            entry["says"],
            entry.get("held", False),
        )
        for entry in PARTS
    )


PLACES = _parts()


def placed(sentence: Sentence) -> tuple[int, str] | None:
    """(offset, message) of a part that a clause gives to a work without it, or None."""
    strangers = sentence.kinds & STRANGERS - ({"GOTH"} if "PXU" in sentence.kinds or _of_early_works(sentence) else set())
    if "VAR" in sentence.kinds and not all(token.names[0].startswith(OF_LATER_YEARS) for token in sentence.tokens if token.text == "VAR"):
        return None
    if strangers and not (strangers == {"OOTH"} and "IBM" in sentence.raw) or len(sentence.tokens) > 70 or sentence.tokens[0].text in TASKS:
        return None
    if (answer := _answered(sentence)) is not None:
        return answer
    met = None
    for clause in _clauses(sentence):
        if met is None:
            met = ideas_in(sentence) + tuple(_in_formulas(sentence.tokens))
        inside = [one for one in met if clause.start <= one.start and one.stop <= clause.stop]
        for part in PLACES:
            if not _alien(sentence, clause, part):
                continue
            used = _used(sentence, clause, part, inside) or _used_in_short(sentence, clause, part, met, inside)
            if used is None or part.held and not _held(sentence.tokens, clause, used[0]) or _freed(sentence, clause, part, used) or _supposed(sentence, clause, used) or doubted(sentence):
                continue
            return sentence.tokens[used[0].start].start, part.message
    return _credited(sentence) or _thus(sentence) or _commented(sentence)


def _of_early_works(sentence: Sentence) -> bool:
    """Whether all other people whom a sentence names wrote one of the early works."""
    return "GOTH" in sentence.kinds and all(_world(sentence, token) for token in sentence.tokens if token.text == "GOTH")


def _thus(sentence: Sentence) -> tuple[int, str] | None:
    """`The source is weighed several times over. This is how Bahdanau et al. describe their decoder.`"""
    if THUS.match(sentence.text) is None and DOES_IT.search(sentence.text) is None or (before := sentence.near(-1)) is None or before.kinds & (TOKENS.keys() | ELSEWHERE) or before.asked:
        return None
    worlds = {world for token in sentence.tokens if (world := TOKENS.get(token.text))}
    if len(worlds) != 1 or not DENIERS.isdisjoint(sentence.words) or not FREE.isdisjoint(sentence.words | before.words):
        return None
    clause = Clause(0, len(before.tokens), worlds.pop())
    inside = [*ideas_in(before), *_in_formulas(before.tokens)]
    for part in PLACES:
        if clause.world in part.alien and (used := _used(before, clause, part, inside)) and not _freed(before, clause, part, used) and not doubted(sentence) and not doubted(before):
            return sentence.start, part.message
    return None


IN_CODE = {
    "new": re.compile(r"\b(?:score|scores|e|energy|energies|align\w*|logits?)\w*(?:\[[^\]\n]*\])?\s*=[^\n=]*tanh\(|\b(?:nn\.)?(?:GRU|LSTM|RNN|GRUCell|LSTMCell)\("),
    "old": re.compile(r"\b(?:nn\.)?(?:MultiheadAttention|TransformerEncoder\w*|TransformerDecoder\w*|LayerNorm|LSTM|LSTMCell)\(|\b(?:n_heads|num_heads|nhead|n_head)\s*=\s*(?:[2-9]|1\d)|scaled_dot_product_attention\("),
}
ROOT_IN_CODE = re.compile(r"\b(?:scores?|energy|energies|logits|e|return)\b[^\n#]*(?:/\s*(?:\w+\.)?sqrt\(|\*\*\s*-?\s*0?\.5\b)")
PRODUCT_IN_CODE = re.compile(r"\b(?:scores?|energy|energies|e|return)\s*(?:=|\(|\b)[^\n=]*(?:@|\bdot\(|matmul\(|bmm\(|einsum\()[^\n]*(?:state|annotation|\bh\b|\bs\b|hidden|memory)", re.I)
LAYER_IN_CODE = re.compile(r"\bnn\.\w+\(")
NO_SUCH_CODE = re.compile(r"bahdanau.*vaswani|rnnsearch.*transformer|transformer.*rnnsearch|wrong|bug|\bnot\b|instead|unlike|compare|versus|\bvs\b|luong|baseline|variant", re.I | re.S)


def _commented(sentence: Sentence) -> tuple[int, str] | None:
    """A comment that names one work beside code of another."""
    code = sentence.block.cache.get("code")
    if not code or len(code) > 4000 or NO_SUCH_CODE.search(LAYER_IN_CODE.sub("", code)) or not DENIERS.isdisjoint(sentence.words):
        return None
    worlds = {world for token in sentence.tokens if (world := TOKENS.get(token.text))}
    if len(worlds) != 1 or (world := worlds.pop()) not in IN_CODE or not _coded(world, code) or doubted(sentence):
        return None
    return sentence.start, RECURRENT if world == "new" else LATER


def _coded(world: str, code: str) -> bool:
    """Whether code holds what the model of a world does not have; scores without a tanh are products."""
    if IN_CODE[world].search(code) is not None:
        return True
    return world == "old" and "tanh" not in code and (ROOT_IN_CODE.search(code) is not None or PRODUCT_IN_CODE.search(code) is not None)


RECURRENT = "the Transformer has no recurrence and scores with a scaled dot product"
LATER = "2014 had additive attention in a recurrent encoder–decoder; this came later"


def _answered(sentence: Sentence) -> tuple[int, str] | None:
    """`How many heads has RNNsearch? Eight.`"""
    before = sentence.near(-1)
    if before is None or not before.asked:
        return None
    asked, answered = before.kinds & OWNERS.keys(), {TOKENS[token.text] for token in sentence.tokens[:8] if token.text in TOKENS}
    if len(asked) == 1 and len(answered) == 1 and before.words & {"who", "whose", "which", "where"} and before.kinds.isdisjoint(TOKENS.keys() - OWNERS.keys()) and DENIERS.isdisjoint(sentence.words) and OWNERS[min(asked)] not in answered:
        return None if doubted(sentence) else (sentence.start, MINE)
    worlds = {TOKENS[token.text] for token in before.tokens if token.text in TOKENS}
    if (told := _told_in_answer(sentence, before, worlds)) is not None:
        return told
    if len(sentence.tokens) > 4 or before.words.isdisjoint({"heads", "MHA", "head"}) or "many" not in before.words:
        return None
    one = not sentence.words.isdisjoint({"one", "N1"})
    if worlds == {"new"} and one or worlds and worlds <= {"old", "luong"} and not one and not sentence.words.isdisjoint(SEVERAL):
        return sentence.start, "eight heads a layer are of 2017; before, there is one attention"
    return None


ASKS = frozenset("what how which where whose in on by does do did is are was were has have can who with from".split())


def _told_in_answer(sentence: Sentence, question: Sentence, worlds: set[str]) -> tuple[int, str] | None:
    """`What turns words into annotations in RNNsearch? A stack of self-attention layers.` `Has RNNsearch several heads? Yes.`"""
    if len(worlds) != 1 or question.tokens[0].text not in ASKS | {"q"} or question.kinds & ELSEWHERE or sentence.kinds & (TOKENS.keys() | ELSEWHERE):
        return None
    agreed = answered(sentence) == "+"
    if answered(sentence) == "!" and len(question.tokens) < 12 and worlds <= HAD.keys() and (DENIERS | FREE - {"?"} | {"only", "just", "first", "single", "same", "self", "SELF"}).isdisjoint(question.words) and OWNED[next(iter(worlds))].search(question.raw):
        return None if doubted(sentence) else (sentence.start, RECURRENT if "new" in worlds else LATER)
    if not agreed and (answered(sentence) or not DENIERS.isdisjoint(sentence.words)) or not DENIERS.isdisjoint(question.words) or not FREE.isdisjoint((sentence.words | question.words) - {"?"}):
        return None
    clause = Clause(0, len(sentence.tokens), min(worlds))
    here = [one for one in (*ideas_in(sentence), *_in_formulas(sentence.tokens)) if not _dismissed(sentence, clause, one)]
    asked = ideas_in(question)
    for part in PLACES:
        if clause.world in part.alien and part.unless.isdisjoint(sentence.words) and all(any(one.ideas & choice for one in (*here, *asked)) for choice in part.ideas):
            if any(one.ideas & part.ideas[0] for one in (asked if agreed else here)) and not doubted(sentence):
                return sentence.start, part.message
    return None


FORMULAS = tuple(
    (BITS[idea], re.compile(pattern))
    for idea, pattern in (
        ("p_small_network", r"\\tanh|\btanh\b"),
        ("p_root", r"\\sqrt\s*\{?\s*(?:[dn](?:_|\b)|\d{2,4}\b)|√\s*\(?(?:d|n)\b|sqrt\(\s*(?:d|n)\b|\*\*\s*-?0?\.5"),
        ("p_product", r"\\langle\s*s[^,]*,\s*h|^[^t]*s_?\{?[it](?:\s*-\s*1)?\}?\s*(?:\^\{?\s*\\?(?:top|T|intercal)\}?|ᵀ|\\cdot|·)\s*\\?h"),
        ("p_current_state", r"W[^+]{0,6}\s*s_?\{?i\}?(?![-\w\s]*-)|^s_?\{?i\}?$"),
        ("p_previous_state", r"h_?\{?t\s*-\s*1\}?\s*(?:\^|ᵀ|\\cdot|·)|^h_?\{?t\s*-\s*1\}?$|^s_?\{?[it]\s*-\s*1\}?$"),
        ("p_qkv", r"Q\s*K\s*(?:\^|ᵀ)|\bq(?:_\w)?\s*(?:\^\{?\s*\\?(?:top|T)\}?|ᵀ|\\cdot|·)\s*k|W\^?_?\{?[QKV]\b"),
    )
)


def _in_formulas(tokens: list[Token]) -> Iterator[Met]:
    """The ideas that formulas and code among tokens stand for."""
    both = {idea for token in tokens if token.text in ("MATH", "CODE") for idea, pattern in FORMULAS[3:5] if pattern.search(token.names[0])}
    if len(both) > 1:
        return  # one state is scored with, the other computed
    for at, token in enumerate(tokens):
        if token.text in ("MATH", "CODE"):
            for idea, pattern in FORMULAS:
                if pattern.search(token.names[0]):
                    yield Met(idea, at, at + 1)
        elif token.text == "s" and [other.text for other in tokens[at + 1 : at + 2]] == ["i"] and not {"−", "-"} & {other.text for other in tokens[at + 2 : at + 3]}:
            yield Met(BITS["p_current_state"], at, at + 2)


def _alien(sentence: Sentence, clause: Clause, part: Part) -> bool:
    return clause.world in part.alien or "paper17" in part.alien and clause.world == "new" and _is_paper(sentence.tokens)


def _freed(sentence: Sentence, clause: Clause, part: Part, used: list[Met]) -> bool:
    """Whether a word outside of what fills the part takes the statement back."""
    covered = {at for one in used if _length(one) > 1 for at in range(one.start, one.stop)}
    if not sentence.words.isdisjoint(BESIDE) or clause.inherited and not sentence.words.isdisjoint(FREE):
        return True
    if any(token.text in COMPARES and before.text in PAPER_2017 for before, token in zip(sentence.tokens, sentence.tokens[1:])):
        return True  # the authors compare two mechanisms
    free = FREE - PICTURES if clause.world == "xu" else FREE
    return any(
        token.text in free or token.text in part.unless
        for at, token in enumerate(sentence.tokens[clause.start : clause.stop], clause.start)
        if at not in covered
        and not (token.text in ("later", "lack") and at + 1 < clause.stop and sentence.tokens[at + 1].text in COMING)
        and not (token.text in ("one", "single") and at and sentence.tokens[at - 1].text == "not")
        and not (token.text == "turned" and at and sentence.tokens[at - 1].text in ("is", "are"))
        and not (token.text == "predecessor" and at and sentence.tokens[at - 1].text in ("its", "their"))
    )


def _supposed(sentence: Sentence, clause: Clause, used: list[Met]) -> bool:
    """Whether a modal verb stands before the end of the statement."""
    return any(token.text in MODAL for token in sentence.tokens[clause.start : max(one.stop for one in used)])


def _credited(sentence: Sentence) -> tuple[int, str] | None:
    """A mechanism that is put down to a work right beside it, whatever else the sentence says."""
    if OWNERS.keys().isdisjoint(sentence.kinds) or not DENIERS.isdisjoint(sentence.words) or not sentence.words.isdisjoint(FREE - {"later"}):
        return None
    tokens = sentence.tokens
    listed = [(at, token.text) for at, token in enumerate(tokens) if token.text in TOKENS or token.text in OWNERS]
    if (entry := sentence.block.cache.get("entry")) and sentence.index == 0 and len(listed) == 1 and listed[0][1] in OWNERS:
        who = next((token.text for token in named(re.sub(r"[{}\"=]", " ", entry)) if token.text in TOKENS), "")
        between = {token.text for token in tokens[: listed[0][0]]}
        if who and TOKENS[who] != OWNERS[listed[0][1]] and between <= LINKS | CREDITS and not between.isdisjoint(ACTS | {"with"}) and not doubted(sentence):
            return sentence.start, MINE
    for (left, one), (right, other) in zip(listed, listed[1:]):
        what, who = (one, other) if one in OWNERS and other not in OWNERS else (other, one)
        if what not in OWNERS or who not in TOKENS or OWNERS[what] == TOKENS[who]:
            continue
        between = {token.text for token in tokens[left + 1 : right]}
        if between <= LINKS | CREDITS and not between.isdisjoint(CREDITS) and not doubted(sentence):
            if what == "DOT" and TOKENS[who] == "new" or between.isdisjoint(FROM if what == one else ACTS):
                continue
            return tokens[left].start, MINE
    return None


def _used(sentence: Sentence, clause: Clause, part: Part, inside: list[Met]) -> list[Met] | None:
    """What of a clause fills the ideas of a part, each asserted, or None."""
    used: list[Met] = []
    for choice in part.ideas:
        found = [one for one in inside if one.ideas & choice and not _dismissed(sentence, clause, one)]
        if not found:
            return None
        used.append(max(found, key=_length))
    return used


def _used_in_short(sentence: Sentence, clause: Clause, part: Part, met: tuple[Met, ...], inside: list[Met]) -> list[Met] | None:
    """What fills a part whose verb stands in another clause: `Luong et al. score with one, Bahdanau et al. with a dot product`."""
    if clause.inherited or len(part.ideas) == 1 or clause.stop - clause.start > 9 or not any(TOKENS.get(token.text) == clause.world for token in sentence.tokens[clause.start : clause.stop]):
        return None
    if not (HOLDS - {"with"} | IS).isdisjoint([token.text for token in sentence.tokens[clause.start : clause.stop]]):
        return None
    first = [one for one in inside if one.ideas & part.ideas[0] and not _dismissed(sentence, clause, one)]
    before = [one for one in met if one.stop <= clause.start] if clause.start else []
    if not first or not all(any(one.ideas & choice for one in before) for choice in part.ideas[1:]):
        return None
    return [max(first, key=_length)]


HOLDS = frozenset(
    """has have had having uses use used using with contains contain contained containing consists consist consisted keeps keep kept carries carry carried passes pass passed hands hand handed runs run ran rests
    relies rely relied built builds build employs employ employed includes include included reads read processes process processed encodes encode encoded unrolls unroll computes compute computed steps step
    waits wait waited walks walk lets let feeds feed fed updates update maintains maintain needs need needed takes took writes write goes go went moves move works work worked stays stay starts
    makes make made gets get trains train trained adds add sits stands translates translate receives still remembers remember summarises summarizes""".split()
)
IS = frozenset("is are was were remains remain".split())
WITHIN = frozenset("of in inside within by that which drives drive drove powers power gave give gives goes behind".split())
NOT_HELD = ASIDE | frozenset("upon beyond favour favor identical almost improvement improvements alternative about tutorial networks compares compare".split())


# `The Transformer, like RNNsearch, has …` and `they took over …` tell of having.
LIKE_IT = re.compile(r"(?:^|(?<= )), (?:just )?(?:like|as) [^,]{1,40} , |\b(?<=took )over |(?<=takes )over |(?<=taken )over ")


def _held(tokens: list[Token], clause: Clause, met: Met) -> bool:
    """Whether a clause says that its work has the part, not only that both occur: `transformers and recurrent networks`."""
    works = [at for at in range(clause.start, clause.stop) if TOKENS.get(tokens[at].text) == clause.world]
    if any({token.text for token in tokens[max(0, at - 2) : at]} & {"in", "inside", "within"} and at < met.start < at + 6 for at in works):
        return True
    if not works and tokens[0].text not in GOES_ON:
        return False
    for at in works or [clause.start - 1]:
        if at < met.start:
            between = LIKE_IT.sub(" ", "".join(token.text + " " for token in tokens[at + 1 : met.start])).split()
            if NOT_HELD.isdisjoint(between) and (not HOLDS.isdisjoint(between) or len(between) < 4 and not IS.isdisjoint(between)):
                return True
        else:
            between = [token.text for token in tokens[met.stop : at]]
            if len(between) < 8 and NOT_HELD.isdisjoint(between) and not WITHIN.isdisjoint(between):
                return True
    return False


def _length(met: Met) -> int:
    return met.stop - met.start


def _dismissed(sentence: Sentence, clause: Clause, met: Met) -> bool:
    """Whether a part is denied, done without or compared with."""
    tokens = sentence.tokens
    before = [token.text for token in tokens[max(clause.start, met.start - 6) : met.start]]
    if not REMOVES.isdisjoint(before) or "up" in before and not GIVES.isdisjoint(before) or not (ASIDE - {"as", "after"}).isdisjoint(before[-3:]) or _denied(tokens, clause, met):
        return True
    if "from" in before and ("to" in before or any(token.text == "to" for token in tokens[met.stop : met.stop + 3])):
        return True
    after = "".join(" " + token.text for token in tokens[met.stop : min(clause.stop, met.stop + 12)])
    return DENIED_AFTER.match(after) is not None


def _denied(tokens: list[Token], clause: Clause, met: Met) -> bool:
    """Whether a denial before a part governs it, lists and colons included."""
    for at in range(met.start - 1, max(clause.start - 1, met.start - 16), -1):
        word = tokens[at].text
        if word in STOPS or word == "," and (tokens[at + 1].text in RESUMES or tokens[at + 1].text in TOKENS):
            return False
        if word == ":" and tokens[at + 1].text in RESUMES and not IS.isdisjoint([token.text for token in tokens[at + 2 : at + 5]]):
            return False
        if word in DENIERS and tokens[at + 1].text not in ("only", "just", "merely"):
            return True
    return False


def _clauses(sentence: Sentence) -> Iterator[Clause]:
    """The clauses that speak of one work, or of several of one kind."""
    tokens = sentence.tokens
    at = [(place, world) for place, token in enumerate(tokens) if (world := _world(sentence, token)) and not _aside(tokens, place)]
    if len(at) == 2 and tokens[at[1][0] - 1].text == "of" and any(token.text in KEEPS for token in tokens[at[0][0] : at[1][0]]):
        at.pop()  # `the Transformer kept the maxout readout of RNNsearch` speaks of one work
    if len({world for _, world in at}) == 1 and THUS.match(sentence.text) and (before := sentence.near(-1)) is not None and not before.kinds & TOKENS.keys():
        return
    if not at:
        world = _earlier(sentence) or _later(sentence)
        if world:
            yield from _halves(tokens, Clause(0, len(tokens), world, True), 0)
        return
    start = 0
    first = at[0][0]
    for (place, world), (following, other) in zip(at, [*at[1:], (len(tokens), "")]):
        cut = _cut(tokens, place, following) if other and other != world else following
        if cut is None:
            return  # two works in one breath
        if other == world:
            continue
        if not _of_another_year(tokens, start, cut, world):
            yield from _halves(tokens, Clause(start, cut, world), first)
        start, first = cut, following


def _halves(tokens: list[Token], clause: Clause, named: int) -> Iterator[Clause]:
    """The parts of a clause between semicolons, from the one that names its work on."""
    start = clause.start
    for at in range(clause.start, clause.stop):
        if tokens[at].text == ";":
            if at > named:
                yield Clause(start, at, clause.world, clause.inherited)
            start = at + 1
    yield Clause(start, clause.stop, clause.world, clause.inherited)


def _is_paper(tokens: list[Token]) -> bool:
    words = {token.text for token in tokens}
    return not words.isdisjoint(PAPER_2017) or "TRF" in words and (not words.isdisjoint({"Y2017", "original"}) or any(token.text == "TRF" and after.text == "paper" for token, after in pairwise(tokens)))


def _of_another_year(tokens: list[Token], start: int, stop: int, world: str) -> bool:
    years = {YEARS.get(token.text) or token.text for token in tokens[start:stop] if token.text[0] == "Y" and token.text[1:].isdigit() and token.text < "Y2031"}
    return bool(years - {"new" if world == "new" else "Y2013" if world == "graves" else "old"})


def _world(sentence: Sentence, token: Token) -> str | None:
    if token.text == "GCHO":
        return "cho14" if not sentence.words.isdisjoint({"Y2014", "emnlp"}) else "other"
    if token.text == "GOTH":
        world, year = EARLY.get(token.names[0] if token.names else "", ("", ""))
        return world if year in sentence.kinds and set(token.names) <= {world, "+"} else None
    return TOKENS.get(token.text)


def _aside(tokens: list[Token], place: int) -> bool:
    """Whether a work is only compared with: `unlike RNNsearch`, `than that of the Transformer`."""
    placed_in = place > 0 and tokens[place - 1].text == "in"
    for back in range(place - 1, max(-1, place - 6), -1):
        word = tokens[back].text
        if word in ASIDE:
            return not (placed_in and word.startswith("replac"))
        if word in (",", ";", ":", "."):
            return False
    return False


def _cut(tokens: list[Token], place: int, following: int) -> int | None:
    """Where the clause of one work ends and that of the next begins."""
    for at in range(following - 1, place, -1):
        word = tokens[at].text
        if word in (";", ":") or word == "," or word in CUTS and at > place + 1:
            return at
    return None


DOES_IT = re.compile(r" (?:does|did|do|used|uses|had|has|contains|contained|introduced|introduces|proposed|invented) (?:it|this|so|that|them|both) (?:\S+ ){0,3}$")
THUS = re.compile(r"^ (?:this|that|thus|so|such|in this way|in these words) (?:is|was|are|were|works|worked|runs|ran|goes|describes?|reads?|the|did|does|do|it|how|what|\S+ )")


def _later(sentence: Sentence) -> str | None:
    """The one work of which the next sentence says that this is how it works."""
    after = sentence.near(1)
    if after is None or THUS.match(after.text) is None or after.kinds & STRANGERS or not DENIERS.isdisjoint(after.words) or not FREE.isdisjoint(after.words):
        return None
    worlds = {world for token in after.tokens if (world := TOKENS.get(token.text))}
    return worlds.pop() if len(worlds) == 1 else None


def _earlier(sentence: Sentence) -> str | None:
    """The one work of the sentence before, if this one names none."""
    before = sentence.near(-1)
    if before is None or sentence.tokens[0].text not in GOES_ON or (before.kinds | sentence.kinds) & ELSEWHERE or sentence.words & RANKED or before.asked or any(token.text in TOKENS for token in sentence.tokens):
        return None
    worlds = {world for token in before.tokens if (world := TOKENS.get(token.text))}
    if len(worlds) != 1 or any(token.text[0] == "Y" and token.text[1:].isdigit() for token in sentence.tokens):
        return None
    return worlds.pop()


YEAR_HEAD = re.compile(r"^\W*(?P<year>2014|2015|2017)\W*$")
YES = re.compile(r"^\W*(?:yes|✓|✔|x|true|present|has it)\W*$", re.I)
NO = re.compile(r"^\W*(?:no|✗|✘|×|–|—|-|none|absent|false|without|missing)\W*$", re.I)
EMPTY = re.compile(r"^\W*(?:n/a|\?)?\W*$", re.I)
OTHER_COLUMN = re.compile(r"authors?|year|venue|cited|follow|successor|cost|complex|bleu|title|result|myth|misconception|wrong|false|lack|miss|later|after|without|success|instead|differ|influence|replac|versus|\bvs\b|compar|than|\bnot\b|became|today|inspired|quot|who|what (?:it )?(?:has|had) no|true\?|where|note|remark|comment|name|term|called", re.I)
# What the model of 2014 and that of 2017 have beyond dispute.
OWNED = {
    "old": re.compile(r"\brecurren|bidirectional|tanh|additive|alignment model", re.I),
    "new": re.compile(r"heads|multi-head|self-attention|residual|positional encoding|layer norm", re.I),
}
HAD = {
    "old": re.compile(r"tanh|recurren|bidirectional|additive|alignment model|\bGRU|gate|maxout|backward|hidden state", re.I),
    "new": re.compile(r"heads|scal|√|sqrt|root|self-attention|position|sinus|residual|layer norm|feed-forward|mask|dot product|dot-product|in parallel|queries|keys", re.I),
}


def placed_in_table(table: Block) -> Iterator[tuple[Block, int]]:
    """Cells that give a work, named at the row's or the column's head, a part that it does not have or deny it one of its own."""
    if table.refuted or not table.cells:
        return
    header, *rows = table.cells
    for row in rows:
        if len(row) == 2 and _misnamed(row[0].text, row[1].text):
            yield row[1], 0
    heads = [_of_cell(cell) for cell in header]
    if len({world for world in heads if world}) < 2 and any(YEAR_HEAD.match(cell.text) for cell in header):
        heads = [world if not YEAR_HEAD.match(cell.text) else None for cell, world in zip(header, heads)]
    by_column = any(heads[1:])
    for row in rows:
        if not row:
            continue
        own = None if by_column or YEAR_HEAD.match(row[0].text) and any(map(_names_another, named(row[-1].text if len(row) < 3 else row[1].text))) else _of_cell(row[0])
        if own and YEAR_HEAD.match(row[0].text) and len(row) > 2:
            own = _of_cell(row[1]) or own
        for index, cell in enumerate(row[1:], 1):
            world = heads[index] if by_column and index < len(heads) else own
            title = row[0].text if by_column else header[index].text if index < len(header) else ""
            if world and not OTHER_COLUMN.search(title) and _misfits(world, title, cell.text):
                yield cell, 0


ADDITIVE = re.compile(r"^\W*(?:also )?(?:additive|concat)\w*(?: attention| score)?\W*$", re.I)
MULTIPLICATIVE = re.compile(r"^\W*(?:scaled )?(?:dot[- ]product|multiplicative|dot|general)(?: attention| score)?\W*$", re.I)


def _misnamed(name: str, other: str) -> bool:
    """`| Bahdanau attention | dot-product attention |`, or the other way round."""
    if len(name) > 60:
        return False
    low, against = name.lower(), other.lower()
    for who, what in (("bahdanau", MULTIPLICATIVE), ("luong", ADDITIVE)):
        if who in low and what.match(other) or who in against and len(other) < 60 and what.match(name):
            return "luong" not in low + against or "bahdanau" not in low + against
    return False


def _of_cell(cell: Block) -> str | None:
    """The one world that the head of a row or column names."""
    if found := YEAR_HEAD.match(cell.text):
        return "new" if found["year"] == "2017" else "old"
    tokens = named(cell.text)
    worlds = {TOKENS[token.text] for token in tokens if token.text in TOKENS}
    return worlds.pop() if len(worlds) == 1 and not any(_names_another(token) for token in tokens) else None


def _names_another(token: Token) -> bool:
    return token.text in STRANGERS or token.text == "CITE" and any(not key.startswith(("bahdanau", "vaswani", "luong")) for key in token.names)


def _misfits(world: str, title: str, text: str) -> bool:
    if EMPTY.match(text) and not NO.match(text):
        return False
    if re.match(r"\W*(?:1|one|a single|single)\W*$", text, re.I):
        return False
    if NO.match(text):
        return world in HAD and HAD[world].search(title) is not None
    tokens = named(title + " : " + ("" if YES.match(text) else text))
    told = [token.text for token in tokens]
    words = frozenset(told)
    if not words.isdisjoint(DENIERS | REMOVES | FREE | MODAL | ASIDE) or len({TOKENS[word] for word in told if word in TOKENS} - {world}) > 0:
        return False
    met = (*met_in(told), *_in_formulas(tokens))
    cell = 0 if YES.match(text) else told.index(":")
    for part in PLACES:
        if world not in part.alien or not all(any(one.ideas & choice for one in met) for choice in part.ideas):
            continue
        outside = frozenset(word for at, word in enumerate(told) if not any(one.start <= at < one.stop and _length(one) > 1 and one.ideas & part.ideas[0] for one in met))
        if outside.isdisjoint(part.unless):
            return any(one.ideas & part.ideas[0] and one.stop > cell for one in met)
    return False
