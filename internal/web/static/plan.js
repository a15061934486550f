"use strict";

// Resultatplanering computes while a person types: the page's own address is
// asked with what stands in the form, and the answer takes the place of what is
// shown. Without this file the button Räkna om does the same.
(() => {
  const wait = 150;
  let timer = 0;
  let asked = null;

  const live = () => document.querySelector("[data-live]");
  const form = () => live()?.querySelector("form[data-ctrl-enter]");

  // What has the focus keeps it, and what was typed meanwhile stays.
  const replace = (fresh) => {
    const old = live();
    const at = document.activeElement;
    const id = old.contains(at) ? at.id : "";
    const typed = id && at.matches("input[type=text]") ? { value: at.value, from: at.selectionStart, to: at.selectionEnd } : null;
    old.replaceWith(fresh);
    dress();
    const again = id && document.getElementById(id);
    if (!again) return;
    if (typed) again.value = typed.value;
    again.focus({ preventScroll: true });
    if (typed) again.setSelectionRange(typed.from, typed.to);
  };

  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    const address = new URL(form().action);
    address.search = new URLSearchParams(new FormData(form()));
    try {
      const answer = await fetch(address, { signal: asked.signal, headers: { "HX-Request": "true" } });
      if (!answer.ok || answer.redirected) return location.assign(address);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-live]");
      if (!fresh) return location.assign(address);
      replace(document.adoptNode(fresh));
      history.replaceState(null, "", address);
    } catch (e) {
      if (e.name !== "AbortError") location.assign(address);
    }
  };

  const soon = (e) => {
    if (!form()?.contains(e.target) || e.target.id === "namn") return;
    clearTimeout(timer);
    timer = setTimeout(ask, e.target.matches("input[type=text]") ? wait : 0);
  };

  // Buttons that only a page without script needs, and those that need it.
  const dress = () => {
    for (const button of live().querySelectorAll("[data-without-script]")) button.hidden = true;
    for (const button of live().querySelectorAll("[data-print]")) button.hidden = false;
  };

  // Arrows mark the alternative before or after, wherever the focus is but in a
  // field; in the row of choices the browser does it.
  const arrows = (e) => {
    if (e.defaultPrevented || e.ctrlKey || e.altKey || e.metaKey || e.shiftKey) return;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[e.key];
    if (!step || e.target.closest?.("input, select, textarea, dialog, a, button")) return;
    const all = [...live().querySelectorAll("input[name=alternativ]")];
    if (all.length === 0) return;
    const marked = all.findIndex((r) => r.checked);
    const to = all[(marked + step + all.length) % all.length];
    e.preventDefault();
    to.checked = true;
    to.focus({ preventScroll: true });
    to.scrollIntoView({ block: "nearest", inline: "nearest" });
    to.dispatchEvent(new Event("input", { bubbles: true }));
  };

  if (!live()) return;
  document.addEventListener("input", soon);
  document.addEventListener("keydown", arrows);
  dress();
})();
