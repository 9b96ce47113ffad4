/** Asks a server of ours what was asked of a real one, and compares the answers. */
import assert from "node:assert/strict";
import type { Recorded } from "./recordings.ts";

type Body = Recorded["request"];

function bytesOfBody({ json, text, base64 }: Partial<Body>): Uint8Array | undefined {
  if (json !== undefined) return new TextEncoder().encode(JSON.stringify(json));
  if (text !== undefined) return new TextEncoder().encode(text);
  return base64 === undefined ? undefined : new Uint8Array(Buffer.from(base64, "base64"));
}

/** The recorded request, sent to another base URL (ends in a slash); `path` when it must be another as well. */
export function replayRequest(recorded: Recorded, baseUrl: string, path = recorded.request.path): Request {
  const { method, headers } = recorded.request;
  const body = bytesOfBody(recorded.request);
  const length = method === "POST" || method === "PUT" ? { "Content-Length": String(body?.length ?? 0) } : {};
  const url = baseUrl + path.replace(/^\//, "");
  return new Request(url, { method, headers: { ...headers, ...length }, ...(body && { body: body.slice() }) });
}

/** The names of all members, at every depth; of lists, those of the first entry; of other values their type. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, one]) => [name, shapeOf(one)]),
  );
}

/** Headers whose values are of no interest, only that they are there. */
const ofTheMoment = ["date", "expires", "etag"];

/**
 * Asserts that the answer has the recorded status, the recorded headers (of a few only the presence), the recorded
 * error code, and JSON of the same shape. Resolves to the answer's JSON, if it is JSON.
 */
export async function assertLikeRecorded(answer: Response, { label, response }: Recorded): Promise<unknown> {
  assert.equal(answer.status, response.status, `${label}: status`);
  for (const [name, value] of Object.entries(response.headers)) {
    if (name.toLowerCase() === "date") continue;
    const given = answer.headers.get(name);
    if (ofTheMoment.includes(name.toLowerCase())) assert.notEqual(given, null, `${label}: ${name}`);
    else assert.equal(given, value, `${label}: ${name}`);
  }
  if (response.json === undefined) return undefined;
  const json: unknown = await answer.json();
  assert.deepEqual(shapeOf(json), shapeOf(response.json), `${label}: shape`);
  if (answer.status >= 400) assert.equal(codeOf(json), codeOf(response.json), `${label}: code`);
  return json;
}

const codeOf = (json: unknown) => (json as { readonly code?: unknown }).code;
