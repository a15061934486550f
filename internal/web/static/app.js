"use strict";

// Keys, lists, forms that send themselves and the end of an import. Every page
// works without this file.
(() => {
  const typing = (el) =>
    el instanceof Element && el.closest("input:not([type=checkbox]):not([type=radio]):not([type=submit]), textarea, select, [contenteditable]") !== null;

  // Keys of one character can be switched off, for who speaks to the browser or
  // hits keys by mistake. They still work in a row that has the focus.
  const off = () => /(?:^|; )tangenter=av(?:;|$)/.test(document.cookie);
  addEventListener("keydown", (e) => {
    const plain = !e.ctrlKey && !e.metaKey && !e.altKey && e.key.length === 1;
    if (plain && off() && e.target instanceof Element && !typing(e.target) && !e.target.closest("tr")) e.stopImmediatePropagation();
  }, true);
  for (const part of document.querySelectorAll("[data-keys]")) {
    const box = part.querySelector("input");
    part.hidden = false;
    box.checked = !off();
    box.addEventListener("change", () => {
      document.cookie = `tangenter=${box.checked ? "; max-age=0" : "av; max-age=31536000"}; path=/; samesite=lax`;
    });
  }

  const go = (address) => { if (address) location.assign(address); };

  // G and then a letter leads to a page of the engagement.
  const pages = { "ö": "", b: "/balans", r: "/resultat", v: "/verifikationer", s: "/skatt", p: "/parm" };
  let afterG = 0;

  const lead = (key) => {
    if (key === "u") return go("/uppdrag");
    const start = document.body.dataset.start;
    if (start && key in pages) go(start + pages[key]);
  };

  const press = (key) => {
    const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!target || target.disabled || target.getAttribute("aria-disabled") === "true") return false;
    if (target.matches("input[type=file]")) { target.focus(); target.click(); }
    else if (target.matches("input, select, textarea")) { swallow = key; target.focus(); }
    else target.click();
    return true;
  };

  // The key that led into a field is not written there.
  let swallow = "";
  document.addEventListener("keypress", (e) => {
    if (swallow && e.key === swallow) e.preventDefault();
    swallow = "";
  }, true);
  document.addEventListener("keyup", () => { swallow = ""; }, true);

  document.addEventListener("keydown", (e) => {
    if (e.defaultPrevented || e.isComposing) return;
    if (e.ctrlKey && e.key === "Enter") {
      const form = e.target.closest?.("form[data-ctrl-enter]") ?? document.querySelector("form[data-ctrl-enter]");
      const button = form && document.getElementById(form.dataset.ctrlEnter);
      if (form) { e.preventDefault(); button ? button.click() : form.requestSubmit(); }
      return;
    }
    if (e.ctrlKey || e.metaKey || e.altKey || typing(e.target) || document.querySelector("dialog[open]")) return;
    const key = e.key.toLowerCase();
    if (afterG && Date.now() - afterG < 1500) {
      afterG = 0;
      e.preventDefault();
      lead(key);
      return;
    }
    if (key === "g") { afterG = Date.now(); return; }
    if (key === "?") { e.preventDefault(); go("/hjalp/kortkommandon"); return; }
    if (press(key)) e.preventDefault();
  });

  // Lists: one tab stop, arrows between rows, Enter follows the row's link.
  const rows = (table) => [...table.querySelectorAll("tbody tr")].filter((r) => r.querySelector("a[href]"));

  const choose = (table, row, focus) => {
    for (const r of rows(table)) {
      r.tabIndex = r === row ? 0 : -1;
      if (r === row && focus) r.setAttribute("aria-selected", "true");
      else r.removeAttribute("aria-selected");
    }
    if (focus) { row.focus({ preventScroll: true }); row.scrollIntoView({ block: "nearest" }); }
  };

  for (const table of document.querySelectorAll("table[data-rows]")) {
    const first = rows(table)[0];
    if (!first) continue;
    table.setAttribute("role", "grid");
    choose(table, first, false);
    table.addEventListener("focusin", (e) => { if (e.target.matches("tr")) choose(table, e.target, true); });
    table.addEventListener("keydown", (e) => {
      if (e.ctrlKey || e.metaKey || e.altKey || !e.target.matches("tr")) return;
      const all = rows(table);
      const at = all.indexOf(e.target);
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[e.key];
      if (to !== undefined) {
        e.preventDefault();
        choose(table, all[Math.max(0, Math.min(to, all.length - 1))], true);
      } else if (e.key === "Enter") {
        e.preventDefault();
        go(e.target.querySelector("a[href]").href);
      }
    });
  }

  // Filters send themselves when a choice is made.
  for (const form of document.querySelectorAll("form[data-auto]")) {
    form.addEventListener("change", (e) => { if (e.target.matches("select")) form.requestSubmit(); });
    for (const button of form.querySelectorAll("[data-without-script]")) button.hidden = true;
  }

  // Print buttons.
  for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
  document.addEventListener("click", (e) => { if (e.target.closest?.("[data-print]")) print(); });

  // A form that was sent is not sent again by a second click.
  document.addEventListener("submit", (e) => {
    const form = e.target;
    if (e.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) { e.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => { delete form.dataset.sent; }, 8000);
  });
  addEventListener("pageshow", () => { for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent; });

  document.documentElement.dataset.script = "";

  // A file may be dropped anywhere in the frame around its field. Where the
  // frame says so, files are sent at once; one that is too large is not.
  const frameOf = (e) => (e.target instanceof Element ? e.target.closest("[data-drop]") : null);
  const over = (frame, on) => frame.classList.toggle("over-drop", on);
  document.addEventListener("dragover", (e) => { const frame = frameOf(e); if (frame) { e.preventDefault(); over(frame, true); } });
  document.addEventListener("dragleave", (e) => { const frame = frameOf(e); if (frame) over(frame, false); });
  document.addEventListener("drop", (e) => {
    const frame = frameOf(e);
    if (!frame) return;
    e.preventDefault();
    over(frame, false);
    const input = frame.querySelector("input[type=file]");
    if (e.dataTransfer.files.length && input) {
      input.files = e.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
  document.addEventListener("change", (e) => {
    const frame = frameOf(e);
    if (!frame || !e.target.matches("input[type=file]") || !("send" in frame.dataset)) return;
    const large = [...e.target.files].find((f) => f.size > Number(frame.dataset.max));
    const note = frame.querySelector("[data-too-large]");
    note.dataset.text ??= note.textContent;
    note.hidden = !large;
    if (large) { note.textContent = note.dataset.text.replace("{}", large.name); e.target.value = ""; }
    else if (e.target.files.length) send(e.target);
  });

  // Documents are sent beside the page, so that what is typed elsewhere in it
  // stays; the list with what came of it takes the place of the former.
  const send = async (input) => {
    const form = input.form, place = form.closest("[data-docs]");
    if (!place || form.dataset.sent) return;
    form.dataset.sent = "1";
    const note = form.querySelector("[data-not-sent]");
    note.hidden = true;
    place.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-docs]");
      if (!answer.ok || !fresh) throw new Error([...page.querySelectorAll("main h1, main h1 ~ p")].map((one) => one.textContent.trim()).join(". "));
      place.replaceWith(document.importNode(fresh, true));
    } catch (err) {
      note.dataset.text ??= note.textContent;
      note.textContent = (err instanceof TypeError ? "" : err.message) || note.dataset.text;
      note.hidden = false;
      input.value = "";
    } finally {
      delete form.dataset.sent;
      place.removeAttribute("aria-busy");
    }
  };

  // The menu of the user closes with Esc and by a click beside it.
  document.addEventListener("click", (e) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(e.target)) menu.open = false;
  });
  document.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details.menu[open]")) { menu.open = false; menu.querySelector("summary").focus(); }
  });

  // An import that has ended leads on, and the page with the progress is not
  // kept in the history.
  const move = (address) => {
    const url = new URL(address, location.href);
    if (url.origin === location.origin) setTimeout(() => location.replace(url), 1200);
  };
  document.addEventListener("klar", (e) => { if (e.detail && e.detail.data) move(e.detail.data); });
  document.addEventListener("slut", () => location.reload());
  const ended = document.querySelector("[data-move]");
  if (ended) move(ended.dataset.move);
})();
