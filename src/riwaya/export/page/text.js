// The report's text and the marks on it. Offsets of claims are code points; the browser counts UTF-16 units.

const marks = { lines: [], nodes: new Map(), units: null, length: 0 };
const HIGHLIGHTS = typeof Highlight === "function" && CSS.highlights ? CSS.highlights : null;
// Painted in this order: the later lies above the earlier.
const LAYERS = ["told", ...FAMILIES.flatMap((f) => [f, `${f}-unreal`]), "part", "chosen", "chosen-unreal", "focus"];
let painted = new Map();

// For each code point its UTF-16 offset; null where they are the same.
function unitOffsets(text) {
  if (!/[\ud800-\udfff]/.test(text)) return null;
  const offsets = [];
  let at = 0;
  for (const character of text) {
    offsets.push(at);
    at += character.length;
  }
  offsets.push(at);
  return offsets;
}

const toUnit = (point) => (marks.units ? marks.units[Math.min(point, marks.units.length - 1)] : point);

function toPoint(unit) {
  if (!marks.units) return unit;
  let [low, high] = [0, marks.units.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (marks.units[middle] <= unit) low = middle;
    else high = middle - 1;
  }
  return low;
}

// One paragraph a line, one text node a paragraph: nothing is inserted that could break joining or order.
function drawText(report) {
  const rtl = /^(ar|fa|ur|ps|ckb|he)\b/.test(report.language || "ar");
  const article = $("text");
  article.lang = report.language || "ar";
  article.dir = rtl ? "rtl" : "auto";
  article.replaceChildren();
  marks.units = unitOffsets(report.text);
  marks.length = report.text.length;
  marks.lines = [];
  let at = 0;
  for (const line of report.text.split("\n")) {
    if (line.trim()) {
      const holder = el(marks.lines.length ? "p" : "h2", rtl ? null : { dir: "auto" });
      article.append(holder);
      marks.lines.push({ start: at, end: at + line.length, text: line, holder });
    }
    at += line.length + 1;
  }
  painted = new Map();
  plainNodes();
}

function plainNodes() {
  marks.nodes.clear();
  for (const line of marks.lines) {
    const node = document.createTextNode(line.text);
    line.holder.replaceChildren(node);
    marks.nodes.set(node, line.start);
  }
}

// The range of a span in code points; null where it lies in no line. Newlines between paragraphs belong to none.
function rangeOf([start, end]) {
  const [from, to] = [toUnit(start), toUnit(end)];
  const inside = [...marks.nodes].filter(([node, at]) => at < to && from < at + node.length);
  if (!inside.length) return null;
  const [first, last] = [inside[0], inside[inside.length - 1]];
  const range = document.createRange();
  range.setStart(first[0], Math.max(0, from - first[1]));
  range.setEnd(last[0], Math.min(last[0].length, to - last[1]));
  return range;
}

// Show these spans on a layer, and no others.
function paint(layer, spans) {
  if (spans.length) painted.set(layer, spans);
  else if (!painted.delete(layer)) return;
  if (!HIGHLIGHTS) return inlineMarks();
  HIGHLIGHTS.delete(layer);
  const ranges = spans.map(rangeOf).filter(Boolean);
  if (!ranges.length) return;
  const highlight = new Highlight(...ranges);
  highlight.priority = LAYERS.indexOf(layer);
  HIGHLIGHTS.set(layer, highlight);
}

// Without the Highlight API: inline elements without padding, margin or border, which leave joining and order alone.
function inlineMarks() {
  const spans = [...painted].flatMap(([layer, all]) => all.map(([s, e]) => ({ layer, from: toUnit(s), to: toUnit(e) })));
  spans.sort((a, b) => LAYERS.indexOf(a.layer) - LAYERS.indexOf(b.layer));
  marks.nodes.clear();
  for (const line of marks.lines) {
    const here = spans.filter((s) => s.from < line.end && line.start < s.to);
    const cuts = new Set([line.start, line.end]);
    for (const s of here) for (const at of [s.from, s.to]) if (line.start < at && at < line.end) cuts.add(at);
    const sorted = [...cuts].sort((a, b) => a - b);
    line.holder.replaceChildren();
    for (let i = 0; i + 1 < sorted.length; i++) {
      const [from, to] = [sorted[i], sorted[i + 1]];
      const node = document.createTextNode(line.text.slice(from - line.start, to - line.start));
      const layers = here.filter((s) => s.from <= from && to <= s.to).map((s) => `hl-${s.layer}`);
      marks.nodes.set(node, from);
      line.holder.append(layers.length ? el("span", { class: layers.join(" ") }, node) : node);
    }
  }
}

const partsOf = (claim) => [
  ...(claim.origin || []), ...(claim.initiators || []), ...(claim.targets || []), ...(claim.places || []),
  ...(claim.tolls || []), ...(claim.weapons || []), ...(claim.date ? [claim.date] : []),
].map((part) => part.span).filter(Boolean);

function markClaims() {
  const claims = state.report.claims;
  const shown = claims.map((_, i) => matches(DOCS[state.doc].claims[i]));
  for (const family of FAMILIES) {
    for (const fact of [true, false]) {
      const spans = claims.filter((c, i) => shown[i] && i !== state.claim && c.trigger.span && familyOf(c) === family && isFact(c) === fact);
      paint(fact ? family : `${family}-unreal`, spans.map((c) => c.trigger.span));
    }
  }
  const chosen = claims[state.claim];
  paint("told", chosen ? chosen.mentions || [] : []);
  paint("part", chosen ? partsOf(chosen) : []);
  paint("chosen", chosen && chosen.trigger.span && isFact(chosen) ? [chosen.trigger.span] : []);
  paint("chosen-unreal", chosen && chosen.trigger.span && !isFact(chosen) ? [chosen.trigger.span] : []);
  $("text").dataset.family = chosen ? familyOf(chosen) : "";
}

function scrollToSpan(span) {
  const range = rangeOf(span);
  if (!range) return;
  const holder = range.startContainer.parentElement.closest("p, h2");
  const box = range.getBoundingClientRect();
  const report = $("text").closest(".report");
  const scroller = report.scrollHeight > report.clientHeight + 1 ? report : null;
  const view = scroller ? scroller.getBoundingClientRect() : { top: 0, bottom: innerHeight };
  if (box.top > view.top + 60 && box.bottom < view.bottom - 60) return;
  if (!scroller) return scrollTo(holder);
  const by = box.top - view.top - view.bottom / 3 + view.top / 3;
  scroller.scrollBy({ top: by, behavior: calm.matches ? "auto" : "smooth" });
}

// The code point under the pointer; -1 where it is not on text.
function pointAt(x, y) {
  let node, offset;
  if (document.caretPositionFromPoint) {
    const caret = document.caretPositionFromPoint(x, y);
    if (caret) [node, offset] = [caret.offsetNode, caret.offset];
  } else if (document.caretRangeFromPoint) {
    const caret = document.caretRangeFromPoint(x, y);
    if (caret) [node, offset] = [caret.startContainer, caret.startOffset];
  }
  return marks.nodes.has(node) ? toPoint(marks.nodes.get(node) + offset) : -1;
}

const touches = (span, x, y) =>
  [...(rangeOf(span)?.getClientRects() || [])].some((r) => r.left <= x && x <= r.right && r.top - 3 <= y && y <= r.bottom + 3);

// The claims whose words are at a place, the narrowest words first; triggers before fields of the chosen claim.
function claimsAt(x, y) {
  const point = pointAt(x, y);
  if (point < 0) return [];
  const covers = (span) => span && span[0] <= point && point <= span[1] && touches(span, x, y);
  const found = [];
  for (const [i, claim] of state.report.claims.entries()) {
    if (!matches(DOCS[state.doc].claims[i])) continue;
    const span = [claim.trigger.span].find(covers) || (i === state.claim ? partsOf(claim).find(covers) : null);
    if (span) found.push({ at: i, span, width: span[1] - span[0] });
  }
  return found.sort((a, b) => a.width - b.width || a.at - b.at);
}

$("text").addEventListener("click", (event) => {
  if (!state.report || String(getSelection())) return;
  const found = claimsAt(event.clientX, event.clientY);
  if (!found.length) return;
  // A second click on the same words goes on to the next claim that they name.
  const now = found.findIndex((f) => f.at === state.claim);
  const next = found[(now + 1) % found.length];
  choose(next.at, { card: true });
});
$("text").addEventListener("mousemove", (event) => {
  if (state.report) $("text").classList.toggle("over", claimsAt(event.clientX, event.clientY).length > 0);
});

on("report", (report) => { drawText(report); markClaims(); });
on("claim", () => { paint("focus", []); markClaims(); });
on("filter", () => { if (state.report) markClaims(); });
