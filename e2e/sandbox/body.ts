/** Reading what was posted: JSON through a codec, or the fields of a form. */
import { inflateSync } from "node:zlib";
import { type Codec, FormatError, parseJson } from "../../src/taler/codec.ts";
import { bytesOf, signature } from "../../src/taler/crockford.ts";
import { refuse } from "./answers.ts";

/** Real servers take no more. */
const maxBody = 16 * 1024 * 1024;

async function readText(request: Request): Promise<string> {
  const bytes = new Uint8Array(await request.arrayBuffer());
  if (request.headers.get("Content-Encoding") !== "deflate") return new TextDecoder().decode(bytes);
  return new TextDecoder().decode(inflateSync(bytes, { maxOutputLength: maxBody }));
}

/**
 * The JSON of a request as the codec reads it. Refuses with 400 and code 22 like the real servers: naming the
 * field when one is wrong, without one when the whole is no JSON.
 */
export async function readJson<T>(request: Request, codec: Codec<T>): Promise<T> {
  const json = await readText(request)
    .then((body) => parseJson(body, maxBody))
    .catch(() => {
      throw refuse(400, 22);
    });
  try {
    return codec.parse(json);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw refuse(400, 22, { field: error.path.split(".")[0] ?? "", line: 0 });
  }
}

/** The fields of a posted HTML form; a field that is not there is the empty text. */
export async function readForm(request: Request): Promise<(name: string) => string> {
  const fields = new URLSearchParams(await readText(request));
  return (name) => fields.get(name)?.trim() ?? "";
}

/** Reads a part of the path or of the query with a codec, or refuses with 400 and this code, quoting the part. */
export function readPart<T>(value: string, codec: Codec<T>, code: 26 | 27): T {
  try {
    return codec.parse(value);
  } catch (error) {
    if (error instanceof FormatError) throw refuse(400, code, { detail: value });
    throw error;
  }
}

/** A whole number in the query, or undefined when it is not there; anything else is refused with 400 and code 26. */
export function numberIn(url: URL, name: string): number | undefined {
  const given = url.searchParams.get(name);
  if (given === null) return undefined;
  const number = Number(given);
  if (given === "" || !Number.isSafeInteger(number) || number < 0) throw refuse(400, 26, { detail: given });
  return number;
}

/** The signature in a header; refuses with 400 and code 25 when it is not there, code 26 when it is malformed. */
export function signatureIn(request: Request, header: string): Uint8Array {
  const given = request.headers.get(header);
  if (given === null) throw refuse(400, 25, { detail: header });
  try {
    return bytesOf(signature.parse(given));
  } catch (error) {
    throw error instanceof FormatError ? refuse(400, 26, { detail: header }) : error;
  }
}
