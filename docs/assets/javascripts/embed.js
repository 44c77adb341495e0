// A bare page inside another site's iframe: the view of its address, and its height for the page around it.

import { current, open, show } from "./depths.js";
import "./heatmap.js";

const MESSAGE = "attention-explainer:height";

show(current());
document.documentElement.classList.replace("no-js", "js");

document.addEventListener("change", ({ target }) => {
  const topic = target.closest(".depths");
  if (topic && target.matches(".depths > .tabbed-set > input")) open(topic, target.value);
});

const charts = document.querySelectorAll("figure.chart");
if (charts.length) import("./chart.js").then(({ takeUp }) => charts.forEach(takeUp));

if (parent !== window) {
  let told = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    parent.postMessage({ type: MESSAGE, height }, "*"); // any page may embed this one; a height tells it nothing else
  }).observe(document.body);
}
