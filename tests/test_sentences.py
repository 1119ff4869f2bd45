"""A rule's sentence is the rule: change a parameter, and the sentence changes; change the layout, and it does not."""

from __future__ import annotations

import json
import random
from typing import Any, Literal

import pytest

from generate import single
from generate_files import as_yaml
from generate_lines import LINES
from generate_plans import Plan, every_plan
from mutations import Path, alone, mutations, owners, with_change
from promised import SHIPPED, SIZE, Data, loaded_once, methods_variants, of_any, rules_text
from scoring.diagnostics import Language, Message
from scoring.documents.read import read_text
from scoring.rule_set import RuleSet, read_rule_set

LANGUAGES = (Language("zh"), Language("en"))
VARIANTS = tuple(methods_variants())


def tried(data: Data) -> RuleSet | None:
    """Return the rule set in *data*, None if anything is wrong with it."""
    document, found = read_text(json.dumps(data, ensure_ascii=False).encode(), "rule-set.json", "json")
    if document is None or found:
        return None
    rules, findings = read_rule_set(document)
    return None if findings else rules


def sentence(rules: RuleSet, path: Path) -> tuple[str, ...]:
    """Return the sentence of the only indicator or line, in every language."""
    said: Message = rules.lines[0].sentence if path[0] == "total" else rules.indicators[0].lowered.sentence
    return tuple(language.render(said) for language in LANGUAGES)


def whole_sentences(rules: RuleSet) -> list[str]:
    """Return every sentence of a rule set, in every language."""
    said = [one.lowered.sentence for one in rules.indicators] + [one.sentence for one in rules.lines]
    return [language.render(one) for language in LANGUAGES for one in said]


def say_everything(data: Data, path: Path, node: Data, rules: RuleSet) -> int:
    """Fail unless every change of a parameter of *node* changes sentence and meaning; return how many were tried."""
    usual = tried(alone(data, path, node))
    if usual is None:  # it refers to other indicators
        assert "marks(" in str(node) or "B01" in str(node), node
        return 0
    said, found = sentence(usual, path), 0
    for inner, value in mutations(node, rules):
        other = tried(alone(data, path, with_change(node, inner, value)))
        if other is None:
            continue
        found += 1
        for before, after in zip(said, sentence(other, path), strict=True):
            assert before != after, f"{inner} to {value!r}: {before}"
        assert other.fingerprint.meaning != usual.fingerprint.meaning, (inner, value)
    return found


def every_sentence_of(data: Data) -> int:
    """Fail unless all sentences of a rule set say everything; return how many changes were tried."""
    rules = tried(data)
    assert rules is not None
    return sum(say_everything(data, path, node, rules) for path, node in owners(data))


@pytest.mark.parametrize("part", range(4))
@pytest.mark.parametrize("name", SHIPPED)
def test_every_parameter_of_a_shipped_rule_set_is_in_its_sentence(name: str, part: int) -> None:
    data = loaded_once(rules_text(name))
    rules = tried(data)
    assert rules is not None
    for path, node in list(owners(data))[part::4]:
        assert say_everything(data, path, node, rules) or node["method"] in ("yes_no", "judged", "ratio"), node


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_parameter_of_every_method_is_in_its_sentence(variant: str) -> None:
    rng = random.Random(f"sentences {variant}")
    plans = [plan for plan in every_plan() if plan.variant == variant]
    tried_out = 0
    for plan in [None, *rng.sample(plans, min(len(plans), 2 * SIZE))]:
        tried_out += every_sentence_of(single(variant, rng, full=10, plan=plan).rule_set)
    assert tried_out


@pytest.mark.parametrize("line", [line for line in LINES if line != "none"])
def test_every_parameter_of_every_line_is_in_its_sentence(line: str) -> None:
    rng = random.Random(f"lines {line}")
    for _ in range(SIZE):
        data = single(
            "yes_no", rng, full=80, line=line, plan=Plan("yes_no.是", "not_applicable", None, "rescale", "own")
        ).rule_set
        rules = tried(data)
        assert rules is not None
        for path, node in owners(data):
            if path[0] == "total":
                assert say_everything(data, path, node, rules)


# ---- what is not the rule -------------------------------------------------------------------------------------------


def reordered(data: Any, rng: random.Random) -> Any:
    """Return *data* with the keys of every mapping in another order; grades are written best first, drops rising."""
    if isinstance(data, dict):
        kept = ("floors", "coefficient")
        return {
            key: data[key] if key in kept else reordered(data[key], rng) for key in rng.sample(list(data), len(data))
        }
    return [reordered(one, rng) for one in data] if isinstance(data, list) else data


def commented(text: str, rng: random.Random) -> str:
    """Return YAML *text* with comments and blank lines, and a comment behind some lines."""
    lines = []
    for line in text.split("\n"):
        lines += rng.choice([[], [], ["# 说明"], ["", "    # marks: 3"]])
        lines.append(line + rng.choice(["", "   # 3"]) if line.endswith(("]", "}", ":")) else line)
    return "\n".join(lines)


def assert_same(text: str, other: str, form: Literal["yaml", "json"] = "yaml") -> None:
    """Both texts have one meaning and the same sentences."""
    found = []
    for written, kind in ((text, "yaml"), (other, form)):
        document, findings = read_text(written.encode(), f"rule-set.{kind}", form if kind == form else "yaml")
        assert document is not None, findings
        rules, findings = read_rule_set(document)
        assert rules is not None, findings
        found.append((rules.fingerprint.meaning, whole_sentences(rules)))
    assert found[0] == found[1]


@pytest.mark.parametrize("name", SHIPPED)
def test_layout_is_not_part_of_a_shipped_rule_set(name: str) -> None:
    rng, text = random.Random(name), rules_text(name)
    assert_same(text, commented(text, rng))
    assert_same(text, as_yaml(loaded_once(text)))
    assert_same(text, as_yaml(reordered(loaded_once(text), rng)))
    assert_same(text, json.dumps(loaded_once(text)), "json")


@pytest.mark.parametrize("seed", range(10 * SIZE))
def test_layout_is_not_part_of_a_rule_set(seed: int) -> None:
    rng = random.Random(f"layout {seed}")
    both = of_any(rng)
    text = both.rule_set_text
    assert_same(text, commented(text, rng))
    assert_same(text, as_yaml(reordered(both.rule_data, rng)))
    assert_same(text, json.dumps(both.rule_data, ensure_ascii=rng.random() < 0.5), "json")
