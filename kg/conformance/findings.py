"""What a check finds: which rule a node breaks, where it stands, what was found and what to do."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.rdf.namespaces import VOCABULARY_PREFIXES

Term = NamedNode | BlankNode | Literal
VIOLATION, WARNING = "violation", "warning"
_NAMES = sorted(((iri, prefix) for prefix, iri in VOCABULARY_PREFIXES.items()), reverse=True)


@dataclass(frozen=True, slots=True, order=True)
class Breach:
    """What a check found of a node, before anybody asks where that is.

    Attributes:
        check: name of the shape or check.
        component: what was broken in it (``MinCount``), the key of the advice.
        message: what should be, in Chinese and English.
        path: the property, or empty.
        value: what was found, as text.
    """

    check: str
    node: str
    path: str
    value: str
    message: str
    component: str
    severity: str = VIOLATION


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A breach with its place, for people.

    Attributes:
        document: name of the file; empty where the node belongs to no one document.
        clause: ref of the provision.
        label: what people call the node.
        advice: what to do.
    """

    check: str
    document: str
    clause: str
    label: str
    path: str
    value: str
    message: str
    advice: str
    node: str
    severity: str


COLUMNS = tuple(field.name for field in fields(Finding))

_REBUILD = "重建图谱；仍有此问题请报告 / build anew, and report it if it stays"
_ADVICE = {
    "MinCount": "补上该属性 / add the property",
    "MaxCount": "只留一个值 / keep one value",
    "QualifiedMinCount": "补上该属性 / add the property",
    "QualifiedMaxCount": "只留一个值 / keep one value",
    "UniqueLang": "每种语言只留一个 / keep one a language",
    "LanguageIn": "改为所要求的语言标记 / use the language tag that is asked for",
    "Datatype": "改为所要求的数据类型 / use the datatype that is asked for",
    "NodeKind": "改为 IRI / use an IRI",
    "Class": "指向所要求类的节点，或补上其 rdf:type / lead to a node of the class, or add its rdf:type",
    "Or": "改为所允许的类或类型之一 / use one of the classes or datatypes allowed",
    "In": "改为集合中的一个值 / use a value of the set",
    "Pattern": "按要求的写法改正 / write it as asked",
    "MinLength": "补上文字 / add the text",
    "Disjoint": "删去重复的值 / drop the value that repeats",
    "LessThan": "核对两个数值 / look at both numbers",
    "LessThanOrEquals": "核对两个数值 / look at both numbers",
    "HasValue": "补上该值 / add the value",
    "unknown-term": "改用本体中的名称，或自己的命名空间 / use a term of the ontology, or a namespace of your own",
    "blank-node": "给该节点一个 IRI / give the node an IRI",
    "quote": _REBUILD,
    "text": "把 kg build 写出的 texts 文件夹放在图谱旁 / keep the folder texts that kg build wrote beside the graph",
}


def advise(component: str) -> str:
    """What to do about a breach of a kind."""
    return _ADVICE.get(component, _REBUILD)


def shorten(iri: str) -> str:
    """An IRI of a known vocabulary with its prefix.

    Example:
        >>> shorten("https://w3id.org/policykg/ontology#level")
        'pk:level'
    """
    for namespace, prefix in _NAMES:
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def render_term(term: Term | None) -> str:
    """A term as people read it: text with its language or datatype, a known IRI with its prefix."""
    if term is None:
        return ""
    if isinstance(term, Literal):
        if term.language:
            return f"{term.value}@{term.language}"
        kind = shorten(term.datatype.value)
        return term.value if kind == "xsd:string" else f"{term.value}^^{kind}"
    return shorten(term.value) if isinstance(term, NamedNode) else str(term)


def pack_finding(finding: Finding) -> dict[str, str]:
    """A finding as plain data."""
    return dict(zip(COLUMNS, astuple(finding), strict=True))
