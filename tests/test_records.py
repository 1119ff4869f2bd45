"""The cheap decorator does what the standard one does; type checkers see only the standard one."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import re
from dataclasses import field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from scoring.records import dataclass

SOURCE = Path(__file__).resolve().parent.parent / "src" / "scoring"


def example(decorate: Any) -> type:
    class Example:
        """An example."""

        name: str
        count: int = 3
        parts: tuple[int, ...] = ()
        known: dict[str, int] = field(default_factory=dict, compare=False)
        place: str = field(default="", compare=False, repr=False)
        length: int = field(init=False, default=0)

    Example.__annotations__ = dict(Example.__annotations__)
    return decorate(Example)  # type: ignore[no-any-return]


CHEAP = example(dataclass(frozen=True, slots=True))
STANDARD = example(dataclasses.dataclass(frozen=True, slots=True))


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Kept:
    left: int
    right: int = 2


@dataclass(frozen=True, slots=True)
class Checked:
    value: int
    doubled: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "doubled", 2 * self.value)

    def __repr__(self) -> str:
        return "mine"


@dataclass(frozen=True, slots=True)
class Nothing:
    pass


@dataclass(frozen=True)
class Open:
    value: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class ByIdentity:
    known: MappingProxyType[str, int]


@pytest.mark.parametrize("arguments", [("a",), ("a", 4), ("a", 4, (1, 2)), ("a", 4, (1,), {"x": 1}, "here")])
def test_both_make_the_same(arguments: tuple[Any, ...]) -> None:
    cheap, standard = CHEAP(*arguments), STANDARD(*arguments)
    assert dataclasses.asdict(cheap) == dataclasses.asdict(standard)
    assert repr(cheap).partition("(")[2] == repr(standard).partition("(")[2]
    assert cheap == CHEAP(*arguments)
    assert hash(cheap) == hash(CHEAP(*arguments))
    assert vars(CHEAP)["__match_args__"] == vars(STANDARD)["__match_args__"]


def test_what_is_not_compared_does_not_count() -> None:
    assert CHEAP("a", place="here") == CHEAP("a", place="there")
    assert CHEAP("a") != CHEAP("b")
    assert CHEAP("a") != STANDARD("a")
    assert ByIdentity(MappingProxyType({})) != ByIdentity(MappingProxyType({}))
    assert Nothing() == Nothing()
    assert Open().__dict__ == {"value": 1}
    assert hash(Nothing()) == hash(())


def test_nothing_can_be_changed() -> None:
    one = CHEAP("a")
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.name = "b"
    with pytest.raises(dataclasses.FrozenInstanceError):
        del one.name
    assert dataclasses.replace(one, name="b").name == "b"
    with pytest.raises(TypeError):
        CHEAP()


def test_arguments_are_those_of_the_standard_one() -> None:
    cheap, standard = inspect.signature(CHEAP), inspect.signature(STANDARD)
    assert list(cheap.parameters) == list(standard.parameters)
    assert cheap.bind("a").arguments == standard.bind("a").arguments
    assert CHEAP("a").known is not CHEAP("a").known
    for wrong in ({"nobody": 1}, {"length": 1}, {"name": "b"}):
        with pytest.raises(TypeError) as ours:
            CHEAP("a", **wrong)
        with pytest.raises(TypeError) as theirs:
            STANDARD("a", **wrong)
        assert str(ours.value).partition(".")[2] == str(theirs.value).partition(".")[2]


def test_copies_and_pickles() -> None:
    one = Kept(1)
    assert pickle.loads(pickle.dumps(one)) == one == copy.copy(one)
    assert Checked(4).doubled == 8
    assert repr(Checked(4)) == "mine"


def test_other_classes_are_left_to_the_standard_decorator() -> None:
    @dataclass
    class Changeable:
        value: int = 1

    @dataclass(frozen=True, order=True)
    class Ordered:
        value: int

    assert Changeable() == Changeable(1)
    assert Ordered(1) < Ordered(2)


def test_every_frozen_class_is_made_the_cheap_way() -> None:
    standard = re.compile(r"^(from dataclasses import .*\bdataclass\b|.*@dataclasses\.dataclass)", re.MULTILINE)
    found = [path.name for path in SOURCE.rglob("*.py") if standard.search(path.read_text(encoding="utf-8"))]
    assert found == []
