"""Quotations: what stands between quotation marks or in a block quote, and whom it is attributed to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .document import MISCONCEPTION, Block
from .knowledge import PEOPLE
from .stance import INTRODUCES

PAIRS = {"“": "”", "„": "“”", "«": "»", "‘": "’", '"': '"', "‚": "‘", "»": "«", "「": "」", "『": "』"}
SAYS = (
    "say|says|said|saying|write|writes|wrote|written|explain|explains|explained|recall|recalls|recalled|remember|remembers|remembered|joke|jokes|joked|"
    "quip|quips|quipped|argue|argues|argued|declare|declares|declared|note|notes|noted|remark|remarks|remarked|put|puts|admit|admits|admitted|"
    "tell|tells|told|answer|answers|answered|reply|replies|replied|ask|asks|asked|claim|claims|claimed|insist|insists|insisted|state|states|stated|"
    "call|calls|called|describe|describes|described|confess|confesses|confessed|concede|concedes|conceded|conclude|concludes|concluded|comment|comments|commented|"
    "add|adds|added|observe|observes|observed|warn|warns|warned|exclaim|exclaimed|announce|announced|think|thinks|thought|believe|believes|summarise|summarises|summarised|"
    "summarize|summarizes|summarized|respond|responds|responded|murmured|muttered|laughed|sighed|wondered|wonders|shouted|whispered|emailed|tweeted|posted|mused|famously|words|according|likes|quoted|quotes|quoting|compare|compares|compared|liken|likened|likens|reflects|reflected|predicted|predicts|proclaimed|complained|boasted|suggests|suggested|phrase|phrased|once|motto|saying|advised|advises|credo|phrases|maintains|maintained|stressed|stresses|recounts|recounted|laughs|smiles|smiled|chuckles|chuckled|grins|sighs|mutters|boasts|complains|exclaims|tiring|repeating|exclaimed|reminisces|jests|teases|shrugs|shrugged|whispers|protests|protested|summed|sums|commented|murmurs|reported|confided|confides|revealed|reveals|exults|sneers|sneered|concluded|promised|promises|cautioned|opined|countered|retorted|announces|swore|scoffed|dit|disait|écrit|écrivait|répond|répondit|dire|sagt|sagte|meint|meinte|schreibt|schrieb|erklärt|erklärte|antwortet|antwortete|emphasises|emphasised|emphasizes|emphasized|underlines|underlined|urges|urged|contends|contended|asserts|asserted|affirms|affirmed|decided|preached|preaches|taught|teaches|ventured|snapped|interjected|recollects|recollected|marvels|marvelled|agreed|agrees|concurs|rejoiced|boast|complain|predict|maintain|stress|advise|mutter|recount|promise|whisper|shout|assert|affirm|emphasise|emphasize|underline|concede|admit|confess|announce|proclaim|cried|objected|objects|grumbled|pleaded|demand|demands|demanded|begged|groaned|groans|yelled|ruled|chimed|decreed|lamented|laments|counselled|speculated|speculates|conjectured"
)
SPEECH = re.compile(rf"\b(?:{SAYS})\b", re.I)
NAMES = "|".join(
    sorted({name for name in PEOPLE if len(name) > 3 and name not in ("press", "child", "rush", "brown", "dean", "silver", "clark", "king", "peters", "jones", "howard", "watson", "jordan", "koch", "birch", "turing", "vincent")}, key=lambda n: (-len(n), n))
)
PERSON = re.compile(
    rf"\b(?:{NAMES}|Cho|Luong|Jones|Gomez|Kaiser|Łukasz Kaiser|Ilya Sutskever|Quoc Le|Jeff Dean|Tri Dao|Albert Gu|Zihang Dai|Kelvin Xu|Jürgen Schmidhuber|Andrew Ng)\b"
    r"|\b(?:his|her|the|first|senior|last|one of the|lead|another|a|an|the paper's|its) (?:first |senior |last |lead |second |later |former |young |Belarusian |Korean |Canadian |two |three |eight )?(?:authors?|supervisor|professor|intern|laureate|inventor|co-author|researcher|student|engineer|advisor|adviser|inventors|colleague|postdoc|boss|developer|scientist|team)\b"
    r"|\b(?:man|woman|student|intern|professor|researcher|doctoral student|postdoc|somebody|someone|visitor)s? (?:from|of|in) (?:Bremen|Montr[eé]al|Mila|Google|Mountain View|California|Toronto|Stanford)\b|\b(?:Montr[eé]al|Bremen|Google|Stanford) (?:professor|student|intern|researcher|engineer|group leader)\b"
    r"|\bthe (?:man|woman) (?:whose|who|after whom|to whom|behind)\b|\b(?:Ashish|Dzmitry|Kyunghyun|Yoshua|Noam|Niki|Jakob|Llion|Aidan|Illia|Minh-Thang)\b|\b(?:man|woman|person|one) (?:whose|who) (?:name )?(?:stands|signed|wrote|comes|is) (?:\w+ ){0,2}(?:first|last|on)\b"
    r"|\b(?:paper's|article's|preprint's) (?:first|second|third|last|lead|senior|youngest|oldest) author\b|\bTuring laureate\b|\blaureate\b|\bthe (?:intern|authors)\b",
    re.I,
)
LOCATOR = re.compile(
    r"\b(?:sec(?:tion|t)?s?\.?|§+|p\.|pp\.|pages?|ch(?:apter|ap)?\.|fig(?:ure)?\.?|eq(?:uation|n)?\.?|abstract|appendix|table|footnote|introduction|conclusion|para(?:graph)?\.?|line|min(?:ute)?|app\.|column)"
    r"(?:\s*(?<![A-Za-z])[A-Z]?\d|\s*\d|\s+[A-Z]?\d|\s+(?-i:[A-Z])\b)|\b(?:abstract|appendix|footnote|introduction|conclusion)(?:\s+of\b|\s*(?:,|\)|\]|\.|$))|§|\babstract\b|\b(?:first|title) page of\b|\bp\. ?\d|\b\d+:\d\d\b",
    re.I,
)
SOURCED = re.compile(r"\[[^\]\n]*@|\(\s*[A-Z][^()\n]{0,80}\b(?:19|20)\d\d|arxiv|\b(?:19|20)\d\d\b|ICLR|NIPS|NeurIPS|EMNLP|\bthe (?:transformer |attention )?paper\b|source:", re.I)
CITATION = re.compile(r"\[[^\]\n]*@[\w:.-]+[^\]\n]*\]")
TITLE_AFTER = re.compile(r"^[”\"’»*_\s]*(?:,? ?(?:by|of|from) [A-Z]|\(?(?:19|20)\d\d|\(?\[@|,? (?:the|a) (?:paper|article|title|book|talk|blog)|is (?:the title|a paper|the paper|one of)|was answered|describes?|appeared|introduced|proposed|\|)")
CREDIT_LINE = re.compile(r"(?:[\w-]+ ){1,3}\([A-Z][\w-]+ et al\.?,? (?:19|20)\d\d\)|(?:[A-Z][\w-]+)(?:, [A-Z][\w-]+)*(?: and (?:colleagues|co-workers|others|[A-Z][\w-]+)| et al\.?)")  # what one is told to write or not
IN_TEXT_CITATION = re.compile(r"[A-ZŁ][\w-]+(?: et al\.?| and [A-Z][\w-]+|, [A-Z][\w-]+ and [A-Z][\w-]+)?,? \(?(?:19|20)\d\d\)?")
CLAIM_THAT = re.compile(r"\b(?:the|this|any) (?:claim|statement|assertion|sentence|slogan) that\b[^.;]{0,80}$", re.I)
IN_TITLE = re.compile(r"^[”\"’»*_\s]*(?:in|as|for) (?:its|the|their) (?:sub)?title\b")
TITLE_BEFORE = re.compile(r"\b(?:paper|related to|title[ds]?|titled|article|book|talk|entitled|blog post|post|called|chapter|lecture|song|essay|course|tutorial|section [\d.]+|word|words|term|terms|verb|noun|name|named|names|label|labelled|phrase|type|token|heading|search|sentence|of|in|on|reads|read)[:,]?\s*[*_([]*$", re.I)
CAPTION_NUMBER = re.compile(r"^\W*(?:figure|fig\.|table|listing)\s*\d+\s*[:.]", re.I)
TITLED_WORK = re.compile(r"Attention Is All You Need|Align and Translate|Effective Approaches|not Explanation")
KNOWN_TITLE = re.compile(
    r"^(?:Attention Is All You Need|Neural Machine Translation by|Show, Attend|Attention is not (?:not )?Explanation|Effective Approaches|Sequence to Sequence|All You Need Is Love|Memory Networks$|Scaled Dot-Product Attention$|Multi-Head Attention$)", re.I
)


OPENING = re.compile("[" + "".join(PAIRS) + "']")


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Stretches between quotation marks, not nested; linear in the text."""
    position, total = 0, len(text)
    while (opening := OPENING.search(text, position)) is not None:
        position = opening.start()
        mark = opening[0]
        close = PAIRS.get(mark)
        if mark == "'" and (position == 0 or not text[position - 1].isalnum()) and position + 1 < total and text[position + 1].isalpha():
            close = "'"
        if close is None or mark in "‘»" and position and text[position - 1].isalnum():
            position += 1
            continue
        limit = min(total, position + 1 + 1200)
        end = position + 1
        while end < limit and not (text[end] in close and (mark not in "‘'" or (end + 1 >= total or not text[end + 1].isalnum()) and end - position > 2)):
            end += 1
        if end < limit:
            yield position, end
            position = end + 1
        else:
            position += 1


SENTENCE_ENDS = re.compile(r"(?<=[a-z”\")\]][.!?])\s+(?=[A-Z“\"‘«„])")
CODE_OR_TAG = re.compile(r"`[^`\n]{1,400}`|<[^<>\n]{1,400}>|\]\([^()\n]{0,500}\)|\{[^{}\n]{0,200}\}|\$[^$\n]{1,300}\$")


# Quotation marks of LaTeX and HTML.
OTHER_MARKS = re.compile(r"(?P<open>``|\\enquote\{|<q(?: [^<>\n]{0,100})?>)(?P<said>[^`{}<>\n]{3,400}?)(?P<close>''|\}|</q>)")


def _with_plain_marks(found: re.Match[str]) -> str:
    """The same stretch, of the same length, between “ and ”."""
    return " " * (len(found["open"]) - 1) + "“" + found["said"] + "”" + " " * (len(found["close"]) - 1)


def _masked(text: str) -> str:
    if "``" in text or "\\enquote" in text or "<q" in text:
        text = OTHER_MARKS.sub(_with_plain_marks, text)
    return CODE_OR_TAG.sub(lambda match: " " * len(match[0]), text)


QUOTING = re.compile(r"[“„«\"'‘「『]|``|\\enquote|\\begin\{quot|\\epigraph|<q\b|<cite|</blockquote>")


def attributed(block: Block, cited: bool = False) -> list[tuple[Block, int]]:
    """Block and offset of quotations that somebody is said to have spoken or written, without a locator.

    With `cited`, only those that do carry a citation; without, only those that carry none.
    """
    key = "quotes"
    if key not in block.cache:
        block.cache[key] = list(_attributed(block))
    return [(owner, offset) for owner, offset, with_citation in block.cache[key] if with_citation == cited]


def _attributed(block: Block) -> Iterator[tuple[Block, int, bool]]:
    if block.refuted or block.kind not in ("paragraph", "heading", "meta", "caption", "title", "cell", "html"):
        return
    signs = _signs(block)
    if not block.quoted and QUOTING.search(block.text) is None and not signs:
        yield from _unmarked(block)
        return
    text = _masked(block.text)
    has_mark = any(mark in text for mark in "“„«\"‘'「『")
    if block.quoted:
        yield from _block_quote(block, text)
    if has_mark:
        found = list(_quoted_speech(block, text)) or list(_headed(block, text))
        outside = _outside(text)
        if not found:
            yield from _unmarked(block)
        if found and not INTRODUCES.search(outside) and not MISCONCEPTION.search(re.sub(r"\blegend(?:ary)?\b", "", outside)):
            yield from found
        elif not found:
            yield from _signed_below(block, text)
    if signs and not LOCATOR.search(text):
        yield block.cache["previous"], 0, bool(CITATION.search(text))
    if "<cite" in block.text or "</blockquote>" in block.text:
        yield from _html_quote(block)
    if "\\begin{quot" in block.text or "\\epigraph" in block.text:
        yield from _latex_quote(block)


def _signs(block: Block) -> bool:
    """Whether a short paragraph after a block quote names whose words these are."""
    previous = block.cache.get("previous")
    if block.quoted or len(block.text) >= 100 or previous is None or not previous.quoted:
        return False
    found = SIGNATURE.match(block.text.strip())
    return _named_after(SIGNED_BELOW, block.text) or found is not None and PERSON.search(found["who"]) is not None and not SPEECH.search(block.text)


ASKS = re.compile(r"^\W*(?:interviewer|interview|question|host|moderator|reporter|journalist|Q|audience)\W*:[^\n]*$", re.M | re.I)


def _outside(text: str) -> str:
    """The text without what stands between quotation marks."""
    text = ASKS.sub(lambda match: " " * len(match[0]), text)
    parts, at = [], 0
    for start, end in _spans(text):
        parts.append(text[at : start + 1])
        at = end
    return "".join(parts) + text[at:]


SIGNED_BELOW = re.compile(r"\s*[–—―-]{1,3}\s*[*_]*")
BELOW = re.compile(r"^\W*[“\"«„](?P<said>[^“”\"«»„\n]{12,400})[”\"»“]\W*\n\W*(?P<who>[A-ZŁ][\w.’-]+(?: [A-ZŁ][\w.’-]+){0,3})\W*$")
CITED_HTML = re.compile(r"<(?:blockquote|q)[^<>]{0,200}>(?P<said>.{8,600}?)</(?:blockquote|q)>\s*(?:<[a-z][^<>]{0,100}>\s*)*(?:[–—-]+\s*)?(?P<who>[A-ZŁ][\w.’-]+(?: [A-ZŁ][\w.’-]+){0,3})(?P<rest>[^<\n]{0,120})", re.S)
SIGNED_HTML = re.compile(r"<blockquote[^<>]{0,200}>(?P<said>.{8,600}?)<(?:footer|cite|figcaption)\b[^<>]{0,100}>\s*(?:[–—-]+\s*)?(?:<[a-z][^<>]{0,100}>\s*)*(?P<who>[A-ZŁ][\w.’-]+(?: [A-ZŁ][\w.’-]+){0,3})(?P<rest>[^<\n]{0,120})", re.S)
BROKEN_HTML = re.compile(r"<blockquote[^<>]{0,200}>(?P<said>[^<]{8,600}(?:<(?!br|/blockquote)[^<>]{0,100}>[^<]{0,200}){0,6})<br ?/?>\s*(?:[–—-]+\s*)?(?:<[a-z][^<>]{0,100}>\s*)*(?P<who>[A-ZŁ][\w.’-]+(?: [A-ZŁ][\w.’-]+){0,3})(?P<rest>[^\n]{0,120}?)</blockquote>", re.S)
EPIGRAPH = re.compile(r"\\epigraph\{[^{}]{8,600}\}\s*\{(?:\\\w+\{)?(?P<who>[^{}]{3,120})\}")
LATEX_QUOTE = re.compile(r"\\begin\{(?:display)?quot(?:e|ation)\}.{8,800}?(?:\\hfill|\\\\|\n)[\s~–—-]*(?:\\(?:textit|emph|textsc)\{)?(?P<who>[A-ZŁ][\w.’-]+(?: [A-ZŁ][\w.’-]+){0,3}[^\n]{0,80})\s*\\end\{(?:display)?quot", re.S)
WORKS_OF = re.compile(r"\b(?:by|proposed?|published?|paper|model|score|introduced?|reading|explained|in \d{4}|\(\d{4}\))\b", re.I)
SAID_TO_HAVE = re.compile(r"^[\s,*_–—-]*(?:he|she|they|it) (?:is|was|are|were) (?:said|reported|supposed|rumou?red|alleged|believed) to have\b|^[\s,*_–—-]*(?:is|was|were) (?:his|her|their|the \w+[’']s) (?:\w+ )?(?:reply|answer|response|verdict|comment|reaction|words?|motto|line|remark|conclusion|advice)\b|^[\s,*_–—-]*(?:came|ran|goes|went) (?:his|her|their|the) (?:\w+ )?(?:reply|answer|response|verdict|comment|reaction)\b")


def _signed_below(block: Block, text: str) -> Iterator[tuple[Block, int, bool]]:
    """A quotation with a name alone on the line below it."""
    found = BELOW.match(text)
    if found and PERSON.search(found["who"]) and not _titled(found["said"]):
        yield block, found.start("said") - 1, False


def _html_quote(block: Block) -> Iterator[tuple[Block, int, bool]]:
    for pattern in (CITED_HTML, SIGNED_HTML, BROKEN_HTML):
        for found in pattern.finditer(block.text):
            if PERSON.search(found["who"]) and not LOCATOR.search(found["rest"]):
                yield block, found.start(), False


def _latex_quote(block: Block) -> Iterator[tuple[Block, int, bool]]:
    """A quotation environment whose last line is a name, or an epigraph with one."""
    for found in (*LATEX_QUOTE.finditer(block.text), *EPIGRAPH.finditer(block.text)):
        if PERSON.search(found["who"]) and not LOCATOR.search(found["who"]) and "cite" not in found["who"]:
            yield block, found.start(), False


def _headed(block: Block, text: str) -> Iterator[tuple[Block, int, bool]]:
    """A name and a saying: `## “…”: Name on the Transformer`; in other blocks the saying comes first and the name right after."""
    for start, end in _spans(text):
        said, before, after = text[start + 1 : end], text[:start].strip(" *_#"), text[end + 1 :]
        if block.kind != "heading":
            if not before and len(said.split()) > 3 and (_named_after(COLON_OR_DASH, after) or _only_a_name(after) or not after.strip(" .*_") and _only_a_name(block.lead)) and not _titled(said) and not _located(after) and len(after) < 140:
                yield block, start, False
            return
        if len(said.split()) > 2 and not _titled(said) and not KNOWN_TITLE.match(said) and not LOCATOR.search(before + after):
            if before.endswith((":", "–", "—")) and PERSON.search(before) or re.match(r"[*_]*\s*[:,–—(-]", after) and PERSON.search(after[:50]) and not WORKS_OF.search(after):
                yield block, start, False
                return


COLON_OR_DASH = re.compile(r"[*_]*\s*[:–—-]+\s*[*_]*")


def _only_a_name(text: str) -> bool:
    """Whether a text is nothing but a person's name."""
    return len(text) < 50 and NOTHING_ELSE.fullmatch(text) is not None and PERSON.search(text) is not None


NOTHING_ELSE = re.compile(r"\W*(?:[A-ZŁ][\w’-]*\.? ){0,3}[A-ZŁ][\w’-]+\W*")


def _named_after(mark: re.Pattern[str], text: str) -> bool:
    """Whether a person is named right after a mark that begins the text."""
    found = mark.match(text)
    return found is not None and PERSON.match(text, found.end()) is not None


VERBATIM = re.compile(
    r"\b(?:literally|verbatim|word for word|in so many words|in (?:his|her|their) (?:own|very|exact) words|(?:exact|very|own|actual|literal) words (?:were|are|was|is|ran)(?: these)?|words (?:were|are) these)\s*[:,]\s*(?=\w)", re.I
)
ASKED_OUTRIGHT = re.compile(r"(?:asked|said|replied|answered|exclaimed|retorted|shouted|whispered|objected|told (?:him|her|them)): (?=[A-Z])")
AMID_WORDS = re.compile(r"(?:said|replied|answered|exclaimed|retorted|remarked|explained|recalled|added), ")
HE_SAID = re.compile(r"(?<=[.!?] )(?:He|She) (?:then |only |simply |once |finally )?(?:said|replied|answered|asked|exclaimed|told (?:him|her|them)): (?=[A-Z])")
FIRST_PERSON = re.compile(r"\b(?:I|me|my|we|us|our|mine)\b")


def _just_before(text: str) -> re.Match[str] | None:
    """The person named in what stands since the last comma or stop."""
    return PERSON.search(re.split(r"[,;:.!?\n]\s", text)[-1])


UNMARKED = ("literally", "verbatim", "word for word", "so many words", "words were", "words are", "words ran", "words:", "words,", "said", "asked", "replied", "answered", "exclaimed", "retorted", "shouted", "whispered", "objected", "told h", "told them", "remarked,", "explained,", "recalled,", "added,")


def _unmarked(block: Block) -> Iterator[tuple[Block, int, bool]]:
    """Words given as somebody's own without any quotation marks."""
    text = block.text
    if not any(cue in text for cue in UNMARKED):
        return
    if (found := VERBATIM.search(text)) is not None:
        who = PERSON.search(text[max(0, found.start() - 60) : found.start()])
    elif (found := HE_SAID.search(text)) is not None and FIRST_PERSON.search(text, found.end()):
        who = PERSON.search(text[: found.start()])
    elif (found := ASKED_OUTRIGHT.search(text)) is not None:
        who = _just_before(text[max(0, found.start() - 60) : found.start()])
    elif (found := AMID_WORDS.search(text)) is not None and FIRST_PERSON.search(text) is not None:
        before = text[max(0, found.start() - 60) : found.start()]
        who = _just_before(before) if ", " in before else None
    else:
        return
    if who and not LOCATOR.search(text) and not CITATION.search(text) and not HYPOTHETICAL.search(text[max(0, found.start() - 60) : found.end()]) and not INTRODUCES.search(text):
        yield block, found.start(), False


def _quoted_speech(block: Block, text: str) -> Iterator[tuple[Block, int, bool]]:
    done = False
    for start, end in _spans(text):
        if done:
            break
        inner = text[start + 1 : end].strip()
        if len(inner) < 3 or KNOWN_TITLE.match(inner.strip("*_[ ")) or IN_TEXT_CITATION.fullmatch(inner) or CREDIT_LINE.fullmatch(inner):
            continue
        left = text[max(0, start - 160) : start]
        right = text[end + 1 : end + 170]
        left = re.split(r"(?<=[a-z”\")\]][.!?])(?<! al\.)\s+(?=[*_]{0,3}[A-Z“\"‘«„(])", left)[-1]
        ends_inside = inner[-1:] in ".!?"
        right_clause = re.split(r"(?<=[a-z”\")\]][.!?])\s+(?=[A-Z“\"‘«„])|[;:]\s", right)[0]
        words = len(inner.split()) + (inner[-1] == ",")  # a comma before the closing mark tells speech as one word more does
        after = right.lstrip(" .,;:”\n")
        bare = CITATION.match(after)
        if bare and words > 4 and "," not in bare[0] and not _titled(inner) and not TITLE_BEFORE.search(left) and not _located(left):
            yield block, start, True
            done = True
            continue
        if words > 3 and not ends_inside and _titled(inner) and left.rstrip().endswith(",") or IN_TITLE.match(right):
            continue
        if EXAMPLE_LEAD.search(left) or words < 7 and NAMES_A_THING.search(left):
            continue
        if text[start] in "「『" and PERSON.search(left[-40:]) or SAID_TO_HAVE.match(right) and (PERSON.search(text[max(0, start - 200) : start]) or SPEAKER.search(text[max(0, start - 200) : start])):
            if not LOCATOR.search(right):
                yield block, start, False
                done = True
            continue
        if HYPOTHETICAL.search(left[-40:]) and not re.search(r"[.;!?]\s", left[-40:]) and not HABIT.search(left) and not BELIEVING.search(left):
            continue
        if not _spoken(left, right_clause, inner, words, ends_inside) and not _reported(
            text, start, left, right_clause, words, ends_inside, _titled(inner) and words > 2 and not ends_inside
        ) and not _credited(text, start, left, SENTENCE_ENDS.split(right)[0], words, ends_inside, _titled(inner)):
            continue
        if re.search(r"\b(?:not|never(?! tir)|n't|without|whether|nobody|avoid)\b", re.split(r"(?<! al)[.!?;]\s+", left[-60:])[-1], re.I):
            continue
        around = text[max(0, start - 220) : start] + " “” " + text[end + 1 : end + 220]
        if _titled(inner) and EXPLAINS.match(right):
            continue
        if IS_A_SLOGAN.match(right):
            continue
        if NOBODYS.search(around) or TOLD_TO_ASK.search(left[-60:]):
            continue
        if CLAIM_THAT.search(left):
            continue
        if (owner := ANOTHERS.search(right[:120])) and not PERSON.search(owner["who"]):
            continue
        if _located(around):
            continue
        yield block, start, bool(CITATION.search(around))
        done = True


def _located(around: str) -> bool:
    """Whether a place in a source is given: "the abstract" alone is one only of a work that is named by title or year."""
    around = CAPTION_NUMBER.sub("", around)
    places = [place[0].lower() for place in LOCATOR.finditer(around)]
    if not any(place[:4] != "line" or re.search(r"\d", place) for place in places):
        return False
    sure = [place for place in places if place != "abstract"]
    return SOURCED.search(around) is not None or TITLED_WORK.search(around) is not None or bool(sure) and PERSON.search(around) is not None


def _titled(inner: str) -> bool:
    """Whether most of the longer words begin with a capital, as in a title."""
    first, *others = inner.split() or [""]
    long_words = [word for word in others if len(word) > 4] or [word for word in others if len(word) > 3] or [first]
    return sum(word[0].isupper() for word in long_words) * 2 > len(long_words) and (len(others) < 1 or long_words != [first])


DISCUSSES = re.compile(r"[\s*_]*(?:explains?|describes?|shows?|introduces?|discuss(?:es)?|argues?|presents?|covers?|treats?|is about)\b")
NAMES_A_THING = re.compile(r"\bcall(?:s|ed)?\s+(?:the|their|his|her|its|this|such an?|an?) (?:\w+ )?(?:model|network|method|approach|architecture|score|mechanism|layer|vector|state|states|window|unit|weights?)\s*[*_]*$", re.I)
EXAMPLE_LEAD = re.compile(r"\b(?:two|three|several|some|short|long|longer|source|test|following) (?:sentences|phrases|words|examples)[,:]?\s*$", re.I)
TERM_BEFORE = re.compile(r"\b(?:search|term|terms|button|label|heading|query|token|field|menu|link|entry|tab)\s*[*_]*$", re.I)


def _spoken(left: str, right: str, inner: str, words: int, ends_inside: bool) -> bool:
    """Whether the words around say that a person said what stands between the marks."""
    if TITLE_AFTER.match(right) and not SPEECH.search(left[-40:]):
        return False
    near_left = left[-110:]
    near_right = right[:110]
    who_left, who_right = PERSON.search(near_left), PERSON.search(near_right)
    if not who_left and not who_right:
        pronoun = re.search(r"\b(?:he|she|they|his|her)\b", near_left[-50:] + " " + near_right[:40], re.I)
        if not (pronoun and SPEECH.search(near_left[-50:] + near_right[:40]) and words > 4):
            return False
    # speech verb before, right at the opening mark:  Bengio writes: “
    if re.search(r"\bnotes\s*[*_]*$", near_left):
        return False  # lecture notes with a title
    if who_left and (found := list(SPEECH.finditer(near_left))):
        verb = found[-1]
        tail = near_left[verb.end() :]
        name = verb[0].lower()
        if name in ("call", "calls", "called", "write", "writes", "wrote", "written", "posted") and _titled(inner) and not ends_inside and not tail.strip(" *_"):
            return False
        if name in ("call", "calls", "called", "name", "names", "described", "describe", "describes", "put", "puts", "words", "phrase"):
            short = 4 if name in ("call", "calls", "called") else 2
            if words < short:
                return False
            return len(tail) < 60 and not re.search(r"[;.!?]\s", tail)
        if re.search(r"[;.!?]\s", tail):
            return False
        if len(tail) < 50 and (words > 2 or ends_inside):
            if name in ("ask", "asks", "asked", "compare", "compared", "compares", "note", "notes", "suggest", "suggests", "suggested", "once", "add", "adds", "added", "posted", "thought", "words") and words < 4:
                return False
            if TITLE_BEFORE.search(near_left) and not re.search(r"words?[:,]?\s*$", near_left) and not re.search(r"\b(?:in the words|wrote|said)\b", near_left) and name not in ("says", "said"):
                return False
            return True
    if who_left and re.search(r"(?:[:,]|\bthat|\bas)\s*[*_]*$", near_left) and SPEECH.search(near_left) and words > 3:
        return True
    if re.search(r"according to\b[^.;]{0,60}$", near_left, re.I) and who_left and words > 2:
        return True
    # speech verb after:  “…,” Cho explained / says Bengio / according to / — Name
    opening = near_right[:75]
    if who_right and (TERM_BEFORE.search(near_left) or _titled(inner) and not ends_inside and DISCUSSES.match(near_right)):
        return False
    if who_right:
        if re.match(rf"^[\s,*_–—-]*(?:[\w.’'-]+\s+){{0,4}}?(?:{SAYS})\b", opening, re.I) and (words > 2 or ends_inside):
            return SPEECH.search(opening) is not None and who_right.start() < 70
        if re.match(r"^[\s,*_]*(?:according to|in the words of)\b", opening, re.I):
            return True
        if re.match(r"^[\s*_.]*[–—-]+\s*[*_]*", opening) and who_right.start() < 45:
            return words > 3
        if re.match(r"^[\s*_.]*\(", opening) and who_right.start() < 12 and words > 3:
            return not re.match(r"^[\s*_.]*\([^)]*\b(?:19|20)\d\d", opening) or words > 5
        if re.match(r"^[\s,*_]*(?:as )?[A-Z][\w.]*(?:\s+[A-Z][\w.]*)*\s+(?:liked? to|likes to|used to|would|once|famously|et al\.)", opening):
            return SPEECH.search(opening) is not None
    return False


WITH_THE_WORDS = re.compile(r"\b(?:ends?|ended|closes?|closed|concludes?|concluded|opens?|opened|begins?|began|commented|comments|sums?|summed|starts?|started)\b[^.;!?]{0,60}\bwith (?:the (?:same |very same |following )?|these |a |one )?(?:words?|sentence|line|remark|phrase|promise|exclamation)?[:,]?\s*[*_]*$", re.I)
SPEAKER = re.compile(
    r"\b(?:(?:one|youngest|oldest|eldest|first|last|another|some|two|three|member|none) of (?:the|its|their|his|them) ?(?:eight|three|two|authors?|team|inventors?|group|colleagues|reviewers)?|co-?authors?|authors?|inventors?|professors?"
    r"|supervisors?|advis[eo]rs?|reviewers?|referees?|engineers?|interns?|colleagues?|researchers?|researcher's|doctoral student|student from|the student|his student|speaker|laureate|founders?|scientists?|postdoc|room-?mate|visitor|guest"
    r"|labs?(?:oratory)? lore|legend|anecdote|rumou?r|interview|journalist|tweet|e-?mail|keynote|podcast|memoirs?|diary|letter|blog|motto|dedication|acknowledgements?|father of|mind behind|man behind|boss|group leader|head of"
    r"|Montr[eé]al|Googlers?|Google|DeepMind|OpenAI|witness|insider|veteran|pioneers?)\b",
    re.I,
)
WRITING = re.compile(r"\b(?:paper|preprint|abstract|article|publication|manuscript|introduction of|conclusion of|rebuttal|review|talk|lecture|interview|book|blog|post|letter|diary|speech|slides?|keynote|foreword|last sentence|first sentence|opening|closing|authors|page|dissertation|thesis)\b", re.I)
UTTERS = re.compile(
    rf"\b(?:{SAYS}|sums?|summed|promises?|promised|announces?|announced|proclaims?|notebook|gives?|gave|ends?|ended|opens?|opened|begins?|began|closes?|closed|has it that|goes|went|motto|verdict|reads?|wished|shrugs?|shrugged|sagte|sagt|schrieb|meinte|erklärte|dit|écrit|shouts?"
    r"|grins?|grinned|smiled?|swears?|swore|blunt|objected|objects|scribbled|noted|reported|reports|repeats?|repeated|reply|reaction|response|comparison|comment|commented|comments|quip|advice|maxim|punchline|slogan|confession|toast|dictum|credo|legend|anecdote|recollection|recollections|saying|verdicts?|answers?|bluntly|brief|short|survived|survives|words|teased?|grumbled|pleaded|begged|cried|confided|relates?|talk|speech)\b",
    re.I,
)
NOBODYS = re.compile(
    r"\b(?:put|placed) (?:in|into) (?:\w+[’']s?|his|her|their|\w+ \w+[’']s) mouth|\b(?:not|n[o’']t|never|nowhere|cannot|could not) (?:be )?(?:found?|find|traced?|verif\w+|confirm\w*|sourced)\b|\bmisquot|\bmisattribut|\bapocryphal|\bspurious|\binvented quot|\bmade (?:it|this|the \w+) up\b|\bno source\b|\bwithdr[ae]wn?\b|\bnowhere (?:in|to be)\b"
    r"|\b(?:never|not) (?:said|wrote|written)\b|\bleave (?:it|the line|this) out\b",
    re.I,
)
# “…” was written by somebody of another field, not by …
ANOTHERS = re.compile(r"\b(?:said|written|coined|spoken|meant) by (?P<who>[^;\n]{0,60}?)\bnot by\b")
# "Attention, Please!" explains Bahdanau's model: it is the title that explains
EXPLAINS = re.compile(r"^[\s*_]*(?:explains?|describes?|shows?|introduces?|discusses|argues|asks|reports|notes|tells|compares)\s+(?:(?:[\w.-]+\s+){0,3}?\w+[’']s?\s+[a-z]|(?:the|how|why|what|a|an|this|all)\s)")
IS_A_SLOGAN = re.compile(r"[\s*_”]*is (?:a|the|an) (?:slogan|claim|view|thesis|phrase|saying|catchphrase)\b")  # the words, not who spoke them, are the subject
TOLD_TO_ASK = re.compile(r"(?:^|[:;.,!?]\s+|\band )(?:ask|tell|quote|remind|answer|say to|write to|interview)\b[^.;:!?“\"]{0,40}$", re.I)
HYPOTHETICAL = re.compile(r"\b(?:(?:I|we) (?:removed|deleted|corrected|struck|reverted|replaced)|may|might|could|would|(?:should|shall|will|must|can) (?:\w+ )?(?:say|write|ask|add|object|read|answer|quote|reply|argue|be|call|put)|if|let us|let|imagine|suppose|never(?! tir)|not|nobody|no one|whether|instead of|rather than|avoid|without)\b", re.I)
GENERIC = re.compile(
    r"\b(?:readers?|lecturers?|teachers?|students|beginners?|users?|prompts?|ChatGPT|chatbots?|examples?|translat(?:es?|ed|ion|ions|or)|search|title[ds]?|entitled|headed|heading|caption|label(?:led)?|button|column|spelled|means|meaning|vocabulary|tokens?"
    r"|aligned|alignment of|aligns?|french|class|slides?|exercise|question|decoder|encoder|network|input|output|reads as|song|film|book|book's|noun|verb|named?|term|terms|known as|so-called|chapter|section|courses?|we|you|your|our|us|sentence pair|textbooks?|type)\b",
    re.I,
)
LEADS_IN = re.compile(r"\b(?:words?|so|thus|this way|like this|put it|answer|answered|reply|replied|motto|said|told|wrote|shrugged|shrugs|smiled|smiles|grinned|laughed|laughs|sighed|nodded|winked|line|remark|sentence|comment|minced|mouth)\.\s*[*_]*$", re.I)


AT_THE_END = re.compile(r"\bat the (?:end|beginning|start|top|bottom|foot|head) of (?:each|every|the|this|a) \w+", re.I)


def _reported(paragraph: str, start: int, left: str, right: str, words: int, ends_inside: bool, titled: bool) -> bool:
    """Whether somebody, named or described, is made to say these words, by whatever verb."""
    if words == 2 and re.match(rf"^,?[\s*_]*(?:{SAYS}|sagte|schrieb|meinte|dit|écrit)\s", right, re.I) and PERSON.search(right[:50]):
        return True
    if words < 3 and not ends_inside:
        return False
    if (ends_inside or words > 4) and re.match(r"^[\s*_.]*[–—―]\s*[*_]*", right) and PERSON.search(right[:40]) and not LOCATOR.search(right[:80]):
        return True
    if (PERSON.search(left) or SPEAKER.search(left) or WRITING.search(left)) and WITH_THE_WORDS.search(left) and words > 3:
        return True
    if re.match(rf"^[\s,*_–—-]*(?:{SAYS}|sagte|schrieb|meinte|dit)\s", right, re.I) and PERSON.search(right[:60]):
        return words > 3 or ends_inside
    if titled:
        return False
    led_in = LEADS_IN.search(paragraph[max(0, start - 80) : start])
    if led_in:
        left = paragraph[max(0, start - 160) : start]
    head = left.rstrip(" *_(")
    bare = re.sub(r"[*_]", "", left).strip()
    if bare.endswith(":") and len(bare.split()) <= 3 and PERSON.search(bare) and (ends_inside or words > 4):
        return True
    if HYPOTHETICAL.search(left[-110:]) or GENERIC.search(left[-110:].rsplit(", ", 1)[-1] if led_in else left[-110:]) or TITLE_BEFORE.search(left) and not UTTERS.search(head[-16:]):
        return False
    somebody = PERSON.search(left) or SPEAKER.search(left)
    paper = WRITING.search(AT_THE_END.sub("", left))
    long = words > 3 or ends_inside and words > 2
    if (somebody or paper) and long:
        if UTTERS.search(left) and (head.endswith((":", ",", "–", "—", "-", ".")) or re.search(r"\b(?:that|as|than|with|by|the words|is|was|of|out|down|once|to|it|again|ever)$|[a-z]$", head)):
            return not (paper and not somebody and words < 4)
        if head.endswith((":", "–", "—", " -")) and (ends_inside or words > 4):
            return True
    if not long or GENERIC.search(right[:60]) or HYPOTHETICAL.search(right[:40]):
        return False
    after = right[:90]
    if (SPEAKER.search(after) or PERSON.search(after)) and re.match(rf"^[\s,*_–—-]*(?:[\w.’'-]+\s+){{0,11}}?(?:{SAYS}|sagte|schrieb|meinte|dit|goes|runs|laughs|shrugs|grumbled|objected|objects|shrugged|sneered|teased|cried|snapped|grinned|smiled|swore|pleaded|begged|groaned|cheered|thus|so)\b", after, re.I):
        return True
    return False


SAYING = (
    r"(?:sentences?|lines?|remarks?|quips?|aphorism|bon mot|dictum|maxim|motto|credo|saying|words?|phrase|formula|statement|slogan|joke|verdict|reply|answer|retort|comment|confession|advice|warning|prophecy|prediction|mantra"
    r"|observation|conclusion|wisdom|witticism|one-liner|pun|principle|rule|creed|image|metaphor|punchline|message|complaint|promise|lesson|summary|explanation|definition|description|wording|quotation|diagnosis|insight|account)"
)
# What is said before the marks: a noun of saying that ends the lead, or a turn of phrase that hands the word over.
NAMED_SAYING = re.compile(rf"\b(?P<noun>{SAYING})\b(?P<tail>[^.;!?“”\"]{{0,60}}?)[:,]?\s*[*_(]*$", re.I)
HANDS_OVER = re.compile(
    r"(?:^|[\s(])(?:to (?:quote|cite|paraphrase|speak with|say it with|put it with|borrow from)|(?:speaking|to speak) with|in (?:the )?words of|as|so|with)\s+(?P<who>[^.;:!?“”\"]{2,60}?)(?:\s+(?:has|had|puts?|would have|phrases?|liked? to (?:say|put)|says?|once) (?:it|that|said))?\s*[:,]?\s*[*_]*$",
    re.I,
)
FOR_HIM = re.compile(r"\W*(?:for|to) (?P<who>[^,;:.!?]{3,40}?),? (?:the |an? )?(?:\w+ ){1,5}(?:is|was|were|are|meant|means)(?: \w+)? ?[:,]?\s*[*_]*$", re.I)
BELIEVING = re.compile(r"\bif (?:one|we|you) (?:believes?|trusts?|follows?|asks?) (?P<who>[^,;:]{3,40}),?\s*[*_]*$", re.I)
IS_FRANK = re.compile(r"\b(?:is|was|gets?|got|sounds?|sounded|becomes|became) (?:\w+ )?\w+:\s*[*_]*$")
WHOSE = re.compile(rf"[\s,:*_–—-]*(?:(?:is|was|were|became|remained|this|that|so|thus|runs?|ran|goes|went|such) )+(?P<who>[^.;!?]{{2,50}}?)[’']s? (?:\w+ ){{0,2}}{SAYING}\b", re.I)
HABIT = re.compile(r"\b(?:whenever|every time|each time|always|used to)\b|^\W*ask\b.* will (?:say|tell|answer|reply)\b", re.I)
SPEAKS_OF = re.compile(r"\b(?:spoke|speaks|spoken|talked|talks|dreamt|dreamed) (?:of|about)\s+(?:an? |the )?[*_]*$", re.I)
# “…”, to use a phrase of …; “…”, one reads in the preprint by …
AFTERWARDS = re.compile(
    r"[\s,*_–—-]*(?:to (?:use|quote|borrow|cite|speak with|put it with|say it with)|(?:in|with) the (?:words|phrase|opinion|view|eyes|language) of|(?:one|we|you) (?:can )?(?:reads?|finds?|hears?) (?:in|on|at)|(?:it says|it said|stands|is written|is to be read) (?:in|on)|thus|so)\s(?P<who>[^.;!?]{0,70})", re.I
)
IN_HIS_VIEW = re.compile(r"\bin (?P<who>[^,;:!?]{3,40}?)[’']s? (?:own )?(?:view|opinion|eyes|words|phrase|reading|mind|judgement|judgment|language|diction|formulation)[:,]?\s*[*_]*$", re.I)
READ_IN = re.compile(r"\b(?:we|one|you|it|there) (?:can |could |may )?(?:reads?|finds?|hears?|says|stands|learn)(?: the (?:sentence|line|words|following))?[:,]?\s*[*_]*$", re.I)
SIGNED_WITH = re.compile(r"[\s,;*_]*(?:and |all )?(?:(?:with|over|above|under) (?P<with>[^,;.!?]{3,50}?)[’']?s? (?:name|signature)\b|signed,? (?:by )?(?P<by>[^,;.!?]{3,40}))", re.I)
PUTS_IT = re.compile(r"\b(?:has|had|puts?|phrases?) it[,:]?\s*$", re.I)
# What is said after the marks.
OF_WHOM = re.compile(
    rf"^[\s,:;*_–—-]*(?:(?:is|was|are|were|remains?|runs?|goes|reads?|comes?|came|stems?|stemmed|belongs?|dates?|that|this|so|thus|with|such|as|and|it|here|the|a|an|one|of|by|from|to|back|due|how|what|these|those|another|famous|favou?rite|first|last|only|of those|old|often-quoted|much-quoted|well-known) )*"
    rf"(?P<cue>{SAYING}s?|from|by|due to|to|how|what)\b(?P<rest>[^.;!?]{{0,90}})",
    re.I,
)
FROM_WHOM = re.compile(r"^[\s,*_–—-]*(?:(?:is|was) (?:by|from|due to|owed to|one of|attributed to|ascribed to|credited to)|(?:comes|came|stems|stemmed|dates|originates) from|(?:goes|went) back to|(?:is|was) what|(?:we|one) owes? (?:it )?to|belongs to|are (?:by|from))\s(?P<rest>[^.;!?]{0,60})", re.I)
EXAMPLES = re.compile(
    r"\b(?:translat\w+|align\w*(?! model)|example|examples|tokens?|tokeni[sz]\w+|splits?|input|output|source|target|english|french|german|test|training|sample|toy|shown?|shows|encode[sd]?|encoding|attends?|heat map|figure|word|term|title[ds]?|entitled|caption|button|label\w*"
    r"|search(?:es)? for|means?|called|notation|song|film|book|chapter|section|readers?|beginners?|slides?|blogs?|course|students?|your|our|many|some|critics?)\b",
    re.I,
)
SURE_SAYING = re.compile(r"\b(?:remark|quips?|aphorism|bon mot|dictum|maxim|motto|credo|saying|slogan|joke|verdict|reply|answer|retort|comment|confession|advice|mantra|witticism|one-liner|prophecy|punchline|(?:famous|favou?rite|well-known|celebrated|much-quoted|often-quoted|last|final|closing|opening) (?:sentences?|lines?|words|phrases?|formula))\b", re.I)
HE = r"(?:he|she|the (?:former|latter|other|first|second|elder|younger)(?: of (?:them|the two))?)"
ADVERBS = r"(?:(?:once|then|only|later|still|simply|often|will|would) )*"
PRONOUN_SAYS = re.compile(rf"[\s,*_–—-]*(?:{HE} {ADVERBS}(?P<verb>\w+)(?P<back> back)?|(?P<first>\w+) {HE}\b)", re.I)
PRONOUN_BEFORE = re.compile(rf"\b{HE} {ADVERBS}(?P<verb>\w+)\b[^.;!?“”]{{0,40}}[:,]?\s*[*_]*$", re.I)
PRONOUN_AND = re.compile(rf"\b{HE} [^.;!?“”]{{3,60}}?,? (?:and|then|but) {ADVERBS}(?P<verb>\w+)\b[^.;!?“”]{{0,30}}[:,]\s*[*_]*$", re.I)
SOMEBODY = re.compile(r"\b(?:one|youngest|oldest|eldest|first|last|tallest|two) of (?:the|them|these)\b (?:eight|three|authors|team|group)?|\b(?:name on|woman|man|person|intern|engineer|student) (?:on|among|of|who|whose|from|in|behind|to whom)\b|\bname on\b|\bintern\b|\bauthors?\b|\b(?:signed|wrote|posted) the (?:paper|preprint)\b|\bTuring\b|\bGoogler", re.I)
WITH_A_COLON = re.compile(r"(?P<tail>[^.;!?“”]{0,45}):\s*[*_]*$")
SILENTLY = re.compile(r"\b(?:grinn?(?:s|ed)|smiled?s?|laugh(?:s|ed)|nodd?(?:s|ed)|shrugg?(?:s|ed)|sigh(?:s|ed)|beam(?:s|ed)|wink(?:s|ed)|frown(?:s|ed)|looks back|convinced)\b", re.I)


HIS_SAYING = re.compile(r"\b(?:he|she|his|her|him)\b[^.;!?“”]{0,60}\b(?:remark|quip|saying|joke|verdict|reply|answer|retort|comment|confession|advice|sentence|line|words|motto|question)[^.;!?“”]{0,12}:\s*[*_]*$", re.I)


def _says(verb: str | None) -> bool:
    return verb is not None and SPEECH.fullmatch(verb) is not None


FOUND_IT = re.compile(r"\b(?:he|she) (?:found|considered|considers|thought|thinks|deemed|called|calls) (?:it|this|that|them|the \w+) [*_]*$", re.I)


def _pronoun_says(left: str, right: str) -> bool:
    """Whether "he" or "she" says what stands between two stretches of text."""
    if FOUND_IT.search(left):
        return True
    if (found := PRONOUN_SAYS.match(right)) and (found["back"] or _says(found["verb"]) or _says(found["first"])):
        return True
    return any((found := pattern.search(left)) is not None and _says(found["verb"]) for pattern in (PRONOUN_BEFORE, PRONOUN_AND))


def _credited(text: str, start: int, left: str, right: str, words: int, ends_inside: bool, titled: bool) -> bool:
    """Whether a saying is called somebody's by a noun or a turn of phrase: `a quip by …`, `to quote …`, `… is a line of …`."""
    if titled or words < 3 and not ends_inside or words < 2:
        return False
    near = re.split(r"(?<=[a-z”\")\]][.!?;])\s", left[-120:])[-1]
    who = PERSON.search(near)
    if words > 3 and (found := BELIEVING.search(near)) and PERSON.match(found["who"]):
        return True
    if HYPOTHETICAL.search(near) and not HABIT.search(left):
        return False
    if (who or SOMEBODY.search(near)) and (found := WITH_A_COLON.search(near)) and (SPEECH.search(found["tail"]) or SILENTLY.search(found["tail"])) and not EXAMPLES.search(found["tail"]):
        return True
    if who and ends_inside and IS_FRANK.search(near):
        return True
    if (found := WHOSE.match(right)) and PERSON.search(found["who"]) and (words > 2 or ends_inside):
        return True
    antecedent = text[max(0, start - 260) : start]
    if (words > 2 or ends_inside) and _pronoun_says(near, right) and (PERSON.search(antecedent) or SOMEBODY.search(antecedent)):
        return True
    if ends_inside and (PERSON.search(antecedent) or SOMEBODY.search(antecedent)) and HIS_SAYING.search(near):
        return True
    if words < 3:
        return False
    if who and words > 4 and (SPEAKS_OF.search(near) or (found := FOR_HIM.match(near)) and PERSON.match(found["who"])):
        return True
    if who and PUTS_IT.search(near):
        return True
    if (found := AFTERWARDS.match(right)) and PERSON.search(found["who"]) and not EXAMPLES.search(near):
        return True
    if words > 3 and (found := IN_HIS_VIEW.search(near)) and PERSON.match(found["who"]):
        return True
    if who and words > 3 and READ_IN.search(near) and WRITING.search(near):
        return True
    if (found := SIGNED_WITH.match(right)) and words > 3 and PERSON.search(found["with"] or found["by"]):
        return True
    if (found := HANDS_OVER.search(near)) and PERSON.search(found["who"]) and (near[found.start() :].lower().split()[0].strip("(") in ("to", "speaking", "in") or PUTS_IT.search(near) or near.rstrip().endswith(",")) and not EXAMPLES.search(found["who"]):
        return True
    if found := NAMED_SAYING.search(near):
        sure = SURE_SAYING.search(near[max(0, found.start() - 14) :])
        if who and (sure or not EXAMPLES.search(near)) or sure and SPEAKER.search(near) and words > 2 and not GENERIC.search(near):
            return True
        if (after := FROM_WHOM.search(right)) and PERSON.search(after["rest"]) and not EXAMPLES.search(near[-40:]):
            return True
        if sure and words > 3 and (WRITING.search(near) or "All You Need" in near or "Align and Translate" in near):
            return True
    if who is None and (found := OF_WHOM.search(right)) and (person := PERSON.search(found["rest"])) and (words > 3 or ends_inside or SURE_SAYING.search(found["cue"])):
        cue, rest = found["cue"].lower(), found["rest"]
        if EXAMPLES.search(rest[: person.start()]) or NOBODYS.search(right):
            return False
        if cue in ("how", "what"):
            return SPEECH.search(rest) is not None or re.search(r"\blook(?:s|ed) back\b", rest) is not None
        return cue not in ("from", "by", "due to", "to")
    return False


REMARK = re.compile(r"^[ \t]*(?:#+|//+|--|%+|\*)[ \t]?(?P<text>[^\n]{8,400})$", re.M)


def in_comments(code: Block) -> Iterator[int]:
    """Offsets of comments in code that give somebody's words without their place; lines that follow each other are one comment."""
    if code.refuted or QUOTING.search(code.text) is None:
        return
    if "\\begin{" in code.text or "\\epigraph" in code.text:
        yield from (offset for _, offset, _ in _latex_quote(code))
    group: list[re.Match[str]] = []
    for found in [*REMARK.finditer(code.text), None]:
        if group and (found is None or found.start() != group[-1].end() + 1):
            told = Block("paragraph", "\n".join(line["text"] for line in group), (), about=code.about)
            if any(_named_after(SIGNED_REMARK, line["text"]) for line in group) and not LOCATOR.search(told.text) or list(_attributed(told)):
                yield group[0].start("text")
            group = []
        if found is not None:
            group.append(found)


SIGNED_REMARK = re.compile(r"\s*[“\"'«][^“”\"«»\n]{8,300}[”\"'»]\s*[–—-]+\s*(?!.*\d)")
SAID_HEAD = re.compile(r"\b(?:quot\w*|said|says|saying|sayings|statement|words (?:of|by)|in (?:his|her|their) (?:own )?words|motto|comment(?:s|ed)?|remark(?:s|ed)?|wrote|credo|maxim|dictum|in a nutshell|author[’']s (?:own )?words|sentence by|line by|what \w+ (?:said|wrote|thought))\b", re.I)
OPENED = frozenset((*PAIRS, "'", "`", "\\", "<"))
OTHER_HEAD = re.compile(r"title|term|name for|notation|translation|example|input|output|word\b|paper", re.I)


def in_rows(table: Block) -> Iterator[tuple[Block, int]]:
    """Cells that are nothing but a quotation in a row that names a person, without a locator in the row."""
    if table.refuted or len(table.cells) < 2:
        return
    header, *rows = table.cells
    heads = " ".join(cell.text for cell in header)
    if INTRODUCES.search(heads) or MISCONCEPTION.search(heads):
        return
    said = [number for number, cell in enumerate(header) if SAID_HEAD.search(cell.text)]
    if not said and OTHER_HEAD.search(heads):
        return
    for row in rows:
        if not any(cell.text.strip(" *_")[:1] in OPENED for cell in row):
            continue
        whole = " ".join(cell.text for cell in row)
        told = SAID_HEAD.search(row[0].text) is not None and PERSON.search(heads) is not None
        if not (said or told or PERSON.search(whole)) or LOCATOR.search(whole):
            continue
        for number, cell in enumerate(row):
            if said and number not in said or number < len(header) and LOCATOR.search(header[number].text):
                continue
            text = cell.text.strip(" *_")
            span = next(_spans(text), None)
            if span and span[0] == 0 and span[1] >= len(text) - 2 and len(text.split()) > (1 if (told or said) and text[-2:-1] in ".!?" else 2) and not _titled(text[1:-1]):
                yield cell, 0


def _before(block: Block) -> str:
    previous = block.cache.get("previous")
    return previous.text if previous is not None and previous.quoted else ""


SIGNATURE = re.compile(r"^\s*(?:[–—―-]{1,3}\s*)?[*_]*(?P<who>[A-ZŁ][\w.’-]+(?:\s+(?:van\s+|de\s+)?[A-ZŁ][\w.’-]+){0,3}|[A-Z][\w.]+ et al\.)[*_]*\s*(?:[,(].{0,80})?$")


INLINE_SIGNATURE = re.compile(r"[.!?”\"][*_]*\s+[–—―(]\s*[*_]*(?P<who>[A-ZŁ][\w.’-]+(?:\s+[A-ZŁ][\w.’-]+){0,3})[*_)]*\s*$")


def _block_quote(block: Block, text: str) -> Iterator[tuple[Block, int, bool]]:
    """A block quote that ends with a signature."""
    lines = text.split("\n")
    signature = lines[-1].strip().strip("*_").strip()
    match = SIGNATURE.match(signature)
    dashed = re.match(r"[–—―-]", signature) is not None and any(mark in text + _before(block) for mark in "“„«\"")
    if match is None and (inline := INLINE_SIGNATURE.search(signature)) and PERSON.search(inline["who"]) and not LOCATOR.search(inline["who"]):
        yield block, 0, False
        return
    if match is None or not (PERSON.search(match["who"]) or dashed and len(match["who"].split()) > 1):
        return
    if len(lines) == 1:
        previous = block.cache.get("previous")
        if previous is None or not previous.quoted or not re.match(r"^\s*[–—―-]|^[*_]*[A-ZŁ]", signature) or len(signature.split()) > 14:
            return
        if SPEECH.search(signature) or signature.rstrip().endswith((".", ":")) and not re.match(r"^\s*[–—―-]", signature):
            return
        if LOCATOR.search(signature) or LOCATOR.search(previous.text[-80:]):
            return
        if CITATION.search(previous.text) and LOCATOR.search(previous.text):
            return
        yield previous, 0, bool(CITATION.search(signature))
        return
    if LOCATOR.search(signature):
        return
    yield block, 0, bool(CITATION.search(text))
