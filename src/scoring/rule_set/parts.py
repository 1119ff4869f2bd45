"""The compiled tree: indicators, and groups with their parts or with the rule for the rows of a target table."""

from __future__ import annotations

from collections.abc import Iterable

from scoring.rule_set.compile import Above, Compiling, applying, compile_leaf, counted_marks
from scoring.rule_set.model import Group, Part
from scoring.rule_set.target_reading import check_target_groups, read_targets
from scoring.rule_set.tree import GroupDraft, LeafDraft, PartDraft, place_of


def compile_tree(drafts: Iterable[PartDraft], compiling: Compiling) -> tuple[Part, ...]:
    """Return all parts that could be compiled; each that could not has its findings."""
    parts = _parts(drafts, compiling, ())
    check_target_groups(parts, drafts, compiling)
    return parts


def _parts(drafts: Iterable[PartDraft], compiling: Compiling, above: Above) -> tuple[Part, ...]:
    found = (
        compile_leaf(draft, compiling, above) if isinstance(draft, LeafDraft) else _group(draft, compiling, above)
        for draft in drafts
    )
    return tuple(part for part in found if part is not None)


def _group(draft: GroupDraft, compiling: Compiling, above: Above) -> Group:
    condition = compiling.condition(draft.mapping, "applies_when")
    inside: Above = (*above, (draft, condition))
    targets = read_targets(draft, tuple(applying(inside)), compiling) if draft.from_targets else None
    return Group(
        draft.name,
        draft.path,
        counted_marks(draft, above),
        _parts(draft.parts, compiling, inside),
        None if condition is None else condition.node,
        draft.policy,
        draft.place,
        draft.sources,
        place_of(draft.mapping, "full_marks"),
        draft.scale,
        draft.full_marks,
        draft.choosing,
        targets,
    )
