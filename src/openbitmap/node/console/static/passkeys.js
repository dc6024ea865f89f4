// Passkeys in the browser. A button with data-passkey="ADDRESS" runs the ceremony between ADDRESS/begin and
// ADDRESS/finish; its other data-* are the words it says. A form with data-fresh is sent only after `ensureFresh`, so
// that a decision is not lost to a sign-in that grew old while it was being written.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");

class Declined extends Error {
  constructor(status, problem) {
    super(problem?.title ?? String(status));
    this.status = status;
  }
}

async function post(address, body) {
  const response = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(body),
  });
  const said = await response.json().catch(() => null);
  if (!response.ok) throw new Declined(response.status, said);
  return said;
}

function forDevice(options) {
  const ready = { ...options, challenge: bytes(options.challenge) };
  if (options.user) ready.user = { ...options.user, id: bytes(options.user.id) };
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    if (options[list]) ready[list] = options[list].map((each) => ({ ...each, id: bytes(each.id) }));
  }
  return ready;
}

function forNode(credential) {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = text(credential.response[part]);
  }
  return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response });
}

// The whole ceremony; what the node answered to its end.
export async function prove(address, more = {}) {
  const begun = await post(`${address}/begin`, {});
  const options = JSON.parse(begun.options);
  const publicKey = forDevice(options);
  const credential = options.user ? await navigator.credentials.create({ publicKey }) : await navigator.credentials.get({ publicKey });
  return post(`${address}/finish`, { ceremony: begun.ceremony, credential: forNode(credential), ...more });
}

// Prove again in place, without leaving the page. True when a decision will be taken now.
export async function ensureFresh() {
  const state = await fetch("/step-up/state", { headers: { Accept: "application/json" } });
  if (state.ok && (await state.json()).fresh) return true;
  if (!window.PublicKeyCredential) return false;
  try {
    await prove("/step-up/passkey");
    return true;
  } catch {
    return false; // the form is sent all the same, and the node leads to the page that explains
  }
}

function wordFor(error, words) {
  if (error.status === 410) return words.spent;
  if (error instanceof Declined) return words.refused;
  return words.cancelled;
}

async function press(button) {
  const words = button.dataset;
  const said = document.querySelector("[data-passkey-said]");
  const say = (word) => { said.textContent = word; said.hidden = false; };
  if (!window.PublicKeyCredential) { say(words.unable); return; }
  button.disabled = true;
  say(words.waiting);
  try {
    const title = button.closest("form")?.querySelector("[name=title]")?.value ?? "";
    const answer = await prove(words.passkey, { next: words.next ?? "/", title });
    location.assign(answer.next);
  } catch (error) {
    say(wordFor(error, words));
    button.disabled = false;
    button.focus();
  }
}

for (const button of document.querySelectorAll("[data-passkey]")) button.addEventListener("click", () => press(button));

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-fresh]") || form.dataset.proved) return;
  event.preventDefault();
  const submitter = event.submitter;
  await ensureFresh();
  form.dataset.proved = "yes";
  form.requestSubmit(submitter);
  delete form.dataset.proved;
});

// A link from another site's page comes without the session's cookie; asked from here it is sent.
const door = document.querySelector("[data-signed-in-at]");
if (door) {
  const here = await fetch(door.dataset.signedInAt, { headers: { Accept: "application/json" } });
  if (here.ok && (await here.json()).signed_in) location.replace(door.dataset.next);
}
