"""The page of each rule, made from the rule itself."""

from __future__ import annotations

from .rule import FAMILIES, RULES


def rule_page(code: str) -> str:
    """The rule, explained, in Markdown. Raises KeyError for an unknown code."""
    rule = RULES[code]
    parts = [
        f"# {rule.code}: {rule.name}",
        f"Family **{rule.family}**: {FAMILIES[rule.family]}.",
        "## Why",
        rule.why,
        "## What it says",
        f"{rule.message[:1].upper()}{rule.message[1:].rstrip('.')}. {rule.help[:1].upper()}{rule.help[1:].rstrip('.')}.",
    ]
    if rule.bad:
        parts += ["## It complains about", *(_example(text) for text in rule.bad)]
    if rule.good:
        parts += ["## It is content with", *(_example(text) for text in rule.good)]
    parts += ["## Source", rule.source]
    if rule.family != "PAG":
        parts += [
            "## Silence it",
            "Where the rule is wrong, put this on the line before the block and give the reason:",
            f"```markdown\n<!-- attribution: ignore {rule.code} -- why the rule is wrong here -->\n```",
        ]
    return "\n\n".join(parts) + "\n"


def _example(text: str) -> str:
    fence = "````" if "```" in text else "```"
    return f"{fence}markdown\n{text}\n{fence}"


def rule_index() -> str:
    """The list of all rules by family, in Markdown."""
    parts = [
        "# Attribution rules",
        "What the site's critic looks for. Each rule has a page with its reason, its source and examples.",
    ]
    for family, guards in FAMILIES.items():
        codes = sorted(code for code, rule in RULES.items() if rule.family == family)
        if codes:
            parts.append(f"## {family}: {guards}")
            parts.append("\n".join(f"- [{code}]({code}.md) — {RULES[code].name}" for code in codes))
    return "\n\n".join(parts) + "\n"
