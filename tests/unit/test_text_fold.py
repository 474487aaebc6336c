"""The fold: what stops mattering, what goes on mattering, and offsets back to the source."""

from __future__ import annotations

import pytest

from rules.text.document import Document
from rules.text.fold import LIMIT, cased_words, spans, without_apostrophes, words
from rules.text.stems import Stems, algorithm


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("DEPLOYED", "deployed"),
        ("Zürich", "ZURICH"),
        ("Cafe\u0301", "café"),
        ("Straße", "STRASSE"),
        ("İstanbul", "istanbul"),
        ("ISPARTA", "ısparta"),
        ("Łódź", "lodz"),
        ("ＷＩＤＥ", "wide"),
        ("cease-fire", "cease fire"),
        ("O’Neill", "O'Neill"),
        ("п’ять", "п'ять"),
        ("ёлка", "елка"),
        ("Αθήνα", "ΑΘΗΝΑ"),
        ("أوكرانيا", "اوكرانيا"),
        ("الحَرْب", "الحرب"),
        ("mili\u00adtary", "military"),
        ("١٢", "12"),
        ("ガザ", "カ\u3099サ\u3099"),
        ("ｶﾞｻﾞ", "ガザ"),
        ("1,200 men", "1 200 men"),
        ("ОБ’ЄКТ", "об＇єкт"),
        ("air\u2011raid", "air\u202fraid"),
        ("ΟΔΥΣΣΕΥΣ", "Οδυσσεύς"),
        ("ﬁre", "FIRE"),
    ],
)
def test_spellings_that_mean_the_same_fold_to_the_same_words(one: str, other: str) -> None:
    assert words(one) == words(other)
    assert words(one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("край", "краи"), ("їжа", "іжа"), ("が", "か"), ("कि", "क"), ("שלום", "שלומ"), ("กา", "ก่า")],
)
def test_letters_that_differ_stay_different(one: str, other: str) -> None:
    assert words(one) != words(other)


def test_scripts_without_spaces_give_a_word_per_character() -> None:
    assert words("北京出兵 now") == ["北", "京", "出", "兵", "now"]


def test_currency_signs_are_words_of_their_own() -> None:
    assert words("$5m") == ["$", "5m"]


def test_cased_words_keep_capitals_and_drop_accents() -> None:
    assert cased_words("The ÉLYSÉE in İzmir") == ["The", "ELYSEE", "in", "Izmir"]


@pytest.mark.parametrize(
    "text",
    [
        "Plain words, here.",
        "Cafe\u0301 déjà-vu — «п’ять» İI ßẞ",
        "北京出兵 ガザ ｶﾞｻﾞ ก่า 한국군이 क्षि",
        "a\ud800b \u200bc\u00add $5 🚨x ½ ²",
        "",
        "\u0301start ้",
    ],
)
def test_every_word_has_its_place_in_the_source(text: str) -> None:
    places = spans(text)
    assert len(places) == len(words(text))
    for (start, end), word in zip(places, words(text), strict=True):
        assert words(text[start:end])[0] == word or word in words(text[start:end])


def test_a_field_is_read_up_to_the_limit_only() -> None:
    assert len(words("x" * (LIMIT + 10))[0]) == LIMIT


def test_a_document_folds_each_field_once() -> None:
    document = Document(title="Troops move", tags=("world", "war"))
    assert document.words("title") is document.words("title")
    assert document.words("tags")[::2] == ["world", "war"]  # and what holds them apart
    assert document.spans("title") == [(0, 6), (7, 11)]
    assert document == Document(title="Troops move", tags=("world", "war"))


@pytest.mark.parametrize("mark", "'’ʼʻ‘`′´‛＇׳")
def test_any_apostrophe_may_be_left_out_of_a_word(mark: str) -> None:
    assert without_apostrophes(f"Sana{mark}a") == "Sanaa"


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("", "солдати", "солдат"),
        ("uk", "ракети", "ракета"),
        ("en", "στρατιωτες", "στρατιωτης"),
        ("", "انفجار", "الانفجار"),
        ("ru", "войны", "война"),
        ("de", "Angriffe", "Angriff"),
        ("sr", "ракете", "ракета"),
    ],
)
def test_a_word_in_another_script_has_the_stem_of_who_writes_in_it(
    language: str, one: str, other: str
) -> None:
    stems = Stems(algorithm(language))
    assert stems.of(words(one)) == stems.of(words(other))


def test_no_phrase_goes_on_from_one_tag_into_the_next() -> None:
    tags = Document(tags=("climate", "change of government", "O'Neill"))
    assert " climate change " not in tags.folded("tags")
    assert " change of government " in tags.folded("tags")
    assert len(tags.spans("tags")) == len(tags.words("tags")) == len(tags.cased("tags"))
    (start, end) = tags.spans("tags")[2]
    assert tags.text("tags")[start:end] == "change"
