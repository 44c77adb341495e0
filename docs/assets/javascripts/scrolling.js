// A formula or a table that is wider than the page scrolls in its box. Then, and only then, the keyboard can reach it.

const BOXES = { ".formula": "Long formula", ".md-typeset__scrollwrap": "Wide table" };
const ANY = Object.keys(BOXES).join();

const observer = new ResizeObserver((entries) => {
  const boxes = [...new Set(entries.map(({ target }) => target.closest(ANY)))].filter(Boolean);
  const wide = boxes.map((box) => box.scrollWidth > box.clientWidth); // read all before writing any
  boxes.forEach((box, index) => {
    if (wide[index]) {
      box.tabIndex = 0;
      box.role = "group";
      box.ariaLabel = BOXES[Object.keys(BOXES).find((selector) => box.matches(selector))];
    } else if (box.hasAttribute("tabindex")) {
      for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
    }
  });
});

function watch() {
  observer.disconnect();
  const watched = Object.keys(BOXES).flatMap((selector) => [selector, `${selector} > *`]);
  for (const element of document.querySelectorAll(watched.join())) observer.observe(element);
}

// Material wraps the tables of a page after it has told of the page.
if (window.document$) window.document$.subscribe(() => requestAnimationFrame(watch));
else watch();
