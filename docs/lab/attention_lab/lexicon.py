"""The words of the task, as tables that a speaker of both languages can check line by line."""
from __future__ import annotations

from dataclasses import dataclass

NOUN_TABLE = """
man men            | homme hommes            | m | person
woman women        | femme femmes            | f | person
boy boys           | garçon garçons          | m | person
girl girls         | fille filles            | f | person
child children     | enfant enfants          | m | person
teacher teachers   | professeur professeurs  | m | person
doctor doctors     | médecin médecins        | m | person
cat cats           | chat chats              | m | animal
dog dogs           | chien chiens            | m | animal
bird birds         | oiseau oiseaux          | m | animal
horse horses       | cheval chevaux          | m | animal
mouse mice         | souris souris           | f | animal
cow cows           | vache vaches            | f | animal
mat mats           | tapis tapis             | m | seat padded
chair chairs       | chaise chaises          | f | seat padded
sofa sofas         | canapé canapés          | m | seat padded
armchair armchairs | fauteuil fauteuils      | m | seat padded
bed beds           | lit lits                | m | seat
table tables       | table tables            | f | furniture
book books         | livre livres            | m | thing text
key keys           | clé clés                | f | thing
car cars           | voiture voitures        | f | thing
hat hats           | chapeau chapeaux        | m | thing padded
coat coats         | manteau manteaux        | m | thing padded
dress dresses      | robe robes              | f | thing padded
apple apples       | pomme pommes            | f | thing food
egg eggs           | œuf œufs                | m | thing food
room rooms         | pièce pièces            | f | place
kitchen kitchens   | cuisine cuisines        | f | place
garden gardens     | jardin jardins          | m | place
house houses       | maison maisons          | f | place
school schools     | école écoles            | f | place
street streets     | rue rues                | f | place
tree trees         | arbre arbres            | m | landmark
door doors         | porte portes            | f | landmark
window windows     | fenêtre fenêtres        | f | landmark
corner corners     | coin coins              | m | corner
letter letters     | lettre lettres          | f | text document
contract contracts | contrat contrats        | m | text document
agreement agreements | accord accords        | m | document treaty
treaty treaties    | traité traités          | m | document treaty
law laws           | loi lois                | f | document treaty
zone zones         | zone zones              | f | region
area areas         | zone zones              | f | region
policy policies    | politique politiques    | f | policy
crisis crises      | crise crises            | f | crisis
"""

# No plural: bread, some bread.
MASS_TABLE = """
bread | pain   | m | food
meat  | viande | f | food
water | eau    | f | drink
milk  | lait   | m | drink
money | argent | m | money
"""

MATERIAL_TABLE = """
velvet  | velours | m
leather | cuir    | m
wool    | laine   | f
silk    | soie    | f
"""

# masculine, feminine, masculine plural, feminine plural, masculine before a vowel
ADJECTIVE_TABLE = """
small       | petit petite petits petites                    | before | person animal seat furniture thing place landmark text
large       | grand grande grands grandes                    | before | animal seat furniture place landmark
old         | vieux vieille vieux vieilles vieil             | before | person animal seat furniture thing place landmark document
new         | nouveau nouvelle nouveaux nouvelles nouvel     | before | seat furniture thing place document policy crisis
beautiful   | beau belle beaux belles bel                    | before | person animal seat furniture thing place landmark
young       | jeune jeune jeunes jeunes                      | before | person animal
red         | rouge rouge rouges rouges                      | colour | animal seat furniture thing landmark
green       | vert verte verts vertes                        | colour | seat furniture thing landmark
blue        | bleu bleue bleus bleues                        | colour | seat furniture thing landmark
black       | noir noire noirs noires                        | colour | animal seat furniture thing landmark
white       | blanc blanche blancs blanches                  | colour | animal seat furniture thing landmark
grey        | gris grise gris grises                         | colour | animal seat furniture thing landmark
comfortable | confortable confortable confortables confortables | outer | seat
tired       | fatigué fatiguée fatigués fatiguées            | outer | person animal
happy       | heureux heureuse heureux heureuses             | outer | person animal
european    | européen européenne européens européennes      | outer | region policy crisis treaty
economic    | économique économique économiques économiques  | inner | region policy crisis treaty
political   | politique politique politiques politiques      | inner | region crisis treaty
"""

# base, third person | particle | je, il, ils | kinds of object | kinds of subject | object pronoun allowed
VERB_TABLE = """
see sees       |     | vois voit voient          | person animal seat furniture thing place landmark text | person animal | yes
love loves     |     | aime aime aiment          | person animal thing place | person animal | yes
find finds     |     | trouve trouve trouvent    | person animal thing text  | person animal | yes
look looks     | for | cherche cherche cherchent | person animal thing seat  | person animal | yes
look looks     | at  | regarde regarde regardent | person animal seat furniture thing landmark place | person animal | yes
wait waits     | for | attends attend attendent  | person animal             | person animal | yes
listen listens | to  | écoute écoute écoutent    | person animal             | person animal | yes
want wants     |     | veux veut veulent         | thing seat furniture food drink money | person | no
buy buys       |     | achète achète achètent    | thing seat furniture food drink       | person | no
sell sells     |     | vends vend vendent        | thing seat furniture food drink       | person | no
eat eats       |     | mange mange mangent       | food                      | person animal | no
read reads     |     | lis lit lisent            | text                      | person | no
"""

# base, past | auxiliary: third person singular, plural | participle, agreeing or not | reflexive
PAST_TABLE = """
sit sat        | est sont | assis assise assis assises      | reflexive
sleep slept    | a ont    | dormi dormi dormi dormi         |
arrive arrived | est sont | arrivé arrivée arrivés arrivées |
leave left     | est sont | parti partie partis parties     |
"""

PARTICIPLE_TABLE = """
signed | signé signée signés signées     | document
found  | trouvé trouvée trouvés trouvées | thing animal text
sold   | vendu vendue vendus vendues     | thing seat furniture
"""

PREPOSITION_TABLE = """
on          | sur       | seat furniture
under       | sous      | seat furniture landmark
in          | dans      | place
behind      | derrière  | landmark furniture
in front of | devant    | landmark place person animal
near        | près de   | landmark furniture person animal
next to     | à côté de | landmark furniture person animal
with        | avec      | person animal
"""

MONTHS = {
    "january": "janvier", "february": "février", "march": "mars", "april": "avril", "may": "mai", "june": "juin",
    "july": "juillet", "august": "août", "september": "septembre", "october": "octobre", "november": "novembre",
    "december": "décembre",
}
CONJUNCTIONS = {
    "and": "et", "but": "mais", "because": "parce que", "while": "pendant que", "when": "quand",
}
# masculine, feminine, plural; then the form that a vowel asks for, masculine and feminine
DETERMINERS = {
    "the": ("le", "la", "les", "le", "la"),
    "a": ("un", "une", "", "un", "une"),
    "some": ("", "", "des", "", ""),
    "this": ("ce", "cette", "", "cet", "cette"),
    "these": ("", "", "ces", "", ""),
    "my": ("mon", "ma", "mes", "mon", "mon"),
    "his": ("son", "sa", "ses", "son", "son"),
    "her": ("son", "sa", "ses", "son", "son"),
}
ENGLISH_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
ENGLISH_TENS = ". ten twenty thirty forty fifty sixty seventy eighty ninety".split()
FRENCH_NUMBERS = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
).split() + ["dix sept", "dix huit", "dix neuf"]
FRENCH_TENS = ". dix vingt trente quarante cinquante soixante".split()


@dataclass(frozen=True)
class Noun:
    singular: str
    plural: str  # "" for a mass noun
    french: tuple[str, str]
    feminine: bool
    kinds: frozenset[str]


@dataclass(frozen=True)
class Material:
    english: str
    french: str
    feminine: bool


@dataclass(frozen=True)
class Adjective:
    english: str
    forms: tuple[str, ...]  # masculine, feminine, masculine plural, feminine plural, masculine before a vowel
    place: str  # before the French noun, or after it: inner, colour, outer, counted from the noun
    kinds: frozenset[str]

    def agree(self, feminine: bool, plural: bool) -> str:
        return self.forms[feminine + 2 * plural]


@dataclass(frozen=True)
class Verb:
    base: str
    third: str
    particle: str
    french: tuple[str, str, str]  # je, il, ils
    objects: frozenset[str]
    subjects: frozenset[str]
    pronoun: bool


@dataclass(frozen=True)
class PastVerb:
    base: str
    past: str
    auxiliary: tuple[str, str]
    participle: tuple[str, ...]
    reflexive: bool


@dataclass(frozen=True)
class Participle:
    english: str
    forms: tuple[str, ...]
    kinds: frozenset[str]


@dataclass(frozen=True)
class Preposition:
    english: str
    french: str
    kinds: frozenset[str]


def _rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def _kinds(cell: str) -> frozenset[str]:
    return frozenset(cell.split())


NOUNS = [
    Noun(*english.split(), tuple(french.split()), gender == "f", _kinds(kinds))
    for english, french, gender, kinds in _rows(NOUN_TABLE)
]
MASS_NOUNS = [
    Noun(english, "", (french, ""), gender == "f", _kinds(kinds))
    for english, french, gender, kinds in _rows(MASS_TABLE)
]
MATERIALS = [Material(english, french, gender == "f") for english, french, gender in _rows(MATERIAL_TABLE)]
ADJECTIVES = [
    Adjective(english, tuple(forms.split()), place, _kinds(kinds))
    for english, forms, place, kinds in _rows(ADJECTIVE_TABLE)
]
VERBS = [
    Verb(*english.split(), particle, tuple(french.split()), _kinds(objects), _kinds(subjects), pronoun == "yes")
    for english, particle, french, objects, subjects, pronoun in _rows(VERB_TABLE)
]
GIVE = Verb("give", "gives", "", ("donne", "donne", "donnent"), _kinds("thing text"), _kinds("person"), False)
PAST_VERBS = [
    PastVerb(*english.split(), tuple(auxiliary.split()), tuple(participle.split()), reflexive == "reflexive")
    for english, auxiliary, participle, reflexive in _rows(PAST_TABLE)
]
PARTICIPLES = [
    Participle(english, tuple(forms.split()), _kinds(kinds)) for english, forms, kinds in _rows(PARTICIPLE_TABLE)
]
PREPOSITIONS = [Preposition(english, french, _kinds(kinds)) for english, french, kinds in _rows(PREPOSITION_TABLE)]
