"""Definition lists, task lists, formulas, abbreviations, numbered figures: what learners read."""

from __future__ import annotations

import re

import pytest

from scorm_builder.markdown.formulas import FormulaError, mathml
from tests.markdown.rendering import asset, findings, read, shown


def test_a_definition_list() -> None:
    html = shown("Warden\n: counts\n: calls\n\nBrigade\n: fights")
    assert re.sub(r"\s", "", html) == (
        "<dl><dt>Warden</dt><dd>counts</dd><dd>calls</dd><dt>Brigade</dt><dd>fights</dd></dl>"
    )


def test_a_task_list_says_what_is_done_without_colour() -> None:
    html = shown("- [ ] call\n- [x] leave\n- [X] count\n- rest")
    assert html.count('<li class="task">') == 3
    assert html.count('role="img" aria-label="Done"') == 2
    assert html.count('role="img" aria-label="To do"') == 1
    assert "<input" not in html, "nobody can tick it"
    assert "[" not in html


def test_what_only_looks_like_a_task() -> None:
    assert "[ ] a" in shown("- \\[ ] a")
    assert "[]" in shown("- [] a")
    assert "[x]a" in shown("- [x]a")
    assert 'class="task"' not in shown("`[ ]` a\n\n[ ] b")


def test_tasks_in_a_loose_and_in_an_ordered_list() -> None:
    assert shown("1. [ ] a\n\n2. [x] b\n").count('<li class="task">') == 2


def test_a_formula_is_mathml_with_its_tex() -> None:
    html = shown("so $E = mc^2$ holds")
    assert '<math alttext="E = mc^2" dir="ltr">' in html
    assert "<msup><mi>c</mi><mn>2</mn></msup>" in html
    assert html.startswith("<p>so <math")


def test_a_formula_on_its_own_scrolls() -> None:
    html = shown("$$\n\\frac{a}{b}\n$$")
    assert '<math display="block" alttext="\\frac{a}{b}" dir="ltr">' in html
    assert 'class="scroll formula"' in html
    assert 'tabindex="0"' in html


@pytest.mark.parametrize(
    "prose",
    [
        "It costs $5 to $10.",
        "Take $5, or US$7/US$9.",
        r"\$a\$ is literal",
        "`$a$`",
        "$HOME and $PATH",
        "a $ b $ c",
        "between $5–$10",
        "P costs $200/year. In shells `$PATH` is a variable.",
        "see [a $5 link](https://x.example/$a$b)",
        "df$col and df$other",
        "(that is $7.50 on average). Costs 5$ each",
        "5 $ und 10 $. 5$-10$ Rabatt",
        "$5-$10",
        "Win $$$ now! $$ and $$$$",
        "US$5 or A$6 or $7",
    ],
)
def test_money_is_no_formula(prose: str) -> None:
    assert "<math" not in shown(prose)
    assert findings(prose) == []


@pytest.mark.parametrize(
    ("tex", "why"),
    {
        r"\foo x": r"\foo is not known",
        r"\sqrt[3]{x": "a { is not closed",
        "a}": "a } closes nothing",
        r"\left( x": r"\left has no \right",
        "x^": "nothing follows ^ or _",
        r"\href{javascript:a()}{x}": "cannot have a href",
        r"\style{color:red}{x}": "cannot have a style",
        r"\begin{matrix} a": r"\begin has no \end",
        "x^2^3": "two superscripts",
        r"\frac{1}": "something is missing",
        r"\begin{foo} a \end{foo}": r"\begin{foo} is not known",
        "a & b": "outside of a table",
        r"a \\ b": "outside of a table",
    }.items(),
)
def test_a_formula_that_cannot_be_shown_is_an_error_at_its_place(tex: str, why: str) -> None:
    assert findings(f"one\ntwo ${tex}$ three") == ["2:5 S221"]
    assert findings(f"one\n\n$$\n{tex}\n$$") == ["3:1 S221"]
    [found] = read(f"${tex}$")[1]
    assert why in found.message


@pytest.mark.parametrize(
    ("tex", "rows"),
    {
        r"\begin{aligned} a &= b \\ c &= d \end{aligned}": 2,
        r"\begin{alignedat}{2} a &= b \\ c &= d \end{alignedat}": 2,
        r"\begin{gathered} a \\ b \end{gathered}": 2,
        r"\begin{eqnarray} a &=& b \\ c &=& d \end{eqnarray}": 2,
        r"\begin{dcases} a & b \\ c & d \end{dcases}": 2,
        r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}": 2,
        r"\arg z = 1 \notag \label{x}": 0,
    }.items(),
)
def test_the_usual_environments(tex: str, rows: int) -> None:
    made = mathml(tex, display=True)
    assert made.count("<mtr>") == rows
    assert ">&amp;<" not in made
    assert "linebreak" not in made


def test_display_in_the_line_and_as_on_github() -> None:
    assert '<math display="block"' in shown("so $$a = b$$ holds")
    assert '<math display="block"' in shown("```math\na = b\n```")
    assert "<math" in shown("公式$x$在此")


def test_a_block_of_tex_that_never_ends_is_told() -> None:
    assert findings("one\n\n$$\na = b\n\ntwo") == ["3:1 S221"]


def test_nothing_in_a_formula_becomes_markup() -> None:
    assert "<b>" not in mathml(r"\text{<b>&amp;}", display=False)
    assert "a &lt; b" in re.sub(r"<[^>]*>", " ", mathml("a<b", display=False)).replace("  ", " ")
    with pytest.raises(FormulaError):
        mathml("", display=False)


def test_a_title_with_a_formula_is_text() -> None:
    assert read("# Why $E=mc^2$")[0].title == "Why E=mc^2"


def test_abbreviations() -> None:
    html = shown(
        "*[HTML]: Hypertext Markup Language\n*[HT]: no\n\nHTML, HT and XHTML, **HTML**, `HTML`."
    )
    assert html.count('<abbr title="Hypertext Markup Language">HTML</abbr>') == 2
    assert "XHTML" in html
    assert "<code>HTML</code>" in html
    assert html.count("<abbr") == 3
    assert "*[" not in html


def test_an_abbreviation_may_follow_its_text() -> None:
    assert 'title="World Health' in shown("The WHO.\n*[WHO]: World Health Organization")


def test_an_abbreviation_that_never_occurs_is_told() -> None:
    assert findings("text\n\n*[HTML]: Hypertext Markup Language") == ["3:1 S222"]


def test_figures_are_numbered_where_there_are_more_than_one() -> None:
    links = {"a.svg": asset("a.svg"), "b.svg": asset("b.svg")}
    one = shown('![x](a.svg "Plan")', links)
    assert "<figcaption>Plan</figcaption>" in one
    two = shown('![x](a.svg "Plan")\n\ntext\n\n![y](b.svg "Way out")', links)
    assert "<figcaption>Figure 1: Plan</figcaption>" in two
    assert "<figcaption>Figure 2: Way out</figcaption>" in two


def test_a_link_without_words_names_the_figure() -> None:
    links = {"a.svg": asset("a.svg"), "b.svg": asset("b.svg")}
    text = '![x](a.svg "Plan"){#plan}\n\n![y](b.svg "Way"){#way}\n\nSee [](#way) and [it](#plan).'
    html = shown(text, links)
    assert '<a href="#way">Figure 2</a>' in html
    assert '<a href="#plan">it</a>' in html
    assert findings(text) == []
    alone = shown('![x](a.svg "Plan"){#plan}\n\nSee [](#plan).', links)
    assert '<a href="#plan">Figure 1</a>' in alone
    assert "Figure 1: Plan" in alone


def test_a_link_without_words_is_told() -> None:
    assert findings("see [](https://example.org)") == ["1:5 S223"]
    assert findings("[x](a.md) [](a.md)") == ["1:11 S223"]
    assert findings("see [](#nowhere)") == ["1:5 S223"]
    assert findings("see [![way](a.png)](b.png)") == []
