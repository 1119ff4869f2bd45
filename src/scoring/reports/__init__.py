"""Reports: what to say (views) and how to write it (formats).

In: a score sheet, a rule set, outcomes of tests. Out: text, or a file that is complete or was never there. A view is a
file in `views`, a format a file in `formats` whose ``write`` takes any view; both are found, not registered. Nothing
here computes marks: every number shown is on the object already.
"""

from scoring.reports.files import write_file
from scoring.reports.rendering import Screen, formats, render
from scoring.reports.view import View

__all__ = ["Screen", "View", "formats", "render", "write_file"]
