/** Checks that the rows of what exchanges offer read what was recorded, and write it back as it came. */
import assert from "node:assert/strict";
import { type Codec, FormatError, type Json } from "../taler/codec.ts";
import { matchPath } from "../taler/endpoint.ts";
import { errorBody } from "../taler/error-body.ts";
import { exchangeEndpoints } from "../taler/exchange-api.ts";
import type { Recorded } from "./recordings.ts";

interface Row {
  readonly method: string;
  readonly path: string;
  readonly request?: Codec<unknown>;
  readonly response?: Codec<unknown>;
}

/** The row of the table that a recorded request belongs to. */
export function rowOf({ method, path }: Recorded["request"]): Row | undefined {
  const rows: readonly Row[] = Object.values(exchangeEndpoints);
  const plain = path.slice(1).replace(/\?.*/, "");
  return rows.find((row) => row.method === method && matchPath(row.path, plain));
}

/** Everything that `part` says is said by `whole` as well. */
function assertSaidBy(whole: Json, part: Json): void {
  if (typeof part !== "object" || part === null) {
    assert.deepEqual(part, whole);
    return;
  }
  if (Array.isArray(part)) assert.equal(part.length, (whole as readonly Json[]).length);
  for (const [key, value] of Object.entries(part)) assertSaidBy((whole as Record<string, Json>)[key] ?? null, value);
}

function assertReadAndWritten(codec: Codec<unknown>, json: Json): void {
  const value = codec.parse(json);
  const written = codec.format(value);
  assertSaidBy(json, written);
  assert.deepEqual(codec.parse(written), value);
}

/** The row of this recording reads question and answer; a question that is wrong on purpose it refuses. */
export function assertReadByRow({ request, response }: Recorded, isWrongOnPurpose: boolean): void {
  const row = rowOf(request);
  assert.ok(row);
  if (response.status >= 400) assertReadAndWritten(errorBody, response.json ?? null);
  else if (response.json !== undefined) assertReadAndWritten(row.response ?? errorBody, response.json);
  else assert.ok(row.response === undefined || response.status === 304);
  if (isWrongOnPurpose) assert.throws(() => row.request?.parse(request.json ?? request.text), FormatError);
  else if (request.method === "POST") assertReadAndWritten(row.request ?? errorBody, request.json ?? null);
}
