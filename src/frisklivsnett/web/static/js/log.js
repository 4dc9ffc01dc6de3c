// What is noted without network is kept in this browser, seen by the person, and sent once: each note has a key of its own.
const said = document.currentScript.dataset;
const STORE = "waiting";
const SENT = "frisklivsnett-sent";

if ("serviceWorker" in navigator && window.isSecureContext) navigator.serviceWorker.register(said.worker).catch(() => {});

// --- what waits ---

const opened = () =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open("frisklivsnett", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function inStore(mode, work) {
  const database = await opened();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode);
    const request = work(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

const keep = (note) => inStore("readwrite", (store) => store.put(note));
const drop = (key) => inStore("readwrite", (store) => store.delete(key));
const all = () => inStore("readonly", (store) => store.getAll()).catch(() => []);

const remembered = () => JSON.parse(localStorage.getItem("frisklivsnett-log") || "{}");
const remember = (known) => localStorage.setItem("frisklivsnett-log", JSON.stringify(known));
// The centre whose page this is; where there is none, the one that was noted for last.
const here = document.querySelector("form[data-centre]")?.dataset.centre || "";
const person = () => said.person || remembered().person || "";

// --- asking the service ---

async function asked() {
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), 6000);
  try {
    const answer = await fetch(said.waiting, { signal: stop.signal, headers: { Accept: "application/json" } });
    if (!answer.ok) return { state: "offline" };
    const known = await answer.json();
    if (known.state === "ready") {
      const own = known.centres.map((centre) => centre.slug);
      const last = here || remembered().centre;
      remember({ person: known.person, centre: own.includes(last) ? last : own[0] });
    }
    return known;
  } catch {
    return { state: "offline" };
  } finally {
    clearTimeout(late);
  }
}

async function send(note, token) {
  const body = new URLSearchParams(note.fields);
  body.set("nokkel", note.key);
  body.set("sentral", note.centre || remembered().centre || "");
  body.set("type", note.kind || "");
  body.set("dag", note.day);
  const answer = await fetch(said.waiting, { method: "POST", body, headers: { "X-CSRFToken": token } });
  if (answer.status === 401) return "login";
  if (answer.status >= 500 || answer.status === 429) return "later";
  return answer.ok ? (await answer.json()).state : "look";
}

let sending = null;
function sendAll() {
  sending ??= (async () => {
    try {
      await sendWaiting();
    } finally {
      sending = null;
    }
  })();
  return sending;
}

async function sendWaiting() {
  const waiting = await all();
  if (!waiting.length) return tell([], { sent: sentBefore() });
  const known = await asked();
  let sent = 0;
  if (known.state === "ready") {
    for (const note of waiting) {
      if (note.person && note.person !== known.person) continue;
      const state = await send(note, known.token).catch(() => "later");
      if (state === "noted") {
        await drop(note.key);
        sent += 1;
      } else if (state === "look") await keep({ ...note, person: known.person, look: true });
      else break;
    }
  }
  if (sent && document.querySelector("[data-log]") && !document.querySelector("[data-quick] input[name=tekst]")?.value) {
    // The list is to show what has come into it.
    sessionStorage.setItem(SENT, sent);
    location.reload();
    return;
  }
  tell(await all(), { sent: sent + sentBefore(), login: known.state === "login" });
}

function sentBefore() {
  const sent = Number(sessionStorage.getItem(SENT) || 0);
  sessionStorage.removeItem(SENT);
  return sent;
}

// --- saying what waits ---

const counted = (one, some, number) => (number === 1 ? one : some.replace("%s", number));

function made(tag, words, classes = "") {
  const element = document.createElement(tag);
  element.textContent = words;
  if (classes) element.className = classes;
  return element;
}

function tell(waiting, { sent = 0, login = false, kept = false } = {}) {
  let place = document.querySelector("[data-waits]");
  if (!place) {
    if (!waiting.length && !sent) return;
    place = made("div", "");
    place.dataset.waits = "";
    document.querySelector("main").prepend(place);
  }
  place.className = "waits";
  place.setAttribute("role", "status");
  place.replaceChildren();
  const mine = waiting.filter((note) => !note.person || !person() || note.person === person());
  const look = mine.filter((note) => note.look);
  const later = mine.filter((note) => !note.look);
  if (sent) place.append(made("p", `${counted(said.sentOne, said.sentSome, sent)}.`, "waits__sent"));
  if (kept) place.append(made("p", login ? said.keptLogin : said.kept, "waits__kept"));
  if (later.length) {
    place.append(made("p", `${counted(said.one, said.some, later.length)}.`, "waits__count"));
    place.append(listed(later, () => []));
  }
  if (look.length) {
    place.append(made("p", `${counted(said.lookOne, said.lookSome, look.length)}.`, "waits__count"));
    place.append(listed(look, actions));
  }
  if (mine.length < waiting.length) place.append(made("p", said.others));
  if (login && mine.length) {
    const link = made("a", said.logIn, "ds-button");
    link.href = `${said.login}?next=${encodeURIComponent(location.pathname + location.search)}`;
    place.append(link);
  }
  place.hidden = !place.childNodes.length;
}

function listed(notes, more) {
  const list = made("ul", "", "waits__list");
  for (const note of notes) {
    const item = made("li", "");
    item.append(made("span", words(note), "waits__words"), ...more(note));
    list.append(item);
  }
  return list;
}

const field = (note, name) => note.fields.find(([key]) => key === name)?.[1] || "";
const words = (note) => field(note, "tekst") || [field(note, "title"), field(note, "places")].filter(Boolean).join(", ") || note.name;

function actions(note) {
  const look = made("button", said.look, "ds-button");
  const away = made("button", said.throw, "ds-button");
  for (const button of [look, away]) Object.assign(button.dataset, { size: "sm", variant: "secondary" });
  look.type = away.type = "button";
  look.addEventListener("click", () => open(note));
  away.addEventListener("click", async () => {
    if (!confirm(`${said.ask}\n\n${words(note)}`)) return;
    await drop(note.key);
    tell(await all());
  });
  return [look, away];
}

// Opens a note that a person must see to, as a page with its fields filled in. Saved there with the same key, it is gone here.
async function open(note) {
  const known = await asked();
  if (known.state !== "ready") return tell(await all(), { login: known.state === "login" });
  const address = field(note, "tekst") || !note.kind ? said.quickNote : said.note.replace("/-/", `/${note.kind}/`);
  const form = made("form", "");
  form.method = "post";
  form.action = address.replace("/_/", `/${note.centre || known.centres[0].slug}/`);
  const fields = [...note.fields.filter(([name]) => name !== "csrfmiddlewaretoken"), ["csrfmiddlewaretoken", known.token]];
  for (const [name, value] of [...fields, ["nokkel", note.key], ["dag", note.day]]) {
    const input = made("input", "");
    Object.assign(input, { type: "hidden", name, value });
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}

// --- forms ---

const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10);

function noteOf(form) {
  const fields = [...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "nokkel", "bekreftet"].includes(name));
  return {
    key: form.elements.nokkel?.value || crypto.randomUUID(),
    person: person(),
    centre: form.dataset.centre || remembered().centre || "",
    kind: form.dataset.kind || "",
    name: document.querySelector("h1")?.textContent.trim() || "",
    day: today(),
    fields,
  };
}

async function submitted(form, button) {
  const known = await asked();
  if (known.state === "ready" || known.state === "none") {
    form.elements.csrfmiddlewaretoken.value = known.token;
    if (form.hasAttribute("data-offline-page") && known.centres.length) {
      form.method = "post";
      form.action = said.quickNote.replace("/_/", `/${remembered().centre}/`);
    }
    if (button?.name) {
      const pressed = made("input", "");
      Object.assign(pressed, { type: "hidden", name: button.name, value: button.value });
      form.append(pressed);
    }
    return form.submit();
  }
  const login = known.state === "login";
  if (form.elements.sett) {
    form.querySelector("[data-form-status]").textContent = login ? said.notSavedLogin : said.notSaved;
    return;
  }
  try {
    await keep(noteOf(form));
  } catch {
    form.querySelector("[data-form-status]")?.replaceChildren(said.full);
    return;
  }
  if (form.matches("[data-quick]")) form.reset();
  else form.hidden = true;
  tell(await all(), { kept: true, login });
  document.querySelector("[data-waits]").scrollIntoView({ block: "center" });
}

for (const form of document.querySelectorAll("form[data-quick], form[data-entry-form]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.dataset.busy || (form.matches("[data-quick]") && !form.elements.tekst.value.trim())) {
      form.elements.tekst?.focus();
      return;
    }
    form.dataset.busy = "1";
    try {
      await submitted(form, event.submitter);
    } finally {
      // A page that comes back by the back button is to work again.
      setTimeout(() => delete form.dataset.busy, 1500);
    }
  });
}

// Whoever logs out leaves nothing of the app behind but notes that have not been sent, which only they will see again.
for (const form of document.querySelectorAll('form[action$="/logg-ut/"]')) {
  form.addEventListener("submit", () => {
    localStorage.removeItem("frisklivsnett-log");
    if ("caches" in window) caches.keys().then((names) => names.forEach((name) => caches.delete(name)));
  });
}

window.addEventListener("online", sendAll);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && sendAll());
sendAll();
