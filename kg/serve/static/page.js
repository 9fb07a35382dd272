// What pages do beyond links and forms; all of them work without it. Names reach the page as text only.
"use strict";

// Completion of names, as the ARIA pattern of a combobox with a list.
function complete(field, choose) {
  const list = document.createElement("ul");
  let at = -1, offers = [], wait = 0, asked = 0;
  list.className = "offers";
  list.id = `${field.id}-offers`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.getAttribute("aria-label") || field.name);
  list.hidden = true;
  field.after(list);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);

  function show(found) {
    offers = found;
    at = -1;
    list.replaceChildren(...found.map((offer, index) => {
      const item = document.createElement("li"), name = document.createElement("span"), kind = document.createElement("small");
      name.textContent = offer.name;
      kind.textContent = offer.kind;
      item.id = `${list.id}-${index}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.append(name, kind);
      item.addEventListener("mousedown", (event) => { event.preventDefault(); close(); choose(offer); });
      return item;
    }));
    list.hidden = found.length === 0;
    field.setAttribute("aria-expanded", String(!list.hidden));
    field.removeAttribute("aria-activedescendant");
  }
  function close() { show([]); }
  function move(step) {
    at = (at + step + offers.length + (at < 0 && step < 0 ? 1 : 0)) % offers.length;
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
    list.children[at].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", list.children[at].id);
  }
  async function ask() {
    const turn = ++asked, text = field.value.trim();
    const reply = text ? await fetch(`/complete?q=${encodeURIComponent(text)}`).catch(() => null) : null;
    const found = reply && reply.ok ? await reply.json() : [];
    if (turn === asked && document.activeElement === field) show(found);
  }
  field.setAttribute("aria-expanded", "false");
  field.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(ask, 120); });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); move(event.key === "ArrowDown" ? 1 : -1); }
    else if (event.key === "Escape") { event.preventDefault(); close(); }
    else if (event.key === "Enter" && at >= 0) { event.preventDefault(); const offer = offers[at]; close(); choose(offer); }
  });
}

const find = document.getElementById("find");
if (find) complete(find, (offer) => { location.href = offer.url; });
for (const field of document.querySelectorAll("[data-complete]")) complete(field, (offer) => { field.value = offer.name; });

// "/" goes to the search field.
document.addEventListener("keydown", (event) => {
  const busy = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
  if (event.key === "/" && !busy && !event.ctrlKey && !event.metaKey && !event.altKey && find) { event.preventDefault(); find.focus(); }
});

// A marked passage opens its note.
for (const mark of document.querySelectorAll("mark[data-note]")) {
  mark.addEventListener("click", (event) => {
    if (event.target.closest("a")) return;
    location.hash = mark.dataset.note;
  });
}
function openTarget() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const note = target && target.closest("details");
  if (note && !note.open) { note.open = true; target.scrollIntoView({ block: "center" }); }
}
addEventListener("hashchange", openTarget);
openTarget();

for (const button of document.querySelectorAll("[data-toggle='notes']")) {
  button.hidden = false;
  let open = false;
  button.addEventListener("click", () => {
    open = !open;
    for (const note of document.querySelectorAll("details.notes")) note.open = open;
    [button.textContent, button.dataset.other] = [button.dataset.other, button.textContent];
  });
}

const editor = document.querySelector("[data-run]");
if (editor) editor.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) editor.form.requestSubmit();
});
