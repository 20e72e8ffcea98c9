// The claims of the open report as cards. Every field that has words in the text is a button that shows them.

let pinned = null; // the field that was clicked: its words stay marked

function field(record, contents, what) {
  if (!record || !record.span) return el("span", { class: `value ${what || ""}` }, ...contents);
  const span = record.span;
  const show = (event) => paint("focus", [span]) || event;
  const rest = () => paint("focus", pinned ? [pinned.span] : []);
  const button = el(
    "button",
    {
      type: "button", class: `value field ${what || ""}`, "data-span": span.join("-"), "aria-pressed": "false",
      onmouseenter: show, onfocus: show, onmouseleave: rest, onblur: rest,
      onclick: (event) => { event.stopPropagation(); pin(button, span); },
    },
    ...contents,
  );
  return button;
}

function pin(button, span) {
  const card = button.closest(".card");
  const at = Number(card.dataset.at);
  if (at !== state.claim) choose(at, { text: false });
  unpin();
  pinned = { button, span };
  button.setAttribute("aria-pressed", "true");
  paint("focus", [span]);
  showPanel("text", true);
  scrollToSpan(span);
}

function unpin() {
  if (pinned) pinned.button.setAttribute("aria-pressed", "false");
  pinned = null;
  paint("focus", []);
}

function row(label, arabic, ...contents) {
  return el("div", { class: "row" }, el("dt", null, label, " ", ar(arabic)), el("dd", null, ...contents));
}

function confidence(value, what) {
  if (value === undefined || value === null) return null;
  const percent = Math.round(value * 100);
  return el(
    "span", { class: "confidence", title: `${what}: ${percent} %` },
    svg("svg", { viewBox: "0 0 40 6", width: 30, height: 5, "aria-hidden": "true" },
      svg("rect", { width: 40, height: 6, rx: 3, class: "track" }),
      svg("rect", { width: Math.max(3, 40 * value), height: 6, rx: 3, class: "level" })),
    num(`${percent} %`),
  );
}

// From the witness to the publisher, link by link, as an isnad is told.
function chain(claim, report) {
  const kind = (code) => el("small", null, both(LABELS.kinds[code] || [code, ""]));
  const links = (claim.origin || []).map((source) =>
    el("li", null, field(source, [el("span", { class: "name" }, ar(source.text)), kind(source.kind)], "link")));
  const publisher = report.outlet ? ar(report.outlet) : el("span", null, "The publisher ", ar("الناشر"));
  const own = links.length ? "publishes" : "in its own voice";
  links.push(el("li", { class: "publisher" },
    el("span", { class: "value link" }, el("span", { class: "name" }, publisher), el("small", null, own, " ", ar(links.length ? "الناشر" : "بصوته")))));
  return el("ol", { class: "chain", "aria-label": "Chain of sources, from the witness to the publisher" }, ...links);
}

function named(mentions) {
  return mentions.map((m) => field(m, [ar(m.text), m.actor?.name_en ? el("small", null, m.actor.name_en) : "",
    m.gloss ? el("small", { class: "gloss" }, m.gloss) : ""], "actor"));
}

// What precedes the number ("at least"), the number, and what the text left open.
function amount(toll) {
  const { min, max } = toll;
  if (min === undefined && max === undefined) return [el("span", { class: "vague", title: "no number given" }, "?")];
  if (min === undefined) return [num(`≤ ${max}`)];
  if (max === undefined) return [num(`≥ ${min}`)];
  return [num(min === max ? String(min) : `${min}–${max}`)];
}

function ledger(tolls) {
  return el("div", { class: "ledger" }, ...tolls.map((toll) => {
    const unit = LABELS.tolls[toll.kind];
    const group = toll.who && toll.who !== "unknown" ? LABELS.groups[toll.who] : null;
    return field(toll, [
      el("span", { class: "amount" }, ...amount(toll)),
      el("span", { class: "unit" }, both(unit), group ? el("small", null, both(group)) : ""),
      el("span", { class: "words" }, toll.text ? ar(toll.text) : ""),
    ], `toll ${toll.kind}`);
  }));
}

function where(places) {
  return places.map((place) => {
    const resolved = [place.name_en && place.level !== "country" ? place.name_en : "",
      place.admin1 && place.admin1 !== place.name_en ? place.admin1 : "", place.country || ""].filter(Boolean);
    const facts = resolved.flatMap((part, i) => (i ? [", ", part] : [part]));
    const level = place.level ? LABELS.levels[place.level] : null;
    const found = place.lat !== undefined || place.area || place.level === "country";
    return field(place, [ar(place.text), el("small", null, ...facts, level ? ` · ${level[0].toLowerCase()}` : ""),
      found ? "" : el("small", { class: "open" }, "not located")], "spot");
  });
}

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const weekday = (iso) => WEEKDAYS[new Date(`${iso.slice(0, 10)}T00:00:00Z`).getUTCDay()] || "";

// Other days that it may well be: a doubt that a reader should see.
const otherDays = (date) => (date?.candidates || []).filter((c) => c.confidence >= 0.2).map((c) => {
  const shown = { month: 7, year: 4 }[c.precision] || 10;
  return `or ${c.start ? c.start.slice(0, shown) : "undated"} (${Math.round(100 * c.confidence)} %)`;
});

function when(date) {
  if (!date || !date.start) {
    const facts = ["undated", ...otherDays(date)].join(" · ");
    return [field(date, [date?.text ? ar(date.text) : "", el("small", { class: "open" }, facts)], "date")];
  }
  const day = (iso) => iso.replace("T", " ").replace(/(\d\d:\d\d):00/, "$1");
  const span = date.end && date.end !== date.start ? `${day(date.start)} – ${date.start.slice(0, 10) === date.end.slice(0, 10) ? day(date.end).slice(11) : day(date.end)}` : day(date.start);
  const exact = date.precision === "day" || date.precision === "hour";
  const facts = [exact && span === day(date.start) ? weekday(date.start) : "", exact ? "" : `to the ${date.precision || "unknown"}`,
    date.inferred ? "from the report's frame" : "", ...(date.flags || []), ...otherDays(date)].filter(Boolean).join(" · ");
  return [field(date, [num(span), el("small", null, facts), " ", date.text ? ar(date.text) : ""], "date")];
}

function card(claim, at, report) {
  const family = familyOf(claim);
  const type = LABELS.types[claim.type];
  const status = LABELS.statuses[claim.status];
  const fact = isFact(claim);
  const cue = claim.cues?.status ? { span: claim.cues.status } : null;
  const sides = (claim.initiators?.length || claim.targets?.length)
    ? row("Who", "من", el("div", { class: "sides" },
        el("div", { class: "side" }, ...(claim.initiators?.length ? named(claim.initiators) : [el("span", { class: "nobody", title: "the text names no initiator" }, "not named")])),
        el("span", { class: "arrow", role: "img", "aria-label": "to" }, "→"),
        el("div", { class: "side" }, ...(claim.targets?.length ? named(claim.targets) : [el("span", { class: "nobody", title: "the text names no target" }, "not named")]))))
    : null;
  return el(
    "article",
    {
      class: `card ${family} ${fact ? "fact" : "unreal"} ${claim.status}`, "data-at": at, "data-family": family, tabindex: "0",
      "aria-label": `${type[0]}, ${status[0]}`,
      onclick: () => { if (state.claim !== at) choose(at, { text: true, stay: true }); },
      onfocus: (event) => { if (event.target === event.currentTarget && state.claim !== at) choose(at, { stay: true }); },
    },
    el("header", null,
      field(cue, [icon(claim.status), both(status)], "status"),
      el("span", { class: "type", title: type[2] }, el("b", null, type[0]), " ", ar(type[1])),
      confidence(claim.confidence, "confidence that this claim stands in the text")),
    field(claim.trigger, [ar(claim.trigger.text), claim.trigger.span ? "" : el("small", { class: "open" }, "not found in the text")], "quote"),
    chain(claim, report),
    el("dl", null,
      sides,
      claim.places?.length ? row("Where", "أين", ...where(claim.places)) : null,
      row("When", "متى", ...when(claim.date)),
      claim.weapons?.length ? row("Means", "الوسيلة", ...claim.weapons.map((w) => field(w, [ar(w.text)], "weapon"))) : null),
    claim.tolls?.length ? ledger(claim.tolls) : null,
  );
}

function drawCards() {
  const claims = state.report.claims;
  const cards = claims.map((claim, i) => (matches(DOCS[state.doc].claims[i]) ? card(claim, i, state.report) : null)).filter(Boolean);
  const none = claims.length ? "No claim of this report passes the filters." : "No claims were found in this report.";
  $("cards").replaceChildren(...(cards.length ? cards : [el("p", { class: "none" }, none)]));
  $("matching").textContent = cards.length === claims.length ? `${claims.length}` : `${cards.length} of ${claims.length}`;
  pinned = null;
}

function about(report) {
  const published = report.published
    ? [num(report.published.slice(0, 16).replace("T", " ")), report.published_from === "inferred" ? el("small", null, " read from the text") : ""]
    : [el("span", { class: "open" }, "no date of publication: relative dates stay open")];
  const safe = /^https?:\/\//i.test(report.url || "");
  const link = safe ? el("a", { href: report.url, rel: "noopener noreferrer nofollow", target: "_blank" }, "source page ↗")
    : report.url ? el("bdi", { class: "path" }, report.url) : null;
  $("about").replaceChildren(
    el("span", { class: "outlet" }, report.outlet ? ar(report.outlet) : el("span", { class: "open" }, "outlet not known")),
    el("span", null, ...published), ...(link ? [link] : []), el("bdi", { class: "path", title: report.path || report.id }, report.path || report.id));
}

on("report", (report) => { about(report); drawCards(); });
on("filter", () => { if (state.report) drawCards(); });
on("claim", () => {
  for (const node of $("cards").children) {
    const here = Number(node.dataset.at) === state.claim;
    node.classList.toggle("chosen", here);
    node.toggleAttribute("aria-current", here);
  }
});
