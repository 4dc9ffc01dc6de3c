// What is noted or changed without network is kept in this browser (sealing.js), seen by the person, and sent once: each note
// has a number of its own.
const said = document.currentScript.dataset;
const SENT = "frisklivsnett-sent";
const LOOKING = "frisklivsnett-looking";
const AGAIN = 20000; // milliseconds; a slow network never says that it has come
const NO_NOTES = { notes: [], locked: 0 };

if ("serviceWorker" in navigator && window.isSecureContext) navigator.serviceWorker.register(said.worker).catch(() => {});

const remembered = () => JSON.parse(localStorage.getItem("frisklivsnett-log") || "{}");
const remember = (known) => localStorage.setItem("frisklivsnett-log", JSON.stringify(known));
// The centre whose page this is; where there is none, the one that was noted for last.
const here = document.querySelector("form[data-centre]")?.dataset.centre || "";

// --- asking the service ---

async function asked() {
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), 6000);
  try {
    const answer = await fetch(said.waiting, { signal: stop.signal, headers: { Accept: "application/json" } });
    if (!answer.ok) return { state: "offline" };
    const known = await answer.json();
    if (known.state === "login") await sealing.close();
    if (known.state === "ready") {
      await sealing.trust(known);
      const own = known.centres.map((centre) => centre.slug);
      const last = here || remembered().centre;
      remember({ centre: own.includes(last) ? last : own[0] });
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
  if (note.entry) body.set("hendelse", note.entry);
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
  await settle();
  const before = await sealing.all();
  if (!before.notes.length && !before.locked && (await isTrusted())) return tell(NO_NOTES, { sent: sentBefore() });
  const known = await asked();
  let sent = 0;
  if (known.state === "ready") {
    for (const note of (await sealing.all()).notes) {
      const state = await send(note, known.token).catch(() => "later");
      if (state === "noted") {
        await sealing.drop(note.key);
        sent += 1;
      } else if (state === "look") await sealing.keep({ ...note, look: true });
      else break;
    }
  }
  if (sent && document.querySelector("[data-log]") && !document.querySelector("[data-quick] input[name=tekst]")?.value) {
    // The list is to show what has come into it.
    sessionStorage.setItem(SENT, sent);
    location.reload();
    return;
  }
  tell(await sealing.all(), { sent: sent + sentBefore(), login: known.state === "login" });
}

// Whether this phone has the keys of the person whose page this is. Those of somebody else are not for them to use.
async function isTrusted() {
  const own = await sealing.own();
  if (own && said.person && own.person !== said.person) await sealing.distrust();
  return !said.person || (own?.person === said.person && Boolean(own.opener));
}

// A change that was looked over is done with when its entry's page says that it is kept; whoever leaves, keeps it here.
async function settle() {
  const [key, entry] = (sessionStorage.getItem(LOOKING) || "").split(" ");
  if (!key || document.querySelector("form[data-entry-form]")?.dataset.entry === entry) return;
  sessionStorage.removeItem(LOOKING);
  if (document.querySelector("[data-done]") && location.pathname.endsWith(`/${entry}/`)) await sealing.drop(key);
}

function sentBefore() {
  const sent = Number(sessionStorage.getItem(SENT) || 0);
  sessionStorage.removeItem(SENT);
  return sent;
}

// --- saying what waits ---

const counted = (one, some, number) => (number === 1 ? one : some.replace("{}", number));

function made(tag, words, classes = "") {
  const element = document.createElement(tag);
  element.textContent = words;
  if (classes) element.className = classes;
  return element;
}

let again;
function tell({ notes, locked }, { sent = 0, login = false, kept = false, also = "" } = {}) {
  let place = document.querySelector("[data-waits]");
  if (!place) {
    if (!notes.length && !locked && !sent && !also) return;
    place = made("div", "");
    place.dataset.waits = "";
    document.querySelector("main").prepend(place);
  }
  place.className = "waits";
  place.setAttribute("role", "status");
  place.replaceChildren();
  // What stands in the fields of this page is being seen to.
  const seenTo = [document.querySelector("form[data-entry-form]")?.elements.nokkel.value, sessionStorage.getItem(LOOKING)?.split(" ")[0]];
  const look = notes.filter((note) => note.look && !seenTo.includes(note.key));
  const later = notes.filter((note) => !note.look);
  clearTimeout(again);
  if (later.length && !login) again = setTimeout(sendAll, AGAIN);
  if (also) place.append(made("p", also));
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
  if (locked) place.append(made("p", `${counted(said.lockedOne, said.lockedSome, locked)}.`, "waits__locked"));
  if (login && (notes.length || locked || kept)) {
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
const words = (note) => field(note, "tekst") || [note.name, field(note, "title"), field(note, "places")].filter(Boolean).join(", ");

function actions(note) {
  const look = made("button", said.look, "ds-button");
  const away = made("button", said.throw, "ds-button");
  for (const button of [look, away]) Object.assign(button.dataset, { size: "sm", variant: "secondary" });
  look.type = away.type = "button";
  look.addEventListener("click", () => open(note));
  away.addEventListener("click", async () => {
    if (!confirm(`${said.ask}\n\n${words(note)}`)) return;
    await sealing.drop(note.key);
    tell(await sealing.all());
  });
  return [look, away];
}

// Opens a note that a person must see to, as a page with its fields filled in. Saved there with the same number, it is gone here;
// a change is an entry's that has another number, and goes when the page says that it is kept.
async function open(note) {
  const known = await asked();
  if (known.state !== "ready") return tell(await sealing.all(), { login: known.state === "login" });
  if (note.entry) sessionStorage.setItem(LOOKING, `${note.key} ${note.entry}`);
  const changed = note.entry && said.change.replace("/0/", `/${note.entry}/`);
  const address = changed || (field(note, "tekst") || !note.kind ? said.quickNote : said.note.replace("/-/", `/${note.kind}/`));
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
    centre: form.dataset.centre || remembered().centre || "",
    kind: form.dataset.kind || "",
    entry: form.dataset.entry || "",
    name: form.dataset.name || "",
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
  try {
    await sealing.keep(noteOf(form));
  } catch (refused) {
    const nobody = login ? said.notSavedLogin : said.notSaved;
    return notKept(form, refused.message === "nobody" ? nobody : said.full);
  }
  button?.removeAttribute("aria-busy");
  if (form.matches("[data-quick]")) form.reset();
  else form.hidden = true;
  tell(await sealing.all(), { kept: true, login });
  document.querySelector("[data-waits]").scrollIntoView({ block: "center" });
}

// Nothing typed is taken away: the words stay in their fields, and it is said beside them what to do.
async function notKept(form, words) {
  const place = form.querySelector("[data-form-status]");
  if (place) place.textContent = words;
  else tell(await sealing.all(), { also: words });
}

for (const form of document.querySelectorAll("form[data-quick], form[data-entry-form]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.dataset.busy || (form.matches("[data-quick]") && !form.elements.tekst.value.trim())) {
      form.elements.tekst?.focus();
      return;
    }
    form.dataset.busy = "1";
    event.submitter?.setAttribute("aria-busy", "true");
    try {
      await submitted(form, event.submitter);
    } finally {
      // A page that comes back by the back button is to work again.
      setTimeout(() => {
        delete form.dataset.busy;
        event.submitter?.removeAttribute("aria-busy");
      }, 1500);
    }
  });
}

// What only the service can do is not tried without network, where the browser would put a page of its own in its place.
window.addEventListener("submit", async (event) => {
  if (navigator.onLine || event.defaultPrevented || event.target.method !== "post") return;
  event.preventDefault();
  tell(await sealing.all(), { also: said.needsNetwork });
  document.querySelector("[data-waits]").scrollIntoView({ block: "center" });
});

// Whoever logs out leaves nothing of the app behind but sealed notes that have not been sent, and the keys go. It is asked first
// when there are some. (window: after frame.js, which asks about answers.)
window.addEventListener("submit", async (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.action.endsWith("/logg-ut/")) return;
  event.preventDefault();
  const { notes } = await sealing.all();
  if (notes.length && !confirm(counted(said.leaveOne, said.leaveSome, notes.length))) return;
  await sealing.distrust();
  localStorage.removeItem("frisklivsnett-log");
  if ("caches" in window) for (const name of await caches.keys()) await caches.delete(name);
  form.submit();
});

// A page that could not be had without network: the one that was kept stands in its place, and says so.
const isStandIn = document.querySelector("[data-offline-page]") && location.pathname !== new URL(said.quickPage, location).pathname;
if (isStandIn) sealing.all().then((kept) => tell(kept, { also: said.standIn }));

window.addEventListener("online", sendAll);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && sendAll());
if (!isStandIn) sendAll();
