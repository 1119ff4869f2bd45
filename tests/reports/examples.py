"""Score sheets put together by hand, in every state a sheet can be in."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from scoring.diagnostics import Diagnostic, Location, Message, Quantity, Severity, Word, message
from scoring.engine.found import Found, Lacking, State, Told
from scoring.engine.sheet import (
    Adjusted,
    Explained,
    Graded,
    Missing,
    Scored,
    ScoreSheet,
    Step,
    Total,
    Used,
    Valued,
)
from scoring.exact import RoundingMode
from scoring.expressions import tree
from scoring.expressions.tree import Input, number
from scoring.expressions.tree import Source as From
from scoring.methods.contract import Lowered, Method, Working, reason
from scoring.rule_set.model import (
    Basis,
    Fact,
    FactType,
    Fingerprint,
    Grade,
    Grades,
    Group,
    Indicator,
    Line,
    LineKind,
    RoundedAt,
    Rounding,
    RuleSet,
    Source,
    Status,
    Value,
)
from scoring.submissions.model import Claims, Given, Rows, Submission
from scoring.units import PERCENT, read_unit

TABLE = Source("table", "科技局整体支出绩效评价评分表（附件2）", Status.OFFICIAL, "http://yueyang.gov.cn/x.html")
OURS = Source("ours", "官方表未说明处的约定", Status.CONSTRUCTED)
GRADES = Grades(
    Basis.EXACT,
    (
        Grade("优", Fraction(90), "excellent"),
        Grade("良", Fraction(80), "good"),
        Grade("中", Fraction(60), "fair"),
        Grade("差", Fraction(0), "poor"),
    ),
)
EXCELLENT, GOOD, FAIR, POOR = GRADES.grades
LOWERED = Lowered(
    (Working("marks", Word("Marks"), number(5)),),
    (reason("steps.within", None, "within"),),
    message(
        "{name} above {limit}: {each} marks off for each {step}", name="控制率", limit="100%", each="0.5", step="1%"
    ),
)
STEPS = Method("steps", Word("steps"), ("每超过一个百分点扣0.5分",), object, True, lambda *_: LOWERED)
RATE = tree.divide(Input(From.FACT, "在职人数"), Input(From.FACT, "编制数"))
KNOWN: Any = {
    (From.FACT, "在职人数"): Quantity(Fraction(31), "人"),
    (From.FACT, "编制数"): Quantity(Fraction(30), "人"),
}
MARKUP_NAME = "预算执行[red]率\x1b[31m=1+1"


def place(line: int, column: int = 9, file: str = "submission.yaml") -> Location:
    return Location(file, line, column)


def indicator(code: str, name: str, path: tuple[str, ...], full: int, **more: Any) -> Indicator:
    rate = Value(RATE, "在职人数 / 编制数", PERCENT)
    options: dict[str, Any] = {
        "value": rate,
        "standard": "以100%为标准。控制率≦100%，计5分；每超过一个百分点扣0.5分，扣完为止。",
        "sources": (("standard", TABLE), ("part_step", OURS)),
        "inputs": ("在职人数", "编制数"),
        "place": place(31, 13, "rule-set.yaml"),
    }
    return Indicator(
        code, name, path, Fraction(full), method=STEPS, parameters=None, lowered=LOWERED, **(options | more)
    )


A01 = indicator("A01", "财政供养人员控制率", ("投入", "预算配置"), 5)
A02 = indicator("A02", "“三公”经费变动率", ("投入", "预算配置"), 5)
B01 = indicator("B01", MARKUP_NAME, ("过程",), 40)
C01 = indicator("C01", "社会公众或服务对象满意度", ("效果",), 50, value=None)
CONFIG = Group("预算配置", ("投入", "预算配置"), Fraction(10), (A01, A02))
INPUT = Group("投入", ("投入",), Fraction(10), (CONFIG,))
PROCESS = Group("过程", ("过程",), Fraction(40), (B01,))
EFFECT = Group("效果", ("效果",), Fraction(50), (C01,))
CAP = Line(LineKind.CAP, "执行率封顶", message("cap"), place=place(90, 5, "rule-set.yaml"))

RULES = RuleSet(
    id="example",
    title="示例评分表",
    version="1.0.0",
    authority="示例财政局",
    valid_for=(2018, 2023),
    full_marks=Fraction(100),
    total_at_most=Fraction(100),
    rounding=Rounding(Fraction("0.01"), RoundingMode.HALF_UP, RoundedAt.INDICATOR),
    grades=GRADES,
    sources={"table": TABLE, "ours": OURS},
    facts={
        "在职人数": Fact("在职人数", FactType.COUNT, read_unit("人"), about="年末实际在职人数"),
        "编制数": Fact("编制数", FactType.COUNT, read_unit("人")),
        "满意度": Fact("满意度", FactType.PERCENT, PERCENT),
        "专项资金": Fact(
            "专项资金", FactType.TABLE, columns=(Fact("名称", FactType.TEXT), Fact("比例", FactType.PERCENT, PERCENT))
        ),
        "批复日期": Fact("批复日期", FactType.DATE),
    },
    derived={},
    values={},
    root=(INPUT, PROCESS, EFFECT),
    indicators=(A01, A02, B01, C01),
    lines=(CAP,),
    cross_checks=(),
    fingerprint=Fingerprint("sha256:" + "0" * 64, "sha256:" + "1" * 64),
)
SUBMISSION = Submission(
    code="430682-0123",
    name="临湘市救助站",
    year=2023,
    facts={},
    judgements={},
    claims=Claims(Fraction(98), "优", {"A01": Fraction(5)}),
    file="submission.yaml",
    fingerprint=Fingerprint("sha256:" + "2" * 64, "sha256:" + "3" * 64),
)
STAFF = Used(
    "在职人数", "人", Given(Fraction(31), "31", place(7), evidence="2023年度部门决算报表", quote="在职人数31人")
)
POSTS = Used("编制数", "人", Given(Fraction(30), "30", place(8)))
PROJECTS = Used(
    "专项资金",
    "",
    Rows(({"名称": Given("救助补助", "救助补助"), "比例": Given(Fraction(1, 3), "33%")},), place(9)),
)


FULL_MARKS = Explained("full", message("full marks"))


@dataclass(frozen=True)
class Written:
    """A detail written down beforehand."""

    reason: Explained = FULL_MARKS
    value: Valued | None = None
    steps: tuple[Step, ...] = ()
    used: tuple[Used, ...] = ()
    compared: tuple[Message, ...] = ()


def full(one: Indicator, **more: Any) -> Scored:
    """Return *one* with full marks, or with whatever else *more* says."""
    shown = Written(**{key: more.pop(key) for key in ("reason", "value", "steps", "used") if key in more})
    options: dict[str, Any] = {
        "state": State.SCORED,
        "marks": one.full_marks,
        "exact": one.full_marks,
        "low": one.full_marks,
        "high": one.full_marks,
        "claimed": None,
    } | more
    found = Found(options["state"], options["low"], options["high"])
    return Scored(one, found, options["marks"], options["claimed"], Told(exact=options["exact"]), lambda _: shown)


def lost() -> Scored:
    """A01: 1.5 marks off, with its whole trace."""
    sentence = message(
        "{name} {value}, {excess} above {limit}: {points} steps, {deduction} marks off",
        name="控制率",
        value=Quantity(Fraction(31, 30), "%", 2),
        excess=Quantity(Fraction(1, 30), "%", 2, points=True),
        limit=Quantity(Fraction(1), "%"),
        points=Fraction(3),
        deduction=Quantity(Fraction("1.5")),
    )
    return full(
        A01,
        marks=Fraction("3.5"),
        exact=Fraction("3.5"),
        low=Fraction("3.5"),
        high=Fraction("3.5"),
        reason=Explained("steps.above", sentence),
        value=Valued(RATE, KNOWN, Fraction(31, 30), Quantity(Fraction(31, 30), "%", 2)),
        steps=(
            Step("value", Word("value"), Fraction(31, 30), Quantity(Fraction(31, 30), "%", 2)),
            Step("over", Word("over"), True, None),
            Step("points", Word("points"), Fraction(3), Quantity(Fraction(3))),
        ),
        used=(STAFF, POSTS, PROJECTS),
        claimed=Fraction(5),
    )


def open_(one: Indicator, state: State, **more: Any) -> Scored:
    text = message("missing: {names}; {low} to {high} marks", names=("编制数",), low=Fraction(0), high=one.full_marks)
    nothing = {"marks": None, "exact": None, "low": Fraction(0), "reason": Explained("missing_data", text)}
    return full(one, state=state, **(nothing | more))


def sheet(indicators: tuple[Scored, ...], **more: Any) -> ScoreSheet:
    """Put a sheet together from its indicators; the sums are made here."""
    certain = all(one.marks is not None for one in indicators)
    lines: tuple[Adjusted, ...] = more.pop("lines", ())
    parts: tuple[Scored | Adjusted, ...] = (*indicators, *lines)
    low = sum((one.low for one in parts), Fraction(0))
    high = sum((one.high for one in parts), Fraction(0))
    total = low if certain else None
    options: dict[str, Any] = {
        "grade": Graded(GRADES.of(low), GRADES.of(high)),
        "missing": (),
        "findings": (),
        "submission": SUBMISSION,
        "rule_set": RULES,
    }
    return ScoreSheet(
        engine="0.1.0",
        total=Total(total, total, low, high, Fraction(100)),
        indicators=indicators,
        lines=lines,
        **(options | more),
    )


def settled() -> ScoreSheet:
    return sheet((lost(), full(A02), full(B01), full(C01)))


def unresolved() -> ScoreSheet:
    finding = Diagnostic(
        "S201",
        Severity.ERROR,
        message("{name} is not a number", name="满意度"),
        place(12),
        message("write digits"),
        ((message("declared here"), place(40, 3, "rule-set.yaml")),),
    )
    return sheet(
        (
            lost(),
            open_(A02, State.MISSING_DATA, used=(Used("编制数", "人", None),)),
            full(B01, state=State.NOT_APPLICABLE, reason=Explained("not_applicable", message("no projects"))),
            open_(C01, State.AWAITING_JUDGEMENT),
        ),
        missing=(
            Missing(Lacking.FACT, "本年三公经费", ("A02",), True),
            Missing(Lacking.REJECTED, "满意度", ("A02",), True),
            Missing(Lacking.JUDGEMENT, "C01", ("C01",), True),
            Missing(Lacking.FACT, "退休人数", ("B01",), False),
        ),
        findings=(finding,),
        lines=(Adjusted(CAP, message("执行率封顶"), None, Fraction(-9), Fraction(0), None),),
    )


def with_lines() -> ScoreSheet:
    because = Explained("cap.above", message("total cut to {cap}", cap=Fraction(89)))
    return sheet(
        (lost(), full(A02), full(B01), full(C01)),
        lines=(Adjusted(CAP, message("执行率封顶"), Fraction("-9.5"), Fraction("-9.5"), Fraction("-9.5"), because),),
        submission=Submission("430682-0124", "无自评单位", None, {}, {}, Claims(), "two.yaml", SUBMISSION.fingerprint),
    )


SHEETS = {"settled": settled, "unresolved": unresolved, "with_lines": with_lines}
