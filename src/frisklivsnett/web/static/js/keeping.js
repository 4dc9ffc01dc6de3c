// Keeps typed answers in the browser until the database has them: through a lost network, a login that ran out, a closed tab
// and an empty battery. They are encrypted with a key that only the person's own pages bring, are removed when saved and when
// one logs out, and after thirty days in any case. What waits from another page of the report is sent from this one.
const keeping = (() => {
  const waitingBox = document.querySelector("[data-kept-answers]");
  const say = waitingBox.dataset;
  const PREFIX = "venter:"; // what begins so and goes on with the person's number, frame.js removes when they log out
  const OURS = `${PREFIX}${say.name}:`;
  const LONGEST = 30 * 24 * 60 * 60 * 1000; // milliseconds
  const AGAIN = 8000;
  const turns = new Map(); // for each question how many times it was kept or forgotten: a slow encryption must not come last
  const pageLock = (path) => `${OURS}${path}`;

  const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const textOf = (bytes) => btoa(new Uint8Array(bytes).reduce((text, byte) => text + String.fromCharCode(byte), ""));
  const secret = window.crypto?.subtle?.importKey("raw", bytesOf(say.key), "AES-GCM", false, ["encrypt", "decrypt"]);

  function turn(id) {
    turns.set(id, (turns.get(id) ?? 0) + 1);
    return turns.get(id);
  }

  // Resolves to whether it is kept. `entry`: fields as posted, seen (a version), page (a path), label.
  async function keep(id, entry) {
    const mine = turn(id);
    try {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const words = new TextEncoder().encode(JSON.stringify(entry));
      const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await secret, words);
      if (turns.get(id) === mine) localStorage.setItem(OURS + id, `${Date.now()} ${textOf(iv)} ${textOf(sealed)}`);
      return turns.get(id) === mine;
    } catch {
      return false; // no place left, or a browser that has none
    }
  }

  function forget(id) {
    turn(id);
    try {
      localStorage.removeItem(OURS + id);
    } catch {}
  }

  async function keptAnswers() {
    const found = [];
    try {
      for (const name of Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))) {
        const [at, iv, sealed] = localStorage.getItem(name).split(" ");
        if (!(Date.now() - at < LONGEST)) localStorage.removeItem(name);
        else if (name.startsWith(OURS)) found.push([name.slice(OURS.length), bytesOf(iv), bytesOf(sealed)]);
      }
    } catch {}
    const opened = found.map(async ([id, iv, sealed]) => {
      try {
        const words = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await secret, sealed);
        return [id, JSON.parse(new TextDecoder().decode(words))];
      } catch {
        forget(id);
      }
    });
    return (await Promise.all(opened)).filter(Boolean);
  }

  // A login in another tab changes the token; the cookie always has the one that counts.
  function token() {
    const cookie = document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/);
    return cookie ? cookie[1] : document.querySelector("[name=csrfmiddlewaretoken]").value;
  }

  // Posts, and resolves to {told, status}: what the server answered in JSON, if it did. Rejects without a network.
  async function post(address, body, more = {}) {
    const response = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token() }, ...more });
    const isJson = response.headers.get("Content-Type") === "application/json";
    return { status: response.status, told: isJson ? await response.json() : undefined };
  }

  function postAnswer(id, fields, seen) {
    const body = new URLSearchParams(fields);
    body.append(`${id}.seen`, seen);
    body.append("hvem", say.person);
    return post(say.save, body);
  }

  const counted = (words, count) => (count === 1 ? say[`${words}One`] : say[`${words}Many`].replace("{}", count));

  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);

  // Says it on top of the page. Each line is words, a link ({text, address}), or what was typed and has no place any more
  // ({text, id, typed}), with a button that throws it away.
  function announceWaiting(color, ...lines) {
    const paragraphs = lines.map((line) => {
      const paragraph = make("p", { className: "ds-paragraph", textContent: line.text ? "" : line });
      if (line.address !== undefined) paragraph.append(make("a", { className: "ds-link", href: line.address, textContent: line.text }));
      if (line.id) paragraph.append(make("strong", { textContent: line.text }), make("span", { className: "waiting__typed", textContent: line.typed }), discardButton(line.id, paragraph));
      return paragraph;
    });
    const before = waitingBox.textContent.trim();
    waitingBox.dataset.color = color;
    waitingBox.hidden = !lines.length;
    if (before !== paragraphs.map((each) => each.textContent).join("").trim()) waitingBox.replaceChildren(...paragraphs);
  }

  function discardButton(id, paragraph) {
    const button = make("button", { type: "button", className: "ds-button", textContent: say.discard });
    Object.assign(button.dataset, { variant: "tertiary", size: "sm" });
    button.addEventListener("click", () => {
      forget(id);
      paragraph.remove();
      waitingBox.hidden = !waitingBox.querySelector("button");
    });
    return button;
  }

  const loginLine = () => ({ text: say.login, address: `${say.loginAddress}?next=${encodeURIComponent(location.pathname)}` });

  // What is said while answers wait: for the network, or for a login.
  function tellTrouble(trouble, count) {
    if (trouble === "login") announceWaiting("warning", counted("out", count), loginLine());
    else announceWaiting("warning", counted("offline", count));
  }

  // Sends what was typed on other pages of the report, unless such a page is open: then it sends for itself.
  async function sendOthers(here) {
    const locks = (await navigator.locks?.query())?.held.map((lock) => lock.name) ?? [];
    const others = (await keptAnswers()).filter(([id]) => !here.has(id));
    const refused = [];
    let saved = 0, last = "", trouble = "";
    for (const [id, entry] of others) {
      if (locks.includes(pageLock(entry.page))) trouble ||= "open";
      if (trouble) continue;
      try {
        const { told, status } = await postAnswer(id, entry.fields, entry.seen);
        if (told?.saved) {
          forget(id);
          saved += 1;
          last = told.status;
        } else if (status === 401) trouble = "login";
        else if (status >= 500) trouble = "offline";
        else if (told?.notes) refused.push({ text: entry.label, address: entry.page });
        else refused.push({ text: entry.label, id, typed: [...new URLSearchParams(entry.fields).values()].join(" · ") });
      } catch {
        trouble = "offline";
      }
    }
    if (trouble) setTimeout(() => sendOthers(here), AGAIN);
    const left = others.length - saved - refused.length;
    if (left && trouble !== "open") tellTrouble(trouble, left);
    else if (refused.length) announceWaiting("warning", counted("refused", refused.length), ...refused);
    else if (saved) announceWaiting("success", `${counted("saved", saved)} ${last}.`, ...(say.stale ? [{ text: say.stale, address: "" }] : []));
  }

  // A section's page sends what is its own (answers.js), and lets the others know that it is open.
  if (document.querySelector("form[data-answers]")) navigator.locks?.request(pageLock(location.pathname), { mode: "shared" }, () => new Promise(() => {}));
  else sendOthers(new Set());

  return { keep, forget, keptAnswers, token, post, postAnswer, counted, announceWaiting, tellTrouble, sendOthers };
})();
