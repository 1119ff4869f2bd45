"""Trees of plain Python values, written as YAML and JSON, and read back."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import strategies as st

from scoring.documents import Mapping, Node, Scalar, Sequence

Plain = str | list["Plain"] | dict[str, "Plain"]

letters = st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp", "Cs", "Cn"))
texts = st.text(letters, max_size=12)
keys = texts.filter(lambda text: text.strip() != "")
plain: st.SearchStrategy[Plain] = st.recursive(
    texts, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4), max_leaves=15
)


def plain_of(node: Node) -> Plain:
    """Return *node* without its places."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain_of(item) for item in node.items]
    return {entry.key.text: plain_of(entry.value) for entry in node.entries}


def scalars(node: Node) -> Iterator[Scalar]:
    """Yield every key and value of *node*."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from scalars(item)
    else:
        for entry in node.entries:
            yield entry.key
            yield from scalars(entry.value)


def nodes(node: Node) -> Iterator[Node]:
    """Yield *node* and everything inside it."""
    yield node
    if isinstance(node, Sequence):
        for item in node.items:
            yield from nodes(item)
    elif isinstance(node, Mapping):
        for entry in node.entries:
            yield entry.key
            yield from nodes(entry.value)
