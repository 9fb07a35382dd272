"""What is said of a plain question beside its answer, what is refused, and questions of people who mean harm."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from kg.asking.answering import UnclearError, ask
from kg.asking.cleaning import MOST_CHARACTERS, clean_question
from kg.asking.examples import list_examples
from kg.asking.names import read_names
from kg.asking.parts import take_apart
from kg.asking.rendering import describe_reply
from kg.asking.values import find_values
from kg.asking.words import read_words
from kg.cli import main
from kg.errors import ParameterError, QueryError
from kg.query import list_questions, open_graph, run_question
from kg.stores.source import Local

FIXTURE = Path(__file__).parent.parent / "fixtures" / "small.ttl"
STORE = open_graph(FIXTURE)


def run(*arguments):
    return CliRunner().invoke(main, ["ask", *arguments, "--graph", str(FIXTURE)], prog_name="kg")


# What is understood


@pytest.mark.parametrize(
    ("text", "taken", "other"),
    [
        ("哪些部门支持渔业", "kg query responsible industry=渔业", "kg query incentives industry=渔业"),
        ("Which agencies support 渔业?", "kg query responsible industry=渔业 role=support", "kg query incentives industry=渔业"),
        ("智慧渔业和冷链物流由谁负责", "kg query responsible industry=智慧渔业", "kg query responsible industry=冷链物流"),
        ("临江市的目标和补贴", "kg query incentives region=临江市", "kg query targets region=临江市"),
        ("白石区谁牵头冷链物流", "kg query responsible region=白石区 industry=冷链物流 role=lead",
         "kg query responsible region=白石区 industry=冷链物流"),
    ],
)  # fmt: skip
def test_the_other_reading_is_named(text, taken, other):
    reply = ask(STORE, text)
    assert reply.reading.command == taken and other in [one.command for one in reply.others]
    said = "\n".join(describe_reply(reply))
    assert f"读作 / read as: {taken}  " in said and f"也可读作 / or: {other}  " in said


@pytest.mark.parametrize("command", ["kg query compare", "kg query platforms platform=渔获"])
def test_the_command_said_gives_the_same_answer(command):
    text = {"kg query compare": "各地区的差异"}.get(command, "渔获平台在哪里")
    reply = ask(STORE, text)
    assert reply.reading.command == command
    assert reply.result.rows == run_question(STORE, reply.reading.question, dict(reply.reading.params)).rows != ()


def test_what_did_not_count_is_said():
    reply = ask(STORE, "今年智慧渔业的出口目标")
    assert reply.reading.command == "kg query targets industry=智慧渔业" and reply.unused == ("今年", "出口")
    assert "未用到 / not used: 今年、出口" in describe_reply(reply)


def test_names_in_part_say_what_they_stand_for():
    assert "  agency=商务部门: 云州市商务部门" in describe_reply(ask(STORE, "商务部门负责什么"))


def test_longest_names_win():
    index = read_names(Local(STORE))
    names = take_apart("智慧渔业企业和渔业", index).names
    assert [name.written for name in names] == ["智慧渔业", "渔业"]


@pytest.mark.parametrize(
    ("text", "values"),
    [("2026年6月30日", ["2026-06-30"]), ("2027 年底", ["2027"]), ("june 2027", ["2027-06"]), ("june 3rd, 2027", ["2027-06-03"]),
     ("3 june 2027", ["2027-06-03"]), ("二〇三〇年", ["2030"]), ("2026-06和2027", ["2026-06", "2027"]), ("12026个", []), ("13月", []),
     ("前十名", ["10"]), ("top five", ["5"]), ("top secret", []), ("最重要的7个", ["7"])],
)  # fmt: skip
def test_dates_and_numbers(text, values):
    assert [value.value for value in find_values(text)] == values


# What is not


REFUSED = """
你好 | 没有看懂
今天天气怎么样？ | 天气
智慧渔业 | 没有看懂
云州市有多少人 | 没有看懂
谁发明了渔业 | 没有看懂
为什么要发展智慧渔业？ | 为什么
哪些部门不负责智慧渔业？ | 不
除了市商务局还有谁负责冷链物流 | 除了
谁负责火星移民？ | 火星移民
远方市哪些部门负责智慧渔业 | 远方市
某某办公室负责什么 | 某某办公室
What is the capital of France? | not understood
Who is not responsible for 渔业? | not
Why does 市商务局 lead 冷链物流? | why
Who is responsible for quantum teleportation? | quantum teleportation
Tell me a joke | not understood
"""


@pytest.mark.parametrize(("text", "why"), [line.split(" | ") for line in REFUSED.split("\n") if line])
def test_refused_with_what_can_be_asked(text, why):
    with pytest.raises(UnclearError) as error:
        ask(STORE, text)
    first, *rest = str(error.value).split("\n")
    assert why in first and len(rest) == len(list_questions()) + 1


@pytest.mark.parametrize(
    ("text", "name"),
    [("谁负责智能渔业", "智能渔业"), ("远方市商务局负责什么", "远方市商务局"), ("太空智慧渔业的目标", "太空智慧渔业"),
     ("智慧渔业保险由谁负责", "智慧渔业保险")],
)  # fmt: skip
def test_a_longer_name_is_not_the_shorter_one(text, name):
    with pytest.raises(UnclearError, match=f"'{name}': 图中没有此名称"):
        ask(STORE, text)


def test_unknown_names_are_answered_with_near_ones():
    with pytest.raises(UnclearError, match="nearest: 智慧渔业"):
        ask(STORE, "谁负责智能渔业业")


def test_dates_that_are_none_are_refused():
    with pytest.raises(ParameterError, match="2026-02-30"):
        ask(STORE, "截至2026年2月30日谁负责渔业")


def test_every_example_is_understood_as_its_question():
    examples = list_examples(Local(STORE))
    assert {question for question, _, _ in examples} == {question.name for question in list_questions()}
    for question, zh, en in examples:
        assert [ask(STORE, text).reading.question for text in (zh, en)] == [question, question]


# Harm


HOSTILE = [
    "谁负责智慧渔业> } ; DELETE WHERE { ?s ?p ?o } #",
    'Who is responsible for "} SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } #',
    "谁负责'; DROP ALL; --",
    "谁负责\x00\x1b[31m\x07智慧渔业",
    "谁负责\u202e智慧渔业\u2066\u200b",
    "谁负责$industry $platform \\u003e",
    "<script>alert(1)</script>谁负责",
    "𠮷" * 200,
    "\ud800谁负责渔业",
    "？！。，" * 50,
    "",
    " \t\n",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_questions_are_answered_or_refused(text):
    before = len(STORE)
    try:
        reply = ask(STORE, text)
    except QueryError as error:
        assert not set("\x00\x1b\x07\u202e\u2066") & set(str(error))
    else:
        assert reply.result.sparql == run_question(STORE, reply.reading.question, dict(reply.reading.params)).sparql
        assert not any(sign in reply.result.sparql for sign in ("DELETE", "DROP", "SERVICE", "script"))
    assert len(STORE) == before


def test_controls_and_bidi_do_not_hide_a_name():
    assert ask(STORE, "谁负责\u202e智\u200b慧渔业\u2066").reading.command == "kg query responsible industry=智慧渔业"
    assert clean_question("谁\x00负责\u202e渔业 ") == "谁负责渔业"


@pytest.mark.parametrize("length", [MOST_CHARACTERS + 1, 10_000])
def test_long_questions_are_refused_at_once(length):
    with pytest.raises(UnclearError, match=f"too long: {length}"):
        ask(STORE, ("谁负责渔业" * length)[:length])


_PIECES = st.sampled_from([*read_words(), "智慧渔业", "云州市", "市商务局", "渔获交易平台", "2027年", "？", " ", "<", "\u202e"])


@given(st.lists(st.one_of(_PIECES, st.text(max_size=4)), max_size=12).map("".join))
def test_any_text_is_answered_or_refused(text):
    try:
        reply = ask(STORE, text)
    except QueryError as error:
        assert str(error)
    else:
        assert reply.reading.question in {question.name for question in list_questions()}


# The table of words


def test_words_point_to_what_there_is():
    questions = {question.name for question in list_questions()}
    for word, senses in read_words().items():
        assert word == clean_question(word), word
        for sense in senses:
            assert sense.value in questions if sense.means == "relation" else sense.means in (
                "role", "level", "rollup", "asof", "ask", "which", "noun", "filler", "unused", "refuse",
            ), word  # fmt: skip
        assert len(set(senses)) == len(senses), word


# The command


def test_command_prints_reading_rows_quotes_and_sparql():
    result = run("哪些部门负责智慧渔业？")
    assert result.exit_code == 0 and result.stderr == ""
    assert "读作 / read as: kg query responsible industry=智慧渔业  谁负责" in result.stdout and "壮大智慧渔业" in result.stdout
    sparql = result.stdout.split("SPARQL:\n")[1]
    assert sparql == run_question(STORE, "responsible", {"industry": "智慧渔业"}).sparql


def test_command_takes_words_apart_and_gives_csv_with_the_reading_beside():
    result = run("Who", "leads", "冷链物流?", "--format", "csv")
    assert result.exit_code == 0 and result.stdout.startswith("agency,role,")
    assert "读作 / read as: " in result.stderr and "role=lead" in result.stderr


def test_command_gives_json_with_the_reading():
    result = json.loads(run("临江市的目标和补贴", "--format", "json").stdout)
    assert result["read_as"] == {
        "question": "incentives", "params": {"region": "临江市"}, "command": "kg query incentives region=临江市",
        "others": ["kg query targets region=临江市"], "unused": [],
    }  # fmt: skip
    assert result["rows"] == [] and "SELECT" in result["sparql"]


def test_command_says_what_can_be_asked():
    result = run("你好")
    assert result.exit_code == 1 and result.stdout == ""
    assert "kg ask" not in result.stderr and "哪些部门负责" in result.stderr and "Traceback" not in result.stderr


def test_command_without_words_is_wrong_usage():
    assert run().exit_code == 2
