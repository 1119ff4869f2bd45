"""Units of measurement (计量单位) that are computed with: 万元 converts to 元, 人 is not 人次, 万元 × 人 is neither.

In: the unit as written in a rule set. Out: a `Unit` with its scale and dimensions. Percent is a way of writing a plain
ratio, kept apart because a quantity in % is compared only with numbers written in %.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from scoring.records import dataclass

_PREFIXES: Final = {"万": Fraction(10_000), "亿": Fraction(100_000_000)}
_SCALED: Final = {"千元": ("元", Fraction(1_000)), "角": ("元", Fraction(1, 10))}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit.

    Attributes:
        name: as shown to people; "" for a plain number or a computed unit without a name.
        scale: how many of its base units one of it is (万元 is 10 000 元).
        dimensions: base units with their powers, sorted, without zeros; empty for a ratio.
        percent: the ratio is written in %.
    """

    name: str = ""
    scale: Fraction = Fraction(1)
    dimensions: tuple[tuple[str, int], ...] = ()
    percent: bool = False

    def comparable(self, other: Unit) -> bool:
        """Tell whether quantities of both can be added or compared once converted."""
        return self.dimensions == other.dimensions

    def times(self, other: Unit, power: int = 1) -> Unit:
        """Return the unit of a product (*power* 1) or quotient (*power* -1); percent leaves the other unit as it is."""
        powers = dict(self.dimensions)
        for base, exponent in other.dimensions:
            powers[base] = powers.get(base, 0) + power * exponent
        dimensions = tuple(sorted((base, exponent) for base, exponent in powers.items() if exponent))
        scale = self.scale * (other.scale if power > 0 else 1 / other.scale)
        name = self.name if not other.dimensions else (other.name if not self.dimensions and power > 0 else "")
        return Unit(name if dimensions else "", scale, dimensions)

    def __str__(self) -> str:
        return self.name or "·".join(base if power == 1 else f"{base}^{power}" for base, power in self.dimensions)


PLAIN: Final = Unit()
PERCENT: Final = Unit("%", percent=True)
DAYS: Final = Unit("天", dimensions=(("天", 1),))


def read_unit(text: str) -> Unit:
    """Return the unit written as *text*; a word that is not known is a base unit of its own.

    >>> read_unit("万元").scale
    Fraction(10000, 1)
    >>> read_unit("人").comparable(read_unit("人次"))
    False
    """
    if text in ("%", "％"):
        return PERCENT
    if not text:
        return PLAIN
    if "/" in text:
        upper, lower = text.split("/", 1)
        quotient = read_unit(upper).times(read_unit(lower), -1)
        return Unit(text, quotient.scale, quotient.dimensions)
    if text in _SCALED:
        base, scale = _SCALED[text]
        return Unit(text, scale, ((base, 1),))
    if len(text) > 1 and text[0] in _PREFIXES:
        return Unit(text, _PREFIXES[text[0]], ((text[1:], 1),))
    return Unit(text, Fraction(1), ((text, 1),))


def conversion(source: Unit, target: Unit) -> Fraction:
    """Return the factor that turns a number in *source* into one in *target*; both must be comparable."""
    return source.scale / target.scale
