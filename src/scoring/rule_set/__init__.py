"""Rule sets (指标体系): from a located document to a frozen, typed `RuleSet`.

In: a document, or the id or path of a rule set. Out: a `RuleSet` or None, and findings. Guaranteed afterwards: every
name is known and has one meaning, every formula has fitting units and a policy for a zero divisor, nothing is computed
from itself, every indicator has been lowered to workings. Whether the whole makes sense is the business of `checks`.
"""

from scoring.rule_set.load import list_rule_sets, load_rule_set, locate, shipped
from scoring.rule_set.model import RuleSet
from scoring.rule_set.read import read_rule_set

__all__ = ["RuleSet", "list_rule_sets", "load_rule_set", "locate", "read_rule_set", "shipped"]
