"""The fast exact backend: trees compiled once to Python code over whole numbers.

The code that is compiled consists only of whole numbers, fixed words and operators, and numbered names; no text of a
rule set enters it (`blocks`, `emitter`; a test reads every token). It answers what can be answered with everything
needed at hand. Wherever something needed is missing, undefined, not applicable or divided by zero it returns None,
and the general evaluator (`possible`) decides; where it answers, both agree.

A number is carried as a pair of whole numbers, top and bottom, the bottom above zero, not reduced.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property, partial
from types import MappingProxyType
from typing import Final, cast

from scoring.exact import RoundingMode
from scoring.expressions.blocks import Block, Emission, Layout, Lines, NotCompilable, Undecided, rendered
from scoring.expressions.emitter import emit_number, emit_truth
from scoring.expressions.quotients import Condition, Quotient, emit_steps
from scoring.expressions.tree import Node, Peers, Reference, Scope, Source, is_truth, walk
from scoring.records import dataclass

Carried = tuple[int, int]
"""A number as whole top and bottom; the bottom is above zero."""

Cell = Carried | bool | str | None
"""A number or date, a truth value, the word of a choice; None where it is missing."""

Slots = Sequence[Cell | Sequence[Sequence[Cell]]]
"""Every input in its place; a table is a sequence of rows, and None where it is missing."""

Marks = int | Carried | bool
"""With rounding a number of rounding steps, otherwise `Carried`; a truth value if that is what the last working is."""

Trace = tuple[int, tuple[Carried | bool | None, ...], int | None, Marks]
"""Which branch was taken (-1 for none), what each working came to (None where a branch was taken), the place of the
first reason that holds (None for "otherwise", and where a branch was taken), and the marks."""

_NOTHING_COMPARED: Final[Mapping[Peers, int]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Plan:
    """What one indicator computes.

    Attributes:
        branches: condition and marks (or `Absent`), tried in order before the workings.
        workings: name and tree, in order; the last is the marks.
        reasons: conditions over the workings, None for "otherwise".
    """

    branches: Sequence[tuple[Node, Node]]
    workings: Sequence[tuple[str, Node]]
    reasons: Sequence[Node | None] = ()


@dataclass(frozen=True)
class Program:
    """The compiled form of a `Plan`. Each of its two functions is compiled when it is first looked at.

    Attributes:
        marks_source: the code of `marks`, for those who want to read it.
        trace_source: the code of `trace`.
        words: words of choices, which the code knows by their place only.
    """

    marks_source: str
    trace_source: str
    words: tuple[str, ...]

    @cached_property
    def marks(self) -> Callable[[Slots], Marks | None]:
        """The marks, None if undecided."""
        return cast(Callable[[Slots], Marks | None], _function(self.marks_source, self.words))

    @cached_property
    def trace(self) -> Callable[[Slots], Trace | None]:
        """Branch, workings, reason and marks, None if undecided; the marks among the workings are not rounded."""
        return cast(Callable[[Slots], Trace | None], _function(self.trace_source, self.words))


def _function(source: str, words: tuple[str, ...]) -> object:
    """Return the one function of *source*, which only `_program` writes; it can call nothing, not even a builtin."""
    namespace: dict[str, object] = {"__builtins__": {}, "w": words}
    exec(source, namespace)
    return namespace["f"]


def compile_program(
    branches: Sequence[tuple[Node, Node]],
    workings: Sequence[tuple[str, Node]],
    reasons: Sequence[Node | None],
    trees: Mapping[tuple[Scope, str], Node],
    slots: Mapping[tuple[Source, str], int],
    tables: Mapping[str, Mapping[str, int]],
    rounding: tuple[Fraction, RoundingMode] | None,
) -> Program | None:
    """Compile one plan; see `compile_programs`."""
    return compile_programs([Plan(branches, workings, reasons)], trees, slots, tables, rounding)[0]


def compile_programs(
    plans: Sequence[Plan],
    trees: Mapping[tuple[Scope, str], Node],
    slots: Mapping[tuple[Source, str], int],
    tables: Mapping[str, Mapping[str, int]],
    rounding: tuple[Fraction, RoundingMode] | None,
    compared: Mapping[Peers, int] = _NOTHING_COMPARED,
) -> tuple[Program | None, ...]:
    """Compile *plans*, which share their inputs.

    Args:
        plans: what is computed.
        trees: what references to derived items and values stand for.
        slots: place of every input; a table's place is that of the fact of its name.
        tables: table → column → place in a row.
        rounding: step and mode in which `Program.marks` are given, None for exact marks.
        compared: place of what each comparison with the batch came to.

    Returns:
        a program for each plan; None where the trees hold something that cannot be compiled: marks of other
        indicators, something without a slot, trees that are too large.
    """
    layout = Layout(trees, slots, tables, compared)
    return tuple(_program(plan, layout, rounding) for plan in plans)


def _program(plan: Plan, layout: Layout, rounding: tuple[Fraction, RoundingMode] | None) -> Program | None:
    """Return the compiled form of *plan*, None if it cannot be compiled."""
    words: list[str] = []
    try:
        marks = rendered(_marks(plan, Block(Emission(layout, words)), rounding), 1)
        trace = rendered(_trace(plan, Block(Emission(layout, words)), rounding), 1)
    except (NotCompilable, RecursionError):  # trees behind trees may be deeper than Python can follow
        return None
    return Program(f"def f(s):\n{marks}", f"def f(s):\n{trace}", tuple(words))


def _marks(plan: Plan, at: Block, rounding: tuple[Fraction, RoundingMode] | None) -> Lines:
    """Return the body of `Program.marks`."""

    def branch(_: int, give: Node, block: Block) -> str:
        return _given(emit_number(give, block), rounding, block)

    def rest() -> str:
        needed = _needed(plan.workings)
        results = [_working(name, node, at) for name, node in plan.workings if name in needed]
        return _given(results[-1], rounding, at)

    return _body(plan, at, branch, rest)


def _given(marks: Quotient | Condition, rounding: tuple[Fraction, RoundingMode] | None, at: Block) -> str:
    """Return *marks* as `Marks`."""
    if rounding is None or not isinstance(marks, Quotient):
        return _shown(marks)
    return str(emit_steps(marks, *rounding, at))


def _trace(plan: Plan, at: Block, rounding: tuple[Fraction, RoundingMode] | None) -> Lines:
    """Return the body of `Program.trace`."""
    nothing = "None, " * len(plan.workings)

    def branch(index: int, give: Node, block: Block) -> str:
        given = _given(emit_number(give, block), rounding, block)
        return f"{index}, ({nothing}), None, {given}"

    def rest() -> str:
        results = [_working(name, node, at) for name, node in plan.workings]
        shown = at.let("(" + "".join(f"{_shown(result)}, " for result in results) + ")")
        given = _given(results[-1], rounding, at)
        for index, when in enumerate(plan.reasons):
            if when is None:
                break
            holds = emit_truth(when, at)
            block = at.inner()
            block.line(f"return -1, {shown}, {index}, {given}")
            at.under(str(holds), block)
        return f"-1, {shown}, None, {given}"

    return _body(plan, at, branch, rest)


def _body(plan: Plan, at: Block, branch: Callable[[int, Node, Block], str], rest: Callable[[], str]) -> Lines:
    """Return the lines of a function: the branches in order, then the *rest*."""
    try:
        for index, (when, give) in enumerate(plan.branches):
            condition = emit_truth(when, at)
            block, result = at.branch(partial(branch, index), give)
            block.line(f"return {result}")
            at.under(str(condition), block)
        at.line(f"return {rest()}")
    except Undecided:
        at.line("return None")
    return at.lines


def _working(name: str, node: Node, at: Block) -> Quotient | Condition:
    """Emit a working and remember it for those behind it."""
    result: Quotient | Condition
    if is_truth(node):
        condition = emit_truth(node, at)
        result = condition if isinstance(condition, bool) else str(at.let(condition))
    else:
        result = emit_number(node, at)
    at.known[Scope.WORKING, name] = result
    return result


def _shown(result: Quotient | Condition) -> str:
    return f"({result.top}, {result.bottom})" if isinstance(result, Quotient) else str(result)


def _needed(workings: Sequence[tuple[str, Node]]) -> frozenset[str]:
    """Return the names of the workings that the last one needs, itself included."""
    needed = {workings[-1][0]}
    for name, node in reversed(workings):
        if name in needed:
            needed |= {part.name for part in walk(node) if isinstance(part, Reference) and part.scope is Scope.WORKING}
    return frozenset(needed)
