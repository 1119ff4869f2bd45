"""From a document to a submission (填报数据): figures, judgements and claims, typed and checked against a rule set.

In: a `Document` or a table, a `RuleSet`, the texts of the quoted documents. Out: a `Submission` (or None), or several,
and findings. YAML, JSON and a row of a table with the same content give the same submission but for places.
Guaranteed afterwards: every figure is exact, in the declared unit and within its limits; every quotation stands in its
document and holds its figure; every judgement fits what waits for it. What was refused is not there, and is listed.
"""

from scoring.submissions.columns import OtherColumns
from scoring.submissions.consolidation import consolidate
from scoring.submissions.cross_checks import cross_check
from scoring.submissions.load import load_submission, load_submissions, quoted_texts
from scoring.submissions.model import Claims, Given, Judgement, Portion, Rows, Submission
from scoring.submissions.read import read_submission, read_unchecked
from scoring.submissions.sources import split_reference

__all__ = [
    "Claims",
    "Given",
    "Judgement",
    "OtherColumns",
    "Portion",
    "Rows",
    "Submission",
    "consolidate",
    "cross_check",
    "load_submission",
    "load_submissions",
    "quoted_texts",
    "read_submission",
    "read_unchecked",
    "split_reference",
]
