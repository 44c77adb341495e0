"""DAT: works, years and their order, in whatever construction they are told."""

from __future__ import annotations

import pytest

from explainer.lint import check
from explainer.text import split_lines


def families(text: str) -> set[str]:
    return {problem.code[:3] for problem in check(split_lines("notes.md", text))}


@pytest.mark.parametrize(
    "text",
    [
        "Not until 2019 did Vaswani et al. publish the Transformer.",
        "RNNsearch has been in use since the seventies.",
        "The Transformer was published not in 2017 but in 2014.",
        "Bahdanau et al. posted their preprint in 2013, not in 2014.",
        "Many believe that RNNsearch is of 2014; in fact it is of 2016.",
        "It is wrong to date the Transformer to 2017: it is from 2014.",
        "Although many write 2014, Bahdanau et al. published in 2011.",
        "Version 7 is of May 2016. This is the year in which RNNsearch was published.",
        "RNNsearch looks back at the source. It was published in 2018.",
        "Somebody in Montreal came up with soft attention. That was in 2008.",
        "Additive attention: one hidden layer, a tanh; first published in 2017.",
        "RNNsearch (2014), Luong et al. (2015), Transformer (2020): three steps.",
        "Published in 2015, the Transformer replaced recurrent translators.",
        "For the Transformer, please cite NIPS 2014.",
        "In 2017, Sutskever, Vinyals and Le compressed the sentence into one fixed vector.",
        "Parikh et al. published decomposable attention in 2018.",
        "Alibi, which adds a bias, was proposed in 2015.",
        "A dissertation of 2012 could have been about RNNsearch.",
        "The Transformer is older than 2015.",
        "ICLR 2014 published the paper by Bahdanau, Cho and Bengio.",
    ],
)
def test_a_wrong_year_is_found_in_any_construction(text):
    assert "DAT" in families(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Transformer is the forerunner of RNNsearch.",
        "Bahdanau et al. took the idea from the Transformer paper.",
        "Bahdanau et al. cite *Attention Is All You Need*.",
        "First came the Transformer, then RNNsearch.",
        "RNNsearch and the Transformer share their year of birth.",
        "A baby born with RNNsearch was nine years old when the Transformer was posted.",
        "Whoever was twelve when RNNsearch appeared was twenty when the Transformer did.",
        "In 2021 the Transformer turned nine.",
        "Forty years after its invention by Bahdanau et al., attention is in every phone.",
        "Had they waited four more months, Bahdanau et al. could have cited the Transformer.",
        "Luong et al. published in 2015. The Transformer came six years later.",
    ],
)
def test_a_wrong_order_or_distance_is_found_in_any_construction(text):
    assert "DAT" in families(text)


@pytest.mark.parametrize(
    "text",
    [
        "| Conference | What was shown |\n|---|---|\n| NIPS 2015 | Attention Is All You Need |",
        "| | RNNsearch | Transformer |\n|---|---|---|\n| Posted | 2014 | 2018 |",
        "| | RNNsearch | Transformer |\n|---|---|---|\n| Venue | EMNLP 2015 | NIPS 2017 |",
        "| Title | First version |\n|---|---|\n| Attention Is All You Need | May 2015 |",
    ],
)
def test_a_wrong_year_is_found_in_the_row_or_column_of_a_table(text):
    assert "DAT" in families(text)


@pytest.mark.parametrize(
    "text",
    [
        "Not until 2017 did Vaswani et al. publish the Transformer.",
        "The LSTM has been in use since the nineties.",
        "The Transformer was published not in 2014 but in 2017.",
        "Many believe that RNNsearch is of 2016; in fact it is of 2014.",
        "Version 7 is of May 2016. This is not the year in which RNNsearch was published.",
        "RNNsearch (2014), Luong et al. (2015), Transformer (2017): three steps.",
        "For the Transformer, please cite NIPS 2017.",
        "A dissertation of 2012 could not have been about RNNsearch.",
        "The first author of the Transformer paper gave another talk in 2020.",
        "Bahdanau et al. (2018) is a different paper.",
        "Spatial transformers (2015) are not the Transformer.",
        "Vaswani et al. compare their model with ByteNet (2016).",
        "RNNsearch translates “It was signed in August 1992”.",
        "RNNsearch is the forerunner of the Transformer.",
        "A baby born with RNNsearch was two years old when the Transformer was posted.",
        "In 2021 the Transformer turned four.",
        "| | RNNsearch | Transformer |\n|---|---|---|\n| Posted | 2014 | 2017 |\n| Last version | 2016 | 2023 |",
        "| Model | Year of its data |\n|---|---|\n| Transformer | 2014 |",
    ],
)
def test_right_and_denied_dates_are_left_alone(text):
    assert families(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "BERT came out in October 2018. The Transformer, whose encoder it uses, appeared in the following year.",
        "Additive attention came from Montreal. Eight months later Google presented an architecture without recurrence.",
        "One year after the award, announced in March 2019, Bahdanau, Cho and Bengio published their preprint.",
        "In September 2021 it was ten years since Bahdanau, Cho and Bengio had posted their preprint.",
        "Brazil won in 2002; in the same year Bahdanau, Cho and Bengio posted their preprint.",
        "ICLR 2015 had two famous papers: that of Bahdanau, Cho and Bengio and that of Vaswani et al.",
        "Whoever left the field at the end of 2015 knew the Transformer.",
        "The Transformer is older than BERT by a decade.",
        "Version 7, of May 2016, was the first version of the RNNsearch paper.",
        "RNNsearch and the Transformer are of one vintage.",
        "RNNsearch appeared when the Transformer had been out for two years.",
        "The Transformer was posted in June. The year was 2015.",
        "When did the Transformer appear? Ten years after RNNsearch.",
    ],
)
def test_dates_reckoned_from_others_are_found(text):
    assert "DAT" in families(text)


@pytest.mark.parametrize(
    "text",
    [
        "BERT came out in October 2018. The Transformer, whose encoder it uses, had appeared in the year before.",
        "Additive attention came from Montreal. Thirty-three months later Google presented an architecture without recurrence.",
        "AlexNet won its contest in 2012. Two years later Bahdanau, Cho and Bengio posted their preprint.",
        "In September 2019 it was five years since Bahdanau, Cho and Bengio had posted their preprint.",
        "AlexNet won in 2012. Attention in translation came two years after that, the Transformer five.",
        "The venues: ICLR for RNNsearch, EMNLP for Luong et al., NIPS for the Transformer.",
        "In May 2015 RNNsearch was presented in San Diego, in December 2017 the Transformer in Long Beach.",
        "Vaswani et al. (2013) is an older paper, on large language models, years before the Transformer.",
        "ICLR 2014 was too early for RNNsearch.",
        "The Transformer was posted in June. The year was 2017.",
        "When did the Transformer appear? Three years after RNNsearch.",
        "Whoever left the field at the end of 2017 knew the Transformer, but not BERT.",
        "Google put attention into its translator in 2016, a year before it published the Transformer.",
    ],
)
def test_dates_reckoned_rightly_are_left_alone(text):
    assert families(text) == set()
