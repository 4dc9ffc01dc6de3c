// Passkeys: asks the server what to ask for, the browser for the answer, and sends it with the form it belongs to.
(() => {
  const bytes = (words) =>
    Uint8Array.from(atob(words.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const words = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");
  const described = (list) => (list ?? []).map((item) => ({ ...item, id: bytes(item.id) }));

  // A passkey belongs to a host name: an address of numbers has none.
  const usable =
    window.isSecureContext && "PublicKeyCredential" in window && !/^[\d.]+$|^\[/.test(location.hostname);

  async function make(asked) {
    const publicKey = {
      ...asked,
      challenge: bytes(asked.challenge),
      user: { ...asked.user, id: bytes(asked.user.id) },
      excludeCredentials: described(asked.excludeCredentials),
    };
    const made = await navigator.credentials.create({ publicKey });
    return answer(made, { attestationObject: words(made.response.attestationObject) });
  }

  async function use(asked) {
    const publicKey = {
      ...asked,
      challenge: bytes(asked.challenge),
      allowCredentials: described(asked.allowCredentials),
    };
    const used = await navigator.credentials.get({ publicKey });
    return answer(used, {
      authenticatorData: words(used.response.authenticatorData),
      signature: words(used.response.signature),
      userHandle: used.response.userHandle && words(used.response.userHandle),
    });
  }

  const answer = (credential, more) => ({
    id: credential.id,
    rawId: words(credential.rawId),
    type: credential.type,
    clientExtensionResults: {},
    response: { clientDataJSON: words(credential.response.clientDataJSON), ...more },
  });

  async function fill(form) {
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    const reply = await fetch(form.dataset.options, { method: "POST", headers: { "X-CSRFToken": token } });
    if (!reply.ok) throw new Error(`options: ${reply.status}`);
    const asked = await reply.json();
    const found = await (form.dataset.passkey === "create" ? make(asked) : use(asked));
    form.elements.credential.value = JSON.stringify(found);
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!usable) continue;
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const trouble = form.querySelector("[data-passkey-error]");
      trouble.hidden = true;
      try {
        await fill(form);
      } catch {
        trouble.hidden = false; // also when the person says no
        return;
      }
      form.submit();
    });
  }

  for (const note of document.querySelectorAll("[data-passkey-unavailable]")) note.hidden = usable;
})();
