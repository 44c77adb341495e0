// The meaning of a term or of a symbol, shown beside it. Without this script a term is a link to the glossary that
// carries its meaning for screen readers, and the list under each text explains its symbols.

const MARGIN = 8;
const LINGER = 180; // ms in which a pointer may cross from the word to its note
const note = Object.assign(document.createElement("div"), { className: "note", id: "meaning", popover: "manual" });
note.role = "note";

let subject = null;
let closing = 0;

/** What is said of an element: text or markup that the page itself holds, and where more is. */
function meaningOf(element) {
  if (element.matches("a.term")) return { text: element.getAttribute("aria-description"), url: element.href };
  const row = element
    .closest(".tabbed-block")
    ?.querySelector(`.symbols [data-for="${CSS.escape(element.dataset.symbol)}"]`);
  return row && { nodes: row.querySelector("dd").cloneNode(true).childNodes, url: row.querySelector("a").href };
}

function place({ left, right, top, bottom }) {
  const { width, height } = note.getBoundingClientRect();
  const across = Math.min(Math.max((left + right - width) / 2, MARGIN), document.documentElement.clientWidth - width - MARGIN);
  const above = top - height - MARGIN / 2;
  note.style.left = `${across}px`;
  note.style.top = `${above > MARGIN ? above : bottom + MARGIN / 2}px`;
}

function show(element) {
  clearTimeout(closing);
  if (element === subject) return;
  const meaning = meaningOf(element);
  if (!meaning) return;
  const more = Object.assign(document.createElement("a"), { href: meaning.url });
  more.textContent = element.matches("a.term") ? "Glossary" : "Notation";
  note.replaceChildren(...(meaning.nodes ?? [meaning.text]), more);
  document.body.append(note);
  note.showPopover?.();
  place(element.getBoundingClientRect());
  subject = element;
}

function hide() {
  clearTimeout(closing);
  subject = null;
  note.remove();
}

/** Keep the note beside its word while the page moves, until the word is out of sight. */
function follow() {
  const box = subject?.getBoundingClientRect();
  if (!box) return;
  if (box.bottom < 0 || box.top > innerHeight) hide();
  else place(box);
}

const noted = ({ target }) => target.closest?.("a.term, [data-symbol]");
const leave = () => {
  clearTimeout(closing);
  closing = setTimeout(hide, LINGER);
};

document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  const element = noted(event);
  if (element) show(element);
  else if (event.target.closest?.(".note")) clearTimeout(closing);
  else if (subject && subject !== document.activeElement) leave();
});

document.addEventListener("focusin", (event) => {
  const element = noted(event);
  if (element?.matches(":focus-visible")) show(element);
  else if (!event.target.closest?.(".note")) hide();
});

document.addEventListener("focusout", ({ target }) => target === subject && leave());

// A finger cannot hover: the first tap shows the meaning, with the link to more in it, the second follows the link.
document.addEventListener("click", (event) => {
  const element = noted(event);
  const byFinger = event.pointerType === "touch";
  if (element && byFinger && element !== subject) {
    event.preventDefault();
    event.stopPropagation(); // or the instant navigation follows the link all the same
    show(element);
  } else if (!event.target.closest?.(".note") && !(element && !byFinger)) {
    hide();
  }
}, true);

document.addEventListener("keydown", ({ key }) => key === "Escape" && hide());
addEventListener("scroll", follow, { passive: true, capture: true });

document.documentElement.classList.add("has-notes");
window.document$?.subscribe(hide);
