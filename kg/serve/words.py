"""What the pages say, in Chinese and in English; names of terms come from the ontology."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.questions.result import COLUMN_NAMES, TERM_NAMES
from kg.rdf.namespaces import DCTERMS, PK, RDF, RDFS, SKOS
from kg.resources import find_resource

LANGUAGES = ("zh", "en")
_MORE = {
    SKOS + "prefLabel": ("名称", "name"),
    SKOS + "altLabel": ("其他写法", "also written"),
    SKOS + "broader": ("上位", "broader"),
    SKOS + "exactMatch": ("等同于", "exact match"),
    SKOS + "closeMatch": ("相近于", "close match"),
    SKOS + "broadMatch": ("归入", "broader match"),
    SKOS + "inScheme": ("所属体系", "in scheme"),
    SKOS + "notation": ("代码", "notation"),
    RDF + "type": ("类别", "kind"),
    RDF + "subject": ("主体", "subject"),
    RDF + "predicate": ("关系", "relation"),
    RDF + "object": ("对象", "object"),
    DCTERMS + "title": ("标题", "title"),
}
_INVERSE = {
    "responsibleFor": ("由其负责", "in the charge of"),
    "builds": ("由其建设", "built by"),
    "locatedIn": ("所含", "holds"),
    "focusesOn": ("受其聚焦", "in the focus of"),
    "cooperatesWith": ("合作", "cooperates with"),
}

WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("政策知识图谱", "Policy knowledge graph"),
    "home": ("首页", "Home"),
    "questions": ("提问", "Questions"),
    "editor": ("SPARQL", "SPARQL"),
    "documents": ("文件", "Documents"),
    "search": ("搜索", "Search"),
    "search_hint": ("机构、产业、地区、平台、文件的名称", "an agency, industry, region, platform or document"),
    "search_label": ("搜索名称", "Search a name"),
    "skip": ("跳到正文", "Skip to the content"),
    "language": ("English", "中文"),
    "provisions": ("条款", "Provisions"),
    "facts": ("事实", "Facts"),
    "targets": ("目标", "Targets"),
    "incentives": ("激励", "Incentives"),
    "triples": ("三元组", "Triples"),
    "most_spoken": ("涉及最多的机构", "Bodies most spoken of"),
    "statements": ("条事实", "statements"),
    "targets_by_year": ("各年到期的目标", "Targets by the year they are due"),
    "duties_by_agency": ("各部门的职责数", "Duties by agency"),
    "by_role": ("按角色", "by role"),
    "count": ("数量", "count"),
    "all": ("全部", "all"),
    "found": ("项", "found"),
    "nothing_found": ("没有找到", "Nothing found"),
    "try_part": ("请试名称的一部分。", "Try a part of the name."),
    "also_named": ("又名", "also named"),
    "previous": ("上一页", "Previous"),
    "next": ("下一页", "Next"),
    "page_of": ("页", "page"),
    "part": ("部分", "part"),
    "about": ("基本信息", "About"),
    "subject": ("主体", "Who"),
    "relation": ("关系", "Relation"),
    "object": ("对象", "What"),
    "role": ("角色", "Role"),
    "deadline": ("期限", "By when"),
    "quote": ("原文", "Sentence"),
    "document": ("文件", "Document"),
    "provision": ("条款", "Provision"),
    "rule": ("规则", "Rule"),
    "why": ("为何", "Why"),
    "kind": ("类别", "Kind"),
    "name": ("名称", "Name"),
    "read_in_text": ("在原文中查看", "read it in its document"),
    "as_subject": ("它所做的", "What it does"),
    "as_object": ("与它有关的", "What is said of it"),
    "its_targets": ("有关的目标", "Targets that concern it"),
    "its_incentives": ("有关的激励", "Incentives that concern it"),
    "bodies_here": ("当地的部门", "Bodies of this place"),
    "below": ("下级与所含", "What is below or in it"),
    "mentioned": ("提到它的文件", "Documents that name it"),
    "times": ("处", "places"),
    "no_statements": ("图谱中没有有关的事实。", "The graph says nothing else of it."),
    "more_rows": ("只列出前", "Only the first"),
    "of": ("条，共", "of"),
    "rows": ("行", "rows"),
    "use_downloads": ("下载文件含全部。", "The downloads hold all."),
    "use_questions": ("其余可用“提问”筛选。", "The questions narrow the rest down."),
    "contents": ("目录", "Contents"),
    "text_missing": (
        "没有原文：图谱不是 kg build 的文件夹，或文件夹中缺少 texts、extractions。以下是图谱中的事实。",
        "The text is not there: this is no folder of kg build, or texts and extractions are missing. Its facts are below.",
    ),
    "strayed": ("引文与原文不符的事实", "Statements whose quote is not in the text where they say"),
    "notes": ("这一行说了什么", "What this line says"),
    "words_here": ("词语", "words"),
    "surface": ("原文用词", "Words"),
    "taken_for": ("认作", "Taken for"),
    "score": ("得分", "Score"),
    "confidence": ("可信度", "confidence"),
    "confidence_note": ("该规则经人工判定的正确率", "share of this rule's statements that readers judged right"),
    "sentence": ("句子", "Sentence"),
    "rules": ("规则说明", "What the rules mean"),
    "legend": ("标记", "Marks"),
    "fact": ("事实", "fact"),
    "target": ("目标", "target"),
    "incentive": ("激励", "incentive"),
    "name_mark": ("名称", "name"),
    "open_all": ("展开全部说明", "Open all notes"),
    "close_all": ("收起全部说明", "Close all notes"),
    "why_title": ("这条事实为何成立", "Why this statement stands"),
    "explain_hint": (
        "被衡量而未采用的候选见命令", "Candidates that were weighed and not taken are shown by the command",
    ),
    "field_role": ("角色", "role"),
    "field_level": ("只列一级地区", "regions of one level"),
    "field_rollup": ("含下级、下位产业和同一对象", "with what is under the name"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "ask": ("查询", "Ask"),
    "answers": ("回答", "Answer"),
    "parameters": ("条件", "Conditions"),
    "any": ("不限", "any"),
    "download": ("下载", "Download"),
    "show_sparql": ("所运行的 SPARQL", "The SPARQL that was run"),
    "open_in_editor": ("在编辑器中打开", "open it in the editor"),
    "no_rows": ("没有结果。", "No rows."),
    "run": ("运行", "Run"),
    "query": ("查询", "Query"),
    "examples": ("示例", "Examples"),
    "editor_hint": (
        "SPARQL 1.1 查询，只读。端点 /sparql 支持 GET 与 POST；Ctrl+Enter 运行。",
        "SPARQL 1.1 queries, read only. The endpoint /sparql takes GET and POST; Ctrl+Enter runs.",
    ),
    "error": ("出错", "Something went wrong"),
    "not_found": ("没有这一页或这个对象", "No such page or thing"),
    "characters": ("字", "characters"),
    "other_properties": ("其他属性", "Other properties"),
    "chart": ("图", "Chart"),
    "year": ("年", "year"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language; calling it gives those of a key."""

    language: str

    def __call__(self, key: str) -> str:
        """The words of a key."""
        return WORDS[key][self._at]

    def term(self, name: str) -> str:
        """The name of a term: one of ours by its local name, another by its IRI; what is unknown stays as it is."""
        iri = name if ":" in name else PK + name
        return _terms().get(iri, (name, name))[self._at]

    def inverse(self, relation: str) -> str:
        """A relation as it is said of its object."""
        return _INVERSE.get(relation, (relation, relation))[self._at]

    def column(self, name: str) -> str:
        """The head of a column of a question."""
        return COLUMN_NAMES.get(name, name) if self.language == "zh" else name.replace("_", " ")

    def parameter(self, name: str) -> str:
        """The name of a condition of a question."""
        return {"limit": ("条数", "limit"), "level": ("层级", "level")}.get(name, (self.column(name),) * 2)[self._at]

    def cell(self, name: str) -> str:
        """A member of a closed set in a cell; other text stays as it is."""
        return TERM_NAMES.get(name, name) if self.language == "zh" else self.term(name)

    def rule(self, rule: object) -> str:
        """What a rule means."""
        return str(getattr(rule, self.language))

    def both(self, text: str) -> str:
        """This language's half of ``中文 / English``."""
        first, slash, second = text.partition(" / ")
        return second if slash and self.language == "en" else first

    @property
    def _at(self) -> int:
        return LANGUAGES.index(self.language)


@cache
def _terms() -> dict[str, tuple[str, str]]:
    """The labels of the ontology's terms, Chinese and English."""
    found: dict[str, dict[str, str]] = {}
    turtle = find_resource("ontology", "kg.ttl").read_bytes()
    for triple in parse(turtle, format=RdfFormat.TURTLE):
        named = isinstance(triple.subject, NamedNode) and triple.predicate.value == RDFS + "label"
        if named and isinstance(triple.object, Literal):
            found.setdefault(triple.subject.value, {})[triple.object.language or ""] = triple.object.value
    ours = {iri: (names.get("zh", iri), names.get("en", iri)) for iri, names in found.items()}
    return ours | _MORE
