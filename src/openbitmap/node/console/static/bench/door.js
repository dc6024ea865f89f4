// Asking the node: in the page's language, with its refusals as errors that carry their words, code and status.

const LANGUAGE = document.documentElement.lang;

/** The answer's JSON, or null where there is none. */
export async function ask(address, { method = "GET", body, keepalive = false } = {}) {
  const headers = { "Accept-Language": LANGUAGE };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const response = await fetch(address, { method, headers, body, keepalive });
  if (!response.ok) throw await problemOf(response);
  return response.status === 204 ? null : response.json();
}

export async function pixels(address) {
  const response = await fetch(address, { headers: { "Accept-Language": LANGUAGE } });
  if (!response.ok) throw await problemOf(response);
  return response.blob();
}

async function problemOf(response) {
  const said = await response.json().catch(() => ({}));
  const error = new Error([said.detail, said.remedy].filter(Boolean).join(" ") || response.statusText);
  error.code = said.title ?? "";
  error.status = response.status;
  return error;
}
