"""Who signed the paper: how many, who among them, and who not, told in words instead of an author list."""

from __future__ import annotations

import re

from .knowledge import PEOPLE
from .stance import doubted
from .tagging import Sentence, Token
from .words import tagged

WORK = frozenset({"PBAH", "RNNS", "ATT", "ADD", "1409.0473"})
OTHER_WORKS = frozenset("PVAS GVAS TRF PLUO GLUO PSUT GSUT PCHO PCHP GCHO PXU PAPER MODEL VAR FLASH MHA SELF SDP DOT LOC ROPE".split())
TRIO = frozenset({"BAH", "CHO", "BEN"})
ANY = r"(?:(?![;.!?] )\S+ )"
# One author, or two.
ALONE = tagged(
    r"(?:one-author|single-author(?:ed)?|sole-author|one-man|one-person|solo|single-handed(?:ly)?|unaided|(?:single |lone |sole |solitary )+(?:signature|name|author|inventor|originator|student|intern|researcher|person|man|hand)|one (?:signature|name|author|inventor|man|person)|(?:one|a single) (?:father|mother|parent|creator|originator)|"
    r"(?:on his own|by himself|all by himself|under his own name|alone signed|signed (?:it )?alone|without (?:any )?co-?authors|no co-?authors|without anybody else|without anyone else|without help|without (?:any )?collaborators|only name (?:under|on|below|above|beneath)|"
    r"no other author|nobody else 's name|nobody shared|nobody but|no one but|lone student)) "
)
PAIR = tagged(
    r"(?:duet|duo|two-man|two-person|two-author|couple|pair of (?:\S+ )?(?:authors|researchers|people|colleagues)|two (?:\S+ )?(?:authors|names|people|researchers|signatures|signatories|inventors|men)|N2 (?:authors|names)|(?:the|only|exactly|just) two GBAH|"
    r"just the two of them|the two of them|only joint paper without) "
)
MANY = tagged(
    r"(?:(?:four|five|six|seven|eight|N4|N5|N6) (?:\S+ )?(?:authors|names|signatures|signatories|people signed|researchers signed)|a fourth (?:author|name|man|signatory|person|colleague)|(?:four|five|six|seven) in number|numbering (?:four|five|six|seven)|(?:add|adds|added) a fourth|quartet|foursome|a fourth ,) "
)
ABSENT = tagged(
    rf"(?:neither|nor|no|nobody|none) (?:{ANY}){{0,8}}?(?:put|puts|lent|signed|shared|has|had|wrote|contributed|appears?|stands?) (?:{ANY}){{0,3}}?(?:part|name|names|paper|authorship|it|cover|title page|part in it|hand) "
)
VAIN = tagged(rf"(?:third|other) (?:name|author) (?:{ANY}){{0,6}}?(?:vain|missing|absent|lacking) ")
BESIDE = tagged(r"(?:no|nobody|without) (?:colleague|co-author|coauthor|second|other|supervisor|professor|one|else|one else|fellow) (?:name |author |person )?(?:stands |stood |is |appears |signed |listed )?(?:beside|next to|alongside|under|below|with|after) (?:him|his|it|hers?) ")
# One of the two places: Bremen sent the first author, Montreal the others.
ONE_PLACE = re.compile(r"\b(?:Bremen|Jacobs University)\b[^.;:!?]{0,12}?\b(?:only|alone)\b|\b(?:only|solely|exclusively|entirely|wholly) (?:from|in|at|of|out of) (?:Bremen|Jacobs University)\b")
NOBODY_THERE = tagged(r"(?:nobody|no one|no-one|none|no author|no researcher|no hand) (?:from|in|at|of) (?:(?:the|lab|group|university) ){0,3}(?:canada|OMTL|quebec|québec) (?:had|has|took|was|is|signed|contributed|put|appears|stands|wrote|worked) ")
COUNTED = tagged(
    r"^ (?:- )?(?:(?:the|number|of|counts?|how|many) ){0,4}(?:authors?|signatories|signatures) (?:per|of each|of|by|in|each|on|counts?|,|:|\() (?:(?![;.!?] )\S+ ){0,8}?(?:PBAH|RNNS) (?:: |, |\( |= |- |has |have )+(?:N1|N2|N4|N5|N6|N7|N8|one|two|four|five|six|seven|eight) (?:authors? |names? )?[.;,)] |"
    r"(?:authors|names|signatures|signatories|people) (?:(?![.!?] |not )\S+ ){0,22}?(?:N1|N2|N4|N5|N6|N7|N8|one|two|four|five|six|seven|eight) (?:names? |authors? )?(?:for|on|under|in|below|behind) (?:the )?(?:PBAH|RNNS) [.;,)] "
)
NO_PART = tagged(r"(?:had|has|took|played) no (?:part|share|hand) (?:in|of) (?:(?:the|its|writing|invention|work|on|of) ){0,3}(?:PBAH|RNNS|ATT|ADD|it|this|that|paper|idea) ")
# What makes a statement one about authors.
SIGNS = frozenset(
    """author authors co-author co-authors coauthor coauthors authorship signed signs sign signature signatures wrote written write writes names name lists list listed title page proposed proposes invented introduced conceived devised
    worked published publishes byline credited credit cover stands shows put had part collaboration idea came tested originated hatched brainchild together project designed developed built work presented""".split()
)
CUES = tagged(
    r"(?:authors?|co-?authors?|authorship|signed|signs|signatures?|signatories|wrote|written|title page|names|byline|lists|listed|cover|proposed by|invented by|introduced by|conceived by|devised by|published by|presented by) "
)
NOT_OURS = frozenset(
    """review mentions mention cite cites cited citing citation citations discuss thanks thank thanked acknowledged acknowledges students supervised advised advisor reviewed reviewer read reads follow-up followed
    talk lecture interview prize award turing-award successor successors speech images captions captioning recognition handwriting actor-critic gated properties phrase textbook book implementation prize taught teaches
    joined left moved founded worked-at met inspired visited monograph survey dissertation""".split()
)
DENY = frozenset("not never n't isn't wasn't aren't weren't didn't doesn't don't unfair cannot instead rather whoever anyone avoid".split())
FIRST = tagged(rf"(?:first|lead|leading|main) author (?:{ANY}){{0,8}}?(?P<who>GPART|GOTH|GVAS|GSUT|GLUO|GVMIX|GMIX) ")
FIRST_AFTER = tagged(rf"(?P<who>GPART|GOTH|GVAS|GSUT|GLUO) (?:,|is|was|as) (?:the )?(?:first|lead|leading|main) author ")
DESCRIBED_STRANGER = tagged(r"(?:co-?inventor|inventor|father|co-?author|creator|founder) of (?:the )?(?:LSTM|gan|gans|TRF|backpropagation|convolutional \S+|word2vec|dropout|GRU) ")
NO_AUTHOR = tagged(r"no (?:co-)?authors? ")
AND_HIS = tagged(rf"GPART (?:and|with) (?:his|her) (?:\S+ )?(?:student|colleague|friend|collaborator|postdoc|supervisor|co-author|coauthor|mentor) (?:GOTH|GSUT|GLUO|GVAS) (?:{ANY}){{0,3}}?(?:proposed|introduced|wrote|invented|devised|published|conceived|signed) ")
AUTHORS_ARE = tagged(r"(?:GMIX|GOTH|GVMIX) (?:are|were) (?:the |all |only |three )*GBAH |GBAH (?:are|were|is|:) (?:GMIX|GOTH|GSUT|GVAS|GLUO) ")
PEOPLE_TOKENS = frozenset({"GPART", "GMIX", "GOTH", "GVMIX", "GSUT", "GVAS", "GLUO", "GBAH"})
CLOSED = tagged(
    r"(?:two names|authors (?:\S+ ){0,8}?(?:are|were|:)|(?:proposed|introduced|written|invented|published|signed|devised|designed|presented|conceived|developed|created|built|described) (?:\S+ ){0,4}?by|lists?|"
    r"without|alone|nobody else|no one else|only joint|by|are the authors|had the idea|worked out|:) "
)


ONLY_THEY = tagged(r"only (?:two |2 )?(?:authors|names|signatures) ")
COMPARED = tagged(r"(?:PBAH|RNNS|1409\.0473) (?:(?![;.!?] |not )\S+ ){0,5}?(?:one|two|three|N\d+) (?:more |fewer |less )?(?:authors?|names?|signatures?) (?:more |fewer |less )?than (?:(?![;.!?] )\S+ ){0,4}?(?:PSUT|GSUT|PLUO|GLUO) ")


SINGLE_THING = frozenset("author authors bahdanau he his student studied student's degree intern name affiliation first".split())


def misreported(sentence: Sentence) -> int | None:
    """The offset of a statement that gives the paper of 2014 other authors than its three, or None."""
    kinds, words = sentence.kinds, sentence.words
    if sentence.asked or words & DENY or not _about_the_paper(sentence):
        return None
    text = sentence.text
    for pattern in (COMPARED, COUNTED):
        if (found := pattern.search(text)) is not None and not doubted(sentence):
            return sentence.token_at(found.start()).start
    if kinds & WORK and ONE_PLACE.search(sentence.raw) and not kinds & OTHER_WORKS and not words & SINGLE_THING and not doubted(sentence):
        return sentence.start
    before = sentence.near(-1)
    if (kinds & WORK or before is not None and before.kinds & WORK) and (found := NOBODY_THERE.search(text)) is not None and not doubted(sentence):
        return sentence.token_at(found.start()).start
    if kinds & OTHER_WORKS - {"TRF", "VAR", "GSUT", "GLUO"} or _other_groups(sentence) or words & NOT_OURS or " rnn encoder-decoder " in text:
        return None
    found = _miscounted(sentence, text) or _wrong_first(sentence, text) or _stranger(sentence, text) or _incomplete(sentence, text)
    if found is None or doubted(sentence):
        return None
    return sentence.token_at(found.start()).start


def _other_groups(sentence: Sentence) -> bool:
    """Whether the authors of another work are named together."""
    return any(token.text in ("GSUT", "GLUO") and len(token.names) > 1 for token in sentence.tokens)


def _about_the_paper(sentence: Sentence) -> bool:
    """Whether the authors of the 2014 paper are spoken of, by its name here or by a pronoun after it."""
    if sentence.kinds & WORK or any(token.text == "GBAH" and "author" in token.raw for token in sentence.tokens):
        return True
    if sentence.words & {"postdoc", "intern", "professor"} and "paper" in sentence.words and len(sentence.kinds & {"GINT", "GSUP"} | sentence.words & {"postdoc", "intern", "professor"}) > 2:
        return True
    looks = sentence.words & {"decoder", "alignment", "translator"} and sentence.words & {"searches", "looks", "aligns", "soft", "attends", "consults", "source", "align"}
    if looks:
        return True
    if any(token.text == "GPART" and len(token.names) == 2 for token in sentence.tokens) and ONLY_THEY.search(sentence.text):
        return True
    after = sentence.near(1)
    if after is not None and "OMTL" in sentence.kinds and after.words & {"decoder", "decoders", "translator"} and after.words & {"weighs", "weigh", "looks", "look", "consults", "attends"}:
        return True
    before = sentence.near(-1)
    if before is not None and {"OMTL", "Y2014"} <= before.kinds and not before.kinds & OTHER_WORKS and sentence.tokens[0].text in ("its", "his", "it"):
        return True
    if before is None or not before.kinds & WORK or before.kinds & OTHER_WORKS:
        return False
    return sentence.tokens[0].text in ("it", "its", "the", "two", "one", "a", "nobody", "neither", "no", "behind", "on", "this", "that", "he", "only")


ONE_AND_TWO = tagged(r"(?:student|intern|GINT|author|bahdanau|postdoc) (?:(?![;.!?] )\S+ ){0,4}?and (?:his |the |her )?two ")


def _miscounted(sentence: Sentence, text: str) -> re.Match[str] | None:
    if "PAIR" in sentence.kinds or {"three", "trio", "N3", "third"} & sentence.words and not any(pattern.search(text) for pattern in (VAIN, MANY, NO_PART, BESIDE)):
        if not re.search(r" (?:must add|a fourth) ", text):
            return None
    signing = SIGNS & sentence.words or "GINT" in sentence.kinds or ALONE.search(text) or any(token.text == "GBAH" and "author" in token.raw for token in sentence.tokens)
    if not signing:
        return None
    if any(token.text == "GBAH" and "bahdanau" in token.names for token in sentence.tokens) and not MANY.search(text):
        return None
    if ONE_AND_TWO.search(text):
        return None
    for pattern in (ALONE, PAIR, MANY, ABSENT, VAIN, NO_PART, BESIDE):
        found = pattern.search(text)
        if found is None:
            continue
        if pattern is ALONE and re.search(r" (?:not|no|than|more than|without|single|one) (?:alignment|vector|sentence|head|network|layer|model|gpu|step) ", text) and "author" not in text and " name " not in text:
            continue
        if pattern is ALONE and text[found.start() :].startswith(("one author of ", "one name of ", "one name on ")) and sentence.words.isdisjoint({"only", "just", "exactly"}):
            continue  # one of several
        if pattern is ALONE and (sentence.kinds & {"GOTH"} or text[: found.start()].endswith((" no ", " than ", " least ", " any ", " each ", " every "))):
            continue
        if pattern in (NO_PART, ABSENT) and "GOTH" in sentence.kinds and "GPART" not in sentence.kinds:
            continue
        if pattern is MANY and ("encoder-decoder" in sentence.words or sentence.kinds & {"OMTL"} and "properties" in sentence.words):
            continue
        if pattern is ABSENT and not sentence.words & {"professor", "postdoc", "supervisor", "student", "intern", "name", "names", "authorship", "signed"} and "GSUP" not in sentence.kinds:
            continue
        return found
    return None


def _wrong_first(sentence: Sentence, text: str) -> re.Match[str] | None:
    for pattern in (FIRST, FIRST_AFTER):
        found = pattern.search(text)
        if found and ("bahdanau" not in sentence.raw.lower() or "bahdanau" not in sentence.token_at(found.start("who")).names and " followed by " in text) and "GBAH " not in text and " second " not in text:
            return found
    return None


def _people(sentence: Sentence) -> list:
    return [token for token in sentence.tokens if token.text in PEOPLE_TOKENS]


def _stranger(sentence: Sentence, text: str) -> re.Match[str] | None:
    """Somebody among the authors who is none of them."""
    if sentence.words & {"neither", "nor", "when", "while"} or NO_AUTHOR.search(text) or all(pattern.search(text) is None for pattern in (CUES, AND_HIS, AUTHORS_ARE)):
        return None
    if found := AUTHORS_ARE.search(text):
        return found
    if (found := AND_HIS.search(text)) and sentence.kinds & WORK:
        return found
    if (found := DESCRIBED_STRANGER.search(text)) and sentence.kinds & {"GPART", "GBAH", "PBAH"}:
        return found
    if sentence.kinds.isdisjoint({"PBAH", "RNNS", "1409.0473"}) and not sentence.kinds & {"GMIX"}:
        return None
    strangers = [token for token in _people(sentence) if token.text in ("GMIX", "GOTH", "GVMIX", "GSUT", "GLUO") and _beside_the_paper(sentence, token)]
    if not strangers or len(strangers) < len([t for t in _people(sentence) if t.text in ("GOTH", "GSUT", "GLUO")]):
        return None
    if sentence.words & {"before", "after", "than", "same", "unlike", "whereas", "while", "but", "reader", "readers", "about", "year", "builds", "extend", "extended", "earlier", "used", "uses"}:
        return None
    return re.search(r"(?<= )(?:GMIX|GOTH|GVMIX|GSUT|GLUO) ", text)


THINGS = frozenset("score scores attention local window unit variant variants model models machine machines decoder method methods scoring paper papers thesis".split())


def of_theirs(words: list[str], at: int) -> bool:
    """Whether a thing of somebody's is named, not the person: `Luong's scores`."""
    return words[at + 1 : at + 2] == ["'s"] and not THINGS.isdisjoint(words[at + 2 : at + 4])


def _beside_the_paper(sentence: Sentence, person: Token) -> bool:
    """Whether somebody, and not a thing of theirs, is named between the same semicolons as the paper."""
    words = [token.text for token in sentence.tokens]
    at = next(place for place, token in enumerate(sentence.tokens) if token is person)
    first = max((place for place, word in enumerate(words[:at]) if word == ";"), default=-1) + 1
    last = next((place for place, word in enumerate(words[at:], at) if word == ";"), len(words))
    return not of_theirs(words, at) and (person.text == "GMIX" or not {"PBAH", "RNNS", "1409.0473"}.isdisjoint(words[first:last]))


def _surname_kinds(sentence: Sentence) -> set[str]:
    return {PEOPLE.get(name, "PER") for token in _people(sentence) for name in token.names if name != "+"}


def _incomplete(sentence: Sentence, text: str) -> re.Match[str] | None:
    """Two of the three, in a list that leaves no room for the third; or the trio's work given to one."""
    people = _people(sentence)
    if not people or any(token.text == "GBAH" for token in people) or any("+" in token.names for token in people):
        return None
    kinds = _surname_kinds(sentence)
    if sentence.words & {"joined", "with", "second", "last", "third", "also", "one", "among", "member", "members", "postdoc", "intern"} - ({"with"} if CLOSED.search(text) else set()):
        return None
    if not (kinds and kinds < TRIO):
        return None
    named = [token for token in people if len([n for n in token.names if n != "+"]) == 2]
    sole = sentence.words & {"alone", "himself", "single-handedly", "solely", "only"} and len(people) >= 1
    if not named and not sole:
        return None
    strong = sentence.kinds & {"PBAH", "RNNS", "ADD", "ATT", "1409.0473"}
    if not strong or CLOSED.search(text) is None and not sole or not SIGNS & sentence.words and not re.search(r" (?:by|:) (?:GPART) ", text):
        return None
    neighbour = [sentence.near(1), sentence.near(-1)]
    if any(other is not None and "GBAH" in other.kinds for other in neighbour):
        return None
    return re.search(r"(?<= )GPART ", text)
