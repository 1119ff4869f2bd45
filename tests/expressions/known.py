"""The names that the tests of expressions may use, and short ways of reading one."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.diagnostics import Diagnostic, Language, Location
from scoring.expressions.expected import Expected, Typed
from scoring.expressions.names import Declared, Names
from scoring.expressions.parse import read_expression
from scoring.expressions.tree import Input, Node, Reference, Scope, Sort, Source
from scoring.expressions.words import words
from scoring.units import Unit, read_unit

PLACE = Location("rule-set.yaml", 7, 11)


def fact(name: str, unit: str = "", sort: Sort = Sort.NUMBER, *, choices: Sequence[str] = ()) -> Declared:
    return Declared(name, Input(Source.FACT, name, sort), sort, read_unit(unit), words=tuple(choices))


def column(name: str, table: str, unit: str = "", sort: Sort = Sort.NUMBER, *, choices: Sequence[str] = ()) -> Declared:
    return Declared(name, Input(Source.COLUMN, name, sort, table), sort, read_unit(unit), words=tuple(choices))


PROJECTS = Declared(
    "专项资金",
    None,
    Sort.TABLE,
    columns=(
        column("名称", "专项资金", sort=Sort.TEXT),
        column("金额", "专项资金", "万元"),
        column("进度", "专项资金", "%"),
        column("得分", "专项资金"),
        column("按进度下达", "专项资金", sort=Sort.TRUTH),
        column("下达日期", "专项资金", sort=Sort.DATE),
        column("类别", "专项资金", sort=Sort.CHOICE, choices=("基建", "运转")),
    ),
)

NAMES = Names(
    [
        fact("在职人数", "人"),
        fact("编制数", "人"),
        fact("服务人次", "人次"),
        fact("支出", "万元"),
        fact("年初预算", "元"),
        fact("执行率", "%"),
        fact("完成率", "%"),
        fact("系数"),
        fact("倍数"),
        fact("天数", "天"),
        fact("标准", "元/人"),
        fact("项目数", "个"),
        fact("按时报送", sort=Sort.TRUTH),
        fact("公开", sort=Sort.TRUTH),
        fact("验收日期", sort=Sort.DATE),
        fact("计划日期", sort=Sort.DATE),
        fact("等次", sort=Sort.CHOICE, choices=("优秀", "合格", "不合格")),
        fact("评价", sort=Sort.CHOICE, choices=("优秀", "A级")),
        fact("说明", sort=Sort.TEXT),
        fact("非税收入", "万元"),
        fact("notes"),
        fact("“三公”经费", "万元"),
        fact("因公出国（境）费", "万元"),
        fact("6月底下达比例", "%"),
        fact("人员_经费·合计", "万元"),
        fact("重名"),
        fact("重名"),
        Declared("结转", Reference(Scope.DERIVED, "结转"), Sort.NUMBER, read_unit("万元")),
        Declared("达标", Reference(Scope.DERIVED, "达标", truth=True), Sort.TRUTH),
        Declared("控制率", Reference(Scope.VALUE, "A01"), Sort.NUMBER, read_unit("%")),
        PROJECTS,
        Declared("空表", None, Sort.TABLE),
    ],
    {"A01": Reference(Scope.MARKS, "A01"), "C01.1": Reference(Scope.MARKS, "C01.1")},
)


def read(
    text: str,
    expect: Expected = Expected.VALUE,
    *,
    unit: str | None = None,
    constant: bool = False,
    cross_check: bool = False,
    batch: bool = False,
) -> tuple[Typed | None, tuple[Diagnostic, ...]]:
    """Read *text* with the names of the tests."""
    wanted: Unit | None = None if unit is None else read_unit(unit)
    return read_expression(
        text, PLACE, NAMES, expect=expect, unit=wanted, constant=constant, cross_check=cross_check, batch=batch
    )


def typed(text: str, expect: Expected = Expected.VALUE, *, unit: str | None = None, cross_check: bool = False) -> Typed:
    """Read *text*, which is right."""
    found, findings = read(text, expect, unit=unit, cross_check=cross_check)
    assert found is not None, [Language("en").render(finding.text) for finding in findings]
    assert not findings
    return found


def said(node: Node) -> str:
    """Return *node* in English words."""
    return Language("en").render(words(node))


def shown(text: str, expect: Expected = Expected.VALUE, *, cross_check: bool = False) -> str:
    """Return the words of what *text* was read as."""
    return said(typed(text, expect, cross_check=cross_check).node)


def codes(text: str, expect: Expected = Expected.VALUE, *, unit: str | None = None) -> list[str]:
    """Return the codes of the findings about *text*."""
    return [finding.code for finding in read(text, expect, unit=unit)[1]]
