// Keeps notes in this browser until they are sent, each sealed with a key of its own. What seals stays on the phone until
// somebody logs out or in; what opens comes from the service to who is logged in, and goes when they log out or the log-in is
// known to be over. So nobody else reads the notes, and none is lost: the same person's next log-in opens them again.
const sealing = (() => {
  const CURVE = { name: "ECDH", namedCurve: "P-256" };
  const CIPHER = { name: "AES-GCM", length: 256 };
  const LONGEST = 90 * 24 * 60 * 60 * 1000; // milliseconds; longer than any holiday
  const [NOTES, KEYS, OWN] = ["notes", "keys", "own"];

  const opened = () =>
    new Promise((resolve, reject) => {
      const request = indexedDB.open("frisklivsnett-log", 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore(NOTES, { keyPath: "key" });
        request.result.createObjectStore(KEYS, { keyPath: "id" });
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  async function within(name, mode, work) {
    const database = await opened();
    try {
      return await new Promise((resolve, reject) => {
        const transaction = database.transaction(name, mode);
        const request = work(transaction.objectStore(name));
        transaction.oncomplete = () => resolve(request.result);
        transaction.onerror = transaction.onabort = () => reject(transaction.error);
      });
    } finally {
      database.close();
    }
  }

  const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const shared = (mine, theirs, use) => crypto.subtle.deriveKey({ ...CURVE, public: theirs }, mine, CIPHER, false, [use]);

  // --- keys ---

  // Whose notes this phone takes: {person, lock, opener}, opener missing when the log-in is over; nothing before any log-in.
  const own = () => within(KEYS, "readonly", (store) => store.get(OWN)).catch(() => undefined);
  const setOwn = (keys) => within(KEYS, "readwrite", (store) => store.put({ id: OWN, ...keys }));

  // Takes the keys that the service gave a logged-in person. They can be used in this browser, and not be read out of it.
  async function trust({ person, lock, opener }) {
    const now = await own();
    if (now?.person === person && now.opener) return;
    await setOwn({
      person,
      lock: await crypto.subtle.importKey("raw", bytesOf(lock), CURVE, false, []),
      opener: await crypto.subtle.importKey("pkcs8", bytesOf(opener), CURVE, false, ["deriveKey"]),
    });
  }

  async function close() {
    const now = await own();
    if (now?.opener) await setOwn({ person: now.person, lock: now.lock });
  }

  const distrust = () => within(KEYS, "readwrite", (store) => store.delete(OWN)).catch(() => {});

  // --- notes ---

  // Rejects when there is nobody to seal for ("nobody"), or no room.
  async function keep({ key, look = false, at = Date.now(), ...note }) {
    const now = await own();
    if (!now) throw new Error("nobody");
    const pair = await crypto.subtle.generateKey(CURVE, false, ["deriveKey"]);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const words = new TextEncoder().encode(JSON.stringify(note));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await shared(pair.privateKey, now.lock, "encrypt"), words);
    const half = await crypto.subtle.exportKey("raw", pair.publicKey);
    await within(NOTES, "readwrite", (store) => store.put({ key, look, at, person: now.person, half, iv, sealed }));
    // A browser that lacks room throws away what it has not been asked to keep.
    navigator.storage?.persist?.().catch(() => {});
  }

  const drop = (key) => within(NOTES, "readwrite", (store) => store.delete(key));

  async function open(record, opener) {
    const half = await crypto.subtle.importKey("raw", record.half, CURVE, false, []);
    const key = await shared(opener, half, "decrypt");
    const words = await crypto.subtle.decrypt({ name: "AES-GCM", iv: record.iv }, key, record.sealed);
    const { look, at } = record;
    return { ...JSON.parse(new TextDecoder().decode(words)), key: record.key, look, at };
  }

  // Resolves to the notes that can be read now, the oldest first, and how many others lie here.
  async function all() {
    const [now, records] = await Promise.all([own(), within(NOTES, "readonly", (store) => store.getAll()).catch(() => [])]);
    const notes = [];
    let locked = 0;
    for (const record of records.sort((one, other) => one.at - other.at)) {
      const note = now?.opener && record.person === now.person && (await open(record, now.opener).catch(() => undefined));
      if (note) notes.push(note);
      else if (Date.now() - record.at > LONGEST) await drop(record.key);
      else locked += 1;
    }
    return { notes, locked };
  }

  return { own, trust, close, distrust, keep, drop, all };
})();
