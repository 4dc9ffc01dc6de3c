// The page of an entry: suggestions of places while one writes, and boxes that say what is ticked while folded away.

// --- boxes ---

for (const group of document.querySelectorAll("[data-folded]")) {
  const chosen = group.querySelector("[data-chosen]");
  group.addEventListener("change", () => {
    const ticked = [...group.querySelectorAll("input:checked")].map((box) => group.querySelector(`label[for="${box.id}"]`).textContent.trim());
    chosen.textContent = ticked.join(", ") || chosen.dataset.none;
  });
}

for (const more of document.querySelectorAll("[data-specify]")) {
  const box = document.getElementById(more.dataset.specify);
  const show = () => (more.hidden = !box.checked);
  for (const each of document.getElementsByName(box.name)) each.addEventListener("change", show);
  show();
}

// --- places ---

for (const field of document.querySelectorAll("[data-places]")) placesIn(field);

function placesIn(field) {
  const input = field.querySelector("input");
  const list = document.createElement("ul");
  const status = document.createElement("p");
  Object.assign(list, { id: `${input.id}-list`, className: "suggestions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.dataset.label);
  status.className = "ds-sr-only";
  status.setAttribute("role", "status");
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  }))
    input.setAttribute(name, value);
  input.after(list);
  field.append(status);
  let found = [];
  let current = -1;
  let asked = 0;

  // The name that is being written: what stands between the commas around the cursor.
  function part() {
    const before = input.value.slice(0, input.selectionStart);
    const start = before.lastIndexOf(",") + 1;
    const end = input.value.indexOf(",", start);
    return { start, end: end < 0 ? input.value.length : end };
  }

  const written = () => {
    const { start, end } = part();
    return input.value.slice(start, end).trim();
  };

  function show(places) {
    found = places;
    current = -1;
    list.replaceChildren(
      ...places.map((place, index) => {
        const item = document.createElement("li");
        Object.assign(item, { id: `${list.id}-${index}`, className: "suggestions__item", textContent: place.name });
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        if (place.note) {
          const note = document.createElement("span");
          Object.assign(note, { className: "suggestions__note", textContent: place.note });
          item.append(" ", note);
        }
        item.addEventListener("mousedown", (event) => event.preventDefault());
        item.addEventListener("click", () => take(index));
        return item;
      }),
    );
    list.hidden = !places.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
    status.textContent = places.length ? field.dataset.found.replace("{}", places.length) : "";
  }

  function take(index) {
    const { start, end } = part();
    const before = input.value.slice(0, start).trimEnd();
    const after = input.value.slice(end);
    const filled = `${before}${before ? " " : ""}${found[index].name}`;
    input.value = filled + after;
    input.setSelectionRange(filled.length, filled.length);
    show([]);
    input.focus();
  }

  function point(index) {
    current = (index + found.length) % found.length;
    [...list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === current)));
    input.setAttribute("aria-activedescendant", list.children[current].id);
    list.children[current].scrollIntoView({ block: "nearest" });
  }

  async function ask() {
    const words = written();
    const mine = ++asked;
    if (words.length < 2) return show([]);
    const day = document.getElementById("starts_on")?.value || "";
    try {
      const answer = await fetch(`${field.dataset.address}?${new URLSearchParams({ sok: words, dag: day })}`);
      if (!answer.ok || mine !== asked) return;
      const { places } = await answer.json();
      const exact = places.length === 1 && places[0].name === words;
      if (mine === asked && document.activeElement === input) show(exact ? [] : places);
    } catch {
      show([]);
    }
  }

  let soon;
  input.addEventListener("input", () => {
    clearTimeout(soon);
    soon = setTimeout(ask, 150);
  });
  input.addEventListener("blur", () => show([]));
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") point(current + 1);
    else if (event.key === "ArrowUp") point(current - 1);
    else if (event.key === "Enter" && current >= 0) take(current);
    else if (event.key === "Escape") show([]);
    else return;
    event.preventDefault();
  });
}
