// An offline map: outlines from the page itself. A spot is a sign, a province an area; a bare country is only listed.

const OUTLINES = DATA.map;
const view = { x: 0, y: 0, w: 1, h: 1, set: false };
let scaleX = 1; // degrees of longitude shrink away from the equator

function itemsOnMap() {
  const items = [...visible()];
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
    for (let i = 0; i < ring.length; i += 2) path += `${i ? "L" : "M"}${px(ring[i]).toFixed(3)} ${(-ring[i + 1]).toFixed(3)}`;
    return `${path}Z`;
  }).join("");

// Where to look first: the open report's places, else the country with most; one far capital shall not shrink the rest.
function fit(everything) {
  const { spots, areas } = itemsOnMap();
  const boxes = [];
  let chosen = spots;
  let divisions = areas;
  if (!everything) {
    const count = {};
    for (const s of spots) count[s.point.country] = (count[s.point.country] || 0) + 1;
    for (const a of areas) count[a.id.split(":")[0]] = (count[a.id.split(":")[0]] || 0) + 1;
    const main = Object.keys(count).sort((a, b) => count[b] - count[a])[0];
    chosen = spots.filter((s) => s.point.country === main);
    divisions = areas.filter((a) => a.id.startsWith(`${main}:`));
  }
  for (const { point } of chosen) boxes.push([px(point.lon), -point.lat, px(point.lon), -point.lat]);
  for (const { id } of divisions) {
    const outline = OUTLINES.find((o) => o.id === id);
    if (outline) boxes.push(extent(outline.rings));
  }
  if (!boxes.length) for (const o of OUTLINES) if (o.id.includes(":")) boxes.push(extent(o.rings));
  if (!boxes.length) for (const o of OUTLINES) boxes.push(extent(o.rings));
  if (!boxes.length) return;
  const all = boxes.reduce((a, b) => [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]);
  const { clientWidth: width, clientHeight: height } = $("map");
  const ratio = (height || 220) / (width || 300);
  let w = Math.max(all[2] - all[0], (all[3] - all[1]) / ratio, 0.4) * 1.3;
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
  if (!view.set) {
    const lats = [...found.spots.map((s) => s.point.lat), ...OUTLINES.filter((o) => o.id.includes(":")).map((o) => o.rings[0][1])].sort((a, b) => a - b);
    scaleX = Math.cos(((lats[lats.length >> 1] || 0) * Math.PI) / 180);
    fit(false);
  }
  const picture = svg("svg", { viewBox: `${view.x} ${view.y} ${view.w} ${view.h}`, role: "img", "aria-label": `Map: ${found.spots.length} located claims`, preserveAspectRatio: "xMidYMid slice" });
  const land = svg("g", { class: "land" });
  const events = new Map();
  for (const { id, item } of found.areas) events.set(id, [...(events.get(id) || []), item]);
  for (const outline of OUTLINES) {
    if (!outline.path) outline.path = outlinePath(outline.rings);
    const here = events.get(outline.id);
    const division = outline.id.includes(":");
    const shape = svg("path", { d: outline.path, class: division ? "division" : "country" });
    if (here) {
      const first = here.find((i) => i.doc === state.doc && i.at === state.claim) || here.find((i) => i.doc === state.doc) || here[0];
      shape.setAttribute("class", `division held ${dotClass(first)}`);
      shape.addEventListener("click", () => dragged || open(first.doc, first.at));
      shape.append(svg("title", null, `${outline.name}: ${here.length} claim${here.length > 1 ? "s" : ""} known to the province only`));
    }
    land.append(shape);
  }
  picture.append(land, ...spotSigns(found.spots));
  holder.replaceChildren(picture);
}

// Claims of one spot are spread around it, so that each can be seen and clicked; a crowd becomes a number.
function spotSigns(spots) {
  const unit = view.w / Math.max(200, $("map").clientWidth); // one pixel
  const groups = new Map();
  for (const spot of spots) {
    const key = `${(spot.point.lat / unit / 14).toFixed(0)} ${(spot.point.lon / unit / 14).toFixed(0)}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(spot);
  }
  const signs = [];
  const taken = [];
  const ordered = [...groups.values()].sort((a, b) => b.length - a.length);
  for (const group of ordered) {
    const { lat, lon, name, vague } = group[0].point;
    const [x, y] = [px(lon), -lat];
    if (x < view.x || y < view.y || x > view.x + view.w || y > view.y + view.h) continue;
    group.sort((a, b) => (b.item.doc === state.doc) - (a.item.doc === state.doc));
    if (vague) signs.push(svg("circle", { cx: x, cy: y, r: 16 * unit, class: "vague" }));
    const reach = spread(group, x, y, unit, signs);
    const here = group.some((s) => s.item.doc === state.doc);
    const size = 11 * unit;
    const wide = name.length * size * 0.56;
    const box = [x - wide / 2, y + reach, x + wide / 2, y + reach + size * 1.3];
    const fits = box[0] > view.x && box[2] < view.x + view.w && box[3] < view.y + view.h;
    if (fits && !taken.some((t) => t[0] < box[2] && box[0] < t[2] && t[1] < box[3] && box[1] < t[3])) {
      taken.push(box);
      signs.push(svg("text", { x, y: box[3] - size * 0.3, class: `name${here ? " here" : ""}`, "font-size": size, "stroke-width": 3 * unit }, name));
    }
    taken.push([x - reach, y - reach, x + reach, y + reach]);
  }
  return signs;
}

function spread(group, x, y, unit, signs) {
  const r = 4.6 * unit;
  const most = 7;
  const shown = group.length > most ? group.filter((s) => s.item.doc === state.doc).slice(0, most) : group;
  if (group.length > most) {
    const count = group.length - shown.length;
    const size = (shown.length ? 7 : 9) * unit + Math.min(5, Math.log2(count)) * unit;
    const first = group.find((s) => !shown.includes(s)) || group[0];
    if (count) signs.push(svg("g", { class: "crowd", transform: `translate(${x} ${y})`, onclick: () => dragged || open(first.item.doc, first.item.at) },
      svg("circle", { r: size }), svg("text", { "font-size": 10 * unit, dy: 3.5 * unit }, String(count)),
      svg("title", null, `${count} claims of other reports`)));
  }
  const crowd = group.length > shown.length;
  const ring = crowd ? 19 * unit : shown.length > 1 ? Math.max(r * 1.5, (shown.length * r * 2.5) / (2 * Math.PI)) : 0;
  if (ring) signs.push(svg("circle", { cx: x, cy: y, r: ring, class: "orbit" }));
  for (const [i, { item }] of [...shown.entries()].reverse()) {
    const turn = (i / shown.length) * 2 * Math.PI - Math.PI / 2;
    signs.push(svg("g", { class: dotClass(item), transform: `translate(${x + ring * Math.cos(turn)} ${y + ring * Math.sin(turn)})`, onclick: () => dragged || open(item.doc, item.at) },
      tip(item), sign(item.claim.status, r)));
  }
  return ring + r * 1.6;
}

function zoom(by) {
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
  if (drag && dragged) drawMap();
  drag = null;
  setTimeout(() => { dragged = false; });
});
$("zoom-in").addEventListener("click", () => zoom(0.6));
$("zoom-out").addEventListener("click", () => zoom(1 / 0.6));
$("zoom-all").addEventListener("click", () => { fit(true); drawMap(); });

on("report", drawMap);
on("filter", drawMap);
on("claim", drawMap);
