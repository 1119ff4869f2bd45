"""The engine: a rule set and a submission in, a score sheet out.

Guaranteed for every input: 0 ≤ marks ≤ full marks for each indicator; full = marks + deduction + not counted;
full marks − Σ deduction − Σ not counted + Σ lines = total; a total and a grade are certain only if nothing missing can
change them, and otherwise lie between the bounds given. Nothing here depends on clock, language, order of files or
environment.
"""

from scoring.engine.batch import marks_of_batch, score_batch
from scoring.engine.found import State
from scoring.engine.marks import Marks, marks
from scoring.engine.score import score
from scoring.engine.sheet import ScoreSheet

__all__ = ["Marks", "ScoreSheet", "State", "marks", "marks_of_batch", "score", "score_batch"]
