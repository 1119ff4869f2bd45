"""A rule set tried on cases: what it says is compared with what its author expects.

In: a `RuleSet`, its ``cases.yaml``, and the function that scores. Out: one `Outcome` for each case, with every
difference as data, and findings. Guaranteed afterwards: nothing was compared but exact numbers, states and names.
"""

from scoring.trials.cases import Case, Outcome, read_cases, run_cases
from scoring.trials.expectations import Difference, Expectation, Subject, differences

__all__ = ["Case", "Difference", "Expectation", "Outcome", "Subject", "differences", "read_cases", "run_cases"]
