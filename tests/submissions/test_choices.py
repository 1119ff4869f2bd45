"""What a department chooses: by title, code or path, in every kind of group; what is refused counts as not chosen."""

from __future__ import annotations

from fractions import Fraction

import pytest

from scoring.diagnostics import Language
from scoring.documents import read_text
from scoring.engine import score
from scoring.engine.found import Lacking
from scoring.reports.wording import named
from scoring.submissions import Submission, read_submission
from scoring.submissions.choices import choices_left
from submissions.small import HEAD, choosing_rules, codes, concise


def chosen(text: str) -> tuple[Submission, list[str]]:
    """Return a submission that makes the choices in *text*, with the codes of its findings."""
    document, findings = read_text(f"{HEAD}facts: {{合规: 是}}\nchoices: {text}\n".encode(), "submission.yaml", "yaml")
    assert document is not None, findings
    submission, findings = read_submission(document, choosing_rules())
    assert submission is not None
    return submission, codes(concise(findings))


def made(text: str) -> dict[str, tuple[str, ...]]:
    """Return the parts chosen by the path of their group; nothing may be found."""
    submission, findings = chosen(text)
    assert not findings
    return {path: choice.parts for path, choice in submission.choices.items()}


def test_groups_that_leave_a_choice() -> None:
    assert list(choices_left(choosing_rules())) == ["收支/往来款", "效益/往来款", "效益/可选指标"]


@pytest.mark.parametrize("one", ["应收账款变动率", "A02", " ａ０２ ".strip().upper()])
def test_one_part_by_title_or_code(one: str) -> None:
    assert made(f"{{收支/往来款: {one}}}") == {"收支/往来款": ("应收账款变动率",)}


def test_some_parts_in_the_order_of_the_rule_set() -> None:
    assert made("{效益/往来款: [C03, 经济效益]}") == {"效益/往来款": ("经济效益", "生态效益")}


def test_one_of_some_parts_need_not_be_a_list() -> None:
    assert made("{效益/往来款: C03}") == made("{效益/往来款: [C03]}") == {"效益/往来款": ("生态效益",)}


def test_marks_of_parts() -> None:
    submission, findings = chosen("{可选指标: {效率: 15分, D01: 5}}")
    assert not findings
    (choice,) = submission.choices.values()
    assert (choice.parts, choice.marks) == (("公平", "效率"), (Fraction(5), Fraction(15)))
    assert not chosen("{效益/可选指标: {效率: ２０}}")[1] or chosen("{效益/可选指标: {效率: ２０}}")[0].choices


def test_the_fingerprint_depends_on_the_choice_and_not_on_how_it_is_written() -> None:
    def meaning(text: str) -> str:
        return chosen(text)[0].fingerprint.meaning

    assert meaning("{可选指标: {效率: 15, D01: 5}}") == meaning("{效益/可选指标: {公平: 5.0, 效率: 15}}")
    assert meaning("{效益/往来款: C01}") == meaning("{效益/往来款: [C01]}")
    assert meaning("{效益/往来款: [C03, C01]}") == meaning("{效益/往来款: [经济效益, 生态效益]}")
    assert (
        len({meaning(one) for one in ("{}", "{效益/往来款: [C03]}", "{效益/往来款: [C01]}", "{收支/往来款: A01}")}) == 4
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{收支/往来款: [A01]}", ["S452"]),
        ("{收支/往来款: }", ["D207"]),
        ("{效益/往来款: {C01: 1}}", ["S453"]),
        ("{效益/往来款: }", ["D207"]),
        ("{效益/往来款: [[C01]]}", ["D203"]),
        ("{效益/往来款: [天气, C01]}", ["S344"]),
        ("{效益/往来款: 经济效益、C03}", ["S451"]),
        ("{收支/往来款: A01、天气}", ["S344"]),
        ("{可选指标: [公平]}", ["D201"]),
        ("{可选指标: {}}", ["S347"]),
        ("{可选指标: {公平: 许多}}", ["S211"]),
        ("{可选指标: {公平: [1]}}", ["D203"]),
        ("{可选指标: {公平: 20}, 效益/可选指标: {公平: 20}}", ["S201"]),
        ("{收支: A01}", ["S342"]),
        ("3", ["D201"]),
    ],
)
def test_what_is_refused_is_not_chosen(text: str, expected: list[str]) -> None:
    submission, findings = chosen(text)
    assert findings == expected
    assert not submission.choices


def test_a_choice_that_was_refused_is_not_called_one_that_was_not_made() -> None:
    submission, _ = chosen("{收支/往来款: [A01]}")
    sheet = score(choosing_rules(), submission)
    lacking = {one.name: (one.lacking, Language("zh").render(named(sheet, one))) for one in sheet.missing}
    assert lacking == {
        "收支/往来款": (Lacking.REJECTED, "“收支/往来款”的选择"),
        "效益/往来款": (Lacking.CHOICE, "“效益/往来款”的选择"),
        "效益/可选指标": (Lacking.CHOICE, "“效益/可选指标”的选择"),
    }
    assert submission.fingerprint.meaning != chosen("{}")[0].fingerprint.meaning
    assert "“收支/往来款”的选择" in Language("zh").render(sheet.indicators[0].reason.text)
