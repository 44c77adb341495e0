"""A notebook's page carries its text and code, not Jupyter's styles and scripts."""

from explainer.notebook_html import plain_notebook


def test_baggage_goes_and_content_stays():
    page = (
        '<style type="text/css">.x{}</style><script>a()</script><h1 id="t">T</h1><p>Text.</p>'
        '<div class="highlight-ipynb"><pre><span class="n">x</span> <span class="o">=</span> <span class="mi">1</span></pre></div>'
        '<clipboard-copy><div class="notice" hidden>Copied!</div></clipboard-copy><div class="clipboard-copy-txt" id="cell-1">x = 1</div><div class="jp-InputPrompt jp-x">In [1]:</div><!-- Load mathjax -->'
    )
    assert plain_notebook(page, "attention") == (
        '<h1 id="t">T</h1><p class="notebook-download"><a href="attention.ipynb" download>Download this notebook</a></p>'
        '<p>Text.</p><div class="highlight"><pre>x = 1</pre></div>'
    )


def test_boxes_around_a_cell_go_and_what_is_styled_or_linked_stays():
    page = (
        '<div class="jp-Notebook" data-x="y"><div class="jp-Cell jp-CodeCell">\n<div class="jp-Cell jp-CodeCell" id="c">'
        '<div class="CodeMirror"><div class="zeroclipboard-container">\n</div>\n<div class="highlight"><pre>a\n\n'
        '<span class="k">if</span> <span class="sa">f</span><span class="s2">"b</span><span class="si">{</span>c'
        '<span class="si">}</span><span class="s2">"</span></pre></div>\n</div></div></div>'
        '<div class="jp-Cell"><div class="jp-RenderedMarkdown"><h2 id="h">H<a class="anchor-link" href="#h">¶</a></h2>'
        "</div></div></div>"
    )
    assert plain_notebook(page, "n").split("</p>", 1)[1] == (
        '<div class="jp-Notebook" data-x="y"><div class="jp-Cell jp-CodeCell" id="c"><div class="highlight"><pre>a\n\n'
        '<span class="k">if</span> f<span class="s2">"b{</span>c<span class="s2">}"</span></pre></div>\n</div>'
        '<div class="jp-RenderedMarkdown"><h2 id="h">H</h2></div></div>'
    )
