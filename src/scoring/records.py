"""Frozen dataclasses that are cheap to define.

The standard decorator compiles six functions for every class, which was a third of the time in which one submission is
scored from the command line (160 classes; `benchmarks/` measures the whole). Here only ``__init__`` is compiled, once
for all classes with as many fields of the same kinds; the rest is shared. What a frozen, slotted dataclass does is the
same, `dataclasses.fields` and `dataclasses.replace` included, and type checkers see the standard decorator.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import cache
from operator import attrgetter
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(
        cls: type | None = None,
        /,
        *,
        frozen: bool = False,
        slots: bool = False,
        eq: bool = True,
        order: bool = False,
        weakref_slot: bool = False,
    ) -> Any:
        """Decorate *cls* as `dataclasses.dataclass` does; frozen classes are made the cheap way."""
        if not frozen or order:
            options = {"frozen": frozen, "slots": slots, "eq": eq, "order": order, "weakref_slot": weakref_slot}
            return dataclasses.dataclass(cls, **options) if cls else dataclasses.dataclass(**options)

        def decorate(one: type) -> type:
            return _frozen(one, slots=slots, eq=eq, weakref_slot=weakref_slot)

        return decorate if cls is None else decorate(cls)


__all__ = ["dataclass"]


def _frozen(cls: type, *, slots: bool, eq: bool, weakref_slot: bool) -> type:
    """Return *cls* as a frozen dataclass."""
    options = {"slots": slots, "weakref_slot": weakref_slot}
    made: type = dataclasses.dataclass(init=False, repr=False, eq=False, **options)(cls)
    fields = dataclasses.fields(made)
    shared: dict[str, Any] = {
        "__init__": _init(made, fields),
        "__setattr__": _refuse_set,
        "__delattr__": _refuse_delete,
    }
    own = set(vars(cls))
    if "__repr__" not in own:
        shared["__repr__"] = _repr
    if eq and "__eq__" not in own:
        shared |= _comparisons(tuple(field.name for field in fields if field.compare))
    if slots:
        shared |= {"__getstate__": _state, "__setstate__": _restore}
    for name, function in shared.items():
        setattr(made, name, function)
    return made


def _init(cls: type, fields: tuple[dataclasses.Field[Any], ...]) -> Callable[..., None]:
    """Return ``__init__``: that of a class of the same shape, which is compiled once, with the names of *fields*."""
    shape = tuple([(field.init, _value(field)) for field in fields])
    code = _code(shape, hasattr(cls, "__post_init__"))
    names = {f"a{place}": field.name for place, field in enumerate(fields)}
    code = code.replace(
        co_qualname=f"{cls.__qualname__}.__init__",
        co_varnames=tuple([names.get(name, name) for name in code.co_varnames]),
        co_consts=tuple([names.get(one, one) for one in code.co_consts]),
    )
    known: dict[str, Any] = {"set": object.__setattr__, "missing": dataclasses.MISSING}
    defaults = []
    for place, field in enumerate(fields):
        known[f"make{place}"] = field.default_factory
        known[f"default{place}"] = field.default
        if field.init and _value(field) != "a":
            defaults.append(field.default)  # `missing` where a factory makes it
    return FunctionType(code, known, "__init__", tuple(defaults))


def _value(field: dataclasses.Field[Any]) -> str:
    """Return where the value of *field* comes from if it is not given: a factory, a default, or nowhere."""
    if field.default_factory is not dataclasses.MISSING:
        return "make"
    return "a" if field.default is dataclasses.MISSING else "default"


@cache
def _code(shape: tuple[tuple[bool, str], ...], checked: bool) -> CodeType:
    """Return the code of an ``__init__`` for fields that are arguments or not, with the value they have otherwise."""
    arguments, lines = ["self"], []
    for place, (given, otherwise) in enumerate(shape):
        name = f"a{place}"
        if given:
            arguments.append(name)
            value = f"make{place}() if {name} is missing else {name}" if otherwise == "make" else name
        elif otherwise == "a":
            continue  # __post_init__ sets it
        else:
            value = f"make{place}()" if otherwise == "make" else f"default{place}"
        lines.append(f" set(self, {name!r}, {value})")
    lines += [" self.__post_init__()"] if checked else []
    known: dict[str, Any] = {}
    exec(f"def __init__({', '.join(arguments)}):\n" + "\n".join(lines or [" pass"]), known)  # only numbered names
    code: CodeType = known["__init__"].__code__
    return code


def _comparisons(names: tuple[str, ...]) -> dict[str, Any]:
    """Return ``__eq__`` and ``__hash__`` over the fields called *names*."""
    values: Callable[[Any], Any] = attrgetter(*names) if names else lambda _one: ()

    def equal(self: Any, other: object) -> Any:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(values(self))

    return {"__eq__": equal, "__hash__": hashed}


def _refuse_set(_self: Any, name: str, _value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_delete(_self: Any, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _repr(self: Any) -> str:
    shown = (f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _restore(self: Any, state: list[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
