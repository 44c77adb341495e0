"""The clause grammar: builders that put English, French and their word links together. Nothing here is random."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from . import lexicon
from .lexicon import Adjective, Material, Noun, Participle, PastVerb, Preposition, Verb
from .phrases import Phrase, Said, align, in_order, said, source, starts_with_vowel, word


@dataclass(frozen=True)
class Nominal:
    """A noun phrase or pronoun with what its verb and its adjectives agree with."""

    phrase: Phrase
    feminine: bool = False
    plural: bool = False
    first_person: bool = False

    @property
    def person(self) -> int:
        """Column of a verb's French forms: je, il, ils."""
        return 0 if self.first_person else 1 + self.plural


I = Nominal(word("i", "je"), first_person=True)  # noqa: E741  (the word)
HE = Nominal(word("he", "il"))
SHE = Nominal(word("she", "elle"), feminine=True)
THEY = Nominal(word("they", "ils"), plural=True)
SUBJECT_PRONOUNS = (I, HE, SHE, THEY)
OBJECT_PRONOUNS = {"him": "le", "her": "la", "them": "les"}
RECIPIENT_PRONOUNS = {"him": "lui", "her": "lui", "them": "leur"}


def number(n: int, feminine: bool = False, ordinal: bool = False) -> Phrase:
    """1 to 99 in words, spaces for hyphens. `ordinal` numbers, as in a year, drop the s of quatre-vingts."""
    one = "une" if feminine else "un"
    tens, unit = divmod(n, 10)
    if n < 20:
        return word(lexicon.ENGLISH_NUMBERS[n], one if n == 1 else lexicon.FRENCH_NUMBERS[n])
    if unit == 0:
        french = {7: "soixante dix", 8: "quatre vingt" if ordinal else "quatre vingts", 9: "quatre vingt dix"}
        return word(lexicon.ENGLISH_TENS[tens], french.get(tens) or lexicon.FRENCH_TENS[tens])
    ten, rest = source(lexicon.ENGLISH_TENS[tens]), source(lexicon.ENGLISH_NUMBERS[unit])
    parts = [said("quatre vingt" if tens >= 8 else lexicon.FRENCH_TENS[min(tens, 6)], ten)]
    if unit == 1 and tens < 8:
        parts.append(said("et", ten, rest))
    if tens in (7, 9) and unit >= 7:
        parts += [said("dix", ten), said(lexicon.FRENCH_NUMBERS[unit], rest)]
    elif tens in (7, 9):
        parts.append(said(lexicon.FRENCH_NUMBERS[10 + unit], ten, rest))
    else:
        parts.append(said(one if unit == 1 else lexicon.FRENCH_NUMBERS[unit], rest))
    return align([ten, rest], parts)


def year(n: int) -> Phrase:
    """1910–1999 as nineteen ninety two, 2001–2009 as two thousand five, 2010–2099 as twenty fourteen."""
    century, rest = divmod(n, 100)
    if century == 19 and rest >= 10:
        nineteen, after = source("nineteen"), number(rest, ordinal=True)
        return align([nineteen, after], [said("mille neuf cent", nineteen), after])
    if century == 20 and 1 <= rest <= 9:
        return in_order(word("two", "deux"), word("thousand", "mille"), number(rest))
    if century == 20 and rest >= 10:
        twenty, after = source("twenty"), number(rest, ordinal=True)
        return align([twenty, after], [said("deux mille", twenty), after])
    raise ValueError(f"no wording for the year {n}: 1910–1999 and 2001–2099 have one")


def on_date(month: str, day: int, of_year: int | None = None) -> Phrase:
    """on march twelve → le douze mars."""
    on, month_name = source("on"), word(month, lexicon.MONTHS[month])
    day_number = word("first", "premier") if day == 1 else number(day)
    tail = [year(of_year)] if of_year else []
    return align([on, month_name, day_number, *tail], [said("le", on), day_number, month_name, *tail])


def in_month(month: str, of_year: int) -> Phrase:
    return in_order(word("in", "en"), word(month, lexicon.MONTHS[month]), year(of_year))


def in_year(of_year: int) -> Phrase:
    return in_order(word("in", "en"), year(of_year))


def noun_phrase(
    determiner: str | int | Nominal,
    noun: Noun,
    adjectives: Sequence[Adjective] = (),
    material: Material | None = None,
    plural: bool = False,
    negated: bool = False,
) -> Nominal:
    """A noun with its words around it.

    `determiner` is an English determiner, a number, or an owner ("the girl 's cat"); `adjectives` stand in English
    order. After a negation (`negated`) a, some and any become de.

    French puts a few adjectives before the noun and the others after it, in the reverse of the English order. Beside
    a material the comfortable one goes before as well: le confortable tapis de velours rouge.
    """
    plural = plural or isinstance(determiner, int) and determiner > 1
    said_first = [a for a in adjectives if a.place == "before" or (material and a.place == "outer")]
    said_after = [a for a in adjectives if a not in said_first]
    noun_word = word(noun.plural if plural else noun.singular, noun.french[plural])
    next_french = said_first[0].agree(noun.feminine, plural) if said_first else noun_word.french[0]

    words: dict[str, Phrase] = {}
    for adjective in adjectives:
        agrees_with_material = material and adjective in said_after
        french = adjective.agree(
            material.feminine if agrees_with_material else noun.feminine, plural and not agrees_with_material
        )
        before_vowel = adjective in said_first and starts_with_vowel(noun_word.french[0])
        if before_vowel and not noun.feminine and not plural and len(adjective.forms) > 4:
            french = adjective.forms[4]
        words[adjective.english] = word(adjective.english, french)

    material_words = [word(material.english, f"de {material.french}")] if material else []
    english = [*(words[a.english] for a in adjectives), *material_words, noun_word]
    french_order = [
        *(words[a.english] for a in said_first), noun_word, *material_words,
        *(words[a.english] for a in reversed(said_after)),
    ]
    english, french_order = _with_determiner(
        determiner, noun, plural, negated, bool(said_first), next_french, english, french_order
    )
    return Nominal(align(english, french_order), noun.feminine, plural)


def _with_determiner(
    determiner: str | int | Nominal, noun: Noun, plural: bool, negated: bool, adjective_first: bool,
    next_french: str, english: list[Phrase], french: list[Phrase],
) -> tuple[list[Phrase], list[Phrase | Said]]:
    forms = lexicon.DETERMINERS["the"]
    the = forms[2] if plural else forms[noun.feminine]
    if isinstance(determiner, Nominal):
        owner, mark = determiner.phrase, source("'s")
        return [owner, mark, *english], [said(the, mark), *french, said("de", mark), owner]
    if isinstance(determiner, int):
        count = number(determiner, noun.feminine)
        return [count, *english], [count, *french]
    if determiner in ("a", "some", "any") and negated:
        surface = {"a": _a(english), "some": "any"}.get(determiner, determiner)
        first = word(surface, "de")
    elif determiner == "a":
        first = word(_a(english), "une" if noun.feminine else "un")
    elif determiner == "some" and not noun.plural:
        first = word("some", f"de {the}")
    elif determiner == "some":
        first = word("some", "de" if adjective_first else "des")
    else:
        forms = lexicon.DETERMINERS[determiner]
        vowel = starts_with_vowel(next_french)
        first = word(determiner, forms[2] if plural else forms[noun.feminine + 3 * vowel])
    return [first, *english], [first, *french]


def _a(english: Sequence[Phrase]) -> str:
    first = english[0].english[0]
    return "an" if first[0] in "aeiou" and not first.startswith("eu") else "a"


def of(whole: Nominal, part: Nominal) -> Nominal:
    """The part of the whole: the corner of the room. Agreement is with the part."""
    link = word("of", "de")
    return Nominal(in_order(part.phrase, link, whole.phrase), part.feminine, part.plural)


def about(subject: Nominal, topic: Nominal) -> Nominal:
    """the agreement on the zone → l'accord sur la zone."""
    return Nominal(in_order(subject.phrase, word("on", "sur"), topic.phrase), subject.feminine, subject.plural)


def place(preposition: Preposition, where: Nominal) -> Phrase:
    return in_order(word(preposition.english, preposition.french), where.phrase)


def _negation(negated: bool) -> tuple[list[Phrase], list[Said], list[Said]]:
    """English not, French ne and pas; three empty lists in a clause that affirms."""
    if not negated:
        return [], [], []
    no = source("not")
    return [no], [said("ne", no)], [said("pas", no)]


def present(
    subject: Nominal, verb: Verb, target: Nominal | str, recipient: Nominal | str | None = None, negated: bool = False
) -> Phrase:
    """he does not see the cat; they see him; she gives the book to him. A string is an object pronoun.

    French puts an object pronoun before the verb, and ne … pas around both.
    """
    third = not (subject.plural or subject.first_person)
    no, ne, pas = _negation(negated)
    helper = [source("does" if third else "do")] if negated else []
    action = source(verb.base if negated or not third else verb.third)
    particle = [source(verb.particle)] if verb.particle else []

    if isinstance(target, str):
        target_phrase = source(target)
        clitic, after = [said(OBJECT_PRONOUNS[target], target_phrase)], []
    else:
        target_phrase = target.phrase
        clitic, after = [], [target_phrase]
    to: list[Phrase] = []
    if isinstance(recipient, str):
        to = [source("to"), source(recipient)]
        clitic.append(said(RECIPIENT_PRONOUNS[recipient], *to))
    elif recipient:
        to = [word("to", "à"), recipient.phrase]
        after = [*after, *to]
    return align(
        [subject.phrase, *helper, *no, action, *particle, target_phrase, *to],
        [subject.phrase, *ne, *clitic, said(verb.french[subject.person], *helper, action, *particle), *pas, *after],
    )


def past(subject: Nominal, verb: PastVerb, negated: bool = False) -> Phrase:
    """the girl sat → la fille s'est assise: the participle of an être verb agrees with the subject."""
    no, ne, pas = _negation(negated)
    helper = [source("did")] if negated else []
    action = source(verb.base if negated else verb.past)
    cause = (*helper, action)
    reflexive = [said("se", *cause)] if verb.reflexive else []
    participle = verb.participle[subject.feminine + 2 * subject.plural]
    return align(
        [subject.phrase, *helper, *no, action],
        [subject.phrase, *ne, *reflexive, said(verb.auxiliary[subject.plural], *cause), *pas, said(participle, action)],
    )


def passive(subject: Nominal, participle: Participle, negated: bool = False) -> Phrase:
    """the law was signed → la loi a été signée."""
    no, ne, pas = _negation(negated)
    was = source("were" if subject.plural else "was")
    done = word(participle.english, participle.forms[subject.feminine + 2 * subject.plural])
    auxiliary = said("ont" if subject.plural else "a", was)
    return align(
        [subject.phrase, was, *no, done], [subject.phrase, *ne, auxiliary, *pas, said("été", was), done]
    )


def quality(subject: Nominal, adjective: Adjective, negated: bool = False) -> Phrase:
    """the chairs are not red → les chaises ne sont pas rouges."""
    no, ne, pas = _negation(negated)
    be = word("are", "sont") if subject.plural else word("is", "est")
    state = word(adjective.english, adjective.agree(subject.feminine, subject.plural))
    return align([subject.phrase, be, *no, state], [subject.phrase, *ne, be, *pas, state])


def existence(thing: Nominal, negated: bool = False) -> Phrase:
    """there is not a cat → il n'y a pas de chat."""
    no, ne, pas = _negation(negated)
    there, be = source("there"), source("are" if thing.plural else "is")
    return align(
        [there, be, *no, thing.phrase],
        [said("il", there), *ne, said("y", there), said("a", be), *pas, thing.phrase],
    )


def join(first: Phrase, conjunction: str, second: Phrase) -> Phrase:
    return in_order(first, word(conjunction, lexicon.CONJUNCTIONS[conjunction]), second)
