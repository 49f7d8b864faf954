/* Keep Hope: what a script may add. Every page works without it.

   Load it with <script src defer>. It reads these attributes and no others:

   data-js                      with hidden: a control that only works with this script; it is shown
   data-copy="#id" or "text"    on a button: copies the value or text of that element, or the text; empty: the address
     data-copied="Copied"       what is then said for 4 seconds in [data-said], a role=status in the same parent or page
   data-local="{time} ..."      on <time datetime="2026-12-10T20:00+01:00">: adds the reader's own time behind it
   data-focus                   receives focus when it appears, like .error-summary; both need tabindex="-1"
   data-unsaved                 on a form: leaving with changes asks first; ="changed": it has them already (after a 422)
   data-leave="https://..."     on a form: Shift three times send it; no answer: goes there
   data-count="140"             on a field: tells behind it how many characters are left, in words from
     data-left, data-over       "Characters left: {n}" and "Characters too many: {n}"
   data-fills="#id"             on a <select>: its choice goes into that field, unless own words stand there
   data-opens="mode-"           around radio buttons: choosing one opens the <details> whose id is this and the value
   data-late="/static/x.js"     on a form: loads that script when the form first has focus, not before
   data-colours="auto|light|dark" on a button: remembers the choice in this browser

   Stored in this browser only: kh-colours (light, dark). The keys of the queue are in keys.js. */
(() => {
  "use strict";
  const doc = document, root = doc.documentElement;
  const all = (selector, from = doc) => [...from.querySelectorAll(selector)];
  const recall = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  const keep = (name, value) => { try { localStorage.setItem(name, value); } catch { /* private window */ } };

  const parts = []; // what to do with elements when they first appear
  const each = (selector, todo) => {
    const seen = new WeakSet();
    parts.push(() => all(selector).forEach((e) => { if (!seen.has(e)) { seen.add(e); todo(e); } }));
  };
  const enhance = () => parts.forEach((part) => part());

  each("[data-js]", (e) => { e.hidden = false; });

  /* Colours: before the first paint when it can be. */
  const paint = (choice) => {
    if (choice === "light" || choice === "dark") root.dataset.theme = choice; else delete root.dataset.theme;
    all("[data-colours]").forEach((b) => b.setAttribute("aria-pressed", b.dataset.colours === (root.dataset.theme || "auto")));
  };
  paint(recall("kh-colours"));
  each("[data-colours]", (b) => {
    b.addEventListener("click", () => { keep("kh-colours", b.dataset.colours); paint(b.dataset.colours); });
    paint(recall("kh-colours"));
  });

  each("[data-late]", (e) => e.addEventListener("focusin", () => {
    const script = doc.createElement("script");
    script.src = e.dataset.late;
    doc.head.append(script);
  }, { once: true }));

  /* Copy. */
  const say = (near, text) => {
    const place = near.parentElement.querySelector("[data-said]") || doc.querySelector("[data-said]");
    if (!place || !text) return;
    place.textContent = text;
    setTimeout(() => { if (place.textContent === text) place.textContent = ""; }, 4000);
  };
  each("[readonly]", (field) => field.addEventListener("focus", () => field.select()));
  each("[data-copy]", (b) => b.addEventListener("click", async () => {
    const source = b.dataset.copy, field = source.startsWith("#") ? doc.querySelector(source) : null;
    const text = field ? (field.value ?? field.textContent.trim()) : source || location.href;
    let done = true;
    try { await navigator.clipboard.writeText(text); } catch {
      if (field && field.select) field.select(); // without https there is no clipboard: select, and try the old way
      done = Boolean(field && field.select) && doc.execCommand("copy");
    }
    if (done) say(b, b.dataset.copied);
  }));

  /* Local time. A browser that says UTC hides where it is, and UTC is on the page already. */
  const two = (n) => String(n).padStart(2, "0");
  each("time[data-local]", (t) => {
    const at = new Date(t.dateTime), clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", numberingSystem: "latn" };
    if (isNaN(at) || /^(UTC|Etc\/.*|Atlantic\/Reykjavik)$/.test(Intl.DateTimeFormat().resolvedOptions().timeZone)) return;
    const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
    if (t.dateTime.startsWith(`${day}T${two(at.getHours())}:${two(at.getMinutes())}`)) return;
    if (!t.dateTime.startsWith(day)) clock.weekday = "long";
    const own = doc.createElement("span");
    own.className = "local";
    own.textContent = ` (${t.dataset.local.replace("{time}", new Intl.DateTimeFormat(root.lang, clock).format(at))})`;
    t.after(own);
  });

  each(".error-summary, [data-focus]", (e) => e.focus());

  /* Characters left. */
  each("[data-count]", (field) => {
    const out = doc.createElement("p"), { count, left = "{n}", over = "-{n}" } = field.dataset;
    let pause;
    const tell = () => {
      const rest = count - [...field.value.normalize("NFC")].length;
      out.textContent = (rest < 0 ? over : left).replace("{n}", Math.abs(rest));
      out.className = rest < 0 ? "count over" : "count";
    };
    out.setAttribute("role", "status");
    field.after(out);
    field.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(tell, 400); });
    tell();
  });

  each("[data-fills]", (list) => list.addEventListener("change", () => {
    const field = doc.querySelector(list.dataset.fills);
    if (all("option", list).some((o) => o.value === field.value)) field.value = list.value;
  }));

  each("[data-opens]", (group) => group.addEventListener("change", (e) => {
    const folded = doc.getElementById(group.dataset.opens + e.target.value);
    if (folded) folded.open = true;
  }));

  const dirty = new Set();
  each("form[data-unsaved]", (form) => {
    if (form.dataset.unsaved === "changed") dirty.add(form);
    form.addEventListener("input", () => { dirty.add(form); });
    form.addEventListener("submit", () => { dirty.delete(form); });
  });
  addEventListener("beforeunload", (e) => { if ([...dirty].some((form) => form.isConnected)) e.preventDefault(); });

  /* Leave quickly. */
  const leave = doc.querySelector("form[data-leave]");
  if (leave) leave.addEventListener("submit", () => {
    dirty.clear();
    root.hidden = true;
    setTimeout(() => location.replace(leave.dataset.leave), 3e3);
  });
  addEventListener("pageshow", (e) => { if (leave && e.persisted) location.reload(); });
  let shifts = [];
  const shift = (e) => {
    if (e.key !== "Shift") { shifts = []; return; }
    if (e.repeat) return;
    shifts = [...shifts, e.timeStamp].slice(-3);
    if (leave && shifts.length === 3 && e.timeStamp - shifts[0] < 1500) leave.requestSubmit();
  };

  /* Menus close with Escape and with a click elsewhere. */
  const closeMenus = (but) => all("details.menu[open]").forEach((menu) => {
    if (menu === but) return;
    if (menu.contains(doc.activeElement)) menu.querySelector("summary").focus();
    menu.open = false;
  });

  doc.addEventListener("keydown", (e) => {
    shift(e);
    if (e.key === "Escape") closeMenus();
  });
  doc.addEventListener("click", (e) => closeMenus(e.target.closest("details.menu")));
  doc.addEventListener("htmx:after:swap", enhance);
  if (doc.readyState === "loading") doc.addEventListener("DOMContentLoaded", enhance); else enhance();
})();
