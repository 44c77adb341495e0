// Fetches what the lab's interactive parts need, when a page that has one is shown; other pages do without it.

const PARTS = {
  ".try": () => import("./try-sentence.js"),
  "figure.chart": () => import("./chart.js"),
};

function start() {
  for (const [selector, fetchPart] of Object.entries(PARTS)) {
    const places = document.querySelectorAll(selector);
    if (places.length) fetchPart().then(({ takeUp }) => places.forEach(takeUp));
  }
}

if (window.document$) window.document$.subscribe(start);
else start();
