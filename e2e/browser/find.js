// The eyes of the driver. Evaluated as (find)(op, args, scope) and asked again
// until it answers {ok: true}; otherwise {ok: false, why: "…"}.
(op, args, scope) => {
  const norm = (s) => (s ?? "").replace(/\s+/g, " ").trim();
  const no = (why) => ({ ok: false, why });
  const shown = (el) => el.checkVisibility({ visibilityProperty: true }) && el.getClientRects().length > 0;
  const brief = (el) => el.cloneNode(false).outerHTML.replace(/<\/.*$/, "").slice(0, 120);

  // What a person reads on an element: no key hints, no icons.
  const words = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE) return "";
    if (["KBD", "SCRIPT", "STYLE", "svg"].includes(node.nodeName) || node.ariaHidden === "true") return "";
    return " " + [...node.childNodes].map(words).join("") + " ";
  };
  const name = (el) => {
    const by = el.getAttribute("aria-labelledby");
    if (by) return norm(by.split(/\s+/).map((id) => words(document.getElementById(id) ?? new Text())).join(" "));
    return norm(el.ariaLabel || (el.matches("input") ? el.value : words(el)) || el.title);
  };
  const labels = (el) => {
    const all = [...(el.labels ?? [])].map((l) => norm(words(l)));
    if (el.ariaLabel || el.hasAttribute("aria-labelledby")) all.push(name(el));
    return all.length ? all : [norm(el.title)];
  };

  // Where to look. An open modal dialog makes the rest of the page unreachable,
  // though it can still be read.
  const reads = ["see", "notsee", "text", "texts"].includes(op);
  let root = (!reads && [...document.querySelectorAll("dialog:modal")].pop()) || document;
  for (const s of scope) {
    const found = s.row
      ? [...root.querySelectorAll("tr")].filter((tr) => shown(tr) && [...tr.cells].some((c) => norm(words(c)) === s.row))
      : [root, ...root.querySelectorAll(s.css)].filter((el) => el.matches?.(s.css) && shown(el)); // root may be the dialog
    if (found.length !== 1) return no(`${found.length} ${s.row ? "rows have a cell" : "elements match"} "${s.row ?? s.css}", want 1`);
    root = found[0];
  }

  const isCSS = (t) => /^[#.[]/.test(t) || t.startsWith("css:");
  const byCSS = (t) => [...root.querySelectorAll(t.replace(/^css:/, ""))];

  // The elements whose names fit best: equal before beginning before containing.
  const best = (elements, text, namesOf) => {
    const want = norm(text);
    const fits = [(n) => n === want, (n) => n.startsWith(want), (n) => n.includes(want)];
    for (const fit of fits) {
      const hits = elements.filter((el) => namesOf(el).some(fit));
      const inner = hits.filter((el) => !hits.some((other) => other !== el && el.contains(other)));
      if (inner.length) return inner;
    }
    return [];
  };
  const one = (hits, kind, all, namesOf) => {
    if (hits.length === 1) return null;
    if (hits.length > 1) return no(`${hits.length} ${kind}s fit: ${hits.map(brief).join("  ")}`);
    const names = [...new Set(all.flatMap(namesOf))].filter(Boolean).slice(0, 60);
    return no(`no ${kind} fits; the page has: ${names.join(" | ")}`);
  };

  const clickable = "a[href],button,summary,input[type=submit],input[type=button],input[type=reset]," +
    "[role=button],[role=link],[role=tab],[role=option],[role=menuitem],tr[tabindex]";
  const field = "input:not([type=hidden],[type=submit],[type=button],[type=reset],[type=image]),textarea,select,[contenteditable=true]";

  const pick = (kind, target) => {
    if (isCSS(target)) {
      const hits = byCSS(target).filter((el) => kind === "file" || shown(el));
      return { el: hits[0], bad: one(hits, "element", [], name) };
    }
    if (kind === "click") {
      const all = [...root.querySelectorAll(clickable)].filter(shown);
      let hits = best(all, target, (el) => [name(el)]);
      if (!hits.length) hits = best([...root.querySelectorAll("label")].filter(shown), target, (el) => [name(el)]);
      return { el: hits[0], bad: one(hits, "link or button", all, (el) => [name(el)]) };
    }
    const types = { file: "[type=file]", check: "[type=checkbox],[type=radio]", fill: ":not([type=file],[type=checkbox],[type=radio])" };
    const all = [...root.querySelectorAll(field)].filter((el) => el.matches(types[kind]));
    const seen = kind === "fill" ? all.filter(shown) : all;
    const hits = best(seen, target, labels);
    return { el: hits[0], bad: one(hits, "field", seen, labels) };
  };

  // Where the mouse meets el, once nothing lies on top of it.
  const point = (el) => {
    let box = el.getClientRects()[0];
    if (!box) return no(`${brief(el)} has no place on the page`);
    const inside = (b) => b.top >= 0 && b.left >= 0 && b.bottom <= innerHeight && b.right <= innerWidth;
    const at = (b) => document.elementFromPoint(b.left + b.width / 2, b.top + b.height / 2);
    const hits = (top) => top && (el.contains(top) || top.contains(el) && top.matches("label") || top.closest("label")?.control === el);
    if (!inside(box) || !hits(at(box))) {
      el.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
      box = el.getClientRects()[0];
    }
    const top = at(box);
    if (!hits(top)) return no(`${brief(el)} is covered by ${top ? brief(top) : "nothing that can be hit"}`);
    return { ok: true, x: box.left + box.width / 2, y: box.top + box.height / 2 };
  };

  const text = () => norm((root === document ? document.body : root)?.innerText);
  const changed = (el) => ["input", "change"].forEach((type) => el.dispatchEvent(new Event(type, { bubbles: true })));

  switch (op) {
    case "see": return text().includes(norm(args.text)) ? { ok: true } : no("the text is not there");
    case "notsee": return text().includes(norm(args.text)) ? no("the text is still there") : { ok: true };
    case "address": return { ok: true, text: location.href };
    case "text": return { ok: true, text: text() };
    case "texts": return { ok: true, texts: byCSS(args.target).filter(shown).map((el) => norm(el.innerText)) };
    case "loaded": return document.readyState === "complete" ? { ok: true } : no("the page is loading");
    case "settled": return document.readyState === "complete" && !document.querySelector(".htmx-request") ? { ok: true } : no("the page is loading");
  }

  const { el, bad } = pick(args.kind, args.target);
  if (bad) return bad;
  if (op !== "value" && el.disabled) return no(`${brief(el)} is disabled`);
  switch (op) {
    case "point": return point(shown(el) ? el : el.labels?.[0] ?? el); // a styled radio button may be hidden behind its label
    case "value": return { ok: true, text: el.matches("[type=checkbox],[type=radio]") ? String(el.checked) : el.value ?? words(el) };
    case "focus":
      if (el.readOnly) return no(`${brief(el)} cannot be written in`);
      el.scrollIntoView({ block: "center", behavior: "instant" });
      el.focus();
      if (document.activeElement !== el) return no(`${brief(el)} does not take the focus`);
      if (["date", "time", "month", "color", "range"].includes(el.type)) {
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(el, args.value);
        changed(el);
        return { ok: true, done: true };
      }
      el.select?.();
      return { ok: true };
    case "option": {
      if (!el.matches("select")) return no(`${brief(el)} is not a list of choices`);
      const all = [...el.options].filter((o) => !o.disabled);
      const hits = best(all, args.option, (o) => [norm(o.label)]);
      const bad = one(hits, "choice", all, (o) => [norm(o.label)]);
      if (bad) return bad;
      el.focus();
      if (!hits[0].selected) { hits[0].selected = true; changed(el); }
      return { ok: true };
    }
    case "element": window[args.slot] = el; return { ok: true };
  }
  return no(`unknown question ${op}`);
}
