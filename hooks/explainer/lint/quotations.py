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
    "summarize|summarizes|summarized|respond|responds|responded|murmured|muttered|laughed|sighed|wondered|wonders|shouted|whispered|emailed|tweeted|posted|mused|famously|words|according|likes|quoted|quotes|quoting|compare|compares|compared|liken|likened|likens|reflects|reflected|predicted|predicts|proclaimed|complained|boasted|suggests|suggested|phrase|phrased|once|motto|saying|advised|advises|credo|phrases|maintains|maintained|stressed|stresses|recounts|recounted|laughs|smiles|smiled|chuckles|chuckled|grins|sighs|mutters|boasts|complains|exclaims|tiring|repeating|exclaimed|reminisces|jests|teases|shrugs|shrugged|whispers|protests|protested|summed|sums|commented|murmurs|reported|confided|confides|revealed|reveals|exults|sneers|sneered|concluded|promised|promises|cautioned|opined|countered|retorted|announces|swore|scoffed"
)
SPEECH = re.compile(rf"\b(?:{SAYS})\b", re.I)
NAMES = "|".join(
    sorted({name for name in PEOPLE if len(name) > 3 and name not in ("press", "child", "rush", "brown", "dean", "silver", "clark", "king", "peters", "jones", "howard", "watson", "jordan", "koch", "birch", "turing", "vincent")}, key=lambda n: (-len(n), n))
)
PERSON = re.compile(
    rf"\b(?:{NAMES}|Cho|Luong|Jones|Gomez|Kaiser|Łukasz Kaiser|Ilya Sutskever|Quoc Le|Jeff Dean|Tri Dao|Albert Gu|Zihang Dai|Kelvin Xu|Jürgen Schmidhuber|Andrew Ng)\b"
    r"|\b(?:his|her|the|first|senior|last|one of the|lead|another|a|an|the paper's|its) (?:first |senior |last |lead |second |later |former |young |Belarusian |Korean |Canadian |two |three |eight )?(?:authors?|supervisor|professor|intern|laureate|inventor|co-author|researcher|student|engineer|advisor|adviser|inventors|colleague|lecturer|boss|developer|scientist|team)\b"
    r"|\b(?:man|woman|student|intern|professor|researcher|doctoral student|postdoc|somebody|someone|visitor)s? (?:from|of|in) (?:Bremen|Montr[eé]al|Mila|Google|Mountain View|California|Toronto|Stanford)\b|\b(?:Montr[eé]al|Bremen|Google|Stanford) (?:professor|student|intern|researcher|engineer|group leader)\b"
    r"|\b(?:Ashish|Dzmitry|Kyunghyun|Yoshua|Noam|Niki|Jakob|Llion|Aidan|Illia|Minh-Thang)\b|\b(?:man|woman|person|one) (?:whose|who) (?:name )?(?:stands|signed|wrote|comes|is) (?:\w+ ){0,2}(?:first|last|on)\b"
    r"|\b(?:paper's|article's|preprint's) (?:first|second|third|last|lead|senior|youngest|oldest) author\b|\bTuring laureate\b|\blaureate\b|\bthe (?:intern|authors)\b",
    re.I,
)
LOCATOR = re.compile(
    r"\b(?:sec(?:tion|t)?s?\.?|§+|p\.|pp\.|pages?|ch(?:apter|ap)?\.|fig(?:ure)?\.?|eq(?:uation|n)?\.?|abstract|appendix|table|footnote|introduction|conclusion|para(?:graph)?\.?|line|min(?:ute)?|app\.|column)"
    r"(?:\s*(?<![A-Za-z])[A-Z]?\d|\s*\d|\s+[A-Z]?\d|\s+(?-i:[A-Z])\b|\s+of\b|\s*(?:,|\)|\]|\.|$))|§|\babstract\b|\bp\. ?\d|\b\d+:\d\d\b",
    re.I,
)
SOURCED = re.compile(r"\[[^\]\n]*@|\(\s*[A-Z][^()\n]{0,80}\b(?:19|20)\d\d|arxiv|\b(?:19|20)\d\d\b|ICLR|NIPS|NeurIPS|EMNLP|\bthe paper\b|source:", re.I)
CITATION = re.compile(r"\[[^\]\n]*@[\w:.-]+[^\]\n]*\]")
TITLE_AFTER = re.compile(r"^[”\"’»*_\s]*(?:,? ?(?:by|of|from) [A-Z]|\(?(?:19|20)\d\d|\(?\[@|,? (?:the|a) (?:paper|article|title|book|talk|blog)|is (?:the title|a paper|the paper|one of)|was answered|describes?|appeared|introduced|proposed|\|)")
IN_TITLE = re.compile(r"^[”\"’»*_\s]*(?:in|as|for) (?:its|the|their) (?:sub)?title\b")
TITLE_BEFORE = re.compile(r"(?:paper|related to|title[ds]?|titled|article|book|talk|entitled|blog post|post|called|chapter|lecture|song|essay|course|tutorial|section [\d.]+|word|words|term|terms|verb|noun|name|named|names|label|labelled|phrase|type|token|heading|search|sentence|of|in|on|reads|read)[:,]?\s*[*_([]*$", re.I)
KNOWN_TITLE = re.compile(
    r"^(?:Attention Is All You Need|Neural Machine Translation by|Show, Attend|Attention is not|Effective Approaches|Sequence to Sequence|All You Need Is Love|Memory Networks$|Scaled Dot-Product Attention$|Multi-Head Attention$)", re.I
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


CODE_OR_TAG = re.compile(r"`[^`\n]{1,400}`|<[^<>\n]{1,400}>|\]\([^()\n]{0,500}\)|\{[^{}\n]{0,200}\}|\$[^$\n]{1,300}\$")


def _masked(text: str) -> str:
    return CODE_OR_TAG.sub(lambda match: " " * len(match[0]), text)


QUOTING = re.compile(r"[“„«\"'‘「『]|<cite|</blockquote>")


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
    if not block.quoted and QUOTING.search(block.text) is None:
        return
    text = _masked(block.text)
    has_mark = any(mark in text for mark in "“„«\"‘'「『")
    if block.quoted:
        yield from _block_quote(block, text)
    if has_mark:
        found = list(_quoted_speech(block, text))
        outside = _outside(text)
        if found and not INTRODUCES.search(outside) and not MISCONCEPTION.search(re.sub(r"\blegend\b", "", outside)):
            yield from found
        elif not found:
            yield from _signed_below(block, text)
    if "<cite" in block.text or "</blockquote>" in block.text:
        yield from _html_quote(block)


def _outside(text: str) -> str:
    """The text without what stands between quotation marks."""
    parts, at = [], 0
    for start, end in _spans(text):
        parts.append(text[at : start + 1])
        at = end
    return "".join(parts) + text[at:]


BELOW = re.compile(r"^\W*[“\"«„](?P<said>[^“”\"«»„\n]{12,400})[”\"»“]\W*\n\W*(?P<who>[A-ZŁ][\w.’-]+(?: [A-ZŁ][\w.’-]+){0,3})\W*$")
CITED_HTML = re.compile(r"<(?:blockquote|q)[^<>]{0,200}>(?P<said>.{8,600}?)</(?:blockquote|q)>\s*(?:<[a-z][^<>]{0,100}>\s*)*(?:[–—-]+\s*)?(?P<who>[A-ZŁ][\w.’-]+(?: [A-ZŁ][\w.’-]+){0,3})(?P<rest>[^<\n]{0,120})", re.S)
SAID_TO_HAVE = re.compile(r"^[\s,*_–—-]*(?:he|she|they|it) (?:is|was|are|were) (?:said|reported|supposed|rumou?red|alleged|believed) to have\b|^[\s,*_–—-]*(?:is|was|were) (?:his|her|their|the \w+[’']s) (?:\w+ )?(?:reply|answer|response|verdict|comment|reaction|words?|motto|line|remark|conclusion|advice)\b|^[\s,*_–—-]*(?:came|ran|goes|went) (?:his|her|their|the) (?:\w+ )?(?:reply|answer|response|verdict|comment|reaction)\b")


def _signed_below(block: Block, text: str) -> Iterator[tuple[Block, int, bool]]:
    """A quotation with a name alone on the line below it."""
    found = BELOW.match(text)
    if found and PERSON.search(found["who"]) and not _titled(found["said"]):
        yield block, found.start("said") - 1, False


def _html_quote(block: Block) -> Iterator[tuple[Block, int, bool]]:
    for found in CITED_HTML.finditer(block.text):
        if PERSON.search(found["who"]) and not LOCATOR.search(found["rest"]):
            yield block, found.start(), False


def _quoted_speech(block: Block, text: str) -> Iterator[tuple[Block, int, bool]]:
    done = False
    for start, end in _spans(text):
        if done:
            break
        inner = text[start + 1 : end].strip()
        if len(inner) < 3 or KNOWN_TITLE.match(inner.strip("*_[ ")):
            continue
        left = text[max(0, start - 160) : start]
        right = text[end + 1 : end + 170]
        left = re.split(r"(?<=[a-z”\")\]][.!?])\s+(?=[A-Z“\"‘«„(])", left)[-1]
        ends_inside = inner[-1:] in ".!?"
        right_clause = re.split(r"(?<=[a-z”\")\]][.!?])\s+(?=[A-Z“\"‘«„])|[;:]\s", right)[0]
        words = len(inner.split())
        after = right.lstrip(" .,;:”\n")
        bare = CITATION.match(after)
        if bare and words > 4 and "," not in bare[0] and not _titled(inner) and not TITLE_BEFORE.search(left):
            yield block, start, True
            done = True
            continue
        if words > 3 and not ends_inside and _titled(inner) and left.rstrip().endswith(",") or IN_TITLE.match(right):
            continue
        if text[start] in "「『" and PERSON.search(left[-40:]) or SAID_TO_HAVE.match(right) and (PERSON.search(text[max(0, start - 200) : start]) or SPEAKER.search(text[max(0, start - 200) : start])):
            if not LOCATOR.search(right):
                yield block, start, False
                done = True
            continue
        if HYPOTHETICAL.search(left[-40:]) and not re.search(r"[.;!?]\s", left[-40:]):
            continue
        if not _spoken(left, right_clause, inner, words, ends_inside) and not _reported(
            text, start, left, right_clause, words, ends_inside, _titled(inner) and words > 2 and not ends_inside
        ):
            continue
        if re.search(r"\b(?:not|never(?! tir)|n't|without|whether|nobody|avoid)\b", left[-60:], re.I):
            continue
        around = text[max(0, start - 220) : start] + " " + text[end + 1 : end + 220]
        if _titled(inner) and EXPLAINS.match(right):
            continue
        if NOBODYS.search(around) or TOLD_TO_ASK.search(left[-60:]):
            continue
        if (owner := ANOTHERS.search(right[:120])) and not PERSON.search(owner["who"]):
            continue
        if LOCATOR.search(around) and (SOURCED.search(around) or PERSON.search(around)):
            continue
        yield block, start, bool(CITATION.search(around))
        done = True


def _titled(inner: str) -> bool:
    """Whether most of the longer words begin with a capital, as in a title."""
    long_words = [word for word in inner.split() if len(word) > 4]
    return bool(long_words) and sum(word[0].isupper() for word in long_words) * 2 > len(long_words)


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
    if who_left and (found := list(SPEECH.finditer(near_left))):
        verb = found[-1]
        tail = near_left[verb.end() :]
        name = verb[0].lower()
        if name in ("call", "calls", "called", "name", "names", "described", "describe", "describes", "put", "puts", "words", "phrase"):
            short = 4 if name in ("call", "calls", "called") else 2
            if words < short + (0 if name not in ("call", "calls", "called") else 0):
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


WITH_THE_WORDS = re.compile(r"\b(?:ends?|ended|closes?|closed|concludes?|concluded|opens?|opened|begins?|began|commented|comments|sums?|summed|starts?|started)\b[^.;!?]{0,60}\bwith (?:the |these |a |one )?(?:words?|sentence|line|remark|phrase|promise|exclamation)?[:,]?\s*[*_]*$", re.I)
SPEAKER = re.compile(
    r"\b(?:(?:one|youngest|oldest|eldest|first|last|another|some|two|three|member|none) of (?:the|its|their|his|them) ?(?:eight|three|two|authors?|team|inventors?|group|colleagues|reviewers)?|co-?authors?|authors?|inventors?|professors?"
    r"|supervisors?|advis[eo]rs?|reviewers?|referees?|engineers?|interns?|colleagues?|researchers?|researcher's|doctoral student|student from|the student|his student|speaker|laureate|founders?|scientists?|postdoc|room-?mate|visitor|guest"
    r"|labs?(?:oratory)? lore|legend|anecdote|rumou?r|interview|journalist|tweet|e-?mail|keynote|podcast|memoirs?|diary|letter|blog|motto|dedication|acknowledgements?|father of|mind behind|man behind|boss|group leader|head of"
    r"|Montr[eé]al|Googlers?|Google|DeepMind|OpenAI|witness|insider|veteran|pioneers?)\b",
    re.I,
)
WRITING = re.compile(r"\b(?:paper|preprint|abstract|article|publication|manuscript|introduction of|conclusion of|rebuttal|review|foreword|last sentence|first sentence|opening|closing|authors|page|dissertation|thesis)\b", re.I)
UTTERS = re.compile(
    rf"\b(?:{SAYS}|sums?|summed|promises?|promised|announces?|announced|proclaims?|notebook|gives?|gave|ends?|ended|opens?|opened|begins?|began|closes?|closed|has it that|goes|went|motto|verdict|reads?|wished|shrugs?|shrugged|sagte|sagt|schrieb|meinte|erklärte|dit|écrit|shouts?"
    r"|grins?|grinned|smiled?|swears?|swore|blunt|objected|objects|scribbled|noted|reported|reports|repeats?|repeated|reply|reaction|response|comparison|comment|commented|comments|quip|advice|maxim|punchline|slogan|confession|toast|dictum|credo|legend|anecdote|recollection|recollections|saying|verdicts?|answers?|bluntly|brief|short|survived|survives|words|teased?|grumbled|pleaded|begged|cried|confided|relates?|talk|speech)\b",
    re.I,
)
NOBODYS = re.compile(
    r"\b(?:put|placed) (?:in|into) (?:\w+[’']s?|his|her|their|\w+ \w+[’']s) mouth|\b(?:not|n[o’']t|never|nowhere|cannot|could not) (?:be )?(?:found?|find|traced?|verif\w+|confirm\w*|sourced)\b|\bmisquot|\bmisattribut|\bapocryphal|\bspurious|\binvented quot|\bno source\b|\bnowhere (?:in|to be)\b"
    r"|\b(?:never|not) (?:said|wrote|written)\b|\bleave (?:it|the line|this) out\b",
    re.I,
)
# “…” was written by somebody of another field, not by …
ANOTHERS = re.compile(r"\b(?:said|written|coined|spoken|meant) by (?P<who>[^;\n]{0,60}?)\bnot by\b")
# "Attention, Please!" explains Bahdanau's model: it is the title that explains
EXPLAINS = re.compile(r"^[\s*_]*(?:explains?|describes?|shows?|introduces?|discusses|argues|asks|reports|notes|tells|compares)\s+(?:[\w.-]+\s+){0,3}?\w+[’']s?\s+[a-z]")
TOLD_TO_ASK = re.compile(r"(?:^|[:;.,!?]\s+|\band )(?:ask|tell|quote|remind|answer|say to|write to|interview)\b[^.;:!?“\"]{0,40}$", re.I)
HYPOTHETICAL = re.compile(r"\b(?:(?:I|we) (?:removed|deleted|corrected|struck|reverted|replaced)|may|might|could|would|(?:should|shall|will|must|can) (?:\w+ )?(?:say|write|ask|add|object|read|answer|quote|reply|argue|be|call|put)|if|let us|let|imagine|suppose|never(?! tir)|not|nobody|no one|whether|instead of|rather than|avoid|without)\b", re.I)
GENERIC = re.compile(
    r"\b(?:readers?|lecturers?|teachers?|students|beginners?|users?|prompts?|ChatGPT|chatbots?|examples?|translat(?:es?|ed|ion|ions|or)|search|title[ds]?|entitled|headed|heading|caption|label(?:led)?|button|column|spelled|means|meaning|vocabulary|tokens?"
    r"|aligned|alignment of|aligns?|french|class|slides?|exercise|question|decoder|encoder|network|input|output|reads as|song|film|book|book's|noun|verb|named?|term|terms|known as|so-called|chapter|section|courses?|we|you|your|our|us|sentence pair|textbooks?|type)\b",
    re.I,
)
LEADS_IN = re.compile(r"\b(?:words?|so|thus|this way|like this|put it|answer|answered|reply|replied|motto|said|told|wrote|shrugged|shrugs|smiled|smiles|grinned|laughed|laughs|sighed|nodded|winked|line|remark|sentence|comment|minced|mouth)\.\s*[*_]*$", re.I)


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
    if LEADS_IN.search(paragraph[max(0, start - 80) : start]):
        left = paragraph[max(0, start - 160) : start]
    head = left.rstrip(" *_(")
    bare = re.sub(r"[*_]", "", left).strip()
    if bare.endswith(":") and len(bare.split()) <= 3 and PERSON.search(bare) and (ends_inside or words > 4):
        return True
    if HYPOTHETICAL.search(left[-110:]) or GENERIC.search(left[-110:]) or TITLE_BEFORE.search(left) and not UTTERS.search(head[-16:]):
        return False
    somebody = PERSON.search(left) or SPEAKER.search(left)
    paper = WRITING.search(left)
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


def in_rows(table: Block) -> Iterator[tuple[Block, int]]:
    """Cells that are nothing but a quotation in a row that names a person, without a locator in the row."""
    if table.refuted or len(table.cells) < 2:
        return
    header, *rows = table.cells
    heads = " ".join(cell.text for cell in header)
    if INTRODUCES.search(heads) or MISCONCEPTION.search(heads) or re.search(r"title|term|name for|notation|translation|example|input|output|word\b|paper", heads, re.I):
        return
    for row in rows:
        whole = " ".join(cell.text for cell in row)
        if not (PERSON.search(whole) or re.search(r"quot|said|says|saying|statement|words", heads, re.I)) or LOCATOR.search(whole):
            continue
        for cell in row:
            text = cell.text.strip(" *_")
            span = next(_spans(text), None)
            if span and span[0] == 0 and span[1] >= len(text) - 2 and len(text.split()) > 2 and not _titled(text[1:-1]):
                yield cell, 0


def _before(block: Block) -> str:
    previous = block.cache.get("previous")
    return previous.text if previous is not None and previous.quoted else ""


SIGNATURE = re.compile(r"^\s*(?:[–—―-]{1,3}\s*)?[*_]*(?P<who>[A-ZŁ][\w.’-]+(?:\s+(?:van\s+|de\s+)?[A-ZŁ][\w.’-]+){0,3}|[A-Z][\w.]+ et al\.)[*_]*\s*(?:[,(].{0,80})?$")


INLINE_SIGNATURE = re.compile(r"[.!?”\"][*_]*\s+[–—―]\s*[*_]*(?P<who>[A-ZŁ][\w.’-]+(?:\s+[A-ZŁ][\w.’-]+){0,3})[*_]*\s*$")


def _block_quote(block: Block, text: str) -> Iterator[tuple[Block, int, bool]]:
    """A block quote that ends with a signature."""
    lines = text.split("\n")
    signature = lines[-1].strip()
    match = SIGNATURE.match(signature)
    dashed = re.match(r"[–—―-]", signature) is not None and any(mark in text + _before(block) for mark in "“„«\"")
    if match is None and (inline := INLINE_SIGNATURE.search(signature)) and PERSON.search(inline["who"]) and not LOCATOR.search(inline["who"]):
        yield block, 0, False
        return
    if match is None or not (PERSON.search(match["who"]) or dashed and len(match["who"].split()) > 1):
        return
    if len(lines) == 1:
        previous = block.cache.get("previous")
        if previous is None or not previous.quoted or not re.match(r"^\s*[–—―-]|^[A-Z]", signature) or len(signature.split()) > 14:
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
