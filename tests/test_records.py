"""Records keep an extraction exactly, and say where a line is wrong."""

import json
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.model import (
    Citation,
    Extraction,
    Fact,
    Incentive,
    Kind,
    Mention,
    Metadata,
    Problem,
    Provision,
    Span,
    Target,
)
from kg.records import read_records, write_records

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
BASIC = {
    str: TEXT,
    int: st.integers(-5, 10**12),
    float: st.floats(allow_nan=False, allow_infinity=False),
    Decimal: st.decimals(allow_nan=False, allow_infinity=False),
    Span: st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda pair: Span(*sorted(pair))),
}
for basic, strategy in BASIC.items():
    st.register_type_strategy(basic, strategy)


def values(cls):
    hints = get_type_hints(cls)
    return st.builds(cls, **{field.name: st.from_type(hints[field.name]) for field in fields(cls)})


for part in (Citation, Metadata, Provision, Mention, Fact, Target, Incentive, Problem):
    assert is_dataclass(part)
    st.register_type_strategy(part, values(part))


@settings(max_examples=150, deadline=None)
@given(values(Extraction))
def test_what_is_written_is_read(extraction):
    written = write_records(extraction)
    again = read_records(written)
    assert again == extraction
    assert repr(again) == repr(extraction), "equal values of other types (1, 1.0, True) would pass the line above"
    assert write_records(again) == written


SMALL = Extraction(
    "a.txt", "0" * 64, Metadata("题", cites=(Citation("《甲》", Span(0, 3)),)),
    provisions=(Provision("第一条", "article", Span(0, 9)),),
    mentions=(Mention(Kind.INDUSTRY, Span(1, 3), 0, "物流", "r"),),
    incentives=(Incentive("甲", "乙", Span(0, 1), None, "r", rate=Decimal("0.50")),),
    problems=(Problem("a.txt", "empty", "空\n行"),),
)


def test_one_line_a_record_with_sorted_keys_and_readable_chinese():
    lines = write_records(SMALL).splitlines()
    records = [json.loads(line) for line in lines]
    assert [record["type"] for record in records] == ["document", "provision", "mention", "incentive", "problem"]
    assert all(list(record) == sorted(record) for record in records)
    assert '"name":"物流"' in lines[2]
    assert records[3]["rate"] == "0.50"
    assert records[1]["span"] == [0, 9]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "line 2: JSON expected"),
        ("[]", "line 2: an object expected"),
        ('{"type":"poem"}', "line 2: a record type expected, found 'poem'"),
        ('{"type":"document","name":"b","sha256":"","metadata":{}}', "line 2: a record type expected, found 'document'"),
        ('{"type":"mention","kind":"industry"}', "line 2: not as expected"),
        ('{"type":"problem","source":"a","kind":"b","message":3}', "str expected, found 3"),
        ('{"type":"problem","source":"a","kind":"b","message":"c","more":1}', "unknown field 'more'"),
        ('{"type":"provision","ref":"一","kind":"x","span":[3,1]}', "3:1"),
        ('{"type":"mention","kind":"poem","span":[0,1],"provision":null,"name":"a","rule":"r"}', "poem"),
    ],
)
def test_a_bad_line_is_named(line, words):
    head = write_records(Extraction("a", "", Metadata()))
    with pytest.raises(InputError, match="x.jsonl") as caught:
        read_records(head + line + "\n", "x.jsonl")
    assert words in str(caught.value)


def test_records_without_a_document_are_refused():
    with pytest.raises(InputError, match="no line of type 'document'"):
        read_records("")
