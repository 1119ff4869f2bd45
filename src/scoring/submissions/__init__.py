"""From a document to a submission (填报数据): figures, judgements and claims, typed and checked against a rule set.

In: a `Document`, a `RuleSet`, the texts of the quoted documents. Out: a `Submission` (or None) and findings.
Guaranteed afterwards: every figure is exact, in the declared unit and within its limits; every quotation stands in its
document and holds its figure; every judgement fits what waits for it. What was refused is not there, and is listed.
"""

from scoring.submissions.consolidation import consolidate
from scoring.submissions.cross_checks import cross_check
from scoring.submissions.load import load_submission, quoted_texts
from scoring.submissions.model import Claims, Given, Judgement, Portion, Rows, Submission
from scoring.submissions.read import read_submission, read_unchecked

__all__ = [
    "Claims",
    "Given",
    "Judgement",
    "Portion",
    "Rows",
    "Submission",
    "consolidate",
    "cross_check",
    "load_submission",
    "quoted_texts",
    "read_submission",
    "read_unchecked",
]
