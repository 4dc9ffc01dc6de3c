// Copies a table for a spreadsheet or a text program: as tab-separated text and as HTML. Without a script there is no button.
const status = document.querySelector("[data-copied]");

// A number is copied without the space between its thousands, so that a spreadsheet takes it for a number.
const NUMBER = /^-?[\d\u00a0]+(,\d+)?(\u00a0%)?$/;
// Words that a spreadsheet would take for a formula get an apostrophe in front, as in the files.
const FORMULA = /^\s*[=+\-@＝＋－＠]/;

const wordsOf = (cell) => {
  const copy = cell.cloneNode(true);
  for (const part of copy.querySelectorAll("svg, [data-not-copied]")) part.remove();
  const words = copy.textContent.trim();
  if (NUMBER.test(words)) return words.replaceAll("\u00a0", "");
  return FORMULA.test(words) ? `'${words}` : words;
};

const quoted = (words) => (/[\t\n"]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words);

const linesOf = (table) => [...table.rows].map((row) => [...row.cells].map((cell) => [cell.tagName, wordsOf(cell)]));

const asText = (lines) => lines.map((line) => line.map(([, words]) => quoted(words)).join("\t")).join("\r\n");

const asHtml = (lines) => {
  const table = document.createElement("table");
  for (const line of lines) {
    const row = table.insertRow();
    for (const [tag, words] of line) {
      const cell = row.appendChild(document.createElement(tag));
      words.split("\n").forEach((part, place) => cell.append(...(place ? [document.createElement("br"), part] : [part])));
    }
  }
  return table.outerHTML;
};

const copy = async (table) => {
  const lines = linesOf(table);
  if (!window.ClipboardItem) return navigator.clipboard.writeText(asText(lines));
  const item = { "text/plain": asText(lines), "text/html": asHtml(lines) };
  const blobs = Object.entries(item).map(([type, content]) => [type, new Blob([content], { type })]);
  return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
};

let waiting;
const tell = (words) => {
  clearTimeout(waiting);
  status.textContent = words;
  waiting = setTimeout(() => (status.textContent = ""), 6000);
};

if (navigator.clipboard && status) {
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    try {
      await copy(document.getElementById(button.dataset.copy));
      tell(status.dataset.copied);
    } catch {
      tell(status.dataset.notCopied);
    }
  });
}

// On paper nothing can be unfolded.
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("main details:not([open])")];
  for (const details of opened) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of opened) details.open = false;
});
