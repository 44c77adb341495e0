"""Mechanisms and works of other years than 2014 and 2017: when they came, and from whom.

`The Longformer (Beltagy et al., 2017)`, `ALiBi dates from 2018`, `sliding windows were invented by …`: the name of the
topic, a verb of publication or a bracket, and a year or a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from .chronology import LIKE_IT, of_another
from .knowledge import EVENTS, DATED, TOWNS, Topic, words_of
from .stance import doubted
from .tagging import Sentence, Token
from .words import Patterns, tagged

MADE = (
    r"(?:invented|introduced|proposed|devised|published|posted|presented|released|described|developed|designed|created|unveiled|suggested|appeared|appears|appear|debuted|arrived|arrives|came out|comes|came|dates|dated|"
    r"invent|introduce|propose|publish|post|present|invents|introduces|proposes|publishes|presents|pioneered|launched|born|conceived|added|brought|emerged|started|began|goes back|is from|was from|is of|was of) "
)
PLAIN = r"(?:(?![;.!?] |not |never |before |after |later |since |than |until |T\d+ |Y\d+ |and |but |while |whereas |used |applied |extended |showed |for |with |by means )\S+ )"
BRACKET = r"(?:T(?P<t>\d+)) (?:paper |model |architecture )?\( (?:(?!\) |; |T\d+ )\S+ ){0,9}?Y(?P<y>\d{4}) (?:\) |, |; |$)"
YEARS = Patterns(
    tagged(p)
    for p in (
        BRACKET,
        rf"T(?P<t>\d+) (?:paper |article |model )?(?:(?:was|were|is|are|has been|first|only|both|originally|itself|,) ){{0,4}}{MADE}{PLAIN}{{0,7}}?(?:in|from|of|to|at|around|since|by) (?:the |year |early |late |summer |autumn |spring |iclr |icml |nips |neurips |emnlp |naacl |acl ){{0,3}}Y(?P<y>\d{{4}}) ",
        rf"{MADE}(?:the |a |an |their |so-called |on |of |to |global and |local and |\" ){{0,3}}T(?P<t>\d+) {PLAIN}{{0,4}}?(?:in|as early as|already in|back in|at) (?:{PLAIN}){{0,2}}?Y(?P<y>\d{{4}}) (?!version |revision )",
        rf"^ (?:in )Y(?P<y>\d{{4}}) (?:, )?{PLAIN}{{0,5}}?{MADE}(?:the |a |an |their |so-called |\" ){{0,3}}T(?P<t>\d+) ",
        rf"^ (?:- )?Y(?P<y>\d{{4}}) (?:: |- |, |, when ){PLAIN}{{0,2}}?T(?P<t>\d+) (?:{PLAIN}{{0,2}}?{MADE}|\. |$)",
        rf"T(?P<t>\d+) (?:is|was) (?:an? |the )?(?:invention|idea|product|child|paper|work|model) (?:of|from) Y(?P<y>\d{{4}}) ",
        rf"(?:G[A-Z]+|O[A-Z]+) \( Y(?P<y>\d{{4}}) \) {MADE}(?:the |a |an |their |so-called ){{0,2}}T(?P<t>\d+) ",
    )
)
EARLY_ATTENTION = tagged(r"^ (?:- )?Y(?P<y>\d{4}) (?:: |- |, )(?:the )?(?:ATT|ADD|RNNS|TRF) (?:mechanism |model )?(?:comes|arrives|appears|is born|enters|is invented|is introduced|is published|debuts|begins|\. |$)")
MADE_BY = tuple(
    tagged(p)
    for p in (
        rf"T(?P<t>\d+) (?:(?:was|were|is|are|first|originally|both|has been|have been) ){{0,3}}(?:invented|introduced|proposed|devised|pioneered|conceived|designed|created|developed|due|thanks|owed|credited|attributed) {PLAIN}{{0,3}}?(?:by|to) {PLAIN}{{0,4}}?(?P<who>G[A-Z]+|PVAS|PBAH|PLUO|PSUT|RNNS) ",
        rf"(?P<who>G[A-Z]+|PVAS|PBAH|PLUO|PSUT|RNNS) (?:\( Y\d+ \) )?(?:(?:first|also|already|had|originally|then|even|have|,) ){{0,3}}(?:invented|introduced|proposed|devised|pioneered|conceived|coined|invents|introduces|proposes|propose|introduce|invent|came up with) (?:the |a |an |their |so-called |what is now called |idea of ){{0,3}}T(?P<t>\d+) ",
        rf"T(?P<t>\d+) (?:(?:goes|go|dates|date) back to|comes from|come from|stems from|is the work of|is the invention of|are the work of|was the idea of|originated with|originates with|is owed to) {PLAIN}{{0,3}}?(?P<who>G[A-Z]+|PVAS|PBAH|PLUO|PSUT|RNNS) ",
        r"T(?P<t>\d+) \( (?P<who>GVAS|GBAH|GLUO|GSUT|GOTH) (?:, )?(?:Y\d+ )?\) ",
    )
)
CREDITABLE = frozenset("GVAS GBAH GLUO GSUT PVAS PBAH PLUO PSUT RNNS GOTH GCHO GMIX GVMIX".split())
WINDOW_FIRST = tagged(r"VAR (?:(?:was|were|is|has been) )(?:first )?(?:invented|thought of|conceived|born|first used|first seen|originated) (?:for|in|with|by) (?:the )?(?:longformer|mistral|MODEL|GOTH) ")
CREDITS = frozenset(
    """invented introduced proposed devised pioneered conceived designed created developed due thanks owed credited attributed coined invents introduces proposes propose introduce invent came goes
    go dates date comes come stems work invention idea originated originates (""".split()
)
UNSURE = frozenset("not never nor isn't wasn't n't version revision revised survey reviews review lecture library built based builds inspired popularised popularized applied extends extended book course extension variant variants".split())
WHO = {"GVAS": "vaswani", "PVAS": "vaswani", "GBAH": "bahdanau", "PBAH": "bahdanau", "RNNS": "bahdanau", "GLUO": "luong", "PLUO": "luong", "GSUT": "sutskever", "PSUT": "sutskever"}
# "the 2017 formula", "the attention of 2017": the year of something else.
THE_2017 = tagged(r"the Y\d{4} [a-z]|(?:ATT|formula|layer|score|data|idea|work|results|model) of Y\d{4} ")
IS_OF = tagged(r"(?:is|was|are|were) (?:a \S+ )?(?:only )?of (?:the year )?Y\d{4} ")
# Names that many works of many years share.
LOOSE = frozenset(
    ["transformer", "multi-head attention", "scaled dot-product attention", "fast weights", "sliding-window attention", "sparse attention", "hard attention", "linear attention", "dropout", "residual connections", "lstm",
     "sequence-to-sequence learning", "local attention", "byte-pair encoding", "gated recurrent unit", "relative position representations", "attention sinks", "intra-attention", "visual attention", "gated unit", "soft window", "lost in the middle", "layer normalisation", "word2vec"]
)
YEAR = re.compile(r"^Y(?:19[5-9]\d|20[0-3]\d)$")
LISTED = {words_of(name): topic for name, topic in DATED.items()}


@cache
def _starting(word: str) -> tuple[tuple[str, ...], ...]:
    """The names that begin with a word, longest first."""
    return tuple(sorted((words for words in LISTED if words[0] == word), key=lambda words: -len(words)))


def _topic_of(token: Token) -> Topic | None:
    """The topic that one token names, whole."""
    return DATED.get(token.names[0].replace(" ,", "")) if token.names and token.text[0].isupper() and token.text[0] != "Y" and (token.text == "GRU" or token.text[0] != "G") else None


def with_topics(sentence: Sentence) -> tuple[str, list[Topic], list[int]]:
    """The tagged sentence with T0, T1, … for the topics, the topics, and the token that each place came from, found once."""
    key = f"topics{sentence.index}"
    if key not in sentence.block.cache:
        sentence.block.cache[key] = _with_topics(sentence.tokens)
    return sentence.block.cache[key]


def topics_of(tokens: Sequence[Token]) -> list[Topic]:
    """The topics that tokens name."""
    return _with_topics(tokens)[1]


def _with_topics(tokens: Sequence[Token]) -> tuple[str, list[Topic], list[int]]:
    parts, topics, origin = [], [], []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        topic, size = _topic_of(token), 1
        if topic is None and token.text[:1].islower():
            for words in _starting(token.text):
                if all(position + k < len(tokens) and tokens[position + k].text == word for k, word in enumerate(words)):
                    topic, size = LISTED[words], len(words)
                    break
        if topic is None and token.text == "PAPER" and token.names:
            topic = next((DATED[name] for name in DATED if token.names[0].replace(" ,", "").startswith(name)), None)
        if topic is not None:
            parts.append(f"T{len(topics)}")
            topics.append(topic)
        else:
            parts.append(token.text)
        origin.append(position)
        position += size
    return " " + " ".join(parts) + " ", topics, origin


def _token(sentence: Sentence, text: str, origin: list[int], offset: int) -> Token:
    return sentence.tokens[origin[min(text.count(" ", 0, offset) - 1, len(origin) - 1)]]


def misdated(sentence: Sentence) -> Iterator[tuple[str, int, str, int]]:
    """(topic, the year given, the right years, offset) for a topic that is given a wrong year."""
    if not any(kind[0] == "Y" and kind[1:].isdigit() for kind in sentence.kinds) or sentence.words & UNSURE:
        return
    if (found := EARLY_ATTENTION.search(sentence.text)) is not None and not doubted(sentence):
        right = {2017} if " TRF " in found[0] else {2014, 2015}
        if int(found["y"]) not in right:
            yield "the Transformer" if 2017 in right else "attention", int(found["y"]), " or ".join(map(str, sorted(right))), sentence.start
            return
    text, topics, origin = with_topics(sentence)
    if not topics:
        return
    for _, pattern in YEARS.worth(text):
        for found in pattern.finditer(text):
            topic, year = topics[int(found["t"])], int(found["y"])
            if year in topic.years or doubted(sentence) or "linear" in topic.name and year > 2017 or topic.name in ("transformer", "fast weights") and year > 2017:
                continue
            dated = _token(sentence, text, origin, found.start("y"))
            if LIKE_IT.search(text[: found.start("t") - 1]) or " before T" in text[: found.start("t")] or of_another(sentence, _token(sentence, text, origin, found.start("t")), dated, topic.by):
                continue
            yield topic.name, year, " or ".join(map(str, sorted(topic.years))), dated.start
            return


PUBLISHES = frozenset("date brought published publish publishes posted presented presents present introduced introduce introduces proposed proposes propose described describes describe invented appeared appears came released brought dates dated from asked asks ask shown showed shows born debuted wrote".split())
LATER_ON = frozenset("used uses use applied survey version since until after before later again still already revisited revisit review adopted trained extended extends combined based builds built follow-up popular standard".split())


USES = frozenset({"use", "uses", "used"})
# Names of which even those who coined them wrote in several years.
SHARED = frozenset(["fast weights", "dropout", "residual connections", "lstm", "sequence-to-sequence learning", "byte-pair encoding", "transformer", "linear attention", "sparse attention", "sliding-window attention", "hard attention", "layer normalisation"])


def without_aside(tokens: list[Token]) -> list[Token]:
    """Tokens without what is said of the subject between two commas: `BERT, which stacks Transformer encoders, is of 2018`."""
    texts = [token.text for token in tokens[:16]]
    if "," in texts[:3]:
        first = texts.index(",")
        if texts[first + 1 : first + 2] in (["which"], ["that"], ["a"], ["an"], ["the"], ["with"], ["built"], ["based"]) and "," in texts[first + 1 :] and not any(map(YEAR.match, texts[:first])):
            last = texts.index(",", first + 1)
            if not any(map(YEAR.match, texts[first:last])):
                return tokens[:first] + tokens[last + 1 :]
    return tokens


WHICH = tagged(r"ATT , (?:which|that|an idea|a mechanism) ")


def alone_misdated(sentence: Sentence) -> Iterator[tuple[str, int, str, int]]:
    """(topic, the year given, the right years, offset) where a sentence that names one dated topic, and no other work, gives one other year."""
    if not any(map(YEAR.match, sentence.kinds)) or sentence.asked or sentence.words & UNSURE or len(sentence.tokens) > 30 or " the one on " in sentence.text:
        return
    tokens = without_aside(sentence.tokens)
    years = [token for token in tokens if YEAR.match(token.text)]
    if len(years) != 1:
        return
    people = {name for token in tokens if token.text in ("GOTH", "GCHO") for name in token.names}
    topics = topics_of(tokens)
    own = [topic for topic in topics if topic.by & people and topic.name not in SHARED]
    topics = own or [topic for topic in topics if topic.name not in LOOSE and not people]
    if len({topic.name for topic in topics}) != 1 or sentence.words & (LATER_ON - USES if own else LATER_ON):
        return
    if not own and sentence.words.isdisjoint(PUBLISHES) and IS_OF.search(sentence.text) is None or THE_2017.search(sentence.text) or not {token.text for token in tokens if token.text[0].isupper()} <= {"GOTH", "PAPER", "PXU", "VAR", "ATT", "MODEL", "FLASH", "ROPE", "SELF", "CITE", "SINK", "GCHO", "GRU", "MASK", "OGOO", "OOTH", years[0].text}:
        return
    topic, year = topics[0], int(years[0].text[1:])
    if year in topic.years or not topic.years or "ATT" in sentence.kinds and WHICH.search(sentence.text):
        return
    if not doubted(sentence):
        yield topic.name, year, " or ".join(map(str, sorted(topic.years))), years[0].start


def miscredited(sentence: Sentence) -> tuple[int, str] | None:
    """(offset, message) of a topic that is credited to people who did not bring it, or None."""
    if (found := WINDOW_FIRST.search(sentence.text)) is not None and "window" in sentence.raw.lower() and not sentence.words & {"not", "never", "n't", "isn't", "wasn't"} and not doubted(sentence):
        return sentence.token_at(found.start()).start, "attention in a window is older: Luong et al. (2015) attend within one, Child et al. (2019) use strided ones"
    if sentence.kinds.isdisjoint(CREDITABLE) or sentence.words & UNSURE or sentence.words.isdisjoint(CREDITS):
        return None
    text, topics, origin = with_topics(sentence)
    if not topics:
        return None
    for pattern in MADE_BY:
        for found in pattern.finditer(text):
            topic = topics[int(found["t"])]
            token = _token(sentence, text, origin, found.start("who"))
            names = set(token.names) if token.text[0] == "G" and len(token.names) and all(name.islower() and " " not in name for name in token.names) else set()
            names |= {WHO[token.text]} if token.text in WHO else set()
            if not names or names & topic.by or "+" in names and len(names) == 1 or not topic.by or token.text in ("GINT", "GOTHD", "GSUP", "GPART"):
                continue
            if token.text == "GOTH" or topic.name in ("dropout", "lstm", "fast weights", "sequence-to-sequence learning", "transformer", "local attention") and token.text not in ("GVAS", "GBAH", "PVAS", "PBAH"):
                continue
            if topic.name == "transformer" and token.text in ("GLUO", "GSUT") or doubted(sentence):
                continue
            return _token(sentence, text, origin, found.start("t")).start, f"{topic.name} is due to {' and '.join(sorted(name.capitalize() for name in topic.by))} ({min(topic.years)})"
    return None


PUBLISHED = frozenset("child children fruit dates dated stems goes uploaded gave taught heard talk contemporary contemporaries twin coeval product invented introduced born came begins began conceived devised entered published appeared posted presented shown came went out released introduced unveiled proposed submitted printed born debuted showed".split())
PLACED = {"ADD": "bahdanau2015", "GBAH": "bahdanau2015", "PBAH": "bahdanau2015", "RNNS": "bahdanau2015", "GVAS": "vaswani2017", "PVAS": "vaswani2017", "TRF": "vaswani2017", "GLUO": "luong2015", "PLUO": "luong2015"}
OCCASIONS = frozenset(name[0] for name in (*TOWNS, *EVENTS))
OF_YEAR = {"bahdanau2015": (2014, 2015), "vaswani2017": (2017,), "luong2015": (2015,)}


def _only_work(sentence: Sentence) -> str | None:
    works = {PLACED[kind] for kind in sentence.kinds & PLACED.keys()}
    return works.pop() if len(works) == 1 else None


def misplaced_event(sentence: Sentence) -> Iterator[tuple[str, int]]:
    """(what is right, offset) for a work put into another town, or beside an event of another year."""
    work = _only_work(sentence)
    if work is None and "arxiv" in sentence.words and sentence.kinds & {"ATT", "ADD"}:
        work = "bahdanau2015"
    if work is None and sentence.words & {"decoder", "decoders", "translators", "translator"} and (sentence.words & {"attend", "attended"} or " look back " in sentence.text):
        work = "bahdanau2015"
        if sentence.words & {"still", "yet", "not", "later", "until", "away"}:
            return
    elif sentence.words.isdisjoint(PUBLISHED):
        return
    if work is None or sentence.words & UNSURE or sentence.kinds & {"MODEL", "GOTH", "PAPER", "FLASH", "VAR"}:
        return
    if sentence.words.isdisjoint(OCCASIONS) or "old" in sentence.words and " as old as " not in sentence.text:
        return
    words = [token.text for token in sentence.tokens]
    for position in range(len(words)):
        for name, keys in TOWNS.items():
            if tuple(words[position : position + len(name)]) == name and work not in keys and not doubted(sentence):
                yield {"bahdanau2015": "ICLR 2015 was in San Diego", "vaswani2017": "NIPS 2017 was in Long Beach", "luong2015": "EMNLP 2015 was in Lisbon"}[work], sentence.tokens[position].start
                return
        for name, year in EVENTS.items():
            if tuple(words[position : position + len(name)]) == name and year not in OF_YEAR[work] and not doubted(sentence) and sentence.words.isdisjoint({"after", "later"} if year < 2010 else {"before", "after", "later", "earlier", "since", "by", "until"}):
                yield f"the work is of {OF_YEAR[work][0]}", sentence.tokens[position].start
                return
