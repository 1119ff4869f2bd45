"""The fields of the score sheet for ``docs/``, from its published schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from docs_keys import row
from scoring.diagnostics import Language
from scoring.reports.schemas import schemas

HEADS = ("字段", "类型", "含义")

MEANINGS = {
    "format": "格式名",
    "institution": "单位",
    "institution.code": "单位代码",
    "institution.name": "单位名称",
    "year": "评价年度",
    "rule_set": "所用的指标体系",
    "rule_set.id": "指标体系的代号",
    "rule_set.version": "指标体系的版本",
    "fingerprint": "指纹",
    "fingerprint.meaning": "含义指纹：规范化内容的SHA-256，与排版、注释、键的次序无关",
    "fingerprint.bytes": "文件指纹：文件字节的SHA-256",
    "submission": "所评的填报数据",
    "submission.file": "文件",
    "engine": "程序版本",
    "total": "总分；缺的数据无论怎样补齐，总分都在low与high之间",
    "marks": "得分，按取舍规定的位数；不能确定时为null",
    "exact": "取舍前的得分；不能确定时为null",
    "low": "可能的最低分",
    "high": "可能的最高分",
    "full_marks": "分值",
    "grade": "等级；总分区间两端等级相同才算确定",
    "grade.name": "等级；不能确定时为null",
    "grade.english": "等级的英文名称",
    "grade.low": "可能的最低等级",
    "grade.high": "可能的最高等级",
    "grade.certain": "等级是否确定",
    "claimed": "自评；没有自评为null",
    "claimed.marks": "自评得分",
    "claimed.grade": "自评等级",
    "difference": "自评减评定",
    "indicators": "各指标，按指标体系的次序",
    "indicators[].code": "指标编号",
    "indicators[].name": "指标名称",
    "group": "所在各级指标，由外到内",
    "state": "状态：已评分、不适用、数据缺失、待评价",
    "method": "评分方法",
    "deduction": "扣分；不能确定时为null",
    "not_counted": "不计入的分值（折算）",
    "value": "指标值；没有指标值为null",
    "value.formula": "公式",
    "value.substituted": "代入数据的公式",
    "value.exact": "准确值，分数",
    "value.shown": "显示的值",
    "workings": "演算过程",
    "workings[].name": "步骤名",
    "workings[].exact": "准确值",
    "workings[].shown": "显示的值",
    "reason": "扣分原因或状态的说明",
    "reason.code": "原因代码，含义固定不变",
    "reason.values": "原因中的数据",
    "reason.text": "原因的中文句子",
    "facts": "用到的填报项",
    "facts[].name": "名称",
    "facts[].value": "数据",
    "facts[].unit": "单位",
    "place": "所在位置，文件:行:列，从1数起",
    "quote": "摘引的原话",
    "evidence": "佐证材料",
    "standard": "评分标准原文",
    "source": "评分标准的来源",
    "source.title": "来源文件标题",
    "source.url": "网页",
    "source.status": "可靠程度",
    "groups": "各级指标的小计",
    "groups[].path": "各级指标名称，由外到内",
    "lines": "总分调整项，按执行次序",
    "lines[].line": "调整项名称",
    "amount": "增减分；不能确定时为null",
    "missing": "还缺的数据和判断",
    "lacking": "缺什么：填报项、被退回的填报项、评价人判断、自评、分母为0的值",
    "missing[].name": "名称",
    "codes": "影响的指标编号",
    "material": "是否影响得分",
    "findings": "发现的问题",
    "findings[].code": "问题代码",
    "severity": "轻重",
    "text": "说明",
    "hint": "怎么改",
    "related": "有关的其他位置",
}
"""What a field means, by as much of the end of its path as tells it from others."""


def sheet_fields(language: Language) -> Iterator[str]:
    """Yield the table of every field, inner ones behind their outer ones."""
    whole = json.loads(schemas()["score-sheet"](language, None))
    yield row(*HEADS)
    yield row("---", "---", "---")
    yield from _fields(whole, whole, "")


def _fields(schema: Any, whole: Any, above: str) -> Iterator[str]:
    for name, one in schema.get("properties", {}).items():
        place = f"{above}.{name}" if above else name
        inner, null = _resolved(one, whole)
        yield row(f"`{place}`", _kind(inner) + (", null" if null else ""), meaning(place))
        if "items" in inner:
            yield from _fields(_resolved(inner["items"], whole)[0], whole, f"{place}[]")
        yield from _fields(inner, whole, place)


def meaning(place: str) -> str:
    """Return what the field at *place* means.

    Raises KeyError for a field nobody has explained.
    """
    parts = place.split(".")
    ends = [".".join(parts[start:]) for start in range(len(parts))]
    return next((MEANINGS[end] for end in ends if end in MEANINGS), "") or MEANINGS[place]


def _resolved(schema: Any, whole: Any) -> tuple[Any, bool]:
    """Return what a reference, or the one alternative that is not null, stands for, and whether null may stand."""
    if "$ref" in schema:
        return _resolved(whole["$defs"][schema["$ref"].rpartition("/")[2]], whole)
    alternatives = schema.get("anyOf", schema.get("oneOf"))
    if not alternatives:
        return schema, False
    others = [one for one in alternatives if one != {"type": "null"}]
    inner, null = _resolved(others[0], whole)
    return inner, null or len(others) < len(alternatives)


def _kind(schema: Any) -> str:
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return " ".join(f"`{one}`" for one in schema["enum"])
    kinds = schema.get("type", "")
    return ", ".join(kinds) if isinstance(kinds, list) else str(kinds)
