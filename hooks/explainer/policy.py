"""The Content-Security-Policy of the published pages: their own origin, and the inline scripts that were built."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

INLINE_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL | re.IGNORECASE)
HEAD = re.compile(r"<head[^>]*>", re.IGNORECASE)


def script_hashes(page: str) -> set[str]:
    """The CSP sources of the scripts that stand in the page itself. Data blocks such as JSON are not scripts."""
    return {
        "'sha256-" + base64.b64encode(hashlib.sha256(match["code"].encode()).digest()).decode() + "'"
        for match in INLINE_SCRIPT.finditer(page)
        if "src=" not in match["attributes"] and "json" not in match["attributes"]
    }


def policy(hashes: Iterable[str]) -> str:
    """The policy. The hashes are those of the whole site, since instant navigation keeps the first page's policy."""
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {' '.join(hashes)}".strip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "frame-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        )
    )


def with_policy(page: str, rule: str) -> str:
    """The page with the policy as the first thing in its head."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{rule}">'
    return HEAD.sub(lambda match: match[0] + meta, page, count=1)
