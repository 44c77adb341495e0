// An address that has moved: go on to the new one, with the view and the place that were asked for.

{
  const { to, anchors } = document.currentScript.dataset;
  const target = new URL(JSON.parse(anchors)[decodeURIComponent(location.hash.slice(1))] ?? to, location.href);
  target.search ||= location.search;
  target.hash ||= location.hash;
  location.replace(target);
}
