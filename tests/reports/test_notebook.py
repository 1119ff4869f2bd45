import scoring


def test_a_notebook_shows_sheets_and_rule_sets_as_tables() -> None:
    rules = scoring.read_rule_set("yueyang-2018")
    sheet = scoring.score(rules, scoring.read_submission(scoring.sample("linxiang-rescue-station-2023"), rules))
    shown = sheet._repr_markdown_()  # type: ignore[attr-defined]
    assert "| A01 |" in shown.replace("  ", " ")
    assert "11.00" in shown
    rule_sheet = rules._repr_markdown_()  # type: ignore[attr-defined]
    assert "财政供养人员控制率" in rule_sheet
    assert scoring.to_json(sheet) == scoring.to_json(
        scoring.score(rules, scoring.read_submission(scoring.sample("linxiang-rescue-station-2023"), rules))
    )
