"""The lab's task: correct French, word links that hold, sentences that are kept apart."""
from __future__ import annotations

import random

import pytest

from attention_lab import examples, grammar, lexicon
from attention_lab.grammar import noun_phrase
from attention_lab.phrases import Phrase, in_order, read_aloud, spell_borders, word
from attention_lab.sentences import Sentences, clauses, corpus, is_held_out


def noun(english: str) -> lexicon.Noun:
    return next(n for n in lexicon.NOUNS + lexicon.MASS_NOUNS if english in (n.singular, n.plural))


def adjectives(*english: str) -> list[lexicon.Adjective]:
    return [next(a for a in lexicon.ADJECTIVES if a.english == e) for e in english]


def the(english: str, *qualities: str, **options) -> grammar.Nominal:
    plural = noun(english).plural == english
    return noun_phrase("the", noun(english), adjectives(*qualities), plural=plural, **options)


def at(preposition: str, where: grammar.Nominal) -> Phrase:
    return grammar.place(next(p for p in lexicon.PREPOSITIONS if p.english == preposition), where)


def verb(base: str, particle: str = "") -> lexicon.Verb:
    return next(v for v in lexicon.VERBS if (v.base, v.particle) == (base, particle))


def past(base: str) -> lexicon.PastVerb:
    return next(v for v in lexicon.PAST_VERBS if v.base == base)


def pair(phrase: Phrase | grammar.Nominal) -> tuple[str, str]:
    phrase = phrase.phrase if isinstance(phrase, grammar.Nominal) else phrase
    spelled = spell_borders(phrase)
    return " ".join(spelled.english), read_aloud(spelled.french)


VELVET = next(m for m in lexicon.MATERIALS if m.english == "velvet")
SILK = next(m for m in lexicon.MATERIALS if m.english == "silk")
SIGNED = next(p for p in lexicon.PARTICIPLES if p.english == "signed")

TRANSLATIONS = [
    # adjectives: place, order, agreement, forms before a vowel
    (the("area", "european", "economic"), "the european economic area", "la zone économique européenne"),
    (the("chair", "old", material=VELVET), "the old velvet chair", "la vieille chaise de velours"),
    (noun_phrase("a", noun("dress"), adjectives("green"), SILK), "a green silk dress", "une robe de soie verte"),
    (noun_phrase("a", noun("dress"), adjectives("green"), VELVET), "a green velvet dress", "une robe de velours vert"),
    (the("chairs", "white"), "the white chairs", "les chaises blanches"),
    (the("mat", "comfortable", "red"), "the comfortable red mat", "le tapis rouge confortable"),
    (the("mat", "comfortable", "red", material=VELVET), "the comfortable red velvet mat",
     "le confortable tapis de velours rouge"),
    (noun_phrase("this", noun("man"), adjectives("old")), "this old man", "ce vieil homme"),
    (noun_phrase("this", noun("child")), "this child", "cet enfant"),
    (noun_phrase("a", noun("tree"), adjectives("beautiful")), "a beautiful tree", "un bel arbre"),
    (the("trees", "beautiful"), "the beautiful trees", "les beaux arbres"),
    (noun_phrase("her", noun("school"), adjectives("new")), "her new school", "sa nouvelle école"),
    # determiners, elision, contraction
    (noun_phrase("her", noun("school")), "her school", "son école"),
    (noun_phrase("a", noun("area"), adjectives("european")), "a european area", "une zone européenne"),
    (noun_phrase("a", noun("egg"), adjectives("old")), "an old egg", "un vieil œuf"),
    (noun_phrase("some", noun("water")), "some water", "de l'eau"),
    (noun_phrase("some", noun("bread")), "some bread", "du pain"),
    (noun_phrase("some", noun("meat")), "some meat", "de la viande"),
    (noun_phrase("some", noun("dog"), plural=True), "some dogs", "des chiens"),
    (noun_phrase("some", noun("dog"), adjectives("old"), plural=True), "some old dogs", "de vieux chiens"),
    (at("near", the("trees")), "near the trees", "près des arbres"),
    (at("near", noun_phrase("some", noun("tree"), plural=True)), "near some trees", "près d'arbres"),
    (at("near", noun_phrase("some", noun("tree"), adjectives("old"), plural=True)), "near some old trees",
     "près de vieux arbres"),
    (at("next to", the("door")), "next to the door", "à côté de la porte"),
    (at("next to", the("man")), "next to the man", "à côté de l'homme"),
    (at("in front of", the("house")), "in front of the house", "devant la maison"),
    (at("in", grammar.of(the("garden"), the("corner"))), "in the corner of the garden", "dans le coin du jardin"),
    (noun_phrase(the("girl"), noun("cat"), adjectives("small")), "the girl 's small cat", "le petit chat de la fille"),
    # pronouns, negation, verbs with a particle
    (grammar.present(the("girl"), verb("see"), "him"), "the girl sees him", "la fille le voit"),
    (grammar.present(grammar.THEY, verb("love"), "her"), "they love her", "ils l'aiment"),
    (grammar.present(grammar.I, verb("wait", "for"), "them"), "i wait for them", "je les attends"),
    (grammar.present(grammar.I, verb("listen", "to"), the("man")), "i listen to the man", "j'écoute l'homme"),
    (grammar.present(grammar.HE, verb("love"), "her", negated=True), "he does not love her", "il ne l'aime pas"),
    (grammar.present(grammar.I, verb("love"), the("dog"), negated=True), "i do not love the dog",
     "je n'aime pas le chien"),
    (grammar.present(grammar.SHE, verb("see"), noun_phrase("a", noun("dog"), negated=True), negated=True),
     "she does not see a dog", "elle ne voit pas de chien"),
    (grammar.present(grammar.SHE, verb("want"), noun_phrase("some", noun("water"), negated=True), negated=True),
     "she does not want any water", "elle ne veut pas d'eau"),
    (grammar.present(grammar.HE, verb("look", "for"), the("key")), "he looks for the key", "il cherche la clé"),
    (grammar.present(grammar.HE, verb("look", "at"), the("key")), "he looks at the key", "il regarde la clé"),
    (grammar.present(grammar.HE, lexicon.GIVE, the("book"), the("boy")), "he gives the book to the boy",
     "il donne le livre au garçon"),
    (grammar.present(grammar.HE, lexicon.GIVE, the("book"), the("men")), "he gives the book to the men",
     "il donne le livre aux hommes"),
    (grammar.present(grammar.HE, lexicon.GIVE, the("book"), "them", negated=True), "he does not give the book to them",
     "il ne leur donne pas le livre"),
    # the past, the passive, being
    (grammar.past(the("girls"), past("sit")), "the girls sat", "les filles se sont assises"),
    (grammar.past(the("cow"), past("arrive"), negated=True), "the cow did not arrive", "la vache n'est pas arrivée"),
    (grammar.past(the("cow"), past("sleep")), "the cow slept", "la vache a dormi"),
    (grammar.passive(the("laws"), SIGNED), "the laws were signed", "les lois ont été signées"),
    (grammar.passive(the("treaty"), SIGNED, negated=True), "the treaty was not signed", "le traité n'a pas été signé"),
    (grammar.quality(the("chairs"), adjectives("grey")[0]), "the chairs are grey", "les chaises sont grises"),
    (grammar.existence(noun_phrase("a", noun("bird"), negated=True), negated=True), "there is not a bird",
     "il n'y a pas d'oiseau"),
    (grammar.existence(noun_phrase(21, noun("key"))), "there are twenty one keys", "il y a vingt et une clés"),
    # joining
    (grammar.join(grammar.past(grammar.HE, past("leave")), "because", grammar.past(grammar.SHE, past("leave"))),
     "he left because she left", "il est parti parce qu'elle est partie"),
    # dates
    (grammar.on_date("march", 12, 1992), "on march twelve nineteen ninety two",
     "le douze mars mille neuf cent quatre vingt douze"),
    (grammar.on_date("may", 1), "on may first", "le premier mai"),
    (grammar.on_date("july", 11), "on july eleven", "le onze juillet"),
    (grammar.in_month("august", 2014), "in august twenty fourteen", "en août deux mille quatorze"),
    (grammar.in_year(2005), "in two thousand five", "en deux mille cinq"),
    (grammar.in_year(1980), "in nineteen eighty", "en mille neuf cent quatre vingt"),
]


@pytest.mark.parametrize("phrase, english, french", TRANSLATIONS, ids=[t[1] for t in TRANSLATIONS])
def test_translates(phrase, english, french):
    assert pair(phrase) == (english, french)


@pytest.mark.parametrize("n, french", [
    (17, "dix sept"), (21, "vingt et un"), (61, "soixante et un"), (70, "soixante dix"), (71, "soixante et onze"),
    (75, "soixante quinze"), (77, "soixante dix sept"), (80, "quatre vingts"), (81, "quatre vingt un"),
    (90, "quatre vingt dix"), (91, "quatre vingt onze"), (99, "quatre vingt dix neuf"),
])
def test_counts_in_french(n, french):
    assert " ".join(grammar.number(n).french) == french


def test_a_year_without_wording_is_refused():
    with pytest.raises(ValueError, match="1905"):
        grammar.year(1905)


def test_the_running_example_and_its_links():
    assert " ".join(examples.CAT_MAT.english) == (
        "the cat sat on the comfortable red velvet mat in the corner of the room"
    )
    assert read_aloud(examples.CAT_MAT.french) == (
        "le chat s'est assis sur le confortable tapis de velours rouge dans le coin de la pièce"
    )
    assert linked(examples.CAT_MAT)["tapis"] == ["mat"]
    assert linked(examples.CAT_MAT)["velours"] == ["velvet"]
    assert linked(examples.CAT_MAT)["rouge"] == ["red"]


def linked(phrase: Phrase) -> dict[str, list[str]]:
    return {f: [phrase.english[i] for i in places] for f, places in zip(phrase.french, phrase.links, strict=True)}


def test_contraction_keeps_the_links_of_both_words():
    phrase = spell_borders(in_order(word("of", "de"), word("the", "le"), word("cat", "chat")))
    assert phrase == Phrase(("of", "the", "cat"), ("du", "chat"), ((0, 1), (2,)))


def test_negation_and_helper_are_linked():
    links = linked(spell_borders(grammar.present(grammar.HE, verb("look", "for"), "her", negated=True)))
    assert links == {
        "il": ["he"], "ne": ["not"], "la": ["her"], "cherche": ["does", "look", "for"], "pas": ["not"],
    }


def test_the_grammar_draws_the_shapes_of_the_shown_sentences():
    """Each example is a sentence that random drawing can reach: its building blocks turn up."""
    rng = random.Random(3)
    drawn = [" ".join(clause.english) for clause, _ in zip(clauses(rng), range(30_000))]
    for piece in (
        "sat on the comfortable", "velvet mat", "comfortable red velvet", "in the corner of the room",
        "the agreement on the", "european economic", "was signed in august nineteen", "loves him", "not wait for her",
        "book to them", "in front of the door",
    ):
        assert any(piece in clause for clause in drawn), piece


def test_every_french_word_is_linked_within_the_sentence():
    sentences = Sentences(11)
    for length in range(5, 61):
        for _ in range(5):
            sentence = sentences.of_length(length)
            assert len(sentence.english) == length
            assert len(sentence.links) == len(sentence.french)
            assert all(places and set(places) <= set(range(length)) for places in sentence.links)


def test_one_english_sentence_has_one_translation():
    translations: dict[tuple[str, ...], tuple[str, ...]] = {}
    rng = random.Random(5)
    for clause, _ in zip(clauses(rng), range(20_000)):
        spelled = spell_borders(clause)
        assert translations.setdefault(spelled.english, spelled.french) == spelled.french


def test_no_wrong_borders_in_french():
    wrong = {("de", "le"), ("de", "les"), ("à", "le"), ("à", "les"), ("de", "des"), ("de", "de"), ("de", "un")}
    sentences = Sentences(13)
    for length in range(5, 40):
        for _ in range(20):
            french = sentences.of_length(length).french
            assert wrong.isdisjoint(zip(french, french[1:])), read_aloud(french)


SMALL = {"longest": 8, "train": 200, "valid": 5, "test": 10, "test_lengths": (5, 8, 30)}


def test_training_validation_and_test_sentences_are_kept_apart():
    small = corpus(**SMALL)
    parts = [
        {sentence.english for group in part.values() for sentence in group}
        for part in (small.train, small.valid, small.test)
    ]
    assert [len(part) for part in parts] == [4 * 200, 4 * 5, 3 * 10]
    assert len(set.union(*parts)) == sum(map(len, parts))


def test_the_same_seed_gives_the_same_sentences_and_test_sentences_do_not_depend_on_training():
    assert corpus(**SMALL) == corpus(**SMALL)
    assert corpus(**SMALL).test == corpus(**{**SMALL, "train": 3, "longest": 6}).test
    assert corpus(**SMALL, seed=1).test != corpus(**SMALL).test


def test_the_shown_sentences_and_what_contains_them_are_held_out():
    assert all(is_held_out(sentence.english) for sentence in examples.ALL)
    assert is_held_out("he sees the comfortable red velvet mat".split())
    assert is_held_out("they left and the european economic area is old".split())
    assert is_held_out([*"he left but".split(), *examples.PRONOUN.english])
    assert not is_held_out("the comfortable red velvet mats".split())


def test_more_sentences_than_exist_are_not_waited_for():
    few = Sentences(1).distinct(5, 3, excluded=())
    everything_taken = {s.english for s in few}
    again = Sentences(1).distinct(5, 3, excluded=everything_taken)
    assert len(again) == 3 and everything_taken.isdisjoint(s.english for s in again)
