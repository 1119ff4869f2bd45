"""A generated rule set and submission as files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the same result, ten times as fast where it is built


@dataclass(frozen=True)
class Case:
    """A rule set, a submission for it, what they show, and the state every planned indicator must have."""

    rule_set_text: str
    submission_text: str
    tags: frozenset[str]
    states: tuple[tuple[str, str], ...] = ()

    @cached_property
    def rule_set(self) -> dict[str, Any]:
        """The rule set as parsed, every scalar text."""
        parsed: dict[str, Any] = yaml.load(self.rule_set_text, LOADER)
        return parsed

    @cached_property
    def submission(self) -> dict[str, Any]:
        """The submission as parsed, every scalar text."""
        parsed: dict[str, Any] = yaml.load(self.submission_text, LOADER)
        return parsed


class PlainDumper(yaml.SafeDumper):
    """Writes every scalar as the text it is, without quotes where YAML needs none, and never an alias."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # what PyYAML looks up on the class

    def ignore_aliases(self, data: Any) -> bool:
        """Write a thing twice rather than refer to it."""
        return True


def as_yaml(data: dict[str, Any]) -> str:
    """Return *data* as YAML text."""
    text: str = yaml.dump(
        data, Dumper=PlainDumper, allow_unicode=True, sort_keys=False, width=10**6, default_flow_style=None
    )
    return text
