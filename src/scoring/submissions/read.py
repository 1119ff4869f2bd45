"""A document and a rule set become a submission: everything typed, checked, with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from scoring.diagnostics import Diagnostic, Kind, Severity, message
from scoring.documents.shape import Shape
from scoring.documents.tree import Document, Node, Scalar
from scoring.documents.tree import Mapping as Tree
from scoring.exact import Unreadable, narrowed, read_written
from scoring.fingerprint import fingerprint, from_digest
from scoring.rule_set.filling import filled
from scoring.rule_set.model import Fingerprint, RuleSet
from scoring.submissions.choices import read_choices
from scoring.submissions.claims import read_claims
from scoring.submissions.content import meaning
from scoring.submissions.cross_checks import cross_check
from scoring.submissions.facts import Reading, read_facts
from scoring.submissions.judgements import read_judgements
from scoring.submissions.keys import INSTITUTION, LANGUAGE, SUBMISSION
from scoring.submissions.model import Claims, Judgement, Submission
from scoring.submissions.quotations import Documents
from scoring.submissions.row_names import with_codes
from scoring.submissions.targets import TargetTable, read_targets
from scoring.submissions.unneeded import unneeded_judgements

OTHER_LANGUAGE: Final = Kind(
    "S101", "the submission is written in language {found}; this program reads language 1", "write language: 1"
)
NOT_A_YEAR: Final = Kind("S102", "the year should be four digits, but “{written}” stands here", "write it as 2023")
OTHER_YEAR: Final = Kind(
    "S103",
    "the rule set {rules} is valid for {first} to {last}, not for {year}",
    "choose the rule set of that year, or score in spite of the year: --any-year, in Python any_year=True",
)
MANGLED_CODE: Final = Kind(
    "S104",
    "the institution's code {code} is a number in short form; digits were lost when a table took the code for a number",
    "write the code out, in quotes",
)
BLANKS_IN_CODE: Final = Kind("S105", "there are blanks around the institution's code", "delete them", Severity.WARNING)

_SHORT_FORM = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")

Found = tuple[Submission | None, tuple[Diagnostic, ...]]


def read_submission(
    document: Document, rules: RuleSet, texts: Mapping[str, str] | None = None, *, any_year: bool = False
) -> Found:
    """Return the submission in *document*, read against *rules*, and everything found on the way.

    None is returned only where the submission is not this rule set's business: it is no mapping, in another language,
    without an institution's code, or of a year the rule set is not valid for. Whatever else is refused counts as
    missing and the rest is used.

    Args:
        document: the file.
        rules: the rule set.
        texts: the texts of the quoted documents by the name under which the submission declares them; None where the
            quotations were checked before and are taken as they are.
        any_year: accept years the rule set is not valid for.
    """
    submission, findings = read_unchecked(document, rules, texts, any_year=any_year)
    if submission is not None:
        findings += (
            *cross_check(submission, rules),
            *unneeded_judgements(submission, filled(rules, submission.filling)),
        )
    return submission, tuple(sorted(findings, key=lambda finding: finding.order))


def read_unchecked(
    document: Document, rules: RuleSet, texts: Mapping[str, str] | None = None, *, any_year: bool = False
) -> Found:
    """Return the submission without looking at the cross checks; otherwise as `read_submission`."""
    findings: list[Diagnostic] = []
    shape = Shape(findings)
    root = shape.record(document.root, message("a submission"), SUBMISSION)
    if root is None or not _is_language(root.get("language"), shape):
        return None, tuple(findings)
    code, name = _institution(root.get("institution"), shape)
    year, fits = _year(root.get("year"), rules, any_year, shape)
    declared = declared_documents(root, shape)
    places = {key: scalar.place for key, scalar in declared.items()}
    reading = Reading(shape, Documents(places, texts))
    facts = read_facts(root.get("facts"), rules, reading)
    targets = read_targets(root.get("targets"), rules, reading)
    judgements, claims = _by_code(with_codes(root, targets, rules, document.name, findings), rules, targets, shape)
    choices, unchosen = read_choices(root.get("choices"), rules, shape)
    if not code or not fits:
        return None, tuple(findings)
    rejected = (*reading.rejected, *targets.rejected, *unchosen)
    content = meaning(code, name, year, facts, rejected, judgements, claims, choices, targets.rows)
    prints = Fingerprint(fingerprint(content), from_digest(document.sha256))
    files = {key: scalar.text for key, scalar in declared.items()}
    submission = Submission(
        code,
        name,
        year,
        {**facts, **targets.facts},
        judgements,
        claims,
        document.name,
        prints,
        rejected,
        choices,
        files,
        targets.rows,
        targets.filling,
    )
    return submission, tuple(findings)


def _by_code(root: Tree, rules: RuleSet, targets: TargetTable, shape: Shape) -> tuple[dict[str, Judgement], Claims]:
    """Return what stands under the codes of indicators, those of the department's own rows included."""
    whole = filled(rules, targets.filling)
    judgements = read_judgements(root.get("judgements"), whole, shape, targets.unscored)
    return judgements, read_claims(root.get("claims"), whole, shape, targets.unscored)


def declared_documents(root: Node, shape: Shape) -> dict[str, Scalar]:
    """Return the documents a submission declares: name → file."""
    node = root.get("documents") if isinstance(root, Tree) else None
    mapping = shape.mapping(node, message("the list of documents"))
    found = {}
    for entry in mapping or ():
        file = shape.scalar(entry.value, message("the file of {document}", document=entry.key.text))
        if file is not None:
            found[entry.key.text] = file
    return found


def _is_language(node: Node | None, shape: Shape) -> bool:
    """Tell whether the submission is in the language read here; a missing key was reported with the others."""
    written = shape.scalar(node, message("the language"))
    if written is not None and written.text != LANGUAGE:
        shape.findings.append(OTHER_LANGUAGE.at(written.place, found=written.text))
        return False
    return True


def _institution(node: Node | None, shape: Shape) -> tuple[str, str]:
    """Return code and name, "" for what is missing; the code is kept to the character."""
    mapping = shape.record(node, message("the institution"), INSTITUTION)
    if mapping is None:
        return "", ""
    code = shape.scalar(mapping.get("code"), message("the institution's code"))
    name = shape.scalar(mapping.get("name"), message("the institution's name"))
    if code is not None and _SHORT_FORM.fullmatch(code.text.strip()):
        shape.findings.append(MANGLED_CODE.at(code.place, code=code.text))
        code = None
    if code is not None and code.text != code.text.strip():
        shape.findings.append(BLANKS_IN_CODE.at(code.place))
    return (code.text if code is not None else ""), (name.text if name is not None else "")


def _year(node: Node | None, rules: RuleSet, any_year: bool, shape: Shape) -> tuple[int | None, bool]:
    """Return the year, None if it cannot be read, and whether the rule set may be used for it."""
    written = shape.scalar(node, message("the year"))
    if written is None:
        return None, True
    number = read_written(written.text)
    whole = None if isinstance(number, Unreadable) or number.unit not in {"", "年"} else number.value
    if whole is None or whole.denominator != 1 or not 1900 <= whole <= 2999:
        shape.findings.append(NOT_A_YEAR.at(written.place, written=narrowed(written.text)))
        return None, True
    year = whole.numerator
    if rules.valid_for is None or any_year or rules.valid_for[0] <= year <= rules.valid_for[1]:
        return year, True
    first, last = (str(end) for end in rules.valid_for)
    shape.findings.append(OTHER_YEAR.at(written.place, rules=rules.id, first=first, last=last, year=str(year)))
    return year, False
