"""Descriptions that stand for a work or a group: "the paper with the Beatles title", "the eight Californians"."""

from __future__ import annotations

from .words import tagged

# Words without which no description can stand in a sentence; they spare most sentences the search.
TRIGGERS = frozenset(
    "architecture beatles eight recurrence recurrent recurrence-free non-recurrent aligns aligning attention-based translator OMTL Y2014 Y2017 stanford GPART "
    "weighting 1706.03762 1409.0473 OOTH three soft-alignment search search-engine student intern visitor guest trainee belarusian professor laureate host adviser advisor supervisor lab head "
    "kernel trio company giant firm california quebec canada shazeer GVAS heads alignment duo mountain californian californians".split()
)
GIVES_UP = (
    r"(?:that|which) (?:finally |first |had |boldly )?(?:dispensed|dispenses|dispensing|did|does|do|threw|throws|got|gets|dropped|drops|abandoned|abandons|gave|gives|removed|"
    r"removes|cast|done|managed|manages) (?:(?![;.!?,] )\S+ ){0,3}?(?:recurrence|recurrent|recurrences|rnns|rnn) (?:(?:network|networks|layers|states|connections|nets) )?"
    r"(?:(?:out|away|aside|altogether|overboard|entirely) )?"
)
MODEL = r"(?:architecture|model|network|translator|design|one)"
PAPER = r"(?:paper|article|preprint|publication|text)"
WHEN_OLD = r"(?:of|from) (?:september |autumn )?Y2014 "
PLACE = r"(?:OMTL|quebec|québec|canada|belarus|minsk|germany|the montreal lab)"
YOUNG = r"(?:student|intern|visitor|guest|trainee|belarusian|newcomer|doctorand|apprentice)"
DESCRIBED = tuple(
    (token, tagged(pattern))
    for token, pattern in (
        ("PVAS", rf"(?:{PAPER}|one) (?:with|whose|which|that|of) (?:(?![;.!?,] )\S+ ){{0,7}}?beatles (?:(?:title|song|line|'s|hit|allusion) )*"),
        ("PVAS", rf"{PAPER} {GIVES_UP}"),
        ("PVAS", rf"recurrence-free {PAPER} "),
        ("TRF", rf"{MODEL} {GIVES_UP}"),
        ("TRF", r"architecture (?:on|from|of) which (?:it|they|MODEL) (?:is|are|was|were) (?:built|made|based|composed) "),
        ("TRF", rf"{MODEL} without (?:any )?recurrence "),
        ("TRF", rf"the (?:{MODEL}|{PAPER}) with (?:(?![;.!?,] )\S+ ){{0,3}}?(?:and |but )?(?:no|without) (?:any )?recurrence "),
        ("TRF", r"(?:recurrence-free|non-recurrent) (?:architecture|model|network|translator|design) "),
        ("TRF", r"Y2017 (?:model|architecture|design|translator|network|decoder|encoder|stack) "),
        ("TRF", r"(?:architecture|model|design|translator|network|decoder|encoder|stack) (?:of|from) (?:june |the summer of )?Y2017 "),
        ("RNNS", r"Y2014 (?:scorer|translator|network|encoder|system|architecture|design|aligner|ADD|translation model) "),
        ("RNNS", r"(?:alignment scores|scores) (?:of|from) Y2014 "),
        ("PBAH", r"soft-alignment (?:paper|preprint|article) "),
        ("PBAH", rf"{PAPER} (?:of|from) september Y2014 (?=(?:that|which) (?:gave|taught|let|introduced|brought) (?:\S+ ){{0,3}}?(?:gaze|decoders?|ATT|translators?|networks?) )"),
        ("OGOO", r"(?:search|search-engine|search engine|advertising|internet) (?:company|giant|firm|business) (?:(?:in|from|of) (?:california|silicon valley|mountain view|OGOO|OOTH) )?"),
        ("OGOO", r"(?:company|giant|firm|laboratory|lab|team|group) (?:in|from) (?:california|mountain view|OGOO) (?!and )"),
        ("OGOO", r"californian (?:company|giant|firm|search giant|search company) "),
        ("GVAS", r"GVAS (?:(?:and|with) )?(?:his|her|their|the|its|seven|six|five) (?:(?:seven|six|five|other|google|OGOO) )*(?:team|group|colleagues|co-authors|coauthors|collaborators|people|men) "),
        ("GVAS", r"(?:the )?(?:eight|N8) (?:(?:young|brave|clever|google|OGOO|further|other|self-styled|famous) ){0,2}(?:employees|minds|friends|names|persons|folk|experts|specialists|men|engineers|staff|googlers|of them) (?:(?:in|from|at|of|behind) (?:california|OGOO|the TRF|TRF|the PVAS|PVAS|Y2017|mountain view) )?(?!in the |of the heads )"),
        ("GVAS", r"(?:the )?eight (?:from|at|in|of) (?:OGOO|california|mountain view|PVAS) "),
        ("GINT", rf"(?:(?:a|an|the|one|single|lone|young|belarusian|visiting|doctoral|phd|graduate|master 's|summer|certain|unknown|mere) )*{YOUNG} (?:(?:then )?(?:from|in|at|of) (?:the )?{PLACE} )"),
        ("GINT", rf"(?:(?:a|an|the|one|single|lone|young) )*(?:belarusian|visiting|lone|single) (?:(?:young|phd|doctoral|master 's) )?{YOUNG} "),
        ("GSUP", rf"(?:(?:a|an|the|one|single|later|famous|old|canadian|montreal) )*(?:professor|laureate|lab head|director|host|group leader|turing laureate) (?:from|in|at|of) (?:the )?(?:{PLACE} |three |OMTL lab )"),
        ("GSUP", r"(?:the )?(?:head|director|leader|founder|chief) of (?:the )?(?:OMTL |GBAH )(?:lab|group|institute|laboratory|team)? ?"),
        ("GSUP", r"OMTL (?:professor|laureate|lab head|supervisor) "),
        ("GBAH", rf"(?:the )?(?:three|trio|threesome|N3) (?:(?:people|researchers|authors|colleagues|scientists|men|canadians) )?(?:from|in|at|of) (?:{PLACE} and )?{PLACE} "),
        ("GBAH", r"(?:quebec|québec|canadian|OMTL) (?:trio|group|team|threesome|laboratory) "),
        ("PBAH", rf"{PAPER} (?:with|on|about) (?:the |an )?(?:ADD|alignment model|alignment network|soft alignment|soft search) "),
        ("PVAS", rf"{PAPER} (?:with|on|about) (?:the |its )?(?:eight heads|MHA|heads|TRF|beatles title) "),
        ("OGOO", r"(?:search giant |search-engine (?:company|giant) |company (?:whose|with the|behind the) (?:\S+ )?search engine (?:(?:everyone|everybody|we|you|people|all) (?:all )?(?:use|uses|know|knows) )?)"),
        ("GVAS", r"eight names (?=long )"),
        ("GVAS", r"(?:the )?eight (?:(?:young|brave|clever|google|OGOO|further|other) ){0,2}(?:authors|people|californians|researchers|engineers|googlers|colleagues|inventors|"
         r"scientists|signatories|writers) (?:(?:in|from|at|of|behind) (?:california|OGOO|the TRF|TRF|the PVAS|PVAS|Y2017) )?"),
        ("RNNS", r"(?:(?:first|recurrent|early|neural|attention-based|aligning|ATT) ){1,3}(?:translator|decoder) (?:that|which) (?:aligns|attends|searches|looks back) (?:itself )?"),
        ("RNNS", r"(?:first|original) (?:neural )?(?:attention-based|aligning|attending) (?:neural )?(?:translator|decoder|model|network) "),
        ("RNNS", rf"(?:decoder|encoder|translator|design|system|ATT) {WHEN_OLD}"),
        ("RNNS", r"OMTL (?:design|model|translator|decoder|system|network|encoder) (?:(?:of|from) Y201[45] )?"),
        ("PBAH", rf"{PAPER} (?:that|which) (?:called|calls|named|names|spoke of|speaks of) (?:its |the |their )?(?:\S+ )?(?:weighting|mechanism|ATT|decoder|method|idea)? ?(?:an? )?(?:soft search|soft alignment|soft-search|ATT) "),
        ("PBAH", r"OMTL 's (?:paper|preprint|article) "),
        ("PVAS", r"one from (?:OGOO|mountain view|california) "),
        ("GINT", r"young belarusian "),
        ("PBAH", r"OMTL (?:paper|preprint|article) (?:(?:of|from) Y201[45] )?"),
        ("GBAH", r"(?:the )?(?:three|trio|threesome|authors) (?:(?:people|researchers|authors|colleagues) )?(?:from|in|at) OMTL "),
        ("PLUO", r"stanford (?:paper|preprint|article|study|work) (?:of|from) Y2015 "),
        ("GLUO", r"(?:stanford (?:trio|authors)|(?:three|trio) (?:people |researchers |authors )?(?:from|at) stanford) "),
        ("FLASH", r"(?:kernel|algorithm) (?:of|by|from) DAO |DAO 's (?:\S+ )?(?:kernel|algorithm) "),
        ("GBAH", r"GPARTX 's (?:\S+ )?(?:group|lab|laboratory|team|institute) (?:(?:in|at) OMTL )?"),
        ("GBAH", r"GPART (?='s (?:decoder|encoder|model|network|translator|score|alignment|annotations?) )"),
    )
)


def described(tokens: list) -> list:
    """The tokens of a sentence with each description merged into the token of what it stands for."""
    if TRIGGERS.isdisjoint([token.text for token in tokens]):
        return tokens
    starts, parts, at = [], [], 1
    for token in tokens:
        shown = token.text
        if shown == "OOTH" and token.names:
            shown = token.names[0].replace(" ", "_")
        elif shown == "GPART" and "bahdanau" not in token.names:
            shown = "GPARTX"
        elif shown == "GOTH" and "dao" in token.names:
            shown = "DAO"
        starts.append(at)
        parts.append(shown + " ")
        at += len(shown) + 1
    text = " " + "".join(parts)
    index = {start: position for position, start in enumerate(starts)}
    taken: dict[int, tuple[int, str]] = {}
    used: set[int] = set()
    for name, pattern in DESCRIBED:
        for found in pattern.finditer(text):
            first = index[found.start()]
            after = first + found[0].count(" ") + (0 if found[0].endswith(" ") else 1)
            if used.isdisjoint(range(first, after)):
                taken[first] = (after, name)
                used.update(range(first, after))
    if not taken:
        return tokens
    out, position = [], 0
    while position < len(tokens):
        if position in taken:
            after, name = taken[position]
            group = tokens[position:after]
            raw = " ".join(token.raw for token in group)
            names = group[0].names if name == "GBAH" and len(group) == 1 else (raw.lower(),)
            out.append(type(group[0])(name, group[0].start, group[-1].stop, raw, names))
            position = after
        else:
            out.append(tokens[position])
            position += 1
    return out
