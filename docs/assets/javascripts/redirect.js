// An address that has moved: go on to the new one, with the view and the place that were asked for.

{
  const { to, anchors } = document.currentScript.dataset;
  const here = location.hash.slice(1);
  const moved = Object.entries(JSON.parse(anchors)).find(([anchor]) => [anchor, encodeURIComponent(anchor)].includes(here));
  const target = new URL(moved?.[1] ?? to, location.href);
  target.search ||= location.search;
  target.hash ||= location.hash;
  location.replace(target);
}
