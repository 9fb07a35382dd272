"""Who acts: subjects, their roles, partners; and who does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.facts.responsibility import find_responsibility
from kg.facts.scene import Scene
from kg.model import Genre

Reader = Callable[..., Scene]


def acts(read_scene: Reader, marked: str, genre: Genre = Genre.REGULATION) -> set[tuple[str, str, str]]:
    scene = read_scene(marked, genre)
    return {
        (scene.mentions[f.subject].name, f.role.value if f.role else "", scene.mentions[f.object].name if f.object is not None else "")
        for f in find_responsibility(scene)
        if f.object is not None
    }


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{agency:市甲局}应当推动{industry:生物医药}发展。", {("市甲局", "joint", "生物医药")}),
        ("{agency:市甲局}、{agency:市乙局}应当推动{industry:生物医药}发展。", {("市甲局", "joint", "生物医药"), ("市乙局", "joint", "生物医药")}),
        ("{agency:市甲局}负责统筹{industry:生物医药}发展。", {("市甲局", "lead", "生物医药")}),
        ("{agency:市甲局}应当会同{agency:市乙局}推动{industry:生物医药}发展。", {("市甲局", "lead", "生物医药"), ("市乙局", "joint", "生物医药")}),
        ("{agency:市甲局}应当配合做好{industry:生物医药}监管。", {("市甲局", "support", "生物医药")}),
        ("{agency:市甲局}应当推动{industry:生物医药}发展。支持建设{platform:研发平台}。", {("市甲局", "joint", "生物医药"), ("市甲局", "joint", "研发平台")}),
        ("企业应当向{agency:市甲局}报告{industry:生物医药}情况。", set()),
        ("经{agency:市甲局}批准，企业可以从事{industry:生物医药}。", set()),
        ("{agency:市人民政府}有关部门应当推动{industry:生物医药}发展。", set()),
        ("{agency:市人民政府}设立的机构负责{industry:生物医药}。", set()),
        ("{agency:市人民政府}及其{agency:市甲局}应当推动{industry:生物医药}发展。", {("市人民政府", "joint", "生物医药"), ("市甲局", "joint", "生物医药")}),
        ("由{agency:市甲局}牵头推动{industry:生物医药}发展。", {("市甲局", "lead", "生物医药")}),
    ],
)
def test_acts(read_scene: Reader, marked: str, expected: set[tuple[str, str, str]]) -> None:
    assert acts(read_scene, marked) == expected


def test_another_subject_ends_the_duty(read_scene: Reader) -> None:
    assert acts(read_scene, "{agency:市甲局}应当加强指导。经营者应当发展{industry:生物医药}。") == set()


def test_quotes_hold_subject_or_thing(read_scene: Reader) -> None:
    scene = read_scene("{agency:市甲局}应当推动{industry:生物医药}发展，" + "做好工作，" * 120 + "培育{industry:新材料}。")
    for fact in find_responsibility(scene):
        quote = fact.evidence.of(scene.text)
        names = {scene.mentions[fact.subject].name} | ({scene.mentions[fact.object].name} if fact.object is not None else set())
        assert len(quote) <= 400 and any(name in quote for name in names)
