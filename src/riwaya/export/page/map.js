// An offline map: outlines from the page itself. A spot is a sign, a province an area; a bare country is only listed.

const OUTLINES = DATA.map;
const view = { x: 0, y: 0, w: 1, h: 1, set: false };
let scaleX = 1; // degrees of longitude shrink away from the equator

function itemsOnMap() {
  const items = visible();
  return {
    items,
    spots: items.flatMap((item) => item.claim.points.map((point) => ({ item, point }))),
    areas: items.flatMap((item) => item.claim.areas.map((id) => ({ item, id }))),
    countries: items.filter((i) => i.claim.countries.length),
    open: items.filter((i) => i.claim.placed && !i.claim.points.length && !i.claim.areas.length && !i.claim.countries.length),
  };
}

const px = (lon) => lon * scaleX;
const extent = (rings) => {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      const [x, y] = [px(ring[i]), -ring[i + 1]];
      box[0] = Math.min(box[0], x); box[1] = Math.min(box[1], y); box[2] = Math.max(box[2], x); box[3] = Math.max(box[3], y);
    }
  }
  return box;
};

const outlinePath = (rings) =>
  rings.map((ring) => {
    let path = "";
    for (let i = 0; i < ring.length; i += 2) path += `${i && Math.abs(ring[i] - ring[i - 2]) < 180 ? "L" : "M"}${px(ring[i]).toFixed(3)} ${(-ring[i + 1]).toFixed(3)}`;
    return `${path}Z`;
  }).join("");

// Where to look first: the open report's places, else the country with most; one far capital shall not shrink the rest.
function fit(everything) {
  const { spots, areas } = itemsOnMap();
  const boxes = [];
  let chosen = spots;
  let divisions = areas;
  if (!everything) {
    const mine = (a) => a.item.doc === state.doc;
    if (spots.some(mine) || areas.some(mine)) [chosen, divisions] = [spots.filter(mine), areas.filter(mine)];
    const count = {};
    for (const s of chosen) count[s.point.country] = (count[s.point.country] || 0) + 1;
    for (const a of divisions) count[a.id.split(":")[0]] = (count[a.id.split(":")[0]] || 0) + 1;
    const main = Object.keys(count).sort((a, b) => count[b] - count[a])[0];
    chosen = chosen.filter((s) => s.point.country === main);
    divisions = divisions.filter((a) => a.id.startsWith(`${main}:`));
  }
  for (const { point } of chosen) boxes.push([px(point.lon), -point.lat, px(point.lon), -point.lat]);
  for (const { id } of divisions) {
    const outline = OUTLINES.find((o) => o.id === id);
    if (outline) boxes.push(extent(outline.rings));
  }
  const { countries } = itemsOnMap();
  const own = countries.filter((i) => i.doc === state.doc);
  const named = new Set((own.length ? own : countries).flatMap((i) => i.claim.countries));
  if (!boxes.length) for (const o of OUTLINES) if (named.has(o.id)) boxes.push(extent(o.rings));
  if (!boxes.length) for (const o of OUTLINES) if (o.id.includes(":")) boxes.push(extent(o.rings));
  if (!boxes.length) for (const o of OUTLINES) boxes.push(extent(o.rings));
  if (!boxes.length) return;
  const all = boxes.reduce((a, b) => [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]);
  const { clientWidth: width, clientHeight: height } = $("map");
  const ratio = (height || 220) / (width || 300);
  let w = Math.max((all[2] - all[0]) * 1.5, ((all[3] - all[1]) / ratio) * 1.6, 2.2);
  w = Math.min(w, 400);
  Object.assign(view, { w, h: w * ratio, x: (all[0] + all[2] - w) / 2, y: (all[1] + all[3] - w * ratio) / 2, set: true });
}

function drawMap() {
  const holder = $("map");
  const found = itemsOnMap();
  const listed = [
    chips("Only a country", "دولة فقط", found.countries, (i) => i.claim.countries.join(" ")),
    chips("Not located", "لم يحدد موقعه", found.open),
  ].filter(Boolean);
  $("offmap").replaceChildren(...listed);
  if (!OUTLINES.length) return holder.replaceChildren(el("p", { class: "none" }, "No claim has a place."));
  if (!view.set) { // a view that the reader chose is kept
    const lats = [...found.spots.map((s) => s.point.lat), ...OUTLINES.filter((o) => o.id.includes(":")).map((o) => o.rings[0][1])].sort((a, b) => a - b);
    scaleX = Math.cos(((lats[lats.length >> 1] || 0) * Math.PI) / 180);
    fit(false);
  }
  const tall = (view.w * holder.clientHeight) / Math.max(1, holder.clientWidth); // the window may have changed
  Object.assign(view, { y: view.y + (view.h - tall) / 2, h: tall });
  const picture = svg("svg", { viewBox: `${view.x} ${view.y} ${view.w} ${view.h}`, role: "img", "aria-label": `Map: ${found.spots.length} located claims`, preserveAspectRatio: "xMidYMid slice" });
  const [land, edges, divisions] = [svg("g"), svg("g"), svg("g")];
  const events = new Map();
  for (const { id, item } of found.areas) events.set(id, [...(events.get(id) || []), item]);
  const fine = new Set(OUTLINES.filter((o) => o.id.includes(":")).map((o) => o.country));
  for (const outline of OUTLINES) {
    // A country whose divisions are drawn is drawn by them: its own coarser outline would cross theirs.
    if (!outline.id.includes(":") && fine.has(outline.country)) continue;
    if (!outline.path) outline.path = outlinePath(outline.rings);
    const here = events.get(outline.id);
    const division = outline.id.includes(":");
    const shape = svg("path", { d: outline.path, class: division ? "division" : "country" });
    if (here) {
      divisions.append(svg("path", { d: outline.path, class: "division" }));
      const first = here.find((i) => i.doc === state.doc && i.at === state.claim) || here.find((i) => i.doc === state.doc) || here[0];
      shape.setAttribute("class", `division held ${dotClass(first)}`);
      shape.setAttribute("data-key", here.slice(0, 500).map(keyOf).join(" "));
      shape.addEventListener("click", () => dragged || open(first.doc, first.at));
      shape.append(svg("title", null, `${outline.name}: ${here.length} claim${here.length > 1 ? "s" : ""} known to the province only`));
    }
    if (division) edges.append(svg("path", { d: outline.path, class: "edge" }));
    (division ? divisions : land).append(shape);
  }
  picture.append(land, edges, divisions, ...spotSigns(found.spots));
  holder.replaceChildren(picture);
}

// Claims of one spot are spread around it, so that each can be seen and clicked; a crowd becomes a number.
function spotSigns(spots) {
  const unit = view.w / Math.max(200, $("map").clientWidth); // one pixel
  const groups = [];
  // The open report's places first: they name their group and keep their spot.
  const ordered = [...spots].sort((a, b) => (b.item.doc === state.doc) - (a.item.doc === state.doc));
  for (const spot of ordered) {
    const [x, y] = [px(spot.point.lon), -spot.point.lat];
    if (x < view.x || y < view.y || x > view.x + view.w || y > view.y + view.h) continue;
    const near = groups.find((g) => Math.hypot(g.x - x, g.y - y) < (spot.item.doc === state.doc && g.here ? 8 : 22) * unit);
    if (near) near.spots.push(spot);
    else groups.push({ x, y, here: spot.item.doc === state.doc, spots: [spot] });
  }
  const signs = [];
  const taken = [];
  for (const group of groups) {
    if (group.spots[0].point.vague) signs.push(svg("circle", { cx: group.x, cy: group.y, r: 18 * unit, class: "vague" }));
    const reach = spread(group, unit, signs);
    Object.assign(group, { reach });
    taken.push([group.x - reach, group.y - reach, group.x + reach, group.y + reach]);
  }
  for (const group of groups) {
    const { name } = group.spots[0].point;
    const size = (group.here ? 11.5 : 10.5) * unit;
    const wide = (name.length * size * 0.58) / 2;
    const tops = [group.y + group.reach, group.y - group.reach - size * 1.25];
    for (const top of tops) {
      const box = [group.x - wide, top, group.x + wide, top + size * 1.25];
      const inside = box[0] > view.x && box[1] > view.y && box[2] < view.x + view.w && box[3] < view.y + view.h;
      if (!inside || taken.some((t) => t[0] < box[2] && box[0] < t[2] && t[1] < box[3] && box[1] < t[3])) continue;
      taken.push(box);
      signs.push(svg("text", { x: group.x, y: box[3] - size * 0.3, class: `name${group.here ? " here" : ""}`, "font-size": size, "stroke-width": 3 * unit }, name));
      break;
    }
  }
  return signs;
}

// Draws a group and returns how far it reaches from its middle.
function spread({ x, y, here, spots }, unit, signs) {
  const r = 4.8 * unit;
  const most = here ? 8 : 3;
  const own = here ? spots.filter((s) => s.item.doc === state.doc) : spots;
  const shown = own.length > most ? (here ? own.slice(0, most) : []) : own;
  const others = spots.filter((s) => !shown.includes(s));
  let middle = 0;
  if (others.length) {
    const { item } = others[0];
    middle = (5.5 + Math.min(5, Math.log2(others.length + 1))) * unit;
    signs.push(svg("g", { class: "crowd", transform: `translate(${x} ${y})`, onclick: () => dragged || open(item.doc, item.at) },
      svg("circle", { r: middle }), svg("text", { "font-size": 9.5 * unit, dy: 3.3 * unit }, String(others.length)),
      svg("title", null, `${others.length} more claim${others.length > 1 ? "s" : ""} here, in other reports`)));
  }
  const round = (shown.length * r * 2.4) / (2 * Math.PI);
  const ring = middle ? Math.max(round, middle + r * 1.3) : shown.length > 1 ? Math.max(r * 1.3, round) : 0;
  for (const [i, { item }] of [...shown.entries()].reverse()) {
    const turn = (i / shown.length) * 2 * Math.PI - Math.PI / 2;
    signs.push(svg("g", { class: dotClass(item), "data-key": keyOf(item), transform: `translate(${x + ring * Math.cos(turn)} ${y + ring * Math.sin(turn)})`, onclick: () => dragged || open(item.doc, item.at) },
      tip(item), sign(item.claim.status, r)));
  }
  return (shown.length ? ring + r * 1.3 : middle) + 2 * unit;
}

function zoom(by) {
  view.kept = true;
  const [cx, cy] = [view.x + view.w / 2, view.y + view.h / 2];
  view.w = Math.min(400, Math.max(0.05, view.w * by));
  view.h = (view.w * $("map").clientHeight) / Math.max(1, $("map").clientWidth);
  Object.assign(view, { x: cx - view.w / 2, y: cy - view.h / 2 });
  drawMap();
}

let drag = null;
let dragged = false;
$("map").addEventListener("pointerdown", (event) => {
  drag = { x: event.clientX, y: event.clientY, from: { ...view } };
  dragged = false;
});
addEventListener("pointermove", (event) => {
  if (!drag) return;
  const unit = view.w / Math.max(1, $("map").clientWidth);
  const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
  if (Math.hypot(dx, dy) > 4) dragged = true;
  if (!dragged) return;
  Object.assign(view, { x: drag.from.x - dx * unit, y: drag.from.y - dy * unit });
  $("map").querySelector("svg")?.setAttribute("viewBox", `${view.x} ${view.y} ${view.w} ${view.h}`);
});
addEventListener("pointerup", () => {
  if (drag && dragged) {
    view.kept = true;
    drawMap();
  }
  drag = null;
  setTimeout(() => { dragged = false; });
});
$("zoom-in").addEventListener("click", () => zoom(0.6));
$("zoom-out").addEventListener("click", () => zoom(1 / 0.6));
$("zoom-all").addEventListener("click", () => { fit(true); view.kept = true; drawMap(); });

on("report", () => { view.set = view.kept || false; drawMap(); });
on("filter", drawMap);
