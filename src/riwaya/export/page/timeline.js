// Claims by day (by week or month where a run spans long). What has no day, or one far off, is listed apart.

const DAY = 86400000;
const dayOf = (iso) => Math.floor(Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) / DAY);
const isoOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const FINE = new Set(["hour", "day"]);

const LONG = 120; // days: a longer run is shown around the open report, unless the reader wants the whole
let whole = false;

// The days around the reports' own dates that hold claims; far background would squeeze them to nothing.
function windowOf(items) {
  const published = DOCS.filter((d) => d.published).map((d) => dayOf(d.published));
  const days = items.filter((i) => FINE.has(i.claim.precision)).map((i) => dayOf(i.claim.start));
  const all = (published.length ? published : days).sort((a, b) => a - b);
  if (!all.length) return null;
  let [low, high] = [all[0], all[all.length - 1]];
  const long = high - low > LONG;
  if (long && !whole) {
    const own = items.filter((i) => i.doc === state.doc && FINE.has(i.claim.precision)).map((i) => dayOf(i.claim.start));
    low = high = state.report?.published ? dayOf(state.report.published) : own.length ? own[0] : high;
  }
  const inside = [...days, ...all].filter((d) => d >= low - 12 && d <= high + 12);
  return { low: Math.min(low, ...inside) - 1, high: Math.max(high, ...inside) + 1, long };
}

const dotClass = (item) =>
  `dot ${familyOf(item.claim)}${item.doc === state.doc ? " here" : ""}${item.doc === state.doc && item.at === state.claim ? " chosen" : ""}`;
const keyOf = (item) => `${item.doc}.${item.at}`;
const tip = (item) => svg("title", null, `${item.claim.word} (${LABELS.types[item.claim.type][0]}, ${LABELS.statuses[item.claim.status][0]}) ${item.claim.start}`);

function drawTimeline() {
  const items = visible();
  const dated = items.filter((i) => i.claim.start);
  const range = windowOf(dated);
  const holder = $("timeline");
  if (!range) {
    holder.replaceChildren(el("p", { class: "none" }, "No claim has a date."));
    return listApart(items.filter((i) => !i.claim.start), [], []);
  }
  const { low, high } = range;
  const width = Math.max(280, holder.clientWidth);
  const step = [1, 7, 30.44, 91.3, 365.25].find((s) => ((high - low + 1) / s) * 11 <= width) || 365.25;
  const columns = Math.ceil((high - low + 1) / step);
  const gap = width / columns;
  const height = 86;
  const stacks = Array.from({ length: columns }, () => []);
  const longer = [];
  const [earlier, later] = [[], []];
  for (const item of dated) {
    const [start, end] = [dayOf(item.claim.start), dayOf(item.claim.end || item.claim.start)];
    if (end < low) earlier.push(item);
    else if (start > high) later.push(item);
    else if (!FINE.has(item.claim.precision) || end - start > 3 * step) longer.push({ item, start, end });
    else stacks[Math.min(columns - 1, Math.max(0, Math.floor((start - low) / step)))].push(item);
  }
  const tallest = Math.max(1, ...stacks.map((s) => s.length));
  const r = Math.min(5.5, gap / 2.4);
  const perRow = Math.max(1, Math.floor((gap - 2) / (2 * r + 2)));
  const rows = Math.ceil(tallest / perRow);
  const pitch = Math.min(2 * r + 2.5, (height - 16) / rows);
  const lanes = Math.min(4, longer.length);
  const base = height;
  const total = base + 24 + lanes * 6;
  const picture = svg("svg", { viewBox: `0 0 ${width} ${total}`, width, height: total, role: "img", "aria-label": `Timeline: ${dated.length} dated claims` });
  const labelEvery = Math.max(1, Math.ceil(46 / gap));
  for (let c = 0; c < columns; c++) {
    const first = new Date((low + Math.round(c * step)) * DAY);
    const x = c * gap;
    if (step === 1 && [5, 6].includes(first.getUTCDay())) picture.append(svg("rect", { x, y: 0, width: gap, height: base, class: "weekend" }));
    if (c % labelEvery === 0) {
      const month = MONTHS[first.getUTCMonth()];
      const label = step === 1 ? `${first.getUTCDate()}${first.getUTCDate() === 1 || c === 0 || labelEvery > 1 ? ` ${month}` : ""}` : step > 80 ? `${first.getUTCFullYear()}` : `${month} ${first.getUTCDate()}`;
      picture.append(svg("text", { x: x + gap / 2, y: base + 15, class: "tick" }, label));
    }
  }
  picture.append(svg("line", { x1: 0, x2: width, y1: base, y2: base, class: "axis" }));
  const year = new Date((low + 1) * DAY).getUTCFullYear();
  picture.append(svg("text", { x: 2, y: 11, class: "year" }, String(year)));
  const published = state.report?.published;
  if (published) {
    const x = ((dayOf(published) - low + 0.5) / step) * gap;
    if (x >= 0 && x <= width) {
      picture.append(svg("g", { class: "published" }, svg("line", { x1: x, x2: x, y1: 12, y2: base }), svg("text", { x, y: 9 }, "published")));
    }
  }
  for (const [c, stack] of stacks.entries()) {
    if (pitch < 3) { // too many to tell apart: a bar a family
      let y = base;
      for (const family of FAMILIES) {
        const many = stack.filter((i) => familyOf(i.claim) === family);
        if (!many.length) continue;
        const tall = (many.length / tallest) * (height - 14);
        y -= tall;
        picture.append(svg("rect", { x: c * gap + 1, y, width: Math.max(1, gap - 2), height: tall, class: `bar ${family}`, onclick: () => open(many[0].doc, many[0].at) }, svg("title", null, `${many.length} ${LABELS.families[family][0].toLowerCase()}`)));
      }
      continue;
    }
    // The open report's claims at the bottom, whole; the others faint above them.
    stack.sort((a, b) => (b.doc === state.doc) - (a.doc === state.doc) || FAMILIES.indexOf(familyOf(a.claim)) - FAMILIES.indexOf(familyOf(b.claim)));
    for (const [i, item] of stack.entries()) {
      const [column, up] = [i % perRow, Math.floor(i / perRow)];
      const inRow = Math.min(perRow, stack.length - up * perRow);
      const x = c * gap + gap / 2 + (column - (inRow - 1) / 2) * (2 * r + 2);
      const y = base - r - 2 - up * pitch;
      picture.append(svg("g", { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`, class: dotClass(item), "data-key": keyOf(item), onclick: () => open(item.doc, item.at) }, tip(item), sign(item.claim.status, Math.min(r, pitch / 2 + 1))));
    }
  }
  longer.sort((a, b) => (b.item.doc === state.doc) - (a.item.doc === state.doc) || a.start - b.start);
  for (const [i, { item, start, end }] of longer.slice(0, lanes).entries()) {
    const x = (Math.max(0, start - low) / step) * gap;
    const to = Math.min(width, ((end - low + 1) / step) * gap);
    picture.append(svg("rect", { x, y: base + 22 + i * 6, width: Math.max(3, to - x), height: 3.5, rx: 1.75, class: `${dotClass(item)} lane${isFact(item.claim) ? "" : " unreal"}`, "data-key": keyOf(item), onclick: () => open(item.doc, item.at) }, tip(item)));
  }
  const toggle = el("button", { type: "button", class: "span", "aria-pressed": String(whole), onclick: () => { whole = !whole; drawTimeline(); } }, whole ? "around this report" : "whole run");
  holder.replaceChildren(...(range.long ? [toggle] : []), picture);
  const more = longer.slice(lanes).map((l) => l.item);
  // Of a long run only the open report's own are listed: the others' would be most of the run.
  const near = (all) => (range.long && !whole ? all.filter((i) => i.doc === state.doc) : all);
  listApart(items.filter((i) => !i.claim.start), near([...earlier, ...more]), near(later));
}

function chip(item, extra) {
  const { claim } = item;
  return el("button", { type: "button", class: `chip ${familyOf(claim)}${item.doc === state.doc ? " here" : ""}`, onclick: () => open(item.doc, item.at) },
    svg("svg", { width: 10, height: 10, viewBox: "-5 -5 10 10", "aria-hidden": "true" }, sign(claim.status, 4)), ar(claim.word), extra ? num(extra) : "");
}

// A line of chips, the open report's first; the rest are counted.
function chips(label, arabic, items, extra = () => "") {
  if (!items.length) return null;
  const most = 6;
  const sorted = [...items].sort((a, b) => (b.doc === state.doc) - (a.doc === state.doc));
  const rest = sorted.slice(most);
  const line = el("p", { class: "chips" }, el("span", { class: "label" }, `${label} `, ar(arabic), " ", num(String(items.length))), ...sorted.slice(0, most).map((i) => chip(i, extra(i))));
  if (rest.length) {
    const all = el("button", { type: "button", class: "more", onclick: () => all.replaceWith(...rest.slice(0, 300).map((i) => chip(i, extra(i)))) }, `+${rest.length}`);
    line.append(all);
  }
  return line;
}

function listApart(undated, earlier, later) {
  const day = (i) => i.claim.start.slice(0, 10);
  $("offtime").replaceChildren(...[
    chips("Undated", "بلا تاريخ", undated),
    chips("Earlier or longer", "أسبق أو أطول", earlier, day),
    chips("Later", "لاحق", later, day),
  ].filter(Boolean));
}

// The signs of the chosen claim, here and on the map, stand out.
function markChosen() {
  for (const node of document.querySelectorAll(".dot.chosen")) node.classList.remove("chosen");
  if (state.claim < 0) return;
  for (const node of document.querySelectorAll(`.dot[data-key~="${state.doc}.${state.claim}"]`)) node.classList.add("chosen");
}

on("report", drawTimeline);
on("filter", drawTimeline);
on("claim", markChosen);
