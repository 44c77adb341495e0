// Fetches what attention maps need when the first page with one is shown; other pages do without it.

const start = () => document.querySelector("figure.heatmap") && import("./heatmap.js");

if (window.document$) window.document$.subscribe(start);
else start();
