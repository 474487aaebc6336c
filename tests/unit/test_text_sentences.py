"""Where sentences begin and end."""

from __future__ import annotations

import pytest

from rules.text.sentences import sentences


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("One came. Two left.", ["One came.", "Two left."]),
        ("Gen. Smith spoke. He left.", ["Gen. Smith spoke.", "He left."]),
        ("The U.S. Army moved. It stopped.", ["The U.S. Army moved.", "It stopped."]),
        ("They live in the U.S. The war goes on.", ["They live in the U.S.", "The war goes on."]),
        ("It rose 3.5 percent. “Enough!” he said.", ["It rose 3.5 percent.", "“Enough!” he said."]),
        ("A. J. Miller came. Fine.", ["A. J. Miller came.", "Fine."]),
        ("Room No. 5 burnt. All out.", ["Room No. 5 burnt.", "All out."]),
        ("They said no. Others said yes.", ["They said no.", "Others said yes."]),
        ("敌人来了。我们走了。", ["敌人来了。", "我们走了。"]),
        ("فوج آگئی۔ ہم چلے گئے۔", ["فوج آگئی۔", "ہم چلے گئے۔"]),
        ("Զորքը եկավ։ Մենք գնացինք։", ["Զորքը եկավ։", "Մենք գնացինք։"]),
        ("সেনা এল। আমরা গেলাম।", ["সেনা এল।", "আমরা গেলাম।"]),
        ("စစ်တပ်လာ။သွားပြီ။", ["စစ်တပ်လာ။", "သွားပြီ။"]),
        ("هل وصلوا؟ نعم!", ["هل وصلوا؟", "نعم!"]),
        ("A heading\nThe text begins.", ["A heading", "The text begins."]),
        ("Wrapped prose goes\non here. End", ["Wrapped prose goes\non here.", "End"]),
        ("  padded.  ", ["padded."]),
        ("", []),
        ("Why? Because!", ["Why?", "Because!"]),
    ],
)
def test_sentences_are_split_as_a_reader_would(text: str, wanted: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == wanted
