"""How articles are cut into tokens and sentences: every sentence here was written for this test."""

from __future__ import annotations

import pytest
from spacy.language import Language

from stanceflow.reader import load_pipeline


@pytest.fixture(scope="module")
def reader() -> Language:
    return load_pipeline()


TOKENS = [
    # initialisms, initials, abbreviations
    ("The U.S. and the U.N. met on Jan. 5, 2031.", "The|U.S.|and|the|U.N.|met|on|Jan.|5|,|2031|."),
    (
        "Mr. J.R.R. Okoye, Ph.D., met Lt. Gen. A. B. Weiss in St. Ives.",
        "Mr.|J.R.R.|Okoye|,|Ph.D.|,|met|Lt.|Gen.|A.|B.|Weiss|in|St.|Ives|.",
    ),
    (
        "It was 3 p.m. in Washington, D.C., e.g. at Inc. and Ltd. offices.",
        "It|was|3|p.m.|in|Washington|,|D.C.|,|e.g.|at|Inc.|and|Ltd.|offices|.",
    ),
    ("U.S.-China talks and a U.S.–China deal.", "U.S.|-|China|talks|and|a|U.S.|–|China|deal|."),
    ("So did I.", "So|did|I|."),
    # possessives and contractions, straight and curly
    ("Mali's farmers don't agree; they'll sue.", "Mali|'s|farmers|do|n't|agree|;|they|'ll|sue|."),
    ("Mali’s farmers don’t agree; they’ll sue.", "Mali|’s|farmers|do|n’t|agree|;|they|’ll|sue|."),
    ("The hawks’ plans cannot last.", "The|hawks|’|plans|can|not|last|."),
    # quotation marks
    ("“We won’t go,” she said.", "“|We|wo|n’t|go|,|”|she|said|."),
    ('"We won\'t go," she said.', '"|We|wo|n\'t|go|,|"|she|said|.'),
    ("‘Never,’ said Okoye.", "‘|Never|,|’|said|Okoye|."),
    # dashes and ellipses
    ("He left—and came back.", "He|left|—|and|came|back|."),
    ("He left – and came back.", "He|left|–|and|came|back|."),
    ("she said—“not now.”", "she|said|—|“|not|now|.|”"),
    ("“end.”—“Start", "“|end|.|”|—|“|Start"),
    ("D.C.—based firms", "D.C.|—|based|firms"),
    ("Well… perhaps...", "Well|…|perhaps|..."),
    ("a 2019–20 plan with a 5–3 vote", "a|2019|–|20|plan|with|a|5|–|3|vote"),
    # hyphens: prefixes stay, compounds part
    (
        "a non-aligned, pro-government, anti-war co-sponsor and neo-liberal",
        "a|non-aligned|,|pro-government|,|anti-war|co-sponsor|and|neo-liberal",
    ),
    ("long-term self-styled Obama-era think-tank", "long|-|term|self|-|styled|Obama|-|era|think|-|tank"),
    # money, percent, numbers
    ("up 3.5% to $2.4m and €1,000", "up|3.5|%|to|$|2.4|m|and|€|1,000"),
    ("in the ’90s and the 1990s", "in|the|’90s|and|the|1990s"),
    # brackets, lists, notes
    ("the African Union (AU): yes", "the|African|Union|(|AU|)|:|yes"),
    ("point (8) and point (b)", "point|(|8|)|and|point|(|b|)"),
    ("He left.[1]", "He|left|.|[1]"),
    ("“Yes.”12", "“|Yes|.|”|12"),
    ("He agreed.12", "He|agreed|.|12"),
    # addresses
    (
        "see https://example.org/a-b?c=1 or write to desk@example.org.",
        "see|https://example.org/a-b?c=1|or|write|to|desk@example.org|.",
    ),
    ("#PeaceNow from @okoye_a", "#PeaceNow|from|@okoye_a"),
]


@pytest.mark.parametrize(("text", "tokens"), TOKENS)
def test_tokens(reader: Language, text: str, tokens: str) -> None:
    assert "|".join(token.text for token in reader.make_doc(text)) == tokens


# Each item: the sentences of one text, joined by a space, or by what a piece ends with.
SENTENCES = [
    ["Prices rose.", "Nobody was surprised."],
    ["Talks stall in Geneva\n\n", "GENEVA — Envoys left the table on Monday.", "They will be back."],
    ["MINISTERS AGREE ON A NEW HARBOUR TREATY\n\n", "By Amara Okoye\n\n", "The treaty took nine years."],
    ["Mr. Okoye met Dr. A. B. Weiss in the U.S. on Jan. 5.", "It went well."],
    ["The U.N. and the E.U. objected.", "The A.U. did not."],
    ["“We will wait,” she said.", "“We have time.”"],
    ["“Will it last?” he asked.", "Nobody knew."],
    ["Is this the end?", "No!", "It is a beginning."],
    ["The goals are clear:\n\n", "• Reopen the border\n", "• Free the prisoners\n", "• Hold a vote"],
    ["He paused … and went on.", "The crowd left."],
    ["The minister — who had resigned — came back.", "His party cheered."],
    ["Growth was 3.5 percent.", "It had been 2.1 percent."],
    ["The pact holds.[1]", "Its critics disagree.[2]"],
    ["See https://example.org/report.", "It is long."],
    ["> We never promised that.\n\n", "That is what the letter says."],
]


@pytest.mark.parametrize("sentences", SENTENCES, ids=lambda sentences: sentences[0][:30])
def test_sentences(reader: Language, sentences: list[str]) -> None:
    text = "".join(piece if piece.endswith("\n") else piece + " " for piece in sentences).strip()
    assert [sentence.text.strip() for sentence in reader(text).sents] == [piece.strip() for piece in sentences]
