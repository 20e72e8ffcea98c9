// The list of reports and the filters of type family, status and source.

const rows = [];

function listRow(entry, at) {
  const strip = el("span", { class: "strip", "aria-hidden": "true" });
  const row = el("li", null,
    el("button", { type: "button", onclick: () => open(at) },
      el("span", { class: "title", lang: "ar", dir: "auto" }, entry.title || "(no title)"),
      el("span", { class: "facts" }, entry.outlet ? ar(entry.outlet) : "", entry.published ? num(entry.published.slice(0, 10)) : el("span", { class: "open" }, "undated"), strip)));
  return { row, strip, words: `${entry.title} ${entry.outlet}`.toLowerCase() };
}

// One small sign a claim, its family's colour; many claims are cut to what fits.
function drawStrip(strip, claims) {
  const most = 14;
  const shown = claims.slice(0, most);
  const picture = svg("svg", { width: shown.length * 8, height: 8, viewBox: `0 -4 ${shown.length * 8} 8` },
    ...shown.map((c, i) => svg("g", { class: familyOf(c), transform: `translate(${i * 8 + 4} 0)` }, sign(c.status, 2.8))));
  strip.replaceChildren(...(shown.length ? [picture] : []), ...(claims.length > most ? [num(`+${claims.length - most}`)] : []));
}

// Strips are drawn when their row comes near the screen: a long run has too many to draw at once.
const near = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    const at = Number(target.dataset.at);
    if (!isIntersecting || rows[at].strip.firstChild) continue;
    drawStrip(rows[at].strip, DOCS[at].claims.filter(matches));
  }
}, { rootMargin: "200px" });

function drawList() {
  let shown = 0;
  for (const [at, { row, strip, words }] of rows.entries()) {
    const claims = DOCS[at].claims.filter(matches);
    const hidden = (filtered() && !claims.length) || !words.includes(state.find);
    row.hidden = hidden;
    if (hidden) continue;
    shown += 1;
    strip.replaceChildren();
    near.unobserve(row);
    near.observe(row);
  }
  $("shown").textContent = shown === DOCS.length ? `${DOCS.length}` : `${shown} of ${DOCS.length}`;
}

function pill(set, code, row, sample, count) {
  return el("button", {
    type: "button", class: `pill ${code}`, "aria-pressed": "false", "data-code": code, title: row[2],
    onclick: (event) => {
      if (!set.delete(code)) set.add(code);
      event.currentTarget.setAttribute("aria-pressed", String(set.has(code)));
      tell("filter");
    },
  }, sample, el("span", { class: "word" }, row[0]), ar(row[1]), num(String(count)));
}

function drawFilters() {
  const all = DOCS.flatMap((d) => d.claims);
  const swatch = () => svg("svg", { width: 10, height: 10, viewBox: "-5 -5 10 10", "aria-hidden": "true" }, svg("circle", { r: 4.5, class: "solid" }));
  for (const code of FAMILIES) {
    const count = all.filter((c) => familyOf(c) === code).length;
    if (count) $("families").append(pill(state.families, code, LABELS.families[code], swatch(), count));
  }
  for (const [code, row] of Object.entries(LABELS.statuses)) {
    const count = all.filter((c) => c.status === code).length;
    if (count) $("statuses").append(pill(state.statuses, code, row, icon(code, 13), count));
  }
  const option = (value, text) => el("option", { value }, text);
  const kinds = Object.entries(LABELS.kinds).map(([code, row]) => [code, row, all.filter((c) => c.kinds.includes(code)).length]).filter((k) => k[2]);
  const names = new Map();
  for (const c of all) for (const name of new Set(c.names)) names.set(name, (names.get(name) || 0) + 1);
  const common = [...names].sort((a, b) => b[1] - a[1]).slice(0, 200);
  const own = all.filter((c) => !c.names.length).length;
  $("sources").append(option("", "any"), ...(own ? [option("own", `the publisher's own voice (${own})`)] : []),
    el("optgroup", { label: "Kind" }, ...kinds.map(([code, row, n]) => option(`kind:${code}`, `${row[0]} \u2068${row[1]}\u2069 (${n})`))),
    el("optgroup", { label: "Named" }, ...common.map(([name, n]) => option(`name:${name}`, `\u2068${name.slice(0, 60)}\u2069 (${n})`))));
  $("sources").addEventListener("change", (event) => { state.source = event.target.value; tell("filter"); });
  $("clear").addEventListener("click", () => {
    state.families.clear();
    state.statuses.clear();
    state.source = $("sources").value = "";
    for (const p of document.querySelectorAll(".pill")) p.setAttribute("aria-pressed", "false");
    tell("filter");
  });
  $("find").addEventListener("input", (event) => { state.find = event.target.value.trim().toLowerCase(); drawList(); });
}

function drawLegend() {
  $("legend").replaceChildren(
    ...Object.entries(LABELS.statuses).map(([code, row]) => el("p", { class: "politics" }, icon(code), " ", both(row), el("small", null, row[2]))),
    ...FAMILIES.map((code) => el("p", { class: code }, icon("occurred"), " ", both(LABELS.families[code]), el("small", null, LABELS.families[code][2]))));
}

function startReports() {
  const all = document.createDocumentFragment();
  for (const [at, entry] of DOCS.entries()) {
    const made = listRow(entry, at);
    made.row.dataset.at = at;
    rows.push(made);
    all.append(made.row);
  }
  $("list").append(all);
  drawFilters();
  drawLegend();
  drawList();
}

on("filter", () => { $("clear").hidden = !filtered(); drawList(); });
on("report", () => {
  for (const [at, { row }] of rows.entries()) row.firstChild.toggleAttribute("aria-current", at === state.doc);
  const list = $("list").closest(".reports");
  if (list.scrollHeight > list.clientHeight) rows[state.doc].row.scrollIntoView({ block: "nearest" });
});
