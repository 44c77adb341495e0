"""INT: attention weights show what is averaged, not why the model decides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..frames import framed
from ..rule import Hit, rule
from ..stance import denied, doubted, withdrawn
from ..words import Patterns, compiled, tagged
from ..tagging import Sentence

W = r"(?:WTS|ATT|weights|weight|map|distribution|attention|row|rows|heatmap|picture|softmax|SELF)"
G = r"(?:(?![;.!?] |not |never |but |hardly |rather |cannot |neither |nor |nothing |little )\S+ )"
DECISION = (
    r"(?:decision|decisions|prediction|predictions|verdict|verdicts|answer|answers|output|outputs|behaviour|behavior|reasoning|result|results|outcome|outcomes|model|"
    r"classification|translation|network|classifier|thinking|judgement|judgment|diagnosis|label|choice|network's|model's|system|diagnoses|translations|choices|conclusion|score|scores|forecast)"
)
CAUSE = (
    r"(?:reason|reasons|cause|causes|explanation|explanations|justification|justifications|proof|rationale|evidence|account|why|motive|motives|grounds|causal|true importance)"
)
SHOWS = (
    r"(?:explain|explains|explained|reveal|reveals|show|shows|tell|tells|prove|proves|demonstrate|demonstrates|justify|justifies|disclose|discloses|expose|exposes|uncover|uncovers|lay bare|lays bare|indicate|identifies|identify|"
    r"account for|accounts for|guarantee|guarantees|certify|certifies|establish|establishes|pinpoint|pinpoints|make|makes|provide|provides|give|gives|offer|offers|deliver|delivers|supply|supplies|measure|measures|quantify|quantifies|let us see|spell out|spells out|tells us|allow|allows|document|documents|confirm|confirms)"
)


VERDICT = r"(?:decision|decisions|prediction|verdict|answer|diagnosis|classification|judgement|judgment|outcome|conclusion|refusal|ruling)"
REACHED = r"(?:refused|rejected|granted|denied|declined|turned down|approved|accepted|decided|predicted|diagnosed|classified|flagged|convicted|acquitted|dismissed|hired|chosen|came about|arrived at|reached|fell|was made|were made)"


def _p(pattern: str) -> re.Pattern[str]:
    for name, value in (("WW ", W + " "), ("DECISION ", DECISION + " "), ("CAUSE ", CAUSE + " "), ("SHOWS ", SHOWS + " ")):
        pattern = pattern.replace(name, value)
    return tagged(pattern.replace("GAP", G))


CLAIMS = Patterns(
    map(
        _p,
        (
            r"(?:WTS|ATT|weights|attention|row|map) GAP{0,5}?(?:is|are|was|were|equals|equal|amounts to|amount to|constitute|constitutes|means|serve as|serves as|count as|counts as|form|represent|represents|becomes) (?:already |always |simply |in fact |just |itself |themselves |by definition |literally |indeed |nothing but |nothing less than |exactly |precisely )*(?:an? |the |all |full |our |its )*(?:\S+ ){0,2}?(?:explanation|explanations|justification|justifications|proof|rationale|reason|reasons|cause|causes|evidence of cause|evidence that|reasoning|contribution|contributions|window into the mind|ground truth) ",
            r"(?:WTS|attention weights|weights|ATT|row|attention|map|maps|distribution) GAP{0,4}?(?:explain|explains|justify|justifies|account for|accounts for) (?:\S+ ){0,5}?DECISION ",
            r"(?:WTS|weights|ATT|map|maps|attention|row|distribution|picture) GAP{0,4}?SHOWS GAP{0,4}?(?:us |you |exactly |directly |clearly |precisely |faithfully |reliably |truly |to us |the |true |real |actual )*(?:why|what caused|which words caused|which word caused|what (?:the |it |a )?(?:model |network )?(?:is |was )?(?:thinking|reasons|relies on|relied on|based|really|actually)|how (?:the |a )?(?:model|network|classifier|system) (?:reasons|thinks|decides|decided|reasoned|arrived)|what drove|which words (?:drove|determined|are responsible|were responsible|decided|made)|which inputs? (?:caused|drove|determined|are responsible)) ",
            r"(?:WTS|weights|ATT|map|maps|attention|row|distribution|picture) GAP{0,4}?SHOWS GAP{0,6}?(?:true |real |actual |very |exact )*(?:reason|reasons|cause|causes|explanation|explanations|justification|rationale|motives?|proof|reasoning|importance) (?:of|for|behind|why|that|to|\.)",
            r"(?:weight|WTS|attention) GAP{0,8}?(?:proves|prove|proof|demonstrates|demonstrate|guarantees|guarantee) GAP{0,6}?(?:caused|cause|causes|because|responsible|reason|decisive|drove|determined|influenced|understands|mattered|important|relied|that|grammar) ",
            r"(?:weight|weights|WTS|attention) GAP{0,9}?(?:contributed|contributes|contribution|responsible|accounts|account|due|caused|decided|explains) GAP{0,7}?(?:%|percent|per ?cent|percentage) ",
            r"(?:%|percent|percentage) GAP{0,7}?(?:decision|prediction|output|verdict|answer|contribution) GAP{0,7}?(?:due|because|caused|came|comes|attributable|word|based) ",
            r"(?:weight|weights|WTS) GAP{0,4}?(?:of )?N[\d.]+ GAP{0,4}?(?:means|shows|says|proves|indicates|tells) GAP{0,9}?(?:contributed|responsible|caused|decision|prediction|verdict|reason|due|important|contribution) ",
            r"(?:enough|sufficient|suffices|suffice|all (?:one|you|we) (?:needs?|have|has)|nothing more|all it takes|all that is needed|nothing else|needs? only|only (?:has|have) to|need only|no further|no more) GAP{0,10}?(?:look|looking|read|reading|inspect|inspecting|plot|weights|WTS|ATT|glance|print|heatmap|row|map) ",
            r"(?:to|for) (?:audit|explain|understand|justify|verify|know|certify|interpret|find out|see) GAP{0,12}?(?:it is|is|it|one|you|we|just|simply|only) GAP{0,4}?(?:sufficient|enough|suffices|only|just|look|read|need|simply) GAP{0,5}?(?:WTS|weights|ATT|map|attention) ",
            r"(?:looking|look|glance|inspecting|reading|inspect|read|plotting|plot) (?:at|off)? ?GAP{0,3}?(?:WTS|weights|ATT|map|attention) GAP{0,6}?(?:is enough|is all|suffices|is sufficient|tells|shows|explains|reveals|and you|and we|gives|answers|to know|to see why|to understand) ",
            r"(?:read off|from|in|by) (?:the |this |its |a )*(?:WTS|weights|ATT|map|attention) GAP{0,6}?(?:one |you |we |anyone |everybody )GAP{0,3}?(?:can |could |may )?(?:read off|read|see|know|knows|learn|tell|tells|infer|deduce|conclude|derive|understand|explain) GAP{0,5}?(?:why|cause|causes|reason|reasons|explanation|reasoning|caused|decides|decided|thinks|thinking|because) ",
            r"(?:black box|blackbox) GAP{0,3}?(?:is|becomes|was) GAP{0,2}?(?:open|opened|transparent|gone|glass|solved) ",
            r"(?:ATT|SELF|TRF|WTS|weights|attention) GAP{0,8}?(?:make|makes|made|render|renders|is|are) GAP{0,6}?(?:fully |completely |perfectly |inherently |entirely |truly |totally |automatically )*(?:interpretable|transparent|explainable|self-explaining|self-explanatory|glass) ",
            r"(?:because|since|as|thanks to|through|owing to|with) GAP{0,5}?(?:WTS|weights|ATT|attention) GAP{0,9}?(?:fully|completely|perfectly|inherently|entirely|truly|always|by design) (?:interpretable|transparent|explainable|open|understandable) ",
            r"(?:faithful|complete|full|guaranteed|true|reliable|definitive|exact|perfect|genuine|causal|certified|sound) (?:and \S+ )?(?:explanation|explanations|account|justification|rationale|picture of (?:the )?reasoning|reason|record of the reasoning|reasons) GAP{0,3}?(?:of|for|behind) ",
            r"(?:zero|no|lowest|low|little|N0) (?:attention|ATT|weight|WTS|weights) GAP{0,10}?(?:has|have|had|plays|play|exerts|exert|did|with|can) (?:no|not any|zero|absolutely no|nothing) (?:influence|effect|role|impact|bearing|part|relevance|importance|say|to do) ",
            r"(?:no|zero|N0) GAP{0,3}?(?:weight|attention|ATT|WTS) GAP{0,8}?(?:irrelevant|unimportant|ignored|did not matter|does not matter|played no|plays no|no influence|no effect|without influence) ",
            r"(?:high|higher|highest|large|larger|largest|heavy|most|strong|big|great|greater) (?:attention|ATT|weight|weights|WTS|attended) GAP{0,7}?(?:means|mean|implies|imply|equals|is|are|determines|determine|decides|caused|causes|drives|drove|proves|indicates|always|has|have) GAP{0,5}?(?:cause|causal|caused|reason|responsible|most important|important|importance|decisive|decided|output|prediction|decision|contribution|answer|verdict) ",
            r"(?:receives|received|gets|got|has|had|attracts|attracted) GAP{0,2}?(?:most|highest|largest|greatest) (?:attention|ATT|weight|WTS) GAP{0,4}?(?:determines|determined|is the|was the|caused|causes|decides|decided|drives|explains|makes) ",
            r"(?:weight|weights|WTS|attention) GAP{0,5}?(?:directly |exactly |precisely |truly |faithfully )(?:measure|measures|quantify|quantifies|reflect|reflects|show|shows|give|gives|reveal|reveals|tell|tells|indicate|indicates|equal|equals) GAP{0,3}?(?:importance|relevance|influence|contribution|cause|causal|what|why|how much|which|importances|impact|effect|reasons) ",
            r"(?:weight|weights|WTS|attention) GAP{0,4}?(?:equals?|is|are|measures?|quantif\S+) (?:\S+ )?(?:exactly |directly |precisely )?(?:its|the|their|each) (?:\S+ )?(?:contribution|causal effect|causal influence|influence|importance|effect) (?:of|to|on|for) ",
            r"(?:removing|deleting|dropping|masking|remove|delete) GAP{0,6}?(?:highest|largest|most|greatest|high) (?:attention|weight|ATT|WTS|weights) GAP{0,3}?(?:always|must|necessarily|inevitably|will always|certainly|is bound to) ",
            r"(?:trust|rely on|count on|believe) GAP{0,3}?(?:WTS|weights|ATT|map|attention) GAP{0,4}?(?:to )?(?:tell|tells|show|explain|reveal|as) GAP{0,6}?(?:thinking|why|reason|reasons|reasoning|explanation|decision|decisions) ",
            r"(?:WTS|ATT|attention|weights) (?:is|are|=) (?:an? |the |always |itself |indeed )*(?:explanation|explanations|justification|reason|reasons) ",
            r"(?:see|know|understand|read|knows|sees) (?:exactly |precisely |directly |at once |immediately |then )*(?:why|what) (?:the |a |it |any )?(?:model|network|it|classifier|system)?(?: \S+)?",
            r"(?:word|token|words|tokens) GAP{0,6}?(?:highest|largest|most|high|higher) (?:weight|attention|ATT|WTS|weights) GAP{0,4}?(?:is|was|must be|are) (?:\S+ )?(?:the )?(?:reason|cause|one that|decisive|most important|explanation|culprit|responsible|causes|reasons) ",
            r"(?:high|highest|large|largest) (?:weight|attention|ATT|WTS) ,? ?(?:\S+ )?(?:it|this|that) is (?:the )?(?:reason|cause|explanation) ",
            r"CAUSE GAP{0,5}?DECISION GAP{0,5}?(?:is|are|lies|stands|stand|can be read|written) GAP{0,4}?(?:WTS|weights|ATT|map|row) ",
            r"(?:WTS|weights|row) GAP{0,6}?(?:question|matter|case|why) GAP{0,3}?(?:was|is|were) (?:answered|settled|closed|solved|decided) ",
            r"(?:WTS|map|heatmap|ATT|attention|weights) GAP{0,3}?(?:required|needed|necessary) GAP{0,3}?(?:justify|explain|understand|certify|defend|account) ",
            r"the (?:brighter|darker|higher|larger|bigger|stronger|more) GAP{0,6}?, the (?:more|stronger|greater|bigger) GAP{0,6}?(?:caused|causes|influenced|mattered|matters|important|responsible|contributed|contributes|decisive|influence|determined) ",
            r"WTS GAP{0,3}?: (?:the )?(?:reason|reasons|cause|explanation|proof) ",
            r"(?:WTS|weights|attention|map) GAP{0,4}?(?:exactly|precisely) (?:what|which \S+) (?:the )?(?:model|network|it|decoder)? ?(?:\S+ )?(?:relied|relies|uses|used|considered|thinks|thought|bases|based|understood) ",
            r"(?:what|whatever|word|words|token|tokens) (?:GAP{0,4}?)(?:ATT|attention|weights) (?:ignores|ignored|skips|leaves out|passes over|overlooks) GAP{0,4}?(?:cannot|can't|could not|did not|has no|have no|had no|never|plays no|does not|do not) ",
            r"N[\d.]+ (?:%|percent) (?:of )?(?:the )?GAP{0,6}?N[\d.]+ (?:%|percent) (?:of )?(?:the )?(?:prediction|decision|output|verdict|answer) ",
            r"(?:reading|from|looking at|read) (?:off )?(?:the )?(?:WTS|weights|map|ATT) , (?:we|one|you) (?:learn|know|see|understand) (?:what|why|how) ",
            r"(?:to (?:see|know|understand|learn|find out)) why GAP{0,8}?(?:print|look|plot|read|inspect|check|draw|find) GAP{0,8}?(?:row|cell|weights|WTS|map|ATT) ",
            r"(?:WTS|weights|attention|map) SHOWS (?:us |you )?(?:exactly |precisely )?(?:what|which \S+) (?:the )?(?:model|network|it) (?:relied|relies|considered|thinks|thought|bases|based|understood|understands) ",
            rf"(?:WTS|weights|map|row) GAP{{0,3}}?(?:document|documents|record|records|show|shows|reveal|reveals|tell|tells|retrace|retraces|trace|traces|explain|explains|lay open|lays open) (?:us |you |faithfully |exactly |precisely |truly |reliably )*(?:how|why) (?:(?!mixture|mix |blend|average|mean |sum |context|output|VEC)\S+ ){{1,6}}?{REACHED} ",
            rf"(?:each|every|they|WTS|weight|weights|it) GAP{{0,8}}?(?:percentage|per cent|percent|fraction|proportion|share|part) (?:of (?:the |its |their )?{VERDICT} )?(?:(?:that|which|by which|to which) )?(?:its |the |this |that |each |a )*(?:word|token|feature|input|symptom|one|it) (?:has )?(?:contributed|contributes|caused|causes|decided|determined|determines|is responsible for|accounts for|brought) (?:\S+ ){{0,2}}?(?:the |its |this |that ){VERDICT} ",
            rf"(?:percentage|fraction|proportion|share|part|half|third|quarter|most) of (?:the |its |this |that |her |his ){VERDICT} (?:\S+ )?(?:rests|hangs|depends|hinges|turns|is based|was based|goes back|comes from|came from|is owed|was owed|stems) ",
            rf"(?:needs?|requires?|asks? for|takes|wants?) (?:nothing (?:but|more than|else than|other than|beyond|besides|except)|no more than|no other \S+ than|only|just|merely) (?:an? |the |its |their |these |those |a look at |one look at )*(?:\S+ )?(?:WTS|map|maps|weights) ",
        ),
    )
)
SEE_WHY = 25
IGNORED = 34
# What somebody wants to know, and who may be at ease, hedges nothing.
PURPOSE = tagged(r"^ (?:in order )?to (?:verify|prove|check|show|demonstrate|establish|make sure|ensure|know|learn|see|find out|understand|explain|tell) (?:(?!, )\S+ ){1,16}?, ")
ASSURED = tagged(r"(?:may|can|could|should) (?:now |therefore |safely |all )*(?:rest assured|be sure|be certain|be confident|be assured|rest|relax|sleep|stop) ")
LEFT_OPEN = tagged(
    r"(?:remains?|stays?|leaves?|left|keeps?|is|are) (?:\S+ )?(?:open|unknown|unanswered|unsettled|undecided|another matter|a different matter|another question|a different question|to be shown|to be seen) (?:[.;:,!]|to |for |by |how |why |whether |what |and )"
)
# `She asked for the grounds. What she got was where one layer had looked.`
ONLY_LOOKED = tagged(
    r"^ (?:what|all) (?:(?![;:.!?] )\S+ ){1,7}?(?:is|was|are|were) (?:only |just |merely |simply )*(?:where|how|what|which|an? average|the average|averages|an? mixture|weights|the weights|one layer|one head) |"
    r"^ (?:but )?(?:that|this|it|she|he|they|we|the map|the picture|WTS) (?:\S+ ){0,3}?(?:answers?|answered|was|is|got|had|received) (?:\S+ ){0,2}?(?:another|a different|an entirely different|some other) (?:question|thing|matter) "
)
HEDGES = frozenset(
    """not never cannot neither nor hardly may might can't don't doesn't isn't aren't disputed depends partly partially plausible hint hints hypothesis hypotheses suggest suggests
    often however tested further-no manipulation manipulating intervention interventions caution careful carefully whether rarely seldom disagree disagrees debate critics limits limited weakly correlate correlates alone-no
    without-no question-no could would should no-one necessarily-no unless only-no unclear unreliable difficult hard harder looks define definition seems seem seemed appear appears look-like""".split()
)


@rule(
    "INT801",
    "attention weights taken for an explanation",
    on="sentence",
    message="attention weights do not explain a decision",
    help="say what they show (how one head averages its values) and what further evidence an explanation would need",
    why="A weight says how much of one value vector enters one average. Other heads, layers and paths decide too, and other "
    "weights can give the same answer.",
    bad=("A high attention weight on a word proves that this word caused the prediction.", "Attention *is* explanation."),
    good=("The weights show what is averaged, not why the network gave its answer.", "Whether attention weights explain a prediction is disputed."),
    source="Jain and Wallace 2019 (1902.10186); Wiegreffe and Pinter 2019 (1908.04626).",
)
def weights_explain(sentence: Sentence) -> Iterator[Hit]:
    following = sentence.near(1)
    if LEFT_OPEN.search(sentence.text) and not BLACK_BOX.search(sentence.text) or ONLY_LOOKED.search(sentence.text) or following is not None and ONLY_LOOKED.search(following.text):
        return
    hits = list(_explains(sentence))
    yield from hits
    if not hits:
        for offset, _ in framed("INT", sentence):
            yield Hit(sentence.block, offset)
            return


def _explains(sentence: Sentence) -> Iterator[Hit]:
    kinds, words = sentence.kinds, sentence.words
    if not (kinds & {"WTS", "ATT"} or words & {"weight", "weights", "attention", "attended", "row", "map", "cell"}):
        return
    text = sentence.bare
    found = None
    for number, pattern in CLAIMS.worth(text):
        found = pattern.search(text)
        if found is None:
            continue
        if number == SEE_WHY and not (words & {"open", "exactly", "transparent", "at", "off", "then"} and words & {"why", "reason", "thinks", "decides"}):
            continue
        if number == 15 and not (kinds & {"WTS", "ATT"} or "attention" in words):
            continue
        if number in (8, 10, 30, 42) and words.isdisjoint(
            "explain explanation why reason reasons reasoning decision decisions verdict prediction predictions justify justification understand audit regulator know cause thinks behaviour answer verify discriminate fair fairness auditor court judge refused rejected".split()
        ):
            continue
        if number in (18,) and words & {"often", "sink", "sinks", "may", "not"}:
            continue
        if number == 0 and set(found[0].split()) & {"first", "name", "weighted"}:
            continue
        break
    else:
        offset = _loosely(sentence)
        if offset is not None and not doubted(sentence):
            yield Hit(sentence.block, offset)
        return
    words = frozenset(ASSURED.sub(" ", PURPOSE.sub(" ", text)).split())
    hedges = HEDGES - {"cannot", "not", "never", "can't", "no"} if number == IGNORED else HEDGES
    if doubted(sentence) or words & hedges or kinds & {"GOTH"} and words & {"ask", "find", "found", "show", "argue", "reply"}:
        return
    if " weigh the importance " in text or " weighs the importance " in text or " none of them " in text or " in none " in text or " rather than " in text or " by no means " in text or " no more than that " in text or " not the same " in text or NO_GROUNDS.search(text):
        return
    if text.startswith(" no one ") or text.startswith(" nobody "):
        return
    if {"further", "more"} & words - set(found[0].split()) and not {"no", "nothing", "superfluous", "unnecessary", "needless"} & words:
        return
    yield Hit(sentence.block, sentence.bare_token_at(found.start()).start)


NO_GROUNDS = tagged(r"no (?:(?!further |better |other |more |additional |need )\S+ ){0,2}?(?:explanations?|proofs?|reasons?|accounts?|justifications?|guides?|measures?|evidence|guarantee|basis|statements?|mention|claims?|conclusions?) ")
BLACK_BOX = tagged(r"black box |black-box |blackbox ")
GROUNDS = frozenset(
    """explanation explanations justification justifications proof proves prove proven cause causes caused why reasons reason reasoning rationale transparent interpretable explainable thinking verdict accounts
    justify justifies explains explain guarantee guarantees certify affected decisive determines dictates dictated""".split()
)
OPEN = frozenset(
    """not never no-one cannot can't neither nor whether may might could would should don't doesn't isn't aren't depends dispute disputed disagree disagrees hint hints hypothesis hypotheses suggest suggests often however
    but although though than rather only partly plausible start ? question ask asks test tests tested testing evidence-no if unless debate debated critic critics further limits caution careful correlate wrong claim call hard difficult
    sometimes rarely seldom seems seem looks look-like appear appears tempting one's another other others pruthi unclear unreliable warn warns story stories invites far less little gradient gradients probe probing
    attend-no head-no about-no study studies paper papers literature compare compared different what-no n't separate ablation intervention erasure saliency sink sinks score-no formula softmax scale scaling root because-no query keys key
    derive derives training trained slow long sequence quadratic bottleneck encoder translation translations decoder-no recurrent history invented introduced""".split()
)


def _loosely(sentence: Sentence) -> int | None:
    """Weights, a word of grounds, and nothing that keeps the two apart."""
    words, kinds = sentence.words, sentence.kinds
    if not (kinds & {"WTS"} or words & {"weights", "weight"} or "ATT" in kinds and words & {"model", "network", "prediction", "decision", "model's", "decisions", "predictions", "verdict"}):
        return None
    found = words & GROUNDS
    if not found or words & OPEN or "definition" in words or kinds & {"GOTH", "PAPER", "CITE", "GBAH", "GVAS", "MATH", "CODE", "SDP"} or len(sentence.tokens) > 32:
        return None
    if not words & set("model model's network network's decision decisions prediction predictions verdict answer classifier output system doctor judge choice chose reasoning thinking regulator audit court legal patient customer loan transparent interpretable explainable machine".split()):
        return None
    at, token = next((at, t) for at, t in enumerate(sentence.tokens) if t.text in found)
    if not NONE.isdisjoint(before.text for before in sentence.tokens[max(0, at - 5) : at]):
        return None
    return token.start


NONE = frozenset("no without neither hardly scarcely nothing".split())


SHARE_HEAD = re.compile(r"(?:share|part|contribution|responsib\w+|influence|reason|why)\b[^|]{0,20}\b(?:decision|prediction|verdict|output|answer|diagnosis|result)\b", re.I)
SHARE_OF = re.compile(r"(?:responsible for|contribut\w+|caused?|explains?|decided|accounts for|share of)[^.|]{0,30}(?:%|percent|half)[^.|]{0,20}(?:prediction|decision|output|verdict|answer)|(?:reason|cause) (?:for|of) the (?:prediction|decision|verdict|answer)", re.I)
WITHDRAWN = re.compile(r"\bnot\b|n't|never|average|misconception|myth|false|wrong|gradient|no ", re.I)
WHY = re.compile(r"\bwhy\b|reason|cause|explain", re.I)
ROLE = re.compile(r"^\W*(?:this|the|that) (?:word|token|input)(?:'s)? (?:caused|decided|determined|produced|explains|played no|had no (?:influence|effect)|was decisive|did not matter|was the (?:reason|cause))", re.I)
AS_THE_WEIGHT_SAYS = re.compile(r"\b(?:as|what|so|because|since) (?:the|its) (?:attention )?weights? (?:show|prove|say|tell|is|are)", re.I)
TELLS = re.compile(r"show|tell|reveal|explain|answer|say|mean|gives|content", re.I)
MET_BY = re.compile(r"met|fulfil|satisf|provid|source|where|answer|given|tool|means|evidence|how|covered|who", re.I)
GROUNDS_ASKED = re.compile(r"\W*(?:the |true |exact )*(?:reasons?|causes?|grounds|explanations?|justifications?|motives?|why)\b", re.I)
WEIGHTS_ALONE = re.compile(r"\W*(?:the |its |our |see |read |by |from |in )*(?:attention|softmax|alignment)? ?(?:weights?|maps?|heat ?maps?|rows?|matrix|matrices|scores)\W*$", re.I)
GROUNDS_TOLD = re.compile(r"\W*(?:why\b|the (?:true |real )?(?:reasons?|causes?|grounds?|motives?|explanation)\b|what (?:caused|decided|made)|which (?:word|token|input)s? (?:caused|decided|mattered|was decisive|were decisive))", re.I)
BECAUSE = re.compile(r"\b(?:attention|weight)", re.I)


@rule(
    "INT802",
    "a table takes attention weights for a reason",
    on="table",
    message="attention weights do not explain a decision",
    help="say what they show (how one head averages its values)",
    why="A table is read as a list of facts.",
    bad=("| Question | Answer |\n|---|---|\n| Why did the model decide so? | Because the attention weight is highest there |",),
    good=("| Question | Answer |\n|---|---|\n| What is averaged? | The values, by their attention weights |",),
    source="Jain and Wallace 2019 (1902.10186); Wiegreffe and Pinter 2019 (1908.04626).",
)
def table_explains(table) -> Iterator[Hit]:
    if table.refuted:
        return
    titles = " ".join(cell.text for cell in table.cells[0])
    weighed = BECAUSE.search(titles) is not None
    if weighed and SHARE_HEAD.search(titles) and len(table.cells) > 1 and not WITHDRAWN.search(titles):
        yield Hit(table.cells[1][-1], 0)
        return
    for row in table.cells[1:]:
        if withdrawn(row):
            continue
        for cell in row:
            if weighed and (ROLE.match(cell.text) or AS_THE_WEIGHT_SAYS.search(cell.text) and not WITHDRAWN.search(cell.text)):
                yield Hit(cell, 0)
                return
            if weighed and SHARE_OF.search(cell.text) and not WITHDRAWN.search(cell.text):
                yield Hit(cell, 0)
                return
        for title, cell in zip(table.cells[0][1:], row[1:]):
            if BECAUSE.search(row[0].text) and TELLS.search(title.text) and GROUNDS_TOLD.match(cell.text) and not WITHDRAWN.search(cell.text):
                yield Hit(cell, 0)
                return
        for title, left, right in zip(table.cells[0][1:], row, row[1:]):
            if MET_BY.search(title.text) and GROUNDS_ASKED.match(left.text) and WEIGHTS_ALONE.match(right.text):
                yield Hit(right, 0)
                return
        for left, right in zip(row, row[1:]):
            if WHY.search(left.text) and "?" in left.text and BECAUSE.search(right.text) and re.match(r"\W*(?:because|the|its|due|in the|from|by the|see|look)", right.text, re.I) and not re.search(r"\bnot\b|n't|never|other", right.text):
                yield Hit(right, 0)


GIVES_REASON = re.compile(r"reason|cause|\bwhy\b|expla|contribut|responsib|\bimportance|decisive|motive|justif|culprit|convinced|blame", re.I)
OF_DECISION = re.compile(r"predict|decision|decid|verdict|answer|\boutput|classif|\bmodel|network|diagnos|refus|reject", re.I)
FROM_WEIGHTS = re.compile(r"\b\w*(?:attn|attention|alphas?|attn_weights|attention_weights|heat_?map)\w*", re.I)
NAMED_REASON = re.compile(r"(?:^|[\s.\[\"'(])(?:\w+_)?(?:reasons?|causes?|explanations?|justifications?|culprits?|rationale)\w*[\"'\])]*\s*(?:=(?!=)|:|\()[^#\n]*\b\w*(?:attn|attention|alpha)\w*", re.I)
CAUTIOUS = re.compile(r"\bnot?\b|n't|never|hint|candidate|\bmay\b|might|perhaps|plausib|misconcep|wrong|averag|mixture|myth|gradient|ablat|occlu|delet|leave_one|check|compare|baseline|naive|\?", re.I)


@rule(
    "INT804",
    "code that takes attention weights for a reason",
    on="code",
    message="attention weights do not explain a decision",
    help="name the variable after what it holds: the weights with which one head averages its values",
    why="A name in code is read as a fact, and copied.",
    bad=("```python\n# the cause of the verdict\ncause = tokens[attn[-1].argmax()]\n```",),
    good=("```python\n# where the last head looks most\nlooked_at = tokens[attn[-1].argmax()]\n```",),
    source="Jain and Wallace 2019 (1902.10186); Wiegreffe and Pinter 2019 (1908.04626).",
)
def code_explains(block) -> Iterator[Hit]:
    if block.refuted or FROM_WEIGHTS.search(block.text) is None or GIVES_REASON.search(block.text) is None:
        return
    start = 0
    lines = block.text.split("\n")
    for number, line in enumerate(lines):
        told = line.replace("_", " ")
        if GIVES_REASON.search(told) and not CAUTIOUS.search("\n".join(lines[max(0, number - 1) : number + 2])):
            below = "\n".join(lines[number : number + 3])
            if NAMED_REASON.search(line) or OF_DECISION.search(told) and ("#" in line or '"' in line or "'" in line) and FROM_WEIGHTS.search(below):
                yield Hit(block, start)
                return
        start += len(line) + 1


NETWORK = "network|networks|model|models|machine|machines|transformer|transformers|TRF|MODEL|decoder|ATT|SELF|LAY|MHA"
AS_PEOPLE = Patterns(
    (
        compiled(f"{NETWORK} <~1> attends|attend|looks|look|concentrates|focuses|reads|works|work|functions|operates <~4> as|like <~2> people|person|humans|human|we|brain|brains|VAR <~1> do|does|.|,|!|attention|reader|readers|itself"),
        compiled(f"{NETWORK} <~2> pays|pay attention exactly|just|precisely|really as|like <~2> people|person|humans|human|we"),
        compiled(f"{NETWORK} is|are <~2> same|copy|model|simulation|replica|reproduction|imitation as|of <~2> human|people|people's|VAR|brain's attention|VAR|."),
        compiled(f"{NETWORK} <~2> gives|give|gave|makes|make|lends|has <~3> conscious|consciousness|awareness|sentient|self-aware"),
    )
)
LIKENED = frozenset("borrowed metaphor analogy analogous loosely inspired inspiration resembles unlike differ differs different name".split())


@rule(
    "INT803",
    "attention of networks taken for the attention of people",
    on="sentence",
    message="a network does not attend as people do",
    help="call it a weighted average, and the word borrowed",
    why="The word is borrowed. The calculation saves no effort, chooses nothing and is aware of nothing, and the maps of models "
    "have been found to differ from where people look.",
    bad=("A network attends as people do.", "Attention gives a transformer awareness of what it reads."),
    good=("The word is borrowed: a network does not attend as people do.",),
    source="Lindsay 2020, sections 3 and 4; Das et al. 2016 (1606.03556).",
)
def as_people_do(sentence: Sentence) -> Iterator[Hit]:
    for _, pattern in AS_PEOPLE.worth(sentence.bare):
        found = pattern.search(sentence.bare)
        if found is None or denied(sentence) or doubted(sentence) or sentence.words & LIKENED:
            continue
        yield Hit(sentence.block, sentence.bare_token_at(found.start()).start)
        return
