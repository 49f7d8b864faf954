/* Keep Hope: the keys of the queue, and where focus is in it. The desk works without; kh.js comes before it.

   It reads these attributes and no others:

   data-queue                   keys work while focus is inside: J and K go along [data-item], others to [data-key="a"]
                                that can be seen: fields take focus, <details> open at their first field (Escape closes
                                them), everything else is clicked. A, Q, H and D on an item that is not the one that is
                                open, open it: what is decided is what is read
   data-keys                    on a button: switches the keys; data-on and data-off are its two labels
   data-caps                    set on <html> while the keys work: buttons show theirs

   Stored in this browser only: kh-keys (off). */
(() => {
  "use strict";
  const doc = document, root = doc.documentElement;
  const all = (selector, from = doc) => [...from.querySelectorAll(selector)];
  const recall = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  const keep = (name, value) => { try { localStorage.setItem(name, value); } catch { /* private window */ } };

  // An address that names a place in the queue leads focus there.
  all("[data-queue]").forEach((queue) => {
    const place = location.hash ? doc.getElementById(location.hash.slice(1)) : null;
    if (place && queue.contains(place)) (place.matches("[tabindex]") ? place : place.querySelector("[data-item]"))?.focus();
  });

  /* Keys of the queue (WCAG 2.1.4: only with focus inside, and they can be switched off). */
  const keysOff = () => recall("kh-keys") === "off";
  const label = () => {
    all("[data-keys]").forEach((b) => { b.textContent = keysOff() ? b.dataset.off : b.dataset.on; });
    root.toggleAttribute("data-caps", !keysOff());
  };
  all("[data-keys]").forEach((b) => b.addEventListener("click", () => { keep("kh-keys", keysOff() ? "on" : "off"); label(); }));
  label();
  const typing = "textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=button], [type=submit])";
  // On a Cyrillic or Arabic keyboard the place of the key counts.
  const keyOf = (e) => (e.key > "\x7f" && /^Key[A-Z]$/.test(e.code) ? e.code[3] : e.key).toLowerCase();
  const seen = (e) => !e.checkVisibility || e.checkVisibility({ visibilityProperty: true });
  const unfold = (details, open) => {
    details.open = open;
    (open && details.querySelector("textarea, select, input:not([type=hidden])") || details.querySelector("summary")).focus();
  };
  const press = (queue, key, from) => {
    const own = from.closest("[data-item]");
    if (key === "j" || key === "k") {
      const items = all("[data-item]", queue);
      const at = own ? items.indexOf(own) : items.findIndex((i) => i.hasAttribute("aria-current"));
      const next = items[at + (key === "j" ? 1 : -1)];
      if (next) next.focus();
      return true;
    }
    if (own && !own.hasAttribute("aria-current") && /^[aqhd]$/.test(key)) {
      own.click();
      return true;
    }
    const target = all("[data-key]", queue).find((t) => t.dataset.key === key && !t.disabled && seen(t));
    if (!target) return false;
    if (target.matches(typing)) target.focus();
    else if (target.localName === "details") unfold(target, !target.open);
    else target.click();
    return true;
  };
  const queueKey = (e) => {
    const queue = e.target.closest?.("[data-queue]");
    if (!queue || e.ctrlKey || e.metaKey || e.altKey || e.repeat || e.isComposing || e.target.matches(typing) || keysOff()) return;
    if (press(queue, keyOf(e), e.target)) e.preventDefault();
  };

  doc.addEventListener("keydown", (e) => {
    const open = e.key === "Escape" && e.target.closest?.("[data-queue] details[open]");
    if (open) unfold(open, false);
    queueKey(e);
  });
})();
