"""The phrases of `words` that are only filled in."""

from __future__ import annotations

from typing import Final

from scoring.diagnostics import Message, message
from scoring.expressions.tree import Function, PeersKind, Scope, Source

PEERS: Final = {
    PeersKind.PLACE: (
        message("the place of {operand} in the batch"),
        message("the place of {operand} among those with the same {among}"),
    ),
    PeersKind.BEST: (
        message("the highest {operand} in the batch"),
        message("the highest {operand} among those with the same {among}"),
    ),
    PeersKind.AVERAGE: (
        message("the average {operand} of the batch"),
        message("the average {operand} of those with the same {among}"),
    ),
}

FUNCTIONS: Final = {
    Function.ABS: message("abs({operand})"),
    Function.FLOOR: message("floor({operand})"),
    Function.CEIL: message("ceil({operand})"),
}

PLAIN: Final = message("{name}")
NAMED: Final[dict[Source | Scope, Message]] = {
    Source.JUDGEMENT: message("the evaluator's marks for {name}"),
    Source.CLAIM: message("the claimed marks for {name}"),
    Source.RUNNING: message("the total so far"),
    Scope.MARKS: message("marks({name})"),
}
