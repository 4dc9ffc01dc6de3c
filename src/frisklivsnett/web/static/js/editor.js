// Checks the text while one writes, and saves it without leaving the page. Without this script the buttons do the same.
const form = document.querySelector("form[data-editor]");
const words = form.dataset;
const source = form.elements.tekst;
const report = form.querySelector("[data-page]");
const remains = form.querySelector("[data-remains]");
const status = form.querySelector("[data-status]");
const PAUSE = 700; // milliseconds without a key before a check
let marks = JSON.parse(report.dataset.marks);
let saved = source.defaultValue;
let unsaved = "unsaved" in form.dataset;
let timer, asking, leaving;

form.classList.add("editor--live");

const changed = () => unsaved || source.value !== saved;

function tell(text, extra) {
  status.toggleAttribute("data-unsaved", changed());
  status.replaceChildren(text, ...(extra ? [" ", extra] : []));
}

// A login in another tab changes the token; the cookie always has the one that counts.
function token() {
  const cookie = document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/);
  if (cookie) form.elements.csrfmiddlewaretoken.value = cookie[1];
  return form.elements.csrfmiddlewaretoken.value;
}

function loginLink(address) {
  return Object.assign(document.createElement("a"), {
    href: address,
    target: "_blank",
    className: "ds-link",
    textContent: words.wordsLogin,
  });
}

async function ask(action) {
  clearTimeout(timer);
  asking?.abort();
  const mine = (asking = new AbortController());
  const sent = source.value;
  const body = new FormData(form);
  body.set("gjor", action);
  if (action === "lagre") tell(words.wordsSaving);
  let response, told;
  try {
    response = await fetch(words.check, { method: "POST", body, headers: { "X-CSRFToken": token() }, signal: mine.signal });
    if (response.headers.get("Content-Type") === "application/json") told = await response.json();
  } catch {
    if (!mine.signal.aborted) tell(words.wordsOffline);
    return;
  }
  if (mine !== asking) return;
  if (!told) return tell(response.status >= 500 ? words.wordsFault : words.wordsOld);
  if (told.conflict) return leaveFor("lagre");
  if (told.saved) {
    saved = sent;
    unsaved = false;
    form.elements.bygger_pa.value = told.based_on;
  }
  if (told.remains !== undefined && sent === source.value) show(told);
  tell(told.status + (changed() ? ` ${words.wordsChanged}` : ""), told.login && loginLink(told.login));
}

// Somebody else saved first: the form itself shows both texts.
function leaveFor(action) {
  leaving = true;
  form.requestSubmit(form.querySelector(`button[value="${action}"]`));
}

function show(told) {
  remains.innerHTML = told.remains;
  report.toggleAttribute("data-stale", !told.page);
  if (!told.page) return;
  const at = report.scrollTop;
  report.innerHTML = told.page;
  report.scrollTop = at;
  marks = told.marks;
}

// Selects a place in the text and scrolls to it: a copy of the text up to there tells how far down it is.
function go(start, end) {
  source.focus();
  source.setSelectionRange(start, end);
  const style = getComputedStyle(source);
  const copy = document.createElement("div");
  for (const name of ["font", "letterSpacing", "lineHeight", "padding", "border", "boxSizing", "tabSize"]) copy.style[name] = style[name];
  Object.assign(copy.style, { position: "absolute", visibility: "hidden", whiteSpace: "pre-wrap", overflowWrap: "break-word" });
  copy.style.width = `${source.clientWidth}px`;
  copy.textContent = source.value.slice(0, start);
  document.body.append(copy);
  source.scrollTop = Math.max(0, copy.scrollHeight - source.clientHeight / 2);
  copy.remove();
}

function next() {
  const places = [...remains.querySelectorAll(".remains [data-start]")].map((link) => [Number(link.dataset.start), Number(link.dataset.end)]);
  const found = places.find(([start]) => start > source.selectionStart) ?? places[0];
  if (found) go(...found);
}

source.addEventListener("input", () => {
  clearTimeout(timer);
  if (source.value.length > Number(words.large)) return tell(words.wordsLarge);
  tell(changed() ? words.wordsChanged : "");
  timer = setTimeout(() => ask("kontroller"), PAUSE);
});

remains.addEventListener("click", (event) => {
  const link = event.target.closest("[data-start]");
  if (!link) return;
  event.preventDefault();
  go(Number(link.dataset.start), Number(link.dataset.end));
});

// From a claim in the report to its place in the text: the claims of one formula come in the same order in both.
report.addEventListener("click", (event) => {
  const mark = event.target.closest("[data-claim]");
  if (!mark) return;
  const formula = mark.dataset.claim;
  const same = [...report.querySelectorAll("[data-claim]")].filter((each) => each.dataset.claim === formula);
  const found = marks.filter(([, , each]) => each === formula)[same.indexOf(mark)];
  if (found) go(found[0], found[1]);
});

document.addEventListener("keydown", (event) => {
  const command = event.ctrlKey || event.metaKey;
  let action;
  if (command && event.key === "Enter") action = () => ask("kontroller");
  if (command && event.key.toLowerCase() === "s" && !event.shiftKey && !event.altKey) action = () => ask("lagre");
  if (event.key === "F8") action = next;
  if (!action) return;
  event.preventDefault();
  action();
});

form.addEventListener("submit", (event) => {
  const action = event.submitter?.value;
  if (leaving || !["lagre", "kontroller"].includes(action)) {
    token();
    leaving = true;
    return;
  }
  event.preventDefault();
  if (action === "kontroller") tell(words.wordsChecking);
  ask(action);
});

window.addEventListener("beforeunload", (event) => {
  if (changed() && !leaving) event.preventDefault();
});
window.addEventListener("pageshow", () => (leaving = undefined));

// The picker is a page of its own; here it comes in a dialog, and what is chosen goes in where the cursor is.
const dialog = document.querySelector("[data-dialog]");
const inside = dialog.querySelector("[data-dialog-inside]");
const picker = form.querySelector("[data-picker]");
picker.querySelector("[data-new-tab]").remove();

async function pick(address) {
  const focused = document.activeElement?.name;
  const response = await fetch(address, { headers: { "HX-Request": "true" } });
  if (!response.ok || response.redirected) return tell(words.wordsOld);
  inside.innerHTML = await response.text();
  for (const button of inside.querySelectorAll("[data-insert]")) button.hidden = false;
  if (!dialog.open) dialog.showModal();
  (inside.querySelector(`select[name="${focused}"]`) ?? inside.querySelector("select")).focus();
}

function choose() {
  const chosen = inside.querySelector("form");
  return pick(`${chosen.action}?${new URLSearchParams(new FormData(chosen))}`);
}

picker.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  pick(picker.href).catch(() => tell(words.wordsOffline));
});

inside.addEventListener("submit", (event) => {
  event.preventDefault();
  choose().catch(() => tell(words.wordsOffline));
});
inside.addEventListener("change", () => choose().catch(() => tell(words.wordsOffline)));

inside.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  if (!button) return;
  dialog.close();
  source.focus();
  source.setRangeText(button.dataset.insert, source.selectionStart, source.selectionEnd, "end");
  source.dispatchEvent(new Event("input"));
});

dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
