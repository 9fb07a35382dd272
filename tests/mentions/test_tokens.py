"""Tokens: those of spaCy's own Chinese tokenizer, whatever the white space."""

import spacy
from hypothesis import given
from hypothesis import strategies as st

from kg.mentions.pipeline import Characters

NLP = spacy.blank("zh")


@given(st.text(st.sampled_from("市局a，  \n\t\u3000\xa0\u2028😀"), max_size=30))
def test_tokens_are_those_of_spacy(text: str) -> None:
    ours, theirs = Characters(NLP.vocab)(text), NLP.make_doc(text)
    assert [(t.text, t.whitespace_, t.idx) for t in ours] == [(t.text, t.whitespace_, t.idx) for t in theirs]
    assert ours.text == text
