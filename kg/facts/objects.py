"""What a duty is about: the industries and platforms of a clause, but for those that it only mentions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.facts.scene import Scene
from kg.model import Kind, Span

_OBJECTS = (Kind.INDUSTRY, Kind.PLATFORM)
# 物业管理单位, 燃气用户 are those who are governed, not a trade to be promoted
_HOLDER = re.compile(r"(?:服务)?(?:单位|机构|组织|用户|使用者|从业人员|使用人|消费者)")


def find_objects(scene: Scene, spans: Sequence[Span]) -> list[int]:
    """Industries and platforms in some spans, but for those in titles of texts and those that only say who is meant."""
    found = (index for span in spans for index in scene.mentions_in(span, *_OBJECTS) if index not in scene.titled)
    return [index for index in found if not _HOLDER.match(scene.text, scene.mentions[index].span.end)]
