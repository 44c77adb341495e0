"""Whether a sentence asserts what it says, or denies, asks, supposes, reports or refutes it."""

from __future__ import annotations

import re

from .document import Block
from .tagging import Sentence
from .words import Patterns, compiled, tagged

DOUBT = frozenset(
    """misconception misconceptions myth myths wrong wrongly false falsely untrue incorrect incorrectly mistaken mistakenly
    mistake mistakes erroneous erroneously contrary unfair legend misunderstanding misreading confuses confuse confused
    confusing confusion misattributed misattribution misattribute misleading claim claims claimed alleged allegedly supposedly supposed believe believes believed
    belief tempting whether nonsense exaggeration exaggerated oversimplification overstated misnomer debatable disputed
    fallacy fallacious misremember conflate conflates conflating error errors rumour rumor suppose imagine doubtful refuted
    refute refutes refuting debunked disproved bug bugs pretend pretends overstatement misstatement folklore inaccurate naive naively anachronism anachronisms anachronistic anachronistically
    """.split()
)
REPORTS = Patterns(
    compiled(p)
    for p in (
        "often|commonly|sometimes|frequently|regularly|usually|widely said|told|heard|read|written|stated|assumed|thought|believed|presented|described|repeated|asserted|credited|cited|reported|introduced|attributed|mixed|confounded|filed|classed|counted|labelled",
        '" leaves|leave|omits|omit|forgets|forget|overlooks|overlook|slights|robs|wrongs',
        "remains|remain|stays|stay|left open|undecided|unsettled|unanswered",
        "many|most|some|others|several|quite_a_few <~1> think|believe|assume|suppose|hold|imagine <~1> that",
        "many|some|most|several|countless slides|blogs|textbooks|tutorials|posts|articles|people|students|readers|authors|writers|introductions|courses|courses|texts",
        "so many people|blogs|texts|tutorials",
        "students|people|blogs|slides|tutorials|newcomers|beginners <~1> say|think|credit|write|assume|tell|attribute|believe|imagine|often|regularly|sometimes",
        "do|does|did|should|must|can|could not|never <~2> say|write|tell|credit|call|conclude|infer|assume|attribute|believe|read|take|mistake|claim|teach|repeat|put|cite",
        "don't|never|don’t|avoid <~2> say|write|tell|credit|call|conclude|infer|assume|attribute|believe|read|take|mistake|claim|teach|repeat|saying|writing|telling|cite|think|let",
        "a|one|another|my|your student|pupil|candidate|listener|friend|beginner <~1> wrote|writes|said|says|claimed|claims|thought|thinks|asserted|asserts that",
        "objects|objected|object to <~3> \"|sentence|claim|statement|wording",
        'writing|saying|citing " <~14> hides|omits|forgets|leaves|drops|ignores',
        "whoever takes|mistakes|dates|holds",
        "we|i once wrote|said|thought|believed|taught",
        "of my|our|the|your students|pupils|colleagues wrote|writes|said|says|claimed|thought that",
        "^ i|we crossed|struck|deleted|corrected",
        "only if",
        "^ to say|write|claim|state|teach|think that",
        "has|have|had mixed|confused|confounded <~1> up",
        "usually|often|mostly means|mean",
        "^ one reads|hears|finds that",
        "true or false",
        "it is|was too strong|simple|easy|much",
        "too strong|simple|good",
        "would|might be|have",
        "far from",
        "one|you might|may|could think|say|object|believe|argue",
        "is|are|be to|not be blamed|confused",
        "whoever|anyone|nothing|nobody|people <~3> says|say|writes|write|claims|thinks",
        "forgets|omits <~1> two|three|one people|authors|names|persons|colleagues",
        "anyone|whoever|those|people|he|she who say|says|write|writes|claims|claim|credit|credits|thinks|think",
        "not|n't to|be say|mean|imply|enough",
        "beware",
        "nine|eight|most|many|half|all|some will|would|may say|answer|tell|reply|name|guess",
        "ask ten|twenty|any|your|a|some|around",
        "one|an|another|every essay|exam|thesis|slide|student|textbook|post|article|answer had|has|lets|makes|made|calls|called|gave",
        "seems|seem|appears|appear to have|begin|start|be",
        "used to think|believe|say|write|teach|claim|assume",
        "stop|stopped|quit|give_up|gave_up telling|saying|writing|teaching|claiming|crediting|believing",
        "likely|apt|prone|bound to hear|read|say|find|get|answer|meet",
        "a common|frequent|popular|usual|standard answer|version|account|belief",
        "popular video|account|history|story",
        "to credit|call|name|attribute <~12> is|passes|overlooks|ignores|forgets|slights|omits",
        'removed|deleted|corrected|reverted|retracted|struck|rewrote|fixed|withdrew|replaced|dropped <~2> "|claim|statement|sentence|line|wording|passage|note|credit',
        "if your|a|the|some|any slide|slides|text|texts|book|essay|post|lecture|page|student|notes <~1> says|say|claims|claim|reads|tells|states",
        "students|slides|posts|texts|answers|candidates|papers|essays|pupils|people wrote|claimed|argued|insisted|stated|answered|asserted <~1> that",
        "calling|naming|crediting|attributing <~14> is|would|ignores|misses|forgets|omits|leaves|does|makes|hides|drops",
        "leaves|leave|leaving|left out GPART|GBAH|GINT|PAIR|two|three|his|her|people|authors",
        "and|but you|one|they|readers <~2> look|search|seek|hunt <~1> in vain",
        "if only",
        '^ "|\' <*20> "|\' ,? is|are|was|were|remains <~2> sentence|sentences|claim|slogan|slogans|phrase|advertising|advertisement|marketing|exaggeration|promise|shorthand|caricature',
        "is|was|are said|reported|believed|thought|held|supposed to have|be",
        "one|we|you often|frequently|sometimes|commonly|occasionally reads|read|hears|hear|finds|find|sees",
        "one|you|we is|are told|taught",
        "not true|correct|right <~1> that",
        "some|many|others|people say|claim|think|write|believe|hold|argue|maintain|insist that",
        "nobody|no_one|none should|must|may|can|ought <~1> assume|think|say|write|believe|conclude|expect|suppose|infer|claim|imagine",
        "a|the|another|fellow|your|one <~1> student|pupil|colleague|classmate|friend|candidate|reviewer|blogger|commentator|guide|vendor writes|claims|says|states|insists|argues|maintains|asserts|thinks|believes that|,|:",
        "^ who thinks|believes|says|claims|writes|credits|assumes|imagines",
        "to say|claim|write|state|think|believe that <~14> is",
        "avoid|resist <~2> telling|saying|writing|teaching|claiming|repeating|believing|thinking|calling|crediting",
    )
)
BELIEVING = tagged(r"(?:model|network|classifier|system|machine|MODEL|TRF) (?:\S+ )?(?:believes?|believed) ")
NAIVE = tagged(r"naive (?:implementation|implementations|code|algorithm|version|kernel) ")
OVERSTATED = tagged(r"(?:price|costs?|expense|effort) of (?:(?![;.!?] )\S+ ){1,5}?(?:is|are|was|were|has been|have been) overstated ")
SMALL_ERROR = tagged(r"(?:small|slight|tiny|certain|relative|rounding|approximation|numerical) errors? ")  # of a result, not of an author
NEVER_WRONG = tagged(r"(?:(?:cannot|never|can not|not|hardly) (?:\S+ )?(?:be )?(?:wrong|mistaken)|(?:impossible|cannot) (?:(?![;,.!?] )\S+ ){0,6}?misleading) ")
# `Without it the verdict would have been another`, `without the scale the softmax would be flat`, `what a human would have marked`: nothing of it is in doubt.
HYPOTHETICAL = tagged(r"would (?:be |change |flip |have |alter )(?:\S+ ){0,3}?(?:if|when) and only (?:if|when) |if (?:an? |the |this |one )?(?:word|token|input) (?:has|receives|gets|got|carries|takes|attracts) (?:(?![;.!?] )\S+ ){1,14}?would (?=be |change |have |flip |alter )|without (?:(?![;.!?] )\S+ ){1,12}?would (?:have|be) |(?:human|humans|person|people|expert|experts|reader|readers|doctor|doctors|annotators) would have |(?:that|than|as|what) (?:a|one|the) (?:single |whole |plain )?(?:device|machine|gpu|layer|head|network|decoder|card|computer) would (?:have|need)|(?:any|every|the slightest) (?:other|change|different) (?:(?![;,.!?] )\S+ ){0,5}?would have ")
# `If the model errs, the map tells where the mistake came from`: it is the model that errs, not the text.
OF_WEIGHTS = frozenset("WTS weights weight map row rows ATT".split())
MODEL_ERRS = tagged(
    r"(?:at|to|on) (?:the|a) wrong (?:word|token|place|position|part|words) |(?:^ |, )?(?:the|an?|its|this) (?:answer|prediction|translation|verdict|classification|diagnosis) (?:is|was) wrong (?=because |since |as )|"
    r"(?:if|when|whenever|wherever|that|why) (?:the|an?|its|this|our) (?:\S+ )?(?:answer|prediction|translation|model|network|verdict|classification|classifier|decision|system|output|translator) (?:is|was|turns out|goes|went|has|gets|made|makes|be) (?:\S+ )?(?:wrong|mistaken|mistakes?|errors?|confused) |"
    r"(?:reason|reasons|cause|causes|source|origin|explanation) (?:for|of|behind) (?:the|an?|its|this|that|every|each|any) (?:model 's |network 's |wrong )?(?:errors?|mistakes?) |(?:where|why|how) (?:the|an?|its|this|that|each|every) (?:errors?|mistakes?) (?:came|comes|come|lies|lay|arose|was|occurred|happened) |what went wrong |without (?:any )?error "
)
REFUTES = tagged(r"(?:GOTH|PAPER) (?:\( Y\d+ \) )?(?:have |has )?(?:refuted|refutes?) (?:GOTH|PAPER|it|them|this|that) (?:\S+ ){0,3}?(?:and|by) ")
# `It is not true that weights can mislead` praises them.
NOT_UNTRUE = tagged(r"(?:not true|untrue) that (?:\S+ ){1,3}?(?:can |could |may |might |do |does |ever )?(?:mislead|lie|deceive|err) ")
# `The map tells whether the model is right for the right reasons`: the map is said to settle it.
TELLS_WHETHER = tagged(
    r"(?:this|that|it|which) (?:settles?|settled|answers?|decides?|closes?) the (?:question|matter|issue) (?:of )?whether |"
    r"(?:WTS|map|maps|weights|row|rows|heatmap) (?:(?![;:.,!?] |not |no )\S+ ){0,4}?(?:enough|suffices?|sufficient|tells?|shows?|reveals?|proves?|decides?|settles?) (?:(?![;:.,!?] |not )\S+ ){0,4}?whether |"
    r"(?:see|tell|know|learn|read|judge|decide|check) (?:(?:off|directly|at once|immediately) )?from (?:(?:the|its|an?|this) ){0,2}(?:WTS|map|maps|weights|row|rows) whether "
)
WHICHEVER = re.compile(r"(?:^ |[,;-] )whether (?:[^,;.]* )?or |^ whether (?:[^;.:]* )?or [^;.:]{1,40}[:,] ")
SUPPOSED = compiled("if|suppose|imagine|unless|even_if <~14> would|could|might|were|had")
INVERTED = tagged(r"(?:(?<=^ )|(?<=, )|(?<=; )|(?<=: )|(?<=- )|(?<=and )|(?<=but ))(?:had|were) (?:(?![;:.!?] )\S+ ){0,14}?(?:would|could|might) ")
AFFIRMED = tagged(r"(?:whoever|anyone (?:who )?|anybody (?:who )?|those who|he who) (?:says|say|claims|claim|thinks|think|tells|believes|believe|writes) (?:\S+ ){0,2}?(?:otherwise|the contrary|something else|anything else) (?:(?![;.!?] )\S+ )*")
REFUTED_NEXT = (
    compiled("^ this|that|it|which <~2> is|was|are not|wrong|false|untrue|incorrect|a|an|mistaken|misleading <~3>"),
    compiled("^ not so|true|quite|at|really|correct"),
    compiled("^ wrong|false|no|nonsense|untrue|incorrect ,|.|:|!|;|-"),
    compiled("^ in fact|reality|truth"),
    compiled("^ actually|but|however , <~30>"),
    compiled("^ such|this|that|these|both|neither claim|claims|statement|view|sentence|sentences|belief|picture|story|line|code|version|attribution|formula"),
    compiled("^ why is|it|this|that"),
    compiled("^ what is|'s wrong"),
    compiled("<~12> too early|late|generous|simple <~3> .|,|by|to"),
    compiled("^ the|this|that conclusion|inference|argument <~1> not|fails|limps"),
    compiled("^ its author|authors forgets|forget|overlooks|overlook|ignores|ignore|omits|omit"),
    compiled("^ we <~2> withdrawn|withdrew|retracted|removed|corrected|deleted|struck|declined|refused"),
    compiled("^ find the"),
    compiled("^ <~3> only while|if|when|until|as_long"),
    compiled("^ correct"),
    compiled("^ <~7> prove|proves|show|shows|demonstrate|suggest|argue the opposite|contrary"),
    compiled("^ <~4> counterexample|counterexamples"),
    compiled("^ refute|disprove|contradict|rebut|challenge|debunk <~3>"),
)
FALSE_NEXT = frozenset("refuted wrong false untrue incorrect mistaken misconception myth mistake nonsense misleading error bug unfair inaccurate anachronism anachronistic".split())
INTRODUCES = re.compile(
    r"misconception|myth|mistake|wrong|common error|often (?:said|heard|read|told)|true or false|false claim|bug|find the|spot the|"
    r"what is wrong|not to (?:say|write)|do not (?:say|write)|don.t (?:say|write)|is (?:false|wrong)|are (?:false|wrong)|incorrect|correct the|misleading|falsch|exercise|quiz",
    re.I,
)


def _affirming(doubts: frozenset[str], text: str) -> bool:
    """Whether words of doubt leave the claim standing: "whether long or short, …", "can never be wrong"."""
    return bool(
        doubts == {"whether"} and WHICHEVER.search(text)
        or doubts <= {"wrong", "mistaken", "misleading"} and NEVER_WRONG.search(text)
        or doubts <= {"believes", "believe", "believed"} and BELIEVING.search(text)
        or doubts == {"naive"} and NAIVE.search(text)
        or doubts == {"overstated"} and OVERSTATED.search(text)
        or doubts <= {"error", "errors"} and SMALL_ERROR.search(text)
        or doubts <= {"refuted", "refutes", "refute"} and REFUTES.search(text)
        or doubts == {"whether"} and TELLS_WHETHER.search(text)
    )


WHY = re.compile(r"\W*(?:Q(?:uestion)?\W+)?why\b", re.I)
BECAUSE = re.compile(r"\W*(?:A(?:nswer)?\W+)?(?:because|since|as it|thanks to|owing to|due to)\b", re.I)


def presupposed(sentence: Sentence) -> bool:
    """Whether a question takes for granted what it says, and the answer agrees: `Why is it linear? Because …`."""
    following = sentence.near(1)
    return sentence.asked and not sentence.block.refuted and WHY.match(sentence.raw) is not None and following is not None and BECAUSE.match(following.raw) is not None


def doubted(sentence: Sentence) -> bool:
    """Whether the sentence or what surrounds it keeps its author from asserting what it says."""
    if sentence.block.refuted or sentence.block.kind == "claim" or sentence.asked and not presupposed(sentence):
        return True
    if CHOICES.search(sentence.block.text):
        return True
    text = HYPOTHETICAL.sub("", sentence.text.split(" so that ")[0].replace(" had had ", " had ").replace(" the credit ", " the merit ") + " ")
    words = sentence.words
    if "mislead" in words or "lie" in words:
        text = NOT_UNTRUE.sub("", text)
    if "otherwise" in words or "contrary" in words or "else" in words:
        text = AFFIRMED.sub("", text)
        words = frozenset(text.split())
    doubts = DOUBT & words
    if doubts and not OF_WEIGHTS.isdisjoint(words):
        doubts &= frozenset(MODEL_ERRS.sub("", text).split())
    if doubts and not _affirming(doubts, sentence.text):
        return True
    if SUPPOSED.search(text) or INVERTED.search(text) or any(pattern.search(text) for _, pattern in REPORTS.worth(text)):
        return True
    following = sentence.near(1)
    if following is not None:
        if not FALSE_NEXT.isdisjoint(following.words) and len(following.tokens) < 25:
            return True
        if any(pattern.search(following.text) for pattern in REFUTED_NEXT[:4] + REFUTED_NEXT[5:]):
            first = following.text.split()[:4]
            if first[:1] in (["this"], ["that"], ["it"]) and FALSE_NEXT.isdisjoint(following.words) and "not" not in first:
                pass
            else:
                return True
    before = sentence.near(-1)
    if before is not None and before.block is sentence.block:
        raw = before.raw
        if INTRODUCES.search(raw) and len(before.tokens) < 30 and not before.asked:
            return True
        if before.asked and INTRODUCES.search(raw):
            return True
    lead = sentence.block.lead
    if lead.rstrip().endswith((":", "?")) and INTRODUCES.search(lead[-300:]) and (sentence.block.listed or sentence.index == 0):
        return True
    return False


CHOICES = re.compile(r"[☐☑☒✔✓✗✘]|^\s*\[ \]\s|^\s*\(?[a-d]\)\s", re.M)
# A source with a place in it: what stands before it in quotation marks are the words of that source.
LOCATED = re.compile(r"\W{0,2}\([^()\n]{0,80}\b(?:19|20)\d\d[a-z]?,? (?:sec|p\.|pp|§|ch|abstract|app|fig|eq|table)")
SAID = re.compile(r"[“\"«„](?P<said>[^“”\"«»„\n]{1,300})[”\"»“]")


# A task: `Correct the following sentence: “…”`
TO_CORRECT = re.compile(r"^\W*(?:correct|improve|rewrite|amend|fix|repair|mend|emend|judge|check|discuss|criticise|criticize|refute|disprove|edit|put right|set right)\b[^.!?“”\"]{0,80}$", re.I)


def _is_a_name(said: str) -> bool:
    """Whether words are too few for a claim, or a title such as “inventor of attention”."""
    words = said.split()
    return len(words) < 3 or len(words) == 3 and words[1] == "of"


def mentioned(sentence: Sentence, offset: int) -> bool:
    """Whether what begins at an offset stands between quotation marks as the thing that the sentence is about.

    `“Attention is new” is what some slides say` speaks of a claim; a title in quotation marks is none. So does a
    quotation with its source and the place in it.
    """
    raw, start = sentence.raw, sentence.start
    if '"' not in sentence.words:
        return False
    for found in SAID.finditer(raw):
        if not start + found.start() < offset < start + found.end() or _is_a_name(found["said"]):
            continue
        if LOCATED.match(raw, found.end()):
            return True
        if TO_CORRECT.search(raw, 0, found.start()):
            return True
        outside = (raw[: found.start()] + raw[found.end() :]).split()
        after = re.findall(r"[^\W\d_]+", raw[found.end() :])[:1]
        return len(outside) > 2 and bool(after) and (after[0].islower() or after[0] == "I") and not raw[: found.start()].rstrip().endswith(":")
    return False


VERDICT = re.compile(r"\W*(?:no|false|wrong|untrue|incorrect|(?:a )?myth|not (?:established|shown|proven|true|so)|disputed|unproven|refuted|open)\W*", re.I)


def withdrawn(row: tuple[Block, ...]) -> bool:
    """Whether a verdict beside a claim takes it back: `| The weights are the cause | not established |`."""
    return any(VERDICT.fullmatch(cell.text) for cell in row[1:])


NEGATIONS = frozenset("not never nobody none neither nor cannot hardly without isn't wasn't doesn't didn't don't aren't weren't can't couldn't won't wouldn't hasn't haven't hadn't no rather instead unlike nothing".split())


def denied(sentence: Sentence) -> bool:
    """Whether any word of denial stands in the sentence."""
    return not NEGATIONS.isdisjoint(sentence.words)
