"""Where results and findings go: standard output, standard error, a file; what the terminal can show."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from dataclasses import field
from pathlib import Path
from typing import Final, TextIO

from scoring.cli.exits import DONE, UNUSABLE
from scoring.diagnostics import Diagnostic, Kind, Language, Location, Value, render_findings
from scoring.records import dataclass
from scoring.reports import Screen, View, render, write_file

CANNOT_WRITE: Final = Kind("C110", "{file} cannot be written: {why}", "choose another file or folder with -o")
PIPED_WIDTH: Final = 100
LEAST_WIDTH: Final = 40
MOST_WIDTH: Final = 160


def prepare_streams() -> None:
    """Let nothing that is printed stop the program: what a console cannot show becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


@dataclass(frozen=True, slots=True)
class Console:
    """What a command talks to.

    Attributes:
        language: language of the screen.
        environment: variables of the process.
    """

    language: Language
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)

    def show(self, view: View, form: str, output: str | None = None) -> int:
        """Print *view*, or write it to the file *output*; return the exit code."""
        if output is None:
            text = render(view, form, self.language, self.screen(sys.stdout))
            _print(text, utf8=form == "json")
            return DONE
        text = render(view, form, self.language, Screen(PIPED_WIDTH, file=True))
        return self.save(text, output)

    def save(self, text: str, output: str) -> int:
        """Write *text* to the file *output*, whole or not at all; return the exit code."""
        problem = write_file(Path(output), text.encode("utf-8", "backslashreplace"))
        if problem is None:
            return DONE
        self.report((CANNOT_WRITE.at(Location(output), file=output, why=problem.strerror or str(problem)),))
        return UNUSABLE

    def write(self, text: str, *, utf8: bool = False) -> int:
        """Print *text* on standard output (for another program as UTF-8 if that is wanted); return the exit code."""
        _print(text, utf8=utf8)
        return DONE

    def report(self, findings: Iterable[Diagnostic], form: str = "full") -> None:
        """Print *findings* on standard error."""
        sys.stderr.write(render_findings(findings, form, self.language))

    def say(self, text: Value) -> None:
        """Print one line on standard error."""
        sys.stderr.write(self.language.render(text) + "\n")

    def screen(self, stream: TextIO) -> Screen:
        """Return what *stream* can show: its width, and colours only on a terminal that has them."""
        terminal = stream.isatty()
        if terminal:
            width = shutil.get_terminal_size((PIPED_WIDTH, 24)).columns
        else:
            columns = self.environment.get("COLUMNS", "")
            width = int(columns) if columns.isascii() and columns.isdigit() else PIPED_WIDTH
        return Screen(max(LEAST_WIDTH, min(width, MOST_WIDTH)), self._colour(terminal))

    def _colour(self, terminal: bool) -> bool:
        environment = self.environment
        if environment.get("NO_COLOR"):
            return False
        if environment.get("FORCE_COLOR"):
            return True
        if not terminal or environment.get("TERM") == "dumb":
            return False
        return os.name != "nt" or any(name in environment for name in ("WT_SESSION", "ANSICON", "TERM"))


def _print(text: str, *, utf8: bool) -> None:
    """Print *text*; JSON that goes to another program is UTF-8 whatever the console's encoding is."""
    stream = sys.stdout
    try:
        if utf8 and isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.flush()
            stream.buffer.write(text.encode("utf-8", "backslashreplace"))
        else:
            stream.write(text)
        stream.flush()
    except BrokenPipeError:  # the reader, `head` for one, has had enough
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - lives as long as the process
