"""What is said above an answer to a plain question, and the answer as JSON."""

from __future__ import annotations

import json

from kg.asking.answering import Reply
from kg.asking.reading import Reading
from kg.questions import find_question
from kg.questions.result import describe_scope, render_json, reveal_controls

_SOME = 8


def describe_reply(reply: Reply) -> tuple[str, ...]:
    """Lines that say how the question was read, how else it could be, what did not count, and what the answer takes in."""
    lines = [f"读作 / read as: {_describe(reply.reading)}"]
    for one in reply.result.resolved:
        if one.labels not in ((one.given,), ("no",)):
            names = "、".join(one.labels[:_SOME]) + ("…" if len(one.labels) > _SOME else "")
            lines.append(f"  {one.parameter}={one.given}: {names}")
    lines += [f"也可读作 / or: {_describe(other)}" for other in reply.others]
    if reply.unused:
        lines.append(f"未用到 / not used: {'、'.join(reply.unused)}")
    if not reply.result.rows:
        lines.append("图中没有这样的记录 / the graph has no such statement")
    return (*map(reveal_controls, lines), *describe_scope(reply.result))


def _describe(reading: Reading) -> str:
    question = find_question(reading.question)
    return f"{reading.command}  {question.title_zh} / {question.title_en}"


def render_reply(reply: Reply) -> str:
    """The JSON of the result (`kg.questions.result.render_json`) with ``read_as``: question, params, command, others, unused."""
    read = {
        "question": reply.reading.question,
        "params": dict(reply.reading.params),
        "command": reply.reading.command,
        "others": [one.command for one in reply.others],
        "unused": list(reply.unused),
    }
    return json.dumps({"read_as": read, **json.loads(render_json(reply.result))}, ensure_ascii=False, indent=2) + "\n"
