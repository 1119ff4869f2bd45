"""Frozen dataclasses that are cheap to define.

The standard decorator compiles six functions for every class, which was a third of the time in which one submission is
scored from the command line (160 classes; `benchmarks/` measures the whole). Here only ``__init__`` is compiled; the
rest is shared. What a frozen, slotted dataclass does is the same, `dataclasses.fields` and `dataclasses.replace`
included, and type checkers see the standard decorator.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
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
    """Return ``__init__``: the one function that is compiled, because it runs most."""
    known: dict[str, Any] = {"set": object.__setattr__}
    arguments, lines = ["self"], []
    for field in fields:
        value = field.name
        if field.default_factory is not dataclasses.MISSING:
            known[f"make_{field.name}"] = field.default_factory
            known["missing"] = dataclasses.MISSING
            arguments += [f"{field.name}=missing"] if field.init else []
            value = f"make_{field.name}()"
            value = f"{value} if {field.name} is missing else {field.name}" if field.init else value
        elif field.default is not dataclasses.MISSING:
            known[f"default_{field.name}"] = field.default
            arguments += [f"{field.name}=default_{field.name}"] if field.init else []
            value = value if field.init else f"default_{field.name}"
        elif field.init:
            arguments.append(field.name)
        else:
            continue
        lines.append(f" set(self, {field.name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append(" self.__post_init__()")
    body = "\n".join(lines or [" pass"])
    exec(f"def __init__({', '.join(arguments)}):\n{body}", known)  # nothing but the names of our own fields
    known["__init__"].__qualname__ = f"{cls.__qualname__}.__init__"
    return known["__init__"]  # type: ignore[no-any-return]


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
