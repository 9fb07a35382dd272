"""Second looks: members of a list lean on each other; a place with a park's word gains."""

import numpy as np
import pytest

from kg.mentions.candidates import cut_atoms, generate_candidates, squeeze
from kg.mentions.features import describe_candidates
from kg.mentions.open_names import OPEN_KINDS, is_generic
from kg.mentions.priors import add_priors
from kg.mentions.rescoring import smooth_lists
from kg.model import Kind


def rows(text: str):
    atoms = cut_atoms(squeeze(text).text)
    found = generate_candidates(atoms)
    spans = zip(atoms.starts[found.first], atoms.ends[found.last], strict=True)
    return atoms, found, [atoms.text[a:z] for a, z in spans]


def test_members_of_a_list_lean_on_each_other():
    atoms, found, names = rows("发展钢铁、陶瓷、玻璃等产业。")
    scores = np.full((len(names), 1), -4.0)
    for name in ("钢铁", "玻璃"):
        scores[names.index(name)] = 4.0
    smooth = smooth_lists(atoms, found, scores)[:, 0]
    assert smooth[names.index("陶瓷")] > -4.0
    assert smooth[names.index("钢铁")] < 4.0


def test_scores_outside_lists_stay():
    atoms, found, names = rows("发展钢铁产业。")
    scores = np.linspace(-3, 3, len(names)).reshape(-1, 1)
    assert np.array_equal(smooth_lists(atoms, found, scores), scores)


def test_a_place_with_a_word_for_a_park_gains():
    atoms, found, names = rows("企业入驻宜昌高新区。")
    features = describe_candidates(atoms, found)
    scores = np.zeros((len(names), len(OPEN_KINDS)))
    scores[names.index("宜昌高新区")] = 0.5
    gained = add_priors(atoms, found, features, scores, OPEN_KINDS)
    assert gained[names.index("宜昌高新区"), OPEN_KINDS.index(Kind.ZONE)] > 0.5
    assert gained[names.index("宜昌"), OPEN_KINDS.index(Kind.ZONE)] == 0


@pytest.mark.parametrize(("text", "name"), [
    ("云浮镇主攻藤编家具和竹木加工。", "竹木加工"),
    ("望江区深耕激光雷达、毫米波雷达。", "激光雷达"),
    ("开发区锁定遥感应用与北斗导航。", "遥感应用"),
])
def test_what_a_verb_of_aim_rules_gains(text, name):
    atoms, found, names = rows(text)
    features = describe_candidates(atoms, found)
    scores = np.zeros((len(names), len(OPEN_KINDS)))
    column = OPEN_KINDS.index(Kind.INDUSTRY)
    scores[names.index(name), column] = 0.5
    gained = add_priors(atoms, found, features, scores, OPEN_KINDS)
    assert gained[names.index(name), column] > 0.5
    others = np.delete(gained[:, column] > 0, names.index(name))
    assert others.sum() <= 1  # the other member of the list


def test_words_for_a_kind_name_nothing():
    assert is_generic(Kind.ZONE, "重点园区")
    assert is_generic(Kind.PLATFORM, "新型平台")
    assert is_generic(Kind.ORGANIZATION, "各类公司")
    assert not is_generic(Kind.ORGANIZATION, "临江集团")
    assert not is_generic(Kind.INDUSTRY, "智慧物流")
