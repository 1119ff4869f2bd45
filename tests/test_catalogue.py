"""Every sentence of the program is in the catalogue and translated; what is shipped is what the .po compiles to."""

from __future__ import annotations

import gettext
import io

import catalogue


def test_every_template_is_translated() -> None:
    entries = catalogue.read_po()
    found, _ = catalogue.templates()
    untranslated = [text for text in found if text not in entries or not entries[text].translation]
    assert not untranslated, "python tests/catalogue.py update, then translate"


def test_no_entry_is_fuzzy() -> None:
    assert not [entry.text for entry in catalogue.read_po().values() if entry.fuzzy]


def test_no_entry_is_unused() -> None:
    found, _ = catalogue.templates()
    assert not catalogue.read_po().keys() - found.keys(), "python tests/catalogue.py update"


def test_every_template_is_a_literal() -> None:
    _, loose = catalogue.templates()
    assert not loose, "a template that is put together cannot be translated"


def test_translations_have_the_same_fields() -> None:
    assert not catalogue.mismatches(catalogue.read_po())


def test_the_catalogue_is_sorted_and_tidy() -> None:
    entries = catalogue.read_po()
    assert catalogue.PO.read_text(encoding="utf-8") == catalogue.as_po(entries)


def test_the_shipped_catalogue_is_the_compiled_one() -> None:
    assert catalogue.MO.read_bytes() == catalogue.compiled(catalogue.read_po()), "python tests/catalogue.py compile"


def test_gettext_reads_what_is_compiled() -> None:
    entries = {
        "a {x}": catalogue.Entry("a {x}", "甲{x}"),
        "b": catalogue.Entry("b", ""),
        "c": catalogue.Entry("c", "丙"),
    }
    read = gettext.GNUTranslations(io.BytesIO(catalogue.compiled(entries)))
    assert [read.gettext(text) for text in ("a {x}", "b", "c")] == ["甲{x}", "b", "丙"]


def test_fields_that_differ_are_noticed() -> None:
    entries = {"a {x}": catalogue.Entry("a {x}", "甲{y}"), "b {{x}}": catalogue.Entry("b {{x}}", "乙")}
    assert catalogue.mismatches(entries) == ["a {x}"]
