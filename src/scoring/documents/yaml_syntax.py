"""What is wrong where YAML's grammar ends: from the parser's error and the lines around it to a finding that helps.

The parser often notices an accident only on the following line, and in its own words. The functions in `yaml_values`
and `yaml_lines` look at the source and put the finding where the hand slipped.
"""

from __future__ import annotations

from collections.abc import Callable

import yaml

from scoring.diagnostics import Diagnostic, Kind
from scoring.documents import yaml_lines, yaml_values
from scoring.documents.tree_builder import TreeBuilder
from scoring.documents.yaml_stop import Stop

OTHER = Kind(
    "D149",
    "this cannot be read as YAML",
    "look at this line and the one above: colon and blank, equal indentation, brackets and quotes in pairs",
)

_RECOGNISERS: tuple[Callable[[Stop], Diagnostic | None], ...] = (
    yaml_lines.tab,
    yaml_lines.directive,
    yaml_values.block_indicator,
    yaml_values.quotes,
    yaml_lines.empty_key,
    yaml_lines.long_key,
    yaml_values.text_behind,
    yaml_lines.second_document,
    yaml_values.touching_colon,
    yaml_lines.list_goes_on,
    yaml_values.brackets,
    yaml_values.reserved,
    yaml_values.colon_in_value,
    yaml_lines.line_above,
    yaml_lines.indentation,
)
"""Tried in this order; the first that knows the accident speaks."""


def explain(error: yaml.MarkedYAMLError, builder: TreeBuilder) -> Diagnostic:
    """Return the finding for the place where the parser gave up."""
    last = len(builder.lines) - 1
    mark = error.problem_mark or error.context_mark
    line, column = (min(mark.line, last), mark.column) if mark is not None else (0, 0)
    begin = (min(error.context_mark.line, last), error.context_mark.column) if error.context_mark else (line, column)
    stop = Stop(error.context or "", error.problem or "", begin, line, column, builder)
    for recognise in _RECOGNISERS:
        finding = recognise(stop)
        if finding is not None:
            return finding
    return OTHER.at(stop.place())
