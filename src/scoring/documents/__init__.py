"""From the bytes of a file to a value tree in which every node knows its place.

In: a path or bytes, hostile or not. Out: a `Document` (or None) and findings; never an exception for what somebody
wrote. Guaranteed afterwards: no key occurs twice in a mapping, nothing is nested deeper or larger than the limits, no
scalar has been given a meaning, no anchors, aliases, tags or second documents were followed.
"""

from scoring.documents.read import Form, listed_name, read_bytes, read_file, read_plain_text, read_table, read_text
from scoring.documents.shape import Shape, What
from scoring.documents.table import Row, Table
from scoring.documents.tree import Document, Entry, Mapping, Node, Scalar, Sequence

__all__ = [
    "Document",
    "Entry",
    "Form",
    "Mapping",
    "Node",
    "Row",
    "Scalar",
    "Sequence",
    "Shape",
    "Table",
    "What",
    "listed_name",
    "read_bytes",
    "read_file",
    "read_plain_text",
    "read_table",
    "read_text",
]
