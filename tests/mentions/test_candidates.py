"""Candidates: atoms cover the text, brackets stay balanced, equal surfaces have equal hashes."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.mentions.candidates import cut_atoms, generate_candidates, hash_spans, squeeze

ALPHABET = "推动智慧物流产业、和与“”（）()\n 平台。，市数字经济园区A1等的\u3000\t"


def surfaces(text: str) -> list[str]:
    atoms = cut_atoms(squeeze(text).text)
    found = generate_candidates(atoms)
    return [atoms.text[a:z] for a, z in zip(atoms.starts[found.first], atoms.ends[found.last], strict=True)]


def test_squeeze_drops_blanks_and_wrapped_lines_only():
    assert squeeze("智 慧\u3000物流").text == "智慧物流"
    assert squeeze("发展智慧物流。\n二、保障").text == "发展智慧物流。\n二、保障"
    assert squeeze("临江市人民政府应当推动本市行政区域内的智慧物\n流发展。").text.count("\n") == 0


def test_candidates_keep_brackets_balanced_and_stay_inside_a_clause():
    found = surfaces("建设中国（临江）自由贸易试验区，发展智慧物流。")
    assert "中国（临江）自由贸易试验区" in found
    assert not any("，" in s or s.count("（") != s.count("）") for s in found)


def test_a_suffix_ends_a_candidate_inside_a_word_of_the_segmenter():
    assert "新型基础设施" in surfaces("推进新型基础设施建设。")


def test_equal_surfaces_have_equal_hashes():
    atoms = cut_atoms("智慧物流，智慧物流。")
    found = generate_candidates(atoms)
    by: dict[str, set[int]] = {}
    for a, z, h in zip(atoms.starts[found.first], atoms.ends[found.last], found.hashes, strict=True):
        by.setdefault(atoms.text[a:z], set()).add(int(h))
    assert all(len(h) == 1 for h in by.values())
    assert len({next(iter(h)) for h in by.values()}) == len(by)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=ALPHABET, max_size=60))
def test_atoms_cover_the_squeezed_text_without_gaps(text: str):
    squeezed = squeeze(text)
    atoms = cut_atoms(squeezed.text)
    assert "".join(atoms.words) == squeezed.text
    assert len(squeezed.origin) == len(squeezed.text) + 1
    assert all(text[o] == c for o, c in zip(squeezed.origin.tolist(), squeezed.text, strict=False) if c != "\n")
    assert len(hash_spans(squeezed.text, atoms.starts, atoms.ends)) == len(atoms.words)
