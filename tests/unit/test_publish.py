"""A new site replaces the old one as a whole, and an author sees what would stop it."""

from explainer.policy import policy, script_hashes, with_policy
from explainer.problem import Problem
from explainer.publish import banner, staging_folder, swap


def test_the_new_site_takes_the_place_of_the_old(tmp_path):
    published = tmp_path / "site"
    published.mkdir()
    (published / "old.html").write_text("old")
    staged = staging_folder(published)
    staged.mkdir()
    (staged / "new.html").write_text("new")
    swap(staged, published)
    assert [path.name for path in tmp_path.rglob("*.html")] == ["new.html"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_the_first_site_needs_no_old_one(tmp_path):
    staged = staging_folder(tmp_path / "site")
    staged.mkdir()
    swap(staged, tmp_path / "site")
    assert (tmp_path / "site").is_dir()


def test_an_author_sees_each_problem_as_text():
    page = '<body><div class="md-container" data-x>'
    shown = banner(page, [Problem("a.md", 1, 2, "X001", "no <script>", "mend it")])
    assert "a.md:1:2  X001  no &lt;script&gt; — mend it" in shown
    assert shown.index("build-problems") < shown.index("md-container")


def test_the_policy_names_the_scripts_of_the_page_and_nothing_else():
    page = '<html><head><title>t</title></head><script>a()</script><script src="x.js"></script><script type="application/json">{}</script>'
    hashes = script_hashes(page)
    assert hashes == {"'sha256-qVpDBgj7bpq5hMAcGp3AOc79J3Y1Z4HvySTwKrWDoy4='"}
    rule = policy(hashes)
    assert rule.startswith("default-src 'self'; script-src 'self' 'sha256-")
    assert with_policy(page, rule).startswith('<html><head><meta http-equiv="Content-Security-Policy" content="default-src')
