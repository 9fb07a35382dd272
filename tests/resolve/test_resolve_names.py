"""Names are normalised once and for all."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.industries import industry_key
from kg.resolve.names import close_spaces, normalise_name

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(TEXT)
def test_normalising_twice_is_normalising_once(name):
    once = normalise_name(name)
    assert normalise_name(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(TEXT)
def test_a_name_does_not_vanish(name):
    assert bool(normalise_name(name)) == bool(close_spaces(name))


@given(st.text("产业链集群领域行服务和与及养老智慧", min_size=1, max_size=8))
def test_keys_of_industries_are_fixed_points(name):
    assert industry_key(industry_key(name)) == industry_key(name)
    assert industry_key(name)
