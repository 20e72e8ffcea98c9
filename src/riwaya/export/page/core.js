// What every part of the page uses: the data, the labels, the state, and makers of elements that never read markup.

const DATA = JSON.parse(document.getElementById("index").textContent);
const LABELS = DATA.labels;
const DOCS = DATA.docs;
const FAMILIES = Object.keys(LABELS.families);
const FACTS = new Set(["occurred", "ongoing"]);
const state = { doc: -1, claim: -1, report: null, families: new Set(), statuses: new Set(), source: "", find: "" };
const $ = (id) => document.getElementById(id);

// What each part does when the report, the claim or the filters change.
const listeners = { report: [], claim: [], filter: [] };
const on = (what, run) => listeners[what].push(run);
const tell = (what, ...about) => { for (const run of listeners[what]) run(...about); };

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat()) {
    if (child !== null && child !== undefined && child !== "") node.append(child);
  }
  return node;
}
const el = (name, attributes, ...children) => fill(document.createElement(name), attributes, children);
const svg = (name, attributes, ...children) =>
  fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);

// Text of a report, or an Arabic label: isolated, so that it cannot move what stands beside it.
const ar = (text, name = "bdi") => el(name, { lang: "ar", dir: name === "bdi" ? "auto" : "rtl", class: "ar" }, text);
const num = (text) => el("bdi", { dir: "ltr", class: "num" }, text);
const both = (row) => el("span", { class: "both", title: row[2] || null }, row[0], " ", ar(row[1]));

const familyOf = (claim) => LABELS.types[claim.type][3];
const isFact = (claim) => FACTS.has(claim.status);

function reportOf(at) {
  return JSON.parse(document.querySelector(`script[data-report="${at}"]`).textContent);
}

function matches(summary) {
  return (
    (!state.families.size || state.families.has(familyOf(summary))) &&
    (!state.statuses.size || state.statuses.has(summary.status)) &&
    fromSource(summary)
  );
}

function fromSource(summary) {
  if (!state.source) return true;
  if (state.source === "own") return !summary.names.length;
  const [what, value] = [state.source.slice(0, 5), state.source.slice(5)];
  return what === "kind:" ? summary.kinds.includes(value) : summary.names.includes(value);
}

const filtered = () => Boolean(state.families.size || state.statuses.size || state.source);

// Every claim of the run that the filters let through, with its place in the run; worked out once a change of filters.
let seen = null;
function visible() {
  seen ??= DOCS.flatMap((entry, doc) => entry.claims.map((claim, at) => ({ doc, at, claim })).filter((i) => matches(i.claim)));
  return seen;
}
on("filter", () => { seen = null; });

// The sign of a status, around the origin: only what is told as fact is filled.
function sign(status, r) {
  const ring = (more) => svg("circle", { r, class: "ring", ...more });
  const line = (x1, y1, x2, y2) => svg("line", { x1, y1, x2, y2, class: "stroke" });
  const d = r * 0.68;
  const shape = {
    occurred: () => [svg("circle", { r, class: "solid" })],
    ongoing: () => [svg("circle", { r, class: "solid" }), svg("circle", { r: r * 0.38, class: "hole" })],
    planned: () => [ring({ "stroke-dasharray": `${r * 0.7} ${r * 0.55}` })],
    failed: () => [ring(), line(-d, -d, d, d), line(-d, d, d, -d)],
    denied: () => [ring(), line(-d, d, d, -d)],
    possible: () => [ring({ "stroke-dasharray": `${r * 0.2} ${r * 0.6}` }), svg("circle", { r: r * 0.25, class: "solid" })],
  }[status];
  return svg("g", { class: `sign ${status}` }, ...shape());
}

function icon(status, size = 16) {
  return svg("svg", { width: size, height: size, viewBox: "-8 -8 16 16", "aria-hidden": "true" }, sign(status, 6));
}

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const scrollTo = (node, block = "center") =>
  node.scrollIntoView({ block, behavior: calm.matches ? "auto" : "smooth" });
