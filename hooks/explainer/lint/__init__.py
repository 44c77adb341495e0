"""The attribution lint: a critic of who, when, what and how much in texts about attention."""

from .engine import check
from .pages import rule_index, rule_page
from .site import check_page, check_texts
from .views import check_bibliography, check_view

__all__ = ["check", "check_bibliography", "check_page", "check_texts", "check_view", "rule_index", "rule_page"]
