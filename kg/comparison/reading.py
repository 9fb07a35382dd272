"""A policy of a graph -> the values that are compared; found by its IRI, file, number or title."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from pyoxigraph import Literal, NamedNode, Store

from kg.comparison.model import Clause, Duty, Goal, Offer, Policy, Site
from kg.comparison.wording import fold_wording
from kg.errors import QueryError
from kg.rdf.namespaces import ALT_LABEL, DCTERMS, PREF_LABEL, RDF, RDF_TYPE, pk, term
from kg.resolve.names import normalise_name
from kg.sheets.model import fold

_TITLE, _ISSUED = term(DCTERMS, "title"), term(DCTERMS, "issued")
_SUBJECT, _PREDICATE, _OBJECT = (term(RDF, name) for name in ("subject", "predicate", "object"))
_MEASURES = ("rate", "rateMax", "cap", "amount")
_MOST_NAMED = 5


def find_policy(store: Store, given: str) -> NamedNode:
    """The policy that a name means: its IRI, file name, number or title, else the only one whose title or file holds it.

    Raises:
        QueryError: none has that name, or several have; the message lists them.
    """
    policies = sorted({q.subject for q in store.quads_for_pattern(None, RDF_TYPE, pk("Policy"), None)}, key=str)
    names = {policy: _name(store, policy) for policy in policies if isinstance(policy, NamedNode)}
    wanted = normalise_name(given).casefold()
    exact = [policy for policy, known in names.items() if given == policy.value or wanted in known]
    found = exact or [policy for policy, known in names.items() if wanted and any(wanted in name for name in known)]
    if len(found) == 1:
        return found[0]
    if found:
        several = "".join(f"\n  {_describe(store, policy)}" for policy in found[:_MOST_NAMED])
        raise QueryError(f"{given}: 有 {len(found)} 份文件符合，请给出文件名 / {len(found)} policies have it: name the file{several}")
    spelt = {name: policy for policy, known in names.items() for name in known}
    near = dict.fromkeys(spelt[name] for name in difflib.get_close_matches(wanted, spelt, n=_MOST_NAMED, cutoff=0.2))
    several = "".join(f"\n  {_describe(store, policy)}" for policy in near)
    raise QueryError(f"{given}: 图中没有这份文件 / no such policy in the graph{'; 相近的 / nearest:' if near else ''}{several}")


def _name(store: Store, policy: NamedNode) -> tuple[str, ...]:
    """What a policy is called by, as names are compared."""
    found = [*_texts(store, policy, _TITLE, pk("documentNumber")), policy.value.rpartition("/")[2]]
    for file in _texts(store, policy, pk("sourceFile")):
        found += [file, file.rpartition(".")[0]]
    return tuple(normalise_name(name).casefold() for name in found if name)


def _describe(store: Store, policy: NamedNode) -> str:
    return f"{_text(store, policy, pk('sourceFile'))}  {fold(_text(store, policy, _TITLE))}"


def list_digests(store: Store, policy: NamedNode) -> list[str]:
    """The SHA-256 of a policy's text."""
    return _texts(store, policy, pk("sha256"))


def read_policy(store: Store, policy: NamedNode, texts: Mapping[str, str]) -> Policy:
    """All that is compared of a policy.

    Args:
        store: its graph, as a build gives it; named graphs are read as one.
        texts: decoded texts by SHA-256; without that of the policy its clauses say what the graph quotes of them.
    """
    return _Reader(store, policy, texts.get(_text(store, policy, pk("sha256")))).read()


def _terms(store: Store, node: object, *properties: NamedNode) -> list[NamedNode | Literal]:
    """The values of properties, each once, sorted; properties in their order."""
    assert isinstance(node, NamedNode)
    found: dict[NamedNode | Literal, None] = {}
    for one in properties:
        values = {quad.object for quad in store.quads_for_pattern(node, one, None, None)}
        found.update(dict.fromkeys(sorted((v for v in values if isinstance(v, (NamedNode, Literal))), key=str)))
    return list(found)


def _texts(store: Store, node: object, *properties: NamedNode) -> list[str]:
    return [value.value for value in _terms(store, node, *properties)]


def _text(store: Store, node: object, *properties: NamedNode) -> str:
    return next(iter(_texts(store, node, *properties)), "")


def _local(iri: str) -> str:
    return iri.rpartition("#")[2]


def _subjects(store: Store, predicate: NamedNode, node: NamedNode) -> list[NamedNode]:
    found = {quad.subject for quad in store.quads_for_pattern(None, predicate, node, None)}
    return sorted((one for one in found if isinstance(one, NamedNode)), key=str)


@dataclass(frozen=True, slots=True)
class _Unit:
    """A provision as the graph has it."""

    node: NamedNode
    start: int
    end: int
    parent: NamedNode


@dataclass(slots=True)
class _Reader:
    """Reads one policy; ``home`` says which clause a provision belongs to, once the clauses are there."""

    store: Store
    policy: NamedNode
    document: str | None
    quotes: dict[NamedNode, list[tuple[int, str, NamedNode]]] = field(default_factory=dict)
    home: dict[NamedNode, int] = field(default_factory=dict)
    place: str = ""

    def read(self) -> Policy:
        """The policy."""
        store, policy = self.store, self.policy
        self.place = _text(store, policy, pk("jurisdiction"))
        units = sorted(self._list_units(policy), key=lambda unit: (unit.start, -unit.end, unit.node.value))
        for node in (policy, *(unit.node for unit in units)):
            self.quotes[node] = self._list_quotes(node)
        clauses = self._list_clauses(units)
        statements = list(self._list_statements())
        names = (_text(store, policy, one) for one in (_TITLE, pk("sourceFile"), pk("documentNumber"), _ISSUED, pk("effective")))
        title, file, number, issued, effective = map(fold, names)
        return Policy(
            title, file, number, issued, effective, clauses,
            tuple(self._read_duty(*one) for one in statements if self._says(one[0], "responsibleFor")),
            tuple(goal for one in statements if self._is(one[0], "Target") if (goal := self._read_goal(*one))),
            tuple(self._read_offer(*one) for one in statements if self._is(one[0], "Incentive")),
            tuple(self._list_sites(statements)), self.document is not None,
        )  # fmt: skip

    def _list_units(self, above: NamedNode) -> Iterator[_Unit]:
        waiting = [above]
        while waiting:
            parent = waiting.pop()
            for node in _subjects(self.store, pk("partOf"), parent):
                start, end = (_text(self.store, node, pk(name)) for name in ("start", "end"))
                yield _Unit(node, int(start or 0), int(end or 0), parent)
                waiting.append(node)

    def _list_quotes(self, provision: NamedNode) -> list[tuple[int, str, NamedNode]]:
        evidence = _subjects(self.store, pk("provision"), provision)
        return sorted(
            (int(_text(self.store, one, pk("start")) or 0), _text(self.store, one, pk("quote")), one) for one in evidence
        )

    def _list_clauses(self, units: Sequence[_Unit]) -> tuple[Clause, ...]:
        """Provisions with words or a heading of their own, in the order of the text; others belong to the one above."""
        below: dict[NamedNode, list[_Unit]] = {}
        for unit in units:
            below.setdefault(unit.parent, []).append(unit)
        clauses: list[Clause] = []
        whole = _Unit(self.policy, 0, len(self.document or ""), self.policy)
        for unit in (whole, *units):
            outer = self.home.get(unit.parent) if unit is not whole else None
            text = self._cut(unit, below.get(unit.node, ()))
            heading = fold(_text(self.store, unit.node, pk("heading"))) if unit is not whole else ""
            if unit is whole:
                text = self._strip_title(text)
            if fold_wording(text) or heading:
                ref = _text(self.store, unit.node, pk("ref")) if unit is not whole else ""
                above = outer if outer is not None and clauses[outer].ref else None
                self.home[unit.node] = len(clauses)
                clauses.append(Clause(ref, heading, text or heading, fold_wording(text or heading), above))
            elif outer is not None:
                self.home[unit.node] = outer
        return tuple(clauses)

    def _cut(self, unit: _Unit, below: Iterable[_Unit]) -> str:
        """A provision's own words: without those below it; where there is no text, what is quoted of it."""
        if self.document is None:
            return " ".join(dict.fromkeys(fold(quote) for _, quote, _ in self.quotes[unit.node]))
        parts, at = [], unit.start
        for part in below:
            parts.append(self.document[at : max(at, part.start)])
            at = max(at, part.end)
        return fold(" ".join((*parts, self.document[at : unit.end])))

    def _strip_title(self, text: str) -> str:
        title = fold(_text(self.store, self.policy, _TITLE))
        return text.replace(title, "", 1).strip() if title else text

    def _list_statements(self) -> Iterator[tuple[NamedNode, int, str]]:
        """Statements with the clause and the quote of their first passage; of the text's order."""
        found: dict[NamedNode, tuple[int, int, str]] = {}
        for node, quotes in self.quotes.items():
            for start, quote, evidence in quotes:
                for statement in _subjects(self.store, pk("evidence"), evidence):
                    if (home := self.home.get(node, self.home.get(self.policy))) is not None:
                        one = (start, home, fold(quote))
                        found[statement] = min(found.get(statement, one), one)
        for statement, (_, home, quote) in sorted(found.items(), key=lambda pair: (pair[1], pair[0].value)):
            yield statement, home, quote

    def _is(self, node: NamedNode, kind: str) -> bool:
        return pk(kind) in _terms(self.store, node, RDF_TYPE)

    def _says(self, node: NamedNode, relation: str) -> bool:
        return pk(relation) in _terms(self.store, node, _PREDICATE)

    def _label(self, node: NamedNode) -> str:
        return fold(_text(self.store, node, PREF_LABEL)) or node.value.rpartition("/")[2]

    def _read_duty(self, statement: NamedNode, clause: int, quote: str) -> Duty:
        body = _terms(self.store, statement, _SUBJECT)[0]
        thing = next(iter(_terms(self.store, statement, _OBJECT)), None)
        assert isinstance(body, NamedNode)
        if isinstance(thing, NamedNode) and self._is(thing, "Provision"):
            clause, thing = self.home.get(thing, clause), None
        if isinstance(thing, NamedNode) and self._is(thing, "Target"):
            thing = None
        named = isinstance(thing, NamedNode)
        return Duty(
            clause, self._identify(body), self._names(body),
            _local(_text(self.store, statement, pk("role"))) or "joint",
            thing.value if named and thing else "", self._label(thing) if isinstance(thing, NamedNode) else "",
            tuple(_texts(self.store, statement, pk("deadline"))), quote,
        )  # fmt: skip

    def _names(self, body: NamedNode) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self._label(body), *map(fold, _texts(self.store, body, ALT_LABEL)))))

    def _identify(self, body: NamedNode) -> str:
        """What tells a body from others: of one that serves the policy's own region its level and function."""
        function, level = (_text(self.store, body, pk(name)) for name in ("function", "level"))
        if function and self.place and _text(self.store, body, pk("jurisdiction")) == self.place:
            return f"{_local(level)} {function} {_text(self.store, body, pk('collective'))}"
        return body.value

    def _number(self, node: NamedNode, name: str) -> Decimal | None:
        try:
            return Decimal(_text(self.store, node, pk(name)))
        except InvalidOperation:
            return None

    def _read_goal(self, node: NamedNode, clause: int, quote: str) -> Goal | None:
        value = self._number(node, "value")
        if value is None:
            return None
        said = {name: fold(_text(self.store, node, pk(name))) for name in ("indicator", "unit", "baseUnit", "deadline")}
        region = _text(self.store, node, pk("region"))
        return Goal(
            clause, said["indicator"], value, said["unit"], _local(_text(self.store, node, pk("comparator"))),
            self._number(node, "valueMax"), self._number(node, "normalValue"), said["baseUnit"], said["deadline"],
            bool(_text(self.store, node, pk("recurrence"))), "" if region == self.place else region, quote,
        )  # fmt: skip

    def _read_offer(self, node: NamedNode, clause: int, quote: str) -> Offer:
        amounts = {name: value for name in _MEASURES if (value := self._number(node, name)) is not None}
        said = (fold(_text(self.store, node, pk(name))) for name in ("activity", "beneficiary", "per"))
        activity, beneficiary, per = said
        return Offer(clause, activity, beneficiary, amounts, per, quote)

    def _list_sites(self, statements: Iterable[tuple[NamedNode, int, str]]) -> Iterator[Site]:
        """Platforms that the policy names, with who builds them by it."""
        named: dict[NamedNode, set[int]] = {}
        for node, home in self.home.items():
            for thing in _subjects(self.store, pk("mentionedIn"), node):
                named.setdefault(thing, set()).add(home)
        built: dict[NamedNode, list[tuple[str, str]]] = {}
        for statement, _, quote in statements:
            if self._says(statement, "builds"):
                body, site = (_terms(self.store, statement, one)[0] for one in (_SUBJECT, _OBJECT))
                if isinstance(body, NamedNode) and isinstance(site, NamedNode):
                    built.setdefault(site, []).append((self._label(body), quote))
        for thing, homes in sorted(named.items(), key=lambda pair: (min(pair[1]), pair[0].value)):
            if self._is(thing, "Platform"):
                pairs = built.get(thing, [])
                builders = tuple(sorted({name for name, _ in pairs}))
                yield Site(thing.value, self._label(thing), tuple(sorted(homes)), builders, pairs[0][1] if pairs else "")
