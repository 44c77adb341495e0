"""What pages say about themselves, how they are cited, and under which licences they stand."""

from __future__ import annotations

import json
import re
from datetime import date
from email.message import Message

import pytest
from explainer.edition import Edition, apa, bibtex, edition, ris
from explainer.licences import licence_of, licences_page
from explainer.metadata import About, Depth, head, learning_resource, llms_txt
from pybtex.database import parse_string

NOW = Edition("1.2.0", "The contributors", date(2026, 11, 22), "abc1234")
FACTS = ("Why 50% & more?", "The Site", "https://s.example/a/b/", NOW)
ABOUT = About(
    title='A "title" </script>',
    summary="Sum & total",
    address="https://s.example/a/",
    site="The Site",
    site_address="https://s.example/",
    image="",
    edition=NOW,
    depths=tuple(Depth(name, f"https://s.example/a/?depth={name}", m, ("Compute it.",)) for name, m in (("conceptual", 3), ("intermediate", 5), ("technical", 9))),
    works=(("A work", "https://doi.org/10.1/x"), ("Another", "")),
)  # fmt: skip


def test_the_day_is_that_of_the_sources():
    facts = "version: 1.2.0\nauthors:\n  - name: The contributors\n"
    assert edition(facts, {}, ("abc1234", 1_795_305_600), 0) == NOW
    assert edition(facts, {"SOURCE_DATE_EPOCH": "0"}, ("abc1234", 5), 9).day == date(1970, 1, 1)
    assert edition("", {}, None, 0) == Edition("unreleased", "The contributors", date(1970, 1, 1))


def test_bibtex_can_be_read_again():
    entry = parse_string(bibtex(*FACTS), "bibtex").entries["attention-explained-a-b"]
    assert entry.fields["title"] == r"{Why 50\% \& more?}" and entry.fields["url"] == "https://s.example/a/b/"
    assert entry.fields["note"] == "Version 1.2.0, built 2026-11-22 from abc1234"
    assert len(entry.persons["author"]) == 1


def test_ris_has_its_tags():
    lines = ris(*FACTS).split("\n")
    assert lines[0] == "TY  - ELEC" and lines[-1] == "ER  - "
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines)
    assert "ET  - Version 1.2.0" in lines and "PY  - 2026" in lines


def test_apa_names_authors_day_version_and_address():
    assert apa(*FACTS) == (
        "The contributors. (2026, November 22). Why 50% & more? (Version 1.2.0). The Site. https://s.example/a/b/"
    )


def test_the_learning_resource_names_levels_times_and_goals():
    resource = learning_resource(ABOUT)
    assert resource["educationalLevel"] == ["conceptual", "intermediate", "technical"]
    assert resource["timeRequired"] == "PT5M" and resource["hasPart"][2]["timeRequired"] == "PT9M"
    assert resource["license"].startswith("https://creativecommons.org/licenses/by/4.0")
    assert resource["citation"][0] == {"@type": "CreativeWork", "name": "A work", "url": "https://doi.org/10.1/x"}


def test_nothing_in_a_title_can_act():
    html = head(ABOUT)
    assert html.count("</script>") == 1 and "&quot;title&quot;" in html
    data = re.search(r'ld\+json">(.*)</script>', html)[1]
    assert json.loads(data)["name"] == ABOUT.title


@pytest.mark.parametrize(
    "name", ["og:title", "og:url", "twitter:card", "citation_title", "citation_author", "citation_publication_date"]
)
def test_link_previews_and_reference_managers_find_their_tags(name):
    assert f'"{name}" content="' in head(ABOUT)


def test_programs_are_led_to_the_markdown_of_each_depth():
    """Not by `<link rel="alternate">`, which Material takes for another language of the page."""
    found = [part["encoding"]["contentUrl"] for part in learning_resource(ABOUT)["hasPart"]]
    assert found == [f"https://s.example/a/{depth.name}-both.md" for depth in ABOUT.depths]


def test_the_list_for_language_models_links_every_page_at_every_depth():
    page = {"title": "T", "address": "https://s.example/t/", "summary": "S.", "views": [1]}
    catalogue = {"site": "Site", "address": "https://s.example/", "depths": ["conceptual", "technical"], "pages": [page, page | {"views": []}]}
    text = llms_txt(catalogue, "One\n  line.")
    assert text.startswith("# Site\n\n> One line.\n")
    assert text.count("- [T](https://s.example/t/") == 2 and "(https://s.example/t/technical-both.md): S." in text


def test_licences_of_everything_stand_on_one_page():
    page = licences_page(
        vendored=[{"name": "A font", "version": "1", "licence": "OFL-1.1", "files": [{"path": "docs/assets/a.LICENSE"}]}],
        measured=[("cat", "RNNsearch", "CC0-1.0")],
        requirements="# a comment\nmkdocs>=1.6,<2   # the generator\nabsent>=1\n",
        installed=lambda name: ("1.6.1", "BSD-2-Clause") if name == "mkdocs" else None,
    )
    assert "| A font | 1 | OFL-1.1 | [text](/assets/a.LICENSE) |" in page
    assert "| `cat` | RNNsearch | CC0-1.0 |" in page
    assert "| mkdocs | 1.6.1 | BSD-2-Clause | the generator |" in page and "absent" not in page


def test_a_licence_is_read_from_whatever_a_package_states():
    def metadata(*pairs):
        message = Message()
        for name, value in pairs:
            message[name] = value
        return message

    assert licence_of(metadata(("License-Expression", "MIT"), ("License", "x"))) == "MIT"
    assert licence_of(metadata(("License", "BSD"))) == "BSD"
    assert licence_of(metadata(("Classifier", "License :: OSI Approved :: MIT License"))) == "MIT License"
    assert licence_of(metadata()) == "see the package"
