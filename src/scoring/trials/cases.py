"""The cases beside a rule set (``cases.yaml``): figures in, marks out, compared exactly.

A case may be *like* an earlier one and write only what is different, so that it shows what it is about.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from scoring.diagnostics import Diagnostic, Kind, Location, message, nearest
from scoring.documents.shape import Shape
from scoring.documents.tree import Document, Mapping, Node, Scalar
from scoring.engine.batch import score_batch
from scoring.engine.effective import effective_rules
from scoring.engine.sheet import ScoreSheet
from scoring.records import dataclass
from scoring.rule_set.model import RuleSet
from scoring.submissions.facts import REQUIRED
from scoring.submissions.model import Submission
from scoring.submissions.read import read_unchecked
from scoring.trials.expectations import Difference, Expectation, differences, read_expectations
from scoring.trials.keys import CASE, SECTIONS
from scoring.trials.merging import Draft

UNKNOWN_LIKE: Final = Kind("R301", "there is no case {name} to be like", "write the name of an earlier case")
MISSPELT_LIKE: Final = Kind("R302", "there is no case {name} to be like; the nearest is {nearest}", "write {nearest}")
LATER_LIKE: Final = Kind(
    "R303", "the case {name} does not stand before this one", "a case can only be like an earlier one; move it up"
)
TWICE: Final = Kind("R304", "there are two cases {name}", "give each case a name of its own")
NOT_THERE: Final = Kind("R305", "the case has no {name} that could be left out", "delete it; given are: {known}")
NOT_THERE_NEAR: Final = Kind(
    "R306", "the case has no {name} that could be left out; the nearest is {nearest}", "write {nearest}"
)
NO_CASES: Final = Kind("R307", "there are no cases", "write at least one case, or delete the file")

Score = Callable[[RuleSet, Submission], ScoreSheet]


@dataclass(frozen=True, slots=True)
class Case:
    """One case, ready to be scored.

    Attributes:
        peers: the other institutions it is scored together with; none where it is scored alone.
    """

    name: str
    submission: Submission
    expectations: tuple[Expectation, ...]
    place: Location
    peers: tuple[Submission, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one case.

    Attributes:
        differences: everything expected that the sheet does not say; empty if the case passes.
    """

    case: Case
    sheet: ScoreSheet
    differences: tuple[Difference, ...]

    @property
    def passed(self) -> bool:
        """Tell whether the sheet says what the case expects."""
        return not self.differences


def run_cases(rules: RuleSet, document: Document, score: Score) -> tuple[tuple[Outcome, ...], tuple[Diagnostic, ...]]:
    """Return what came of every case in *document* that could be read, and what is wrong with the others."""
    cases, findings = read_cases(rules, document)
    outcomes = []
    for case in cases:
        together = score_batch(rules, (case.submission, *case.peers))[0] if case.peers else ()
        sheet = together[0] if together else score(rules, case.submission)
        outcomes.append(Outcome(case, sheet, differences(case.expectations, sheet)))
    return tuple(outcomes), findings


def read_cases(rules: RuleSet, document: Document) -> tuple[tuple[Case, ...], tuple[Diagnostic, ...]]:
    """Return the cases in *document* and the findings; figures taken from another case are reported once."""
    reader = _Reader(rules, document, Shape([]))
    items = reader.shape.sequence(document.root, message("the list of cases"))
    if items is not None and not items:
        reader.shape.findings.append(NO_CASES.at(document.root.place))
    names = [name for name in map(_name, items or ()) if name is not None]
    drafts: dict[str, Draft] = {}
    cases: list[Case] = []
    for item in items or ():
        case = reader.read(item, drafts, [name.text for name in names])
        if case is not None:
            cases.append(case)
    unique = dict.fromkeys(reader.shape.findings)
    return tuple(cases), tuple(sorted(unique, key=lambda finding: finding.order))


def _name(node: Node) -> Scalar | None:
    """Return the name of a case, if it has one."""
    name = node.get("case") if isinstance(node, Mapping) else None
    return name if isinstance(name, Scalar) else None


@dataclass(frozen=True, slots=True)
class _Reader:
    """What the reading of the cases needs and collects."""

    rules: RuleSet
    document: Document
    shape: Shape

    def read(self, node: Node, drafts: dict[str, Draft], names: list[str]) -> Case | None:
        """Return one case and remember its draft; None if it cannot be scored."""
        mapping = self.shape.record(node, message("a case"), CASE)
        name = self.shape.scalar(mapping.get("case"), message("the name of the case")) if mapping else None
        if mapping is None or name is None:
            return None
        if name.text in drafts:
            self.shape.findings.append(TWICE.at(name.place, name=name.text))
            return None
        draft = self._base(mapping.get("like"), drafts, names)
        if draft is None:
            return None
        draft = self._left_out(mapping.get("without"), draft.changed(self._sections(mapping)))
        draft = self._compared(mapping.get("peers"), draft)
        drafts[name.text] = draft
        submission = self._submission(draft, name)
        if submission is None:
            read_expectations(mapping.get("expect"), self.rules, self.shape)
            return None
        expectations = read_expectations(mapping.get("expect"), effective_rules(self.rules, submission), self.shape)
        return Case(name.text, submission, expectations, name.place, tuple(self._peers(draft, submission, name)))

    def _peers(self, draft: Draft, own: Submission, name: Scalar) -> Iterator[Submission]:
        """Yield the other institutions of a case; their codes differ from one another and from its own."""
        for number in range(1, len(draft.peers) + 1):
            peer = self._submission(draft.peer(number), name)
            if peer is not None:
                yield replace(peer, code=f"{own.code} {peer.code}")

    def _base(self, node: Node | None, drafts: dict[str, Draft], names: list[str]) -> Draft | None:
        """Return the draft a case starts from; None after an error."""
        like = self.shape.scalar(node, message("the case it is like"))
        if node is None:
            return Draft()
        if like is None:
            return None
        found = drafts.get(like.text)
        if found is not None:
            return found
        if like.text in names:
            self.shape.findings.append(LATER_LIKE.at(like.place, name=like.text))
            return None
        near = nearest(like.text, drafts)
        kind = UNKNOWN_LIKE if near is None else MISSPELT_LIKE
        self.shape.findings.append(kind.at(like.place, name=like.text, nearest=near or ""))
        return None

    def _sections(self, mapping: Mapping) -> Mapping:
        """Return *mapping* without sections that are no mappings; a finding says so."""
        wrong = {
            key
            for key in SECTIONS
            if key in mapping and self.shape.mapping(mapping.get(key), message("{key}", key=key)) is None
        }
        return Mapping(tuple(entry for entry in mapping if entry.key.text not in wrong), mapping.place)

    def _compared(self, node: Node | None, draft: Draft) -> Draft:
        """Return *draft* with the peers that the case writes in place of those of the case it is like."""
        items = self.shape.sequence(node, message("the peers"))
        if items is None:
            return draft
        facts = (self.shape.mapping(item, message("the facts of a peer")) for item in items)
        return replace(draft, peers=tuple(one for one in facts if one is not None))

    def _left_out(self, node: Node | None, draft: Draft) -> Draft:
        """Return *draft* without what the case leaves out."""
        for item in self.shape.sequence(node, message("what is left out")) or ():
            name = self.shape.scalar(item, message("a name to be left out"))
            less = draft.without(name.text) if name is not None else None
            if less is not None:
                draft = less
            elif name is not None:
                known = draft.names()
                near = nearest(name.text, known)
                kind = NOT_THERE if near is None else NOT_THERE_NEAR
                self.shape.findings.append(kind.at(name.place, name=name.text, known=known, nearest=near or ""))
        return draft

    def _submission(self, draft: Draft, name: Scalar) -> Submission | None:
        """Return the submission of a case; it is of the first year the rule set is valid for, if it says none."""
        year = str(self.rules.valid_for[0]) if self.rules.valid_for is not None else "2000"
        root = draft.as_submission(name, year)
        digest = hashlib.sha256(f"{self.document.sha256} {name.text}".encode()).hexdigest()
        submission, findings = read_unchecked(Document(root, self.document.name, digest), self.rules)
        # A case may well be about a required fact that is missing.
        self.shape.findings.extend(finding for finding in findings if finding.code != REQUIRED.code)
        return submission
