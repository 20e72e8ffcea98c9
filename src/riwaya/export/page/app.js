// Opening reports and choosing claims, by pointer, keys or the address.

const narrow = matchMedia("(max-width: 1099px)");

function showPanel(name, onlyIfHidden) {
  if (!narrow.matches) return;
  const panel = document.querySelector(`.panel[data-of="${name}"]`);
  if (onlyIfHidden && getComputedStyle(panel).display !== "none") return;
  document.body.dataset.panel = name;
  for (const tab of document.querySelectorAll(".tabs button")) tab.toggleAttribute("aria-current", tab.dataset.panel === name);
  if (name === "overview") { drawTimeline(); view.set = Boolean(view.kept); drawMap(); }
}

// Open a report and, where `at` says so, one of its claims.
function open(doc, at = -1) {
  if (doc !== state.doc) {
    state.doc = doc;
    state.claim = -1;
    state.report = reportOf(doc);
    tell("report", state.report);
    document.querySelector(".report").scrollTop = 0;
    $("cards").closest(".claims").scrollTop = 0;
    $("previous").disabled = doc === 0;
    $("next").disabled = doc === DOCS.length - 1;
  }
  showPanel("text");
  if (at >= 0) choose(at, { card: true, text: true });
  else remember();
}

// Choose a claim of the open report: its card and its words stand out; `card`, `text`: bring it into view.
function choose(at, show = {}) {
  unpin();
  state.claim = at;
  tell("claim");
  const node = document.querySelector(`.card[data-at="${at}"]`);
  const claim = state.report.claims[at];
  if (node && show.card) {
    if (narrow.matches && !show.text) showPanel("claims", true);
    scrollTo(node, "nearest");
  }
  if (claim && show.text && claim.trigger.span) scrollToSpan(claim.trigger.span);
  remember();
}

function release() {
  unpin();
  state.claim = -1;
  tell("claim");
  remember();
}

function remember() {
  const address = `#${state.doc + 1}${state.claim >= 0 ? `.${state.claim + 1}` : ""}`;
  try { history.replaceState(null, "", address); } catch { /* a sandboxed page keeps no address */ }
}

function fromAddress() {
  const [, doc, claim] = location.hash.match(/^#(\d+)(?:\.(\d+))?$/) || [];
  const at = Math.min(DOCS.length, Math.max(1, Number(doc) || firstWithClaims() + 1)) - 1;
  open(at, claim && Number(claim) <= DOCS[at].claims.length ? Number(claim) - 1 : -1);
}

const firstWithClaims = () => Math.max(0, DOCS.findIndex((d) => d.claims.length));

// Keys ----------------------------------------------------------------------------------------------------------

function stepClaim(by) {
  const shown = [...$("cards").querySelectorAll(".card")].map((c) => Number(c.dataset.at));
  if (!shown.length) return;
  const now = shown.indexOf(state.claim);
  const at = now < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(shown.length - 1, Math.max(0, now + by));
  choose(shown[at], { card: true, text: true });
  document.querySelector(`.card[data-at="${shown[at]}"]`).focus({ preventScroll: true });
}

function stepReport(by) {
  let at = state.doc + by;
  while (rows[at]?.row.hidden) at += by;
  if (rows[at]) open(at);
}

const KEYS = {
  j: () => stepClaim(1),
  k: () => stepClaim(-1),
  n: () => stepReport(1),
  p: () => stepReport(-1),
  "/": () => { showPanel("reports"); $("find").focus(); },
  "?": () => $("keys").showModal(),
  Escape: () => { document.activeElement?.blur?.(); release(); },
  Enter: () => {
    const claim = state.report?.claims[state.claim];
    if (!claim?.trigger.span) return;
    showPanel("text", true);
    paint("focus", [claim.trigger.span]);
    scrollToSpan(claim.trigger.span);
  },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("keys").open) return;
  const writing = event.target.closest?.("input, select, textarea");
  if (writing && event.key !== "Escape") return;
  if (event.key === "Enter" && event.target.closest?.("button, a")) return;
  const run = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : null;
  if (!run) return;
  event.preventDefault();
  run();
});

$("help").addEventListener("click", () => $("keys").showModal());
$("previous").addEventListener("click", () => stepReport(-1));
$("next").addEventListener("click", () => stepReport(1));
for (const tab of document.querySelectorAll(".tabs button")) tab.addEventListener("click", () => showPanel(tab.dataset.panel));
addEventListener("hashchange", fromAddress);
let resizing = 0;
addEventListener("resize", () => {
  cancelAnimationFrame(resizing);
  resizing = requestAnimationFrame(() => { if (state.report) { drawTimeline(); view.set = Boolean(view.kept); drawMap(); } });
});

startReports();
if (DOCS.length) fromAddress();
else $("text").append(el("p", { class: "none" }, "No report was read."));
showPanel("text");
