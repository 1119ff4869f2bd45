"""What goes into an engine and what comes out of it, in words all of them share.

Kept apart from everything that takes long to import: the start of each engine is measured with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

Row = Mapping[str, str]
"""Short name → the figure as it would be written."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is compared: marks by indicator in the order of the table, the total, the name of the grade."""

    marks: tuple[Fraction, ...]
    total: Fraction
    grade: str


NAMES: Final = {
    "staff": "在职人数",
    "posts": "编制数",
    "hospitality": "本年三公经费",
    "hospitality_before": "上年三公经费",
    "hospitality_budget": "三公经费预算",
    "key_projects": "重点项目支出",
    "projects": "项目支出",
    "goal_lawful": "目标合法",
    "goal_clear": "目标明确",
    "goal_measured": "目标量化",
    "goal_matched": "目标匹配",
    "executed": "预算完成数",
    "budget": "预算数",
    "adjusted": "预算调整数",
    "paid": "实际支付数",
    "payable": "应支付数",
    "left": "年末结余",
    "left_before": "上年结转",
    "office": "公用经费",
    "office_budget": "公用经费预算",
    "purchased": "政府采购金额",
    "purchase_budget": "政府采购预算",
    "has_rules": "有管理办法",
    "rules_complete": "制度完整",
    "rules_kept": "执行到位",
    "breaches": "违规例数",
    "diversions": "挪用例数",
    "published": "按时公开",
    "assets_used": "在用固定资产",
    "assets": "固定资产总额",
    "done": "实际完成工作数",
    "planned": "计划工作数",
    "timely": "及时完成工作数",
    "good": "质量达标工作数",
    "key_done": "重点工作完成数",
    "key_planned": "重点工作交办数",
    "cost": "实际成本",
    "cost_planned": "计划成本",
    "satisfied": "满意份数",
    "answers": "有效问卷份数",
    "panel": "评议得分",
    "panel_full": "评议满分",
}
"""Short name → name of the fact in the rule set."""

YES_NO: Final = frozenset(
    {
        "goal_lawful",
        "goal_clear",
        "goal_measured",
        "goal_matched",
        "has_rules",
        "rules_complete",
        "rules_kept",
        "published",
    }
)
