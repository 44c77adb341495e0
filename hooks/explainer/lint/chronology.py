"""Which work a sentence dates to which year, month, venue, or distance from another work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from .document import Block
from .knowledge import MODELS, WORKS
from .stance import doubted
from .tagging import Sentence, Token, sentences
from .words import Patterns, tagged

# What may be said of each token: its years, and its name for a message.
DATES: dict[str, tuple[frozenset[int], str]] = {
    "GBAH": (frozenset({2014, 2015}), "the attention paper"),
    "PBAH": (frozenset({2014, 2015}), "the attention paper"),
    "ATT": (frozenset({2014, 2015}), "attention"),
    "ADD": (frozenset({2014, 2015}), "additive attention"),
    "RNNS": (frozenset({2014, 2015}), "RNNsearch"),
    "GVAS": (frozenset({2017}), "the Transformer paper"),
    "PVAS": (frozenset({2017}), "the Transformer paper"),
    "TRF": (frozenset({2017}), "the Transformer"),
    "MHA": (frozenset({2017}), "multi-head attention"),
    "SDP": (frozenset({2017}), "scaled dot-product attention"),
    "GLUO": (frozenset({2015}), "the paper of Luong et al."),
    "PLUO": (frozenset({2015}), "the paper of Luong et al."),
    "GSUT": (frozenset({2014}), "the sequence-to-sequence paper"),
    "PSUT": (frozenset({2014}), "the sequence-to-sequence paper"),
    "FLASH": (frozenset({2022, 2023, 2024}), "FlashAttention"),
    "LSTM": (frozenset({1995, 1997}), "long short-term memory"),
    "GRU": (frozenset({2014}), "the gated recurrent unit"),
}
OLD = frozenset({"GBAH", "PBAH", "ATT", "ADD", "RNNS"})
NEW = frozenset({"GVAS", "PVAS", "TRF", "MHA", "SDP"})
NUMBERS = {
    w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split())
} | {word: 10 * tens for tens, word in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), 3)}
ORDINALS = {
    w: n for n, w in enumerate("zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split())
}
ENT = "GBAH|PBAH|RNNS|ADD|GVAS|PVAS|TRF|MHA|SDP|GLUO|PLUO|GSUT|PSUT|FLASH|LSTM|GRU|MODEL|ATT"
PUBLISH = (
    r"(?:invented|introduced|proposed|devised|published|posted|presented|released|submitted|appeared|debuted|unveiled|born|dates|dated|date|printed|"
    r"came out|comes from|written|wrote|appears|introduce|propose|publish|present|post|proposes|presents|publishes|introduces|invent|uploaded|discovered|"
    r"invents|originated|emerged|arrived|developed|conceived|described|saw the light|launched|around since|began|started|coined|created|came|is from|was from|are from|devise|made its debut|out|known since|existed since|goes back to|hit the arxiv|made public|first used|pioneered|put online|went online) "
)
NOTBLOCK = r"(?:(?![;.!?] |not |never |[GP][A-Z]+ |TRF |before |after |unlike |whereas |while |than |later |since then |but |MODEL |FLASH |VAR |extended |applied |Y\d+ |v7 |revised |version |citing |cited |builds |based |surveyed |and |which used |used |adapted )\S+ )"
MONTHS = "january february march april may june july august september october november december"
MONTH = "(?:" + "|".join(MONTHS.split()) + ")"
WHEN = rf"(?:early |late |mid |mid- |the |year |autumn |spring |summer |winter |of |fall |{MONTH} |N\d+ |around |about |as early as |only |back |first |already |\( |arxiv |, )*"


def _p(text: str) -> re.Pattern[str]:
    return tagged(text.replace("ENT", f"(?P<e>{ENT})").replace("YEAR", r"Y(?P<y>\d{4})").replace("NB", NOTBLOCK).replace("PUB ", PUBLISH).replace("WHEN", WHEN))


YEARS = Patterns(
    map(
        _p,
        (
            r"(?:in|since|of) WHENYEAR ,? ?(?:NB){0,3}?ENT (?:NB){0,3}?PUB ",
            r"ENT (?:NB){0,3}?PUB (?:NB){0,9}?(?:in|from|since|of|on|at|back to|around|to|during) (?:the )?(?:NB){0,3}?WHENYEAR ",
            r"ENT (?:paper |article |preprint |architecture |model )?(?:is|was|are|were|dates|dated|both|all|came|has been around|has existed|have existed|have been around) (?:also |already |only |around |both |back |an invention |a child |out |a product |a paper |known )*(?:of|from|in|to|since) WHENYEAR ",
            r"ENT (?:(?:paper|article|preprint|model|architecture) )?(?:\( |, )(?:(?:arxiv|iclr|nips|neurips|emnlp|icml|acl|google|montreal|,|OGOO|OMTL|CITE|in|at|posted|published|presented) )*YEAR (?:\)|,|:|\.|\"|') ",
            r"^ (?:- )?(?:in )?YEAR (?::|-|,|--) (?:NB){0,4}?ENT (?:(?:NB){0,3}?PUB |\. |: |$)",
            r"^ (?:- )?(?:[a-z]+ )?YEAR (?::|-) ENT (?:$|\. |: |- |, |\( )",
            r"ENT (?:at|in) (?:the )?(?:iclr|nips|neurips|emnlp) YEAR ",
            r"^ ENT (?:$|:|-|,) ?(?:NB){0,2}?YEAR ",
            r"ENT (?:NB){0,2}?in YEAR (?:NB){0,3}?PUB ",
            r"ENT , (?:(?:an?|the) )?(?:NB){0,5}?(?:of|from|in) YEAR ,",
            r"(?:paper|preprint|article|work|publication|model) (?:NB)?(?:of|from|by) ENT (?:\( )?(?:(?:is|was|appeared|came|dates|published|posted|submitted|presented|,|of|out|from|in|at|the|back|to|first|uploaded|iclr|nips|icml) )*YEAR ",
            r"PUB (?:by )?ENT in WHENYEAR ",
            r"(?:in|since) WHENYEAR ,? ?(?:(?![;.!?] |not |before |after )\S+ ){0,6}?PUB (?:NB){0,3}?ENT (?!-)",
            r"ENT (?:NB){0,3}?PUB (?:by|at) (?:the )?(?:\S+ ){0,2}?[GO][A-Z]+ (?:NB){0,3}?(?:in|from|as early as|back|already) (?:the )?(?:in )?WHENYEAR ",
            r"(?:YEAR) (?:paper|preprint|article|publication|work) (?:of|by|from) ENT ",
            r"(?:YEAR) (?:saw|brought|marks|marked|witnessed|was the year of|is the year of) (?:NB){0,4}?(?:birth|arrival|publication|debut|invention|introduction|advent|paper|beginning|release) (?:of )?(?:the )?(?:NB)?ENT ",
            r"(?:birth|arrival|publication|debut|invention|introduction|advent|release|discovery|appearance) of (?:the )?ENT (?:NB){0,3}?(?:in|to|is|was|,) (?:NB)?YEAR ",
            r"(?:year|years) YEAR (?:NB){0,3}?ENT (?:NB){0,2}?PUB ",
            r"ENT of YEAR (?:is|was|replaced|introduced|dispenses|has|uses|relies|made|changed|needs) ",
            r"ENT (?:has|have) (?:long |already )?been (?:known|used|around|standard|familiar|common|part|in use|applied) (?:NB){0,6}?since WHENYEAR ",
            r"ENT 's (?:YEAR) (?:paper|preprint|article|model|architecture|work) ",
        ),
    )
)
CITED = re.compile(r"^ (?P<c>CITE) (?:is|was|were|appeared|dates|came|published|posted|,) (?:(?![;.!?] )\S+ ){0,5}?(?:in|from|of|out) (?:\S+ ){0,2}?Y(?P<y>\d{4}) ")
OTHER_WORK = frozenset(
    "speech tensor2tensor actor-critic image images relative large-vocabulary icassp library survey music review reinforcement talk interview lecture "
    "now another version v7 seventh revision revised updated update last latest revisions talks blog course universal memory vocabulary".split()
)
DOUBTFUL_YEAR = frozenset("neither not never nor isn't wasn't rather instead before after until by extended applied adapted surveyed replaced since".split())


LIKE_IT = re.compile(r" (?:simplification|variant|variation|extension|alternative|successor|relative|modification|kind|version) (?:of|to) (?:the |an? )?$")
SOME_TIME = re.compile(r" (?:years?|decades?|months?|weeks?|days|long|soon|shortly) (?:after|before|since|from) (?:the )?$")


def _right(token: str, names: tuple[str, ...]) -> tuple[frozenset[int], str] | None:
    if token == "MODEL":
        name = names[0] if names else ""
        if name in MODELS and name in ("bert", "gpt-2", "gpt-3", "chatgpt", "t5", "llama 2", "llama 3", "roberta", "palm"):
            year = MODELS[name]
            return frozenset({year, year + 1} if name in ("bert", "t5") else {year}), name.upper()
        return None
    return DATES.get(token)


def years(sentence: Sentence) -> Iterator[tuple[str, int, str, int]]:
    """(work, the year given, the right years, offset) for every wrong year."""
    if not any(kind[0] == "Y" and kind[1:].isdigit() for kind in sentence.kinds):
        return
    text = sentence.text
    for _, pattern in YEARS.worth(text):
        for found in pattern.finditer(text):
            year = int(found["y"])
            place = found.start("e")
            token = sentence.token_at(place)
            right = _right(found["e"], token.names)
            if right is None or year in right[0]:
                continue
            if token.text in ("GBAH", "GVAS", "GLUO", "GSUT") and not _about_the_work(sentence, token.text, found[0]):
                continue
            if token.text == "ATT" and ("≠" in sentence.words or "MODEL" in sentence.kinds or _not_as_such(sentence, found)):
                continue
            if SOME_TIME.search(text[:place]) or LIKE_IT.search(text[:place]) or of_another(sentence, token, sentence.token_at(found.start("y"))):
                continue
            if token.text == "TRF" and (_variant_year(text, found, token.raw) or year > 2017 and token.raw.lower() == "transformers"):
                continue
            following = sentence.near(1)
            if year == 2016 and following is not None and following.words & {"version", "revision", "seventh"}:
                continue
            if text.count(f" {token.text} ( Y") > 1:
                continue  # two papers of theirs
            if doubted(sentence) or sentence.words & OTHER_WORK and not SHOWN_BY.search(text) or any(year in DATES[word][0] for word in text[found.end("y") :].split()[:2] if word in DATES):
                continue
            if set(found[0].split()) & DOUBTFUL_YEAR - {"since", "by", "never"} or _corrected(sentence):
                continue
            if year == 2016 and token.text in ("PBAH", "GBAH") and " first version " not in sentence.text and sentence.words & {"version", "revision", "v7", "seventh"} and not SHOWN_BY.search(sentence.text):
                continue
            yield right[1], year, " or ".join(map(str, sorted(right[0]))), sentence.token_at(found.start("y")).start
            return
    yield from _reference_year(sentence)
    yield from _since_its(sentence)
    if (found := CITED.search(text)) is not None and not doubted(sentence):
        work = WORKS.get(sentence.token_at(found.start("c")).names[0])
        if work and int(found["y"]) not in work.years and "version" not in sentence.words:
            yield work.title, int(found["y"]), " or ".join(map(str, sorted(work.years))), sentence.token_at(found.start("y")).start


REFERENCE = re.compile(r"^ (?:- )?G[A-Z]+ .{0,120}\( Y(?P<y>\d{4}) \) \. $")
HELD_IN = tagged(
    rf"(?:iclr|nips|neurips|conference|meeting)(?: conference| meeting)? (?:at|in|during) which (?:\S+ ){{0,3}}?(?P<e>GBAH|PBAH|RNNS|GVAS|PVAS|TRF) (?:(?![;.!?] |not )\S+ ){{0,4}}?(?:took place|was held|met|opened|was) (?:(?![;.!?] |not |Y\d+ )\S+ ){{0,3}}?(?:in|of) (?:{MONTH} )?Y(?P<y>\d{{4}}) "
)


CONFERENCES = frozenset("iclr nips neurips icml emnlp acl naacl cvpr aaai coling interspeech icassp".split())
MONTHS_AND_VENUES = frozenset("january february march april may june july august september october november december".split()) | CONFERENCES


LITTLE = frozenset("the a an in by since until of with before after from when if original first".split())


def of_another(sentence: Sentence, work: Token, year: Token, by: frozenset[str] = frozenset()) -> bool:
    """Whether a year in brackets is that of a longer name, or of others than `by`: `Compressive Transformer (2019)`, `LSTM (Filippova, 2015)`."""
    tokens = sentence.tokens
    if work not in tokens or year not in tokens:
        return False
    at, to = tokens.index(work), tokens.index(year)
    marks = [place for place in range(to) if tokens[place].text == '"']
    if any(opens < at < closes and closes - opens > 2 for opens, closes in zip(marks[::2], marks[1::2])):
        return True
    opened = next((place for place in range(to, at, -1) if tokens[place].text == "("), None)
    if opened is None:
        return work.text == "TRF" and to - at < 4 and at > 0 and _capitalised(tokens[at - 1])
    inside = tokens[opened:to]
    if any(token.text == "GOTH" and by.isdisjoint(token.names) for token in inside):
        return True
    unknown = [*inside, *(tokens[at - 1 : at] if at and opened - at < 6 else ())]
    return any(map(_capitalised, unknown))


def _capitalised(token: Token) -> bool:
    """Whether a token is an unknown name."""
    return token.raw[:1].isupper() and token.text == token.raw.lower() and token.text not in MONTHS_AND_VENUES | LITTLE


def _reference_year(sentence: Sentence) -> Iterator[tuple[str, int, str, int]]:
    """The year of a reference whose title is the next sentence, or of the conference where a work was presented."""
    following = sentence.near(1)
    if (found := REFERENCE.search(sentence.text)) is not None and following is not None and following.tokens[0].text in ("PBAH", "PVAS", "PLUO", "PSUT"):
        right, label = DATES[following.tokens[0].text]
        if int(found["y"]) not in right and not doubted(sentence):
            yield label, int(found["y"]), " or ".join(map(str, sorted(right))), sentence.token_at(found.start("y")).start
    if (found := HELD_IN.search(sentence.text)) is not None and not doubted(sentence):
        year = 2015 if found["e"] in OLD else 2017
        if int(found["y"]) != year:
            yield DATES[found["e"]][1], int(found["y"]), str(year), sentence.token_at(found.start("y")).start


def _corrected(sentence: Sentence) -> bool:
    return bool(sentence.words & {"not", "isn't", "wasn't", "rather", "instead"})


def _variant_year(text: str, found: re.Match[str], raw: str) -> bool:
    after = text[found.end("e") :].split()[:2]
    if " of Y" in found[0] and not raw.lower().startswith("the "):
        return True
    return bool(set(after) & {"encoders", "decoders", "blocks", "layers", "stack", "stacks", "variant", "variants", "-", "models", "library", "language", "family", "encoder", "decoder", "for", "to"}) or bool(
        set(found[0].split()) & {"variant", "variants", "successor", "language", "vision", "sparse", "survey", "book", "course"}
    )


def _not_as_such(sentence: Sentence, found: re.Match[str]) -> bool:
    """Attention of another kind, or attention put to some use, is dated; not attention as such."""
    tokens = sentence.text[found.start() :].split()
    words = set(tokens[:25])
    if words & {"speech", "image", "images", "captioning", "vision", "graphs", "production", "alone", "recognition", "handwriting", "parsing", "survey", "psychology", "psychologists", "visual", "summarisation", "memory"}:
        return True
    if sentence.kinds & {"GOTH", "PAPER", "GLUO", "OGOO", "OOTH", "PXU", "GMIX", "GPART"} and not sentence.kinds & {"GBAH"}:
        return True
    after = sentence.text[found.end("e") :].split()[:1]
    return after in (["for"], ["over"], ["with"], ["alone"]) and "translation" not in sentence.words


SHOWN_BY = tagged(r"(?:published|introduced|invented|appeared|proposed) (?:(?![;.!?] |not )\S+ ){0,6}?Y2016 , as (?:(?!not )\S+ ){0,9}?(?:shows|show|proves|says|tells|states) ")
NEW_IN_2017 = frozenset("recurrence recurrent replaced replace replaces dropped dispensed introduced proposed abandoned removed".split())


def in_their_field(sentence: Sentence, group: str) -> bool:
    """Whether a group of authors stands for the work that it is known for."""
    return _about_the_work(sentence, group, "") or not sentence.words.isdisjoint({"preprint", "decoder", "architecture", "recurrence", "scores", "translator"})


# A paper of theirs that has nothing to do with it: `Vaswani et al. (2013) is an older paper`.
OTHER_PAPER = tagged(r"\( Y\d{4} \) (?:(?![;.!?] )\S+ ){0,3}?(?:older|earlier|other|later|unrelated) (?:paper|article|work|study|publication) |nothing to do with (?:TRF|ATT|PVAS|PBAH) |(?:long|years|well) before (?:TRF|PVAS|RNNS) ")


def _about_the_work(sentence: Sentence, token: str, matched: str) -> bool:
    """Whether the authors stand for *the* work here: people write other papers in other years."""
    kinds, words = sentence.kinds, sentence.words
    if words & {"too", "another", "different"} or OTHER_PAPER.search(sentence.text):
        return False
    if token == "GBAH":
        group = next(t for t in sentence.tokens if t.text == "GBAH")
        return bool(kinds & {"ATT", "ADD", "RNNS", "PBAH"}) or len([n for n in group.names if n != "+"]) == 3 or bool(words & {"iclr", "preprint"})
    if token == "GVAS":
        return bool(kinds & {"TRF", "PVAS", "MHA", "SDP", "ONLY", "POS"} or kinds & {"SELF"} and words & NEW_IN_2017 or kinds & {"Y2014", "Y2015", "Y2016"} and (kinds & {"SELF"} or words & {"recurrence", "heads"}))
    if token == "GLUO":
        return bool(kinds & {"LOC", "DOT", "PLUO"}) or "attention" in sentence.raw.lower()
    return bool(words & {"sequence-to-sequence", "seq2seq"}) or "PSUT" in kinds


FIRST_POSTED = tagged(
    rf"(?:GBAH|PBAH|RNNS|preprint|1409\.0473) (?:(?![;.!?] |not |version |v7 |seventh |revised |by G)\S+ ){{0,9}}?(?:posted|submitted|uploaded|put|appeared|published|preprint|released) (?:(?![;.!?] |not |version |v7 |seventh |iclr |presented )\S+ ){{0,8}}?(?:(?P<m>{MONTH}) )(?P<y>Y2014|Y2015|Y2016) "
)


LAST_FIRST = tagged(r"(?:version N7|v7|seventh version|version seven) (?:(?![;.!?] |not |never )\S+ ){0,6}?(?:was|is) (?:(?:in|fact|also|actually) ){0,2}the (?:very )?first ")


def months(sentence: Sentence) -> Iterator[int]:
    """A preprint that is said to have been posted in another month than September 2014."""
    if sentence.kinds & {"GBAH", "PBAH", "RNNS"} and (found := LAST_FIRST.search(sentence.text)) is not None and not doubted(sentence):
        yield sentence.token_at(found.start()).start
        return
    found = FIRST_POSTED.search(sentence.text)
    if found is None or sentence.kinds.isdisjoint({"GBAH", "PBAH", "RNNS"}) or doubted(sentence) or sentence.words & {"v7", "seventh", "revised", "last", "revision", "not"}:
        return
    if "version" in sentence.words and " first version " not in sentence.text or " after that of " in sentence.text:
        return
    month, year = found["m"], found["y"]
    if (month, year) == ("september", "Y2014") or "iclr" in sentence.words:
        return
    if (month, year) in (("may", "Y2015"), ("april", "Y2015")) and sentence.words & {"published", "presented", "appeared"} and not sentence.words & {"preprint", "posted", "submitted", "uploaded"}:
        return
    yield sentence.token_at(found.start("y")).start


VENUE_NAMES = "iclr|nips|neurips|icml|emnlp|acl|naacl|cvpr|aaai|coling|interspeech|icassp|jmlr|eacl|ijcai|nature|science|neurips/nips"
VENUES = Patterns(
    tagged(p)
    for p in (
        rf"(?P<e>GBAH|PBAH|RNNS|GVAS|PVAS|TRF|GLUO|PLUO|GSUT|PSUT) (?:(?![;.!?] |not |[GP][A-Z]+ |but |before |after |while |whereas |unlike |and )\S+ ){{0,4}}?(?:{PUBLISH.strip()[3:-1]}|was|were|paper|accepted|unveiled|shown) (?:(?![;.!?] |not |but |before |after |while |whereas |G[A-Z]+ )\S+ ){{0,10}}?(?:at|in|by|for) (?:the )?(?P<v>{VENUE_NAMES}) ",
        rf"(?P<e>GBAH|PBAH|RNNS|GVAS|PVAS|TRF|GLUO|PLUO|GSUT|PSUT) (?:\( |, |at |in |\[ )(?:the )?(?P<v>{VENUE_NAMES}) ",
        rf"(?:at|in) (?P<v>{VENUE_NAMES}) (?:Y\d+ )?(?:, )?(?P<e>GBAH|GVAS|GLUO|GSUT) (?:\S+ ){{0,3}}?(?:presented|introduced|proposed|published|unveiled) ",
    )
)
# Phrases such as "iclr 2015 paper" and "nips 2017 paper" are tokens of their own.
VENUE_OF = {"GBAH": ("iclr", "ICLR 2015"), "PBAH": ("iclr", "ICLR 2015"), "RNNS": ("iclr", "ICLR 2015"), "GVAS": ("nips neurips", "NIPS 2017"),
            "PVAS": ("nips neurips", "NIPS 2017"), "TRF": ("nips neurips", "NIPS 2017"), "GLUO": ("emnlp", "EMNLP 2015"), "PLUO": ("emnlp", "EMNLP 2015"),
            "GSUT": ("nips neurips", "NIPS 2014"), "PSUT": ("nips neurips", "NIPS 2014")}
AT_ICLR = tagged(r"(?P<e>GVAS|PVAS|TRF) (?:(?![;.!?] |not |[G][A-Z]+ |but |before |after |while |whereas |unlike |and |cites |extends |over )\S+ ){0,7}?(?:(?:appeared|presented|published|introduced|proposed|unveiled|paper|accepted|is|was) )(?:(?![;.!?] |not |but )\S+ ){0,4}?(?:at|in|,|is) (?:the )?PBAH (?!had |has |was |is |were |already )")
ICLR_HELD = tagged(r"PBAH (?:(?:in|at|of) (?:\S+ ){1,2})?(?:featured|hosted|saw|included|accepted|heard|presented) (?:(?![;.!?] |not |[G][A-Z]+ )\S+ ){0,3}?(?P<e>PVAS|TRF|GVAS) ")
BOTH_THERE = tagged(
    rf"(?P<v>PBAH|{VENUE_NAMES}) (?:Y\d{{4}} )?(?:(?:conference|meeting|proceedings) )?(?:had|has|saw|featured|hosted|counted|boasted|brought|offered|contains?) (?:\S+ ){{0,3}}?(?:two|both|three|several) (?:\S+ ){{0,3}}?(?:papers|works|articles|talks|posters) "
    r"(?:(?![.!?] |not )\S+ ){0,16}?(?P<a>GBAH|RNNS|GVAS|PVAS|TRF) (?:(?![.!?] |not |cites |cited )\S+ ){0,14}?(?P<b>GBAH|RNNS|GVAS|PVAS|TRF) "
)
AT_NIPS = tagged(r"(?P<e>GBAH|RNNS) (?:(?![;.!?] |not |[G][A-Z]+ |but |before |after |while |whereas |unlike |and |cites )\S+ ){0,7}?(?:appeared|presented|published|introduced|proposed|unveiled|accepted) (?:(?![;.!?] |not |but )\S+ ){0,4}?(?:at|in) (?:the )?PVAS ")


def _of_the_next(text: str, found: re.Match[str]) -> bool:
    """Whether a venue belongs to the work after it: `ICLR for RNNsearch, NIPS for the Transformer`."""
    following = re.split(r" [,;.] ", text[found.end("v") :], maxsplit=1)[0].split()
    return any(found["v"] in VENUE_OF[word][0].split() for word in following if word in VENUE_OF)


def venues(sentence: Sentence) -> Iterator[tuple[str, str, int]]:
    """(work, right venue, offset) for a work that is placed at another venue."""
    text = sentence.text
    for _, pattern in VENUES.worth(text):
        for found in pattern.finditer(text):
            right, label = VENUE_OF[found["e"]]
            if found["v"] in right.split() or " , the " in found[0] or _of_the_next(text, found) or any(VENUE_OF[word][1] != label for word in found[0].split()[1:] if word in VENUE_OF):
                continue
            if found["e"] in ("GBAH", "GVAS", "GLUO", "GSUT") and not _about_the_work(sentence, found["e"], found[0]) or sentence.words & OTHER_WORK:
                continue
            if found["e"] == "PBAH" and text[: found.start()].endswith((" their ", " his ", " her ")):
                continue  # a paper on attention by others
            if doubted(sentence) or _corrected(sentence):
                continue
            yield DATES[found["e"]][1], label, sentence.token_at(found.start("v")).start
            return
    if (found := BOTH_THERE.search(text)) and (found["a"] in OLD) != (found["b"] in OLD) and not doubted(sentence) and not _corrected(sentence):
        yield "one of the two papers", "ICLR 2015 (attention) or NIPS 2017 (the Transformer)", sentence.token_at(found.start("b")).start
        return
    for pattern, label in ((AT_ICLR, "NIPS 2017"), (ICLR_HELD, "NIPS 2017"), (AT_NIPS, "ICLR 2015")):
        if (found := pattern.search(text)) and "iclr" in sentence.raw.lower() + (" iclr" if label != "NIPS 2017" else ""):
            if not doubted(sentence) and not _corrected(sentence) and not (sentence.kinds & {"GBAH"} and label == "NIPS 2017"):
                yield DATES[found["e"]][1], label, sentence.token_at(found.start()).start
                return


def number(word: str) -> float | None:
    """A number written as a word, in figures, or as a tagged token."""
    if word in NUMBERS:
        return float(NUMBERS[word])
    if word[:1] == "N" and word[1:].replace(".", "").isdigit() and word[1:].count(".") < 2:
        return float(word[1:].rstrip("."))
    return None


COUNT = r"(?:a |an |mere |scant |bare |some |about |almost |nearly |over |just |only |roughly |more than |less than |exactly |full |whole |good |long |barely |at least |around |not quite |well over |as many as |the |little more than |close to )*"
AMOUNT = rf"(?P<n>N[\d.]+|{'|'.join(NUMBERS)}|decade|decades|few|couple of|dozen|half a dozen|several|many|single|generation|a) (?:and a half |full |whole |long |or so |short |entire |mere |bare |scant |good )*(?P<u>years|year|decade|decades|months|month|weeks|week|days)? ?"
PAIR = "GBAH|PBAH|ATT|ADD|RNNS|GVAS|PVAS|TRF|MHA|SDP|FLASH|LSTM|MODEL|GSUT|PSUT|GLUO|PLUO"
PAIRED = frozenset(PAIR.split("|"))
GAPD = r"(?:(?![;.!?] )\S+ )"
DISTANCE = Patterns(
    tagged(p)
    for p in (
        # N years after A, B … / B came N years after A
        rf"^ {COUNT}{AMOUNT}(?P<d>after|before|later than|earlier than|prior to|following) {GAPD}{{0,6}}?(?P<a>{PAIR}) {GAPD}{{0,8}}?(?P<b>{PAIR}) ",
        rf"(?P<b>{PAIR}) {GAPD}{{0,9}}?{COUNT}{AMOUNT}(?P<d>after|before|later than|earlier than|older than|younger than|prior to|ahead of) {GAPD}{{0,6}}?(?P<a>{PAIR}) ",
        rf"{COUNT}{AMOUNT}(?:lie|lies|lay|passed|pass|went by|elapsed|separate|separates|separated|between|of distance|stand|are|is|was|were) {GAPD}{{0,4}}?(?:between |from )?{GAPD}{{0,3}}?(?P<a>{PAIR}) {GAPD}{{0,4}}?(?:and|from|to|until) {GAPD}{{0,3}}?(?P<b>{PAIR}) ",
        rf"(?:between|from) {GAPD}{{0,4}}?(?P<a>{PAIR}) {GAPD}{{0,4}}?(?:and|to|until) {GAPD}{{0,4}}?(?P<b>{PAIR}) {GAPD}{{0,4}}?(?:lie|lies|lay|passed|pass|there are|is|are|took|takes|it took|elapsed|stretch) {COUNT}{AMOUNT}",
        rf"(?P<a>{PAIR}) {GAPD}{{0,3}}?(?:precedes|preceded|predates|predated|antedates) {GAPD}{{0,4}}?(?P<b>{PAIR}) by {COUNT}{AMOUNT}",
        rf"(?P<a>{PAIR}) (?:is|was|had been|were|are) {GAPD}{{0,3}}?{COUNT}{AMOUNT}(?P<old>old|of age) (?:when|by the time|at the time|as) {GAPD}{{0,6}}?(?P<b>{PAIR}) ",
        rf"when {GAPD}{{0,3}}?(?P<b>{PAIR}) {GAPD}{{0,9}}?(?P<a>{PAIR}) (?:is|was|had been|were|already) {GAPD}{{0,6}}?{COUNT}{AMOUNT}old ",
        rf"(?P<a>{PAIR}) (?:and|from) {GAPD}{{0,2}}?(?P<b>{PAIR}) (?:are|lie|were|is) {GAPD}{{0,2}}?{COUNT}{AMOUNT}(?:apart|distant|separated|away)",
        rf"(?P<b>{PAIR}) {GAPD}{{0,5}}?(?:followed|follows) {GAPD}{{0,4}}?(?P<a>{PAIR}) {GAPD}{{0,2}}?{COUNT}{AMOUNT}later ",
        rf"(?P<a>{PAIR}) {GAPD}{{0,9}}?[;,.] {COUNT}{AMOUNT}(?P<l>later|earlier|before) ,? ?{GAPD}{{0,6}}?(?P<b>{PAIR}) ",
        rf"(?P<a>{PAIR}) (?:is|was) {GAPD}{{0,2}}?{COUNT}{AMOUNT}(?P<d2>older|younger) than {GAPD}{{0,3}}?(?P<b>{PAIR}) ",
        rf"(?P<a>{PAIR}) (?:(?:paper|preprint|model) )?(?:is|was|are|were) {GAPD}{{0,2}}?(?P<d2>older|younger) than {GAPD}{{0,3}}?(?P<b>{PAIR}) {GAPD}{{0,2}}?by {COUNT}{AMOUNT}",
        rf"(?:it took|takes|took) (?:the field |researchers |another )*{COUNT}{AMOUNT}(?:to get |to go |to come |before |until )*(?:from )?{GAPD}{{0,4}}?(?P<a>{PAIR}) {GAPD}{{0,4}}?(?:to|until|before) {GAPD}{{0,3}}?(?P<b>{PAIR}) ",
    )
)
ORDERED = Patterns(
    tagged(p)
    for p in (
        r"(?P<early>PVAS|TRF|GVAS|MHA) (?:(?:was|is|had|already|published|introduced|came|appeared|precedes|preceded|predates|predated|long|well|antedates|proposed|invented|out|is older|was older) ){1,4}(?:before |than |prior to )?(?:the )?(?P<late>PBAH|GBAH|ADD|ATT|RNNS) (?!alone )",
        r"(?P<late>PBAH|GBAH|ADD|ATT|RNNS) (?:(?:was|is|only|published|introduced|came|appeared|followed|proposed|invented|wrote|their|paper|younger|later|out|the|it|long|shortly|soon|presented|had|,) ){1,6}(?:after |than |later than )(?:the )?(?:publication of |arrival of |advent of )?(?P<early>PVAS|TRF|GVAS) ",
        r"(?P<late>PBAH|GBAH|ADD|ATT) (?:followed|follows) (?:the )?(?P<early>PVAS|TRF|GVAS) ",
        r"(?P<early>TRF|PVAS|GVAS) (?:\( Y\d+ \) )?(?:was followed|were followed|was succeeded|is followed) by (?:the )?(?P<late>ATT|ADD|PBAH|GBAH|RNNS) ",
    )
)


def _year_of(sentence: Sentence, place: int) -> tuple[float, float] | None:
    """The earliest and latest time that a token stands for; a year in brackets after it counts more."""
    return span(sentence.token_at(place))


def span(token: Token) -> tuple[float, float] | None:
    """The earliest and latest time that a token stands for."""
    text = token.text
    if text in OLD:
        return 2014.66, 2015.4
    if text in NEW:
        return 2017.4, 2017.99
    if text == "FLASH":
        return 2022.0, 2022.99
    if text == "LSTM":
        return 1995.0, 1997.99
    if text in ("GSUT", "PSUT"):
        return 2014.5, 2014.99
    if text in ("GLUO", "PLUO"):
        return 2015.5, 2015.8
    if text == "MODEL" and token.names and token.names[0] in ("bert", "gpt-2", "gpt-3", "chatgpt"):
        year = MODELS[token.names[0]]
        return float(year), year + 0.99
    return None


def distances(sentence: Sentence) -> Iterator[int]:
    """Where a number of years between two works cannot be right, or their order is turned round."""
    kinds = sentence.kinds
    if len(kinds & PAIRED) < 2:
        return
    text = sentence.bare
    for _, pattern in DISTANCE.worth(text):
        found = pattern.search(text)
        if found is None:
            continue
        groups = found.groupdict()
        if groups["a"] == groups["b"]:
            continue
        first = sentence.bare_token_at(found.start("a"))
        second = sentence.bare_token_at(found.start("b"))
        a = span(first)
        b = span(second)
        if "ATT" in (first.text, second.text) and sentence.kinds & {"Y2016", "GOTH", "PAPER"}:
            continue  # what was done with it then, or by others, is dated, not attention
        if a is None or b is None or {first.text, second.text} <= OLD or {first.text, second.text} <= NEW:
            continue
        if OF_TWO.search(text[: found.start("n")]):
            continue  # "is one year older than A and four years older than B" speaks of neither's distance to the other
        years_apart = amount(groups["n"], groups.get("u"), found[0])
        if years_apart is not None and (whole := years_before(text, found.start("n"))):
            years_apart = years_apart[0] + whole, years_apart[1] + whole
        if SINCE_THAT.search(found[0]):
            continue
        direction = groups.get("d") or ""
        if years_apart is None:
            continue
        if doubted(sentence) or "not" in sentence.words and "quite" not in sentence.words:
            return
        low, high = b[0] - a[1], b[1] - a[0]
        if direction in ("before", "earlier than", "prior to", "ahead of", "older than"):
            low, high = a[0] - b[1], a[1] - b[0]
        if groups.get("d2") == "younger":
            low, high = -high, -low
        if groups.get("l") in ("earlier", "before"):
            low, high = -high, -low
        if direction == "" and groups.get("d2") is None and groups.get("l") is None and high < 0 and "prece" not in found[0] and "dates" not in found[0] and "dated" not in found[0]:
            low, high = -high, -low
        minimum, maximum = years_apart
        calendar = abs(int(b[1]) - int(a[0]))
        if maximum < low - 0.6 or minimum > max(high, calendar if high > 0 else high) + 0.35:
            yield sentence.bare_token_at(found.start("n")).start
            return
        return
    for _, pattern in ORDERED.worth(text):
        found = pattern.search(text)
        if found and not doubted(sentence) and not sentence.words & {"not", "self-attention", "used", "again", "still"}:
            between = set(found[0].split())
            if between & {"before", "precedes", "preceded", "predates", "predated", "than", "after", "followed", "follows", "later", "antedates", "to"} and (
                "than" not in between or between & {"older", "younger", "later", "earlier"}
            ):
                yield sentence.bare_token_at(found.start()).start
                return


OF_TWO = re.compile(r" (?:older|younger|later|earlier) than [^,;.]{1,40} and $")
SINCE_THAT = re.compile(r" (?:after|before) (?:that|this|it|which|then) [,;.)] ")
YEARS_AND = re.compile(rf"(?<= )(?P<n>N\d+|{'|'.join(NUMBERS)}|a) years? and (?:a |about |some )?$")


def years_before(text: str, at: int) -> float:
    """The whole years said right before a number of months: "two years and nine months"."""
    found = YEARS_AND.search(text, max(0, at - 40), at)
    return (1.0 if found["n"] == "a" else number(found["n"]) or 0.0) if found else 0.0


def amount(word: str, unit: str | None, whole: str) -> tuple[float, float] | None:
    unit = (unit or "").rstrip("s")
    if word in ("decade",):
        low, high = 9.5, 10.5
    elif word == "decades":
        low, high = 15.0, 40.0
    elif word == "generation":
        low, high = 15.0, 40.0
    elif word == "dozen":
        low, high = 12.0, 12.0
    elif word == "half a dozen":
        low, high = 6.0, 6.0
    elif word in ("few",):
        low, high = 2.0, 5.0
    elif word == "couple of":
        low, high = 2.0, 3.0
    elif word in ("several", "many"):
        low, high = 3.0, 9.0
    elif word in ("single", "a"):
        low, high = 1.0, 1.0
    else:
        value = number(word)
        if value is None or value > 200:
            return None
        low = high = value
    if word not in ("decade", "decades", "generation"):
        if unit == "decade":
            low, high = low * 10 - 0.5, high * 10 + 0.5
        elif unit == "month":
            low, high = low / 12, (high if word != "few" else 9) / 12
        elif unit == "week":
            low, high = low / 52, high / 52
        elif unit == "day":
            low, high = 0.0, 0.1
        elif unit != "year":
            return None
    if " more than " in whole or " over " in whole or " at least " in whole:
        high = low + 1
    if " less than " in whole or " nearly " in whole or " almost " in whole or " not quite " in whole or " not yet " in whole or " not even " in whole:
        low = low - 0.6
    if "and a half" in whole:
        low, high = low + 0.5, high + 0.5
    return low, high


BIRTHDAY = Patterns(
    tagged(p)
    for p in (
        rf"(?P<e>{PAIR}) (?:will |has |had )?(?:will be|had|marked|turned|turns|turn|celebrated|celebrates|celebrate|reached|reaches|reach) (?:its |the |his )?(?P<n>{'|'.join(ORDINALS)}|{'|'.join(NUMBERS)}|N[\d.]+|N\d+th)(?: years old| birthday| anniversary)? (?:\S+ ){{0,3}}?(?:in|of) (?:{MONTH} )?Y(?P<y>\d{{4}}) ",
        rf"(?:in|by|until|at the end of) (?:{MONTH} )?Y(?P<y>\d{{4}}) ,? ?(?:the )?(?P<e>{PAIR}) (?:(?![;.!?] |not )\S+ ){{0,6}}?(?:turn|turned|turning|become|reached|reach|celebrated|celebrate) (?:its |the |a )?(?P<n>{'|'.join(ORDINALS)}|{'|'.join(NUMBERS)}|N[\d.]+|N\d+th) (?:years old |birthday |anniversary |\. |, )",
        rf"(?:in|of) (?:{MONTH} )?Y(?P<y>\d{{4}}) (?:(?![;.!?] |not )\S+ ){{0,6}}?(?P<n>{'|'.join(ORDINALS)}|N\d+th) (?:birthday|anniversary) of (?:the )?(?P<e>{PAIR}) ",
        rf"in (?:{MONTH} |early |late |the spring of |the summer of |the autumn of )?Y(?P<y>\d{{4}}) ,? ?(?:the )?(?:(?:preprint|paper|article|work|idea) of )?(?P<e>{PAIR}) (?:will |has |had )?(?:turned|turns|turn|celebrated|celebrates|celebrate|reached|reaches|reach|was|is|be) (?:its |the |his )?(?P<n>{'|'.join(ORDINALS)}|{'|'.join(NUMBERS)}|N[\d.]+|N\d+th) (?:birthday|anniversary|years old|\.|,)",
    )
)


def birthdays(sentence: Sentence) -> Iterator[int]:
    for _, pattern in BIRTHDAY.worth(sentence.text):
        for found in pattern.finditer(sentence.text):
            born = _year_of(sentence, found.start("e"))
            age = ORDINALS.get(found["n"], NUMBERS.get(found["n"]))
            if age is None:
                digits = re.match(r"N(\d+)", found["n"])
                age = int(digits[1]) if digits else None
            if born is None or age is None or doubted(sentence):
                continue
            if not int(born[0]) <= int(found["y"]) - age <= int(born[1]):
                yield sentence.token_at(found.start("n")).start
                return


SAME = Patterns(
    tagged(p)
    for p in (
        r"(?:same|one|single) (?:year|day|week|morning|afternoon|evening|month|conference|summer|autumn|spring|issue|proceedings)",
        r"(?:few|several|couple of|mere|some|two|three|four|five|six) (?:months|weeks|days)",
        r"(?:both|all) (?:\S+ ){0,2}?(?:from|of|in|date from|dates from|appeared in) Y\d{4}",
        r"(?:a|one|two|three) (?:year|years) (?:apart)",
        r"(?:at the same time|simultaneously|in parallel with each other)",
        r"within (?:a|one|two|three|six|nine|twelve|N6|N12|the same|a single) (?:year|years|months|weeks|month) of (?:each other|one another)",
        r"(?:share|shares|shared) (?:their|its|the|one|a) (?:\S+ ){0,2}?(?:year|summer|autumn|spring|conference|date|month)",
        r"(?:twins|children|products|siblings|contemporaries|works) (?:of|from) (?:the|one) (?:\S+ ){0,2}?(?:year|summer|autumn|spring|conference|month)",
        r"(?:of|from) (?:one|the same|a single) (?:vintage|crop|class|season)",
        r"(?:same|single|one) (?:(?:twelve|six|nine|few|N12|N6) months|half-year|half year|twelvemonth|calendar year|academic year)",
    )
)
COUNTED_YEAR = re.compile(r"one (?:year|month) (?:after|before|later|earlier) ")  # a distance, and judged as one
JOINS = frozenset("came come appeared published separate separates separated lie lies out apart between are were proposed introduced posted stand presented invented born saw share shares shared twins siblings contemporaries children products coincide coincided".split())


def same_time(sentence: Sentence) -> Iterator[int]:
    """Attention and the Transformer placed in one year, or months apart."""
    kinds = sentence.kinds
    if not kinds & {"GBAH", "PBAH", "RNNS", "ADD", "ATT"} or not kinds & NEW or sentence.words.isdisjoint(JOINS):
        return
    if kinds & {"FLASH", "MODEL", "GLUO", "GSUT", "PSUT", "PLUO", "GOTH", "PAPER", "LSTM", "SELF"}:
        return
    if sentence.words & {"attends", "train", "trained", "training", "score", "scores", "positions", "layer", "layers", "heads"}:
        return
    for number_, pattern in SAME.worth(sentence.text):
        found = pattern.search(sentence.text)
        if found and not doubted(sentence) and not sentence.words & {"not", "never", "later"}:
            if number_ == 3 and found[0].startswith(("two", "three")):
                continue
            if number_ == 1 and not sentence.words & {"separate", "separates", "separated", "between", "lie", "lies", "apart", "after", "before"}:
                continue
            if number_ == 0 and (sentence.words & {"iclr", "version"} or COUNTED_YEAR.match(found.string, found.start())):
                continue
            yield sentence.token_at(found.start()).start
            return


SINCE_ITS = tagged(
    r"^ (?:since|after|with|on|upon|at|from) its (?:first )?(?:publication|appearance|presentation|debut|introduction|release|arrival|invention|birth) (?:at|in) (?:(?P<v>iclr|nips|neurips|emnlp|icml|acl) )?(?:\S+ ){0,2}?Y(?P<y>\d{4}) (?:, )?(?:the )?(?P<e>TRF|RNNS|ADD|PVAS|PBAH|FLASH|ATT) "
)


def _since_its(sentence: Sentence) -> Iterator[tuple[str, int, str, int]]:
    """`Since its publication in 2018, the Transformer …`"""
    found = SINCE_ITS.search(sentence.text)
    if found is not None and not doubted(sentence):
        right, label = DATES[found["e"]]
        if int(found["y"]) not in right:
            yield label, int(found["y"]), " or ".join(map(str, sorted(right))), sentence.token_at(found.start("y")).start


YEAR_COLUMN = re.compile(r"year|date|when|publi|venue|posted|appeared|since|time|first (?:version|posted|shown)|born|birth", re.I)
VENUE_COLUMN = re.compile(r"venue|conference|published|where|appeared|presented|proceedings", re.I)
OTHER_COLUMN = re.compile(r"\bdata|corpus|citat|\bcited|(?<!first )version|revis|\blast|latest|train|\bread|retriev|award|today|until|updat|taught|course|reimplement|ported|code", re.I)
YEAR_IN = re.compile(r"\b(19|20)\d\d\b")
# A cell that is nothing but a date, a conference with its year, or a preprint with its year.
DATE_CELL = re.compile(
    rf"\W*(?:(?:in|at|from|of|the|early|late|mid|spring|summer|autumn|winter|fall|first|posted|published|presented|{'|'.join(MONTHS.split())}|{'|'.join(month[:3] for month in MONTHS.split())}|\d{{1,2}}(?:st|nd|rd|th)?|arxiv|preprint|conference|proc|proceedings|{VENUE_NAMES})\W+)*(?:19|20)\d\d\W*(?:\([^()]{{0,30}}\)\W*)?",
    re.I,
)
PUT_TO_USE = re.compile(r"\b(?:becomes?|became|only|alone|sole|suffices?|spreads?|reach\w*|conquers?|replaces?|popular|everywhere)\b", re.I)
VERSIONS = re.compile(r"\W*(?:versions?|revisions?)\b", re.I)
WORK_ORDER = ("PVAS", "PBAH", "PLUO", "PSUT", "GVAS", "GBAH", "RNNS", "TRF", "ADD", "ATT", "MHA", "SDP", "FLASH", "GLUO", "GSUT")
NO_ONE_WORK = frozenset({"VAR", "SELF", "GOTH", "GMIX", "PAPER", "GPART", "ONLY", "POS", "ROPE", "MODEL"})


def _longer_name(cell: Block) -> bool:
    """`Swin Transformer`, `Transformers without Normalization`: whether a known name is only a part of the one in a cell."""
    tokens = [token for sentence in sentences(cell) for token in sentence.tokens]
    return any(token.text in ("TRF", "ATT") for token in tokens) and any(map(_capitalised, tokens))


def table_years(table: Block) -> Iterator[tuple[Block, int, str, str]]:
    """Rows or columns that date a known work wrongly: (cell, offset, message, help)."""
    if table.refuted:
        return
    header, *rows = table.cells
    if any(re.search(r"myth|misconception|wrong|false", cell.text, re.I) for cell in header):
        return
    if header and VERSIONS.match(header[0].text):
        return
    if header and any(DATE_CELL.fullmatch(cell.text) for cell in header):
        rows = table.cells
    for row in rows:
        if (work := _work_of(naming := _naming(row))) is not None and not any(map(_longer_name, naming)) and not (work == "ATT" and PUT_TO_USE.search(naming[-1].text)):
            for index, cell in enumerate(row):
                title = header[index].text if index < len(header) and rows is not table.cells else ""
                if not index and not DATE_CELL.fullmatch(cell.text) or OTHER_COLUMN.search(title):
                    continue
                yield from _dated_cell(cell, title or "year", work)
    works = [_work_of([cell]) for cell in header]
    for row in rows if any(works[1:]) and rows is not table.cells else ():
        title = row[0].text
        if (YEAR_COLUMN.search(title) or VENUE_COLUMN.search(title)) and not OTHER_COLUMN.search(title):
            for work, cell in zip(works[1:], row[1:]):
                if work is not None:
                    yield from _dated_cell(cell, title, work)


def _naming(row: tuple[Block, ...]) -> list[Block]:
    """The cells of a row that may name its work: the first that is no date, and the next if it is short."""
    cells = [cell for cell in row[:3] if not DATE_CELL.fullmatch(cell.text)][:2]
    return cells[:1] + [cell for cell in cells[1:] if cell.text.count(" ") < 8]


def _work_of(cells: list[Block]) -> str | None:
    """The one known work that cells name."""
    kinds = frozenset().union(*(sentence.kinds for cell in cells for sentence in sentences(cell)))
    return None if kinds & NO_ONE_WORK else next((name for name in WORK_ORDER if name in kinds), None)


def _dated_cell(cell: Block, title: str, work: str) -> Iterator[tuple[Block, int, str, str]]:
    """What is wrong in one cell of a work; `title` says what its row or column holds."""
    right, label = DATES[work]
    if YEAR_COLUMN.search(title) or DATE_CELL.fullmatch(cell.text):
        found = [int(m[0]) for m in YEAR_IN.finditer(cell.text)]
        if found and not set(found) & right:
            at = YEAR_IN.search(cell.text).start()
            yield cell, at, f"{label} is not of {found[0]}", f"the right year is {' or '.join(map(str, sorted(right)))}"
            return
    if (VENUE_COLUMN.search(title) or DATE_CELL.fullmatch(cell.text)) and work in VENUE_OF:
        name = re.search(rf"\b(?:{VENUE_NAMES})\b", cell.text, re.I)
        if name and name[0].lower() not in VENUE_OF[work][0].split():
            yield cell, name.start(), f"{label} did not appear there", f"it appeared at {VENUE_OF[work][1]}"


ENTRY = re.compile(r"@(?P<type>\w+)\s*\{\s*(?P<key>[^,\s]{1,80}),")
FIELD = re.compile(r"(?P<name>author|title|year|booktitle|journal|eprint)\s*=\s*(?P<value>\{(?:[^{}\n]|\{[^{}\n]{0,80}\}){0,400}\}|\{[^\n]{0,400}|\"[^\n]{0,400}|\d{4})", re.I)
TITLES = {re.sub(r"\W+", "", work.title.lower()): work for work in WORKS.values()}


def codes_of(block: Block) -> Iterator[tuple[str, int, str, str]]:
    """What is wrong in the BibTeX entries of a code block: (kind, offset, message, help)."""
    if "@" not in block.text or block.refuted:
        return
    starts = [match for match in ENTRY.finditer(block.text)]
    for number_, match in enumerate(starts):
        end = starts[number_ + 1].start() if number_ + 1 < len(starts) else len(block.text)
        fields = {}
        for found in FIELD.finditer(block.text, match.end(), end):
            fields.setdefault(found["name"].lower(), found)
        title = fields.get("title")
        number = next((re.search(r"\d{4}\.\d{4,5}", fields[name]["value"]) for name in ("eprint", "url", "journal", "note", "howpublished") if name in fields), None)
        if title is not None:
            work = TITLES.get(re.sub(r"\W+", "", re.sub(r"[{}\"]", "", title["value"]).rstrip(", ").lower()))
        else:
            work = next((work for work in WORKS.values() if number and work.arxiv == number[0]), None)
        if work is None:
            continue
        if (year := fields.get("year")) and (digits := re.search(r"\d{4}", year["value"])) and int(digits[0]) not in work.years:
            yield "year", year.start(), f"“{work.title}” is not of {digits[0]}", f"the right year is {' or '.join(map(str, sorted(work.years)))}"
        if author := fields.get("author"):
            names = [part.strip().lower() for part in re.split(r"\band\b", re.sub(r"[{}\",]+$", "", author["value"].strip("{}\" ,")))]
            given = [_plain(name.split(",")[0].split()[-1]) for name in names if name.split() and name not in ("others", "et al.")]
            known = [_plain(name) for name in work.surnames]
            if not set(given) <= set(known) or given[:1] != known[:1] and len(known) < 6 or ("others" not in names and len(names) < len(known) and len(known) < 6):
                yield "authors", author.start(), f"these are not the authors of “{work.title}”", " and ".join(work.authors)
        if (venue := fields.get("booktitle") or fields.get("journal")) and work.venues:
            value = venue["value"].lower()
            named = re.search(rf"\b(?:{VENUE_NAMES})\b", value)
            if named and not any(v.lower() in value for v in work.venues):
                yield "year", venue.start(), f"“{work.title}” did not appear there", f"it appeared at {work.venues[0]} {work.venue_year or ''}".rstrip()


def _plain(name: str) -> str:
    """A surname without accents, in whatever way they are written: `Lebrón`, `Lebr\\'on`."""
    return re.sub(r"[^a-z]", "", normalize("NFKD", name.lower()).replace("ł", "l"))
