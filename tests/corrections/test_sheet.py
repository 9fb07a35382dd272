"""Lines of the file: what is read, what is refused and with which words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.corrections import Action, Sheet, read_sheet, read_sheets
from kg.errors import InputError

HEAD = "action\tsubject\trelation\tobject\tnote\n"


def refused(line, head=HEAD):
    sheet = read_sheet(head + line + "\n", "c.tsv")
    assert sheet.corrections == () and len(sheet.problems) == 1 and sheet.problems[0].lost, sheet
    return sheet.problems[0]


def test_lines_comments_and_lines_without_an_action_yet():
    text = f"\ufeff# reviewed\r\n\r\n{HEAD}same-as\ta/b\t\ta/c\twhy\r\n# off\n\ta/d\t\ta/e\t\nreject\tfact/1\n"
    sheet = read_sheet(text, "c.tsv")
    assert [(c.action, c.subject, c.object, c.line) for c in sheet.corrections] == [
        (Action.SAME_AS, "a/b", "a/c", 4), (Action.REJECT, "fact/1", "", 7)]
    assert sheet.problems == ()


def test_columns_may_stand_in_another_order_and_those_for_readers_are_passed_over():
    sheet = read_sheet("object\tdoubt\taction\tsentence\tsubject\nb/1\t0.9\tnot-same\t=1+1\ta/1\n", "c.tsv")
    assert [(c.subject, c.object) for c in sheet.corrections] == [("a/1", "b/1")]


@pytest.mark.parametrize(("line", "words"), [
    ("merge\ta/b\t\ta/c\t", "no such action: merge"),
    ("same-as\ta/b\t\t\t", "no object"),
    ("same-as\t\t\ta/c\t", "no subject"),
    ("same-as\ta/b\tbuilds\ta/c\t", "relation is to be empty"),
    ("accept\ta/b\towns\ta/c\t", "no such relation: owns"),
    ("accept\ta/b\tbuilds\t\t", "an object is needed"),
    ("reject\ta/b\t\ta/c\t", "a relation is needed"),
    ("rename\ta/b\t\t\t", "1 to 80 visible characters"),
    ("rename\ta/b\t\t海州\u202e市\t", "1 to 80 visible characters"),
    ("rename\ta/b\t\t" + "长" * 81 + "\t", "1 to 80 visible characters"),
    ("same-as\ta/b\t\ta/c\t\tmore", "5 columns expected, found 6"),
    ("\x1b[31m\ta/b\t\ta/c\t", "no such action: \ufffd[31m"),
])
def test_a_line_that_cannot_be_used_is_named_with_its_number(line, words):
    problem = refused(line)
    assert (problem.source, problem.kind) == ("c.tsv:2", "correction-malformed")
    assert words in problem.message and "\x1b" not in problem.message


@pytest.mark.parametrize("head", ["subject\tobject\n", "action\tsubject\tcolour\n", "action\tsubject\tsubject\n", "<html>\n"])
def test_a_head_without_the_columns_is_one_problem(head):
    assert "column names expected" in refused("same-as\ta\tb", head).message


def test_a_link_that_is_rejected_is_a_pair_kept_apart():
    (line,) = read_sheet(HEAD + "reject\ta/b\tsameThing\ta/c\t\n", "c.tsv").corrections
    assert line.action is Action.NOT_SAME


@given(st.text(max_size=200))
def test_any_text_is_read_without_a_crash(text):
    assert isinstance(read_sheet(text, "c.tsv"), Sheet)
    assert isinstance(read_sheet(HEAD + text, "c.tsv"), Sheet)


def test_a_file_that_is_no_text_or_not_there_is_said(tmp_path):
    (tmp_path / "c.tsv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match=r"c\.tsv: .*UTF-8 expected"):
        read_sheets([tmp_path / "c.tsv"])
    with pytest.raises(InputError, match=r"d\.tsv"):
        read_sheets([tmp_path / "d.tsv"])
