/** Hashes of JSON, above all of contracts, whose hash survives that parts of them are forgotten. */
import { canonicalJson } from "./canonical.ts";
import { FormatError, type Json } from "./codec.ts";
import { textOf } from "./crockford.ts";
import { cstr, kdf, sha512 } from "./hash.ts";

type Members = { readonly [key: string]: Json };

const forgettableKey = "$forgettable";
const forgottenKey = "$forgotten";

/** SHA-512 of canonical JSON and a final zero byte, 64 bytes. Throws as {@link canonicalJson} does. */
export const jsonHash = (value: Json): Uint8Array => sha512(cstr(canonicalJson(value)));

/**
 * The hash by which everybody names a contract, 64 bytes. It is taken of the contract with everything forgotten
 * that may be forgotten, so it stays the same when someone does forget.
 * Throws a {@link FormatError} when the contract has no canonical spelling or its lists of the forgettable are malformed.
 * Source: GNU Taler merchant API, contract terms.
 */
export const contractHash = (terms: Json): Uint8Array => jsonHash(forget(terms, 0));

/** Deep enough for any contract; canonicalJson refuses the rest. */
const maxDepth = 256;

/** The value without its forgettable members; in their place `$forgotten` holds their salted hashes. */
function forget(value: Json, depth: number): Json {
  if (depth > maxDepth) throw new FormatError("nested too deeply");
  if (typeof value !== "object" || value === null) return value;
  if (isList(value)) return value.map((one) => forget(one, depth + 1));
  const saltByKey = textByKey(value, forgettableKey);
  const hashByKey = new Map(textByKey(value, forgottenKey));
  const kept: [string, Json][] = [];
  for (const [key, member] of Object.entries(value)) {
    if (key === forgettableKey || key === forgottenKey) continue;
    // The hash would not cover this member, so a merchant could show here what nobody signed.
    if (hashByKey.has(key)) throw new FormatError(`${forgottenKey} names a member that is still there`);
    const inner = forget(member, depth + 1);
    const salt = saltByKey.get(key);
    if (salt === undefined) kept.push([key, inner]);
    else hashByKey.set(key, textOf(kdf(64, cstr(salt), cstr(canonicalJson(inner)))));
  }
  const isUntouched = hashByKey.size === 0 && !Object.hasOwn(value, forgottenKey);
  // From entries, because assigning a member called "__proto__" would make it vanish.
  return Object.fromEntries(isUntouched ? kept : [...kept, [forgottenKey, Object.fromEntries(hashByKey)]]);
}

// Narrowing by Array.isArray alone does not recognise a read-only list.
const isList = (value: readonly Json[] | Members): value is readonly Json[] => Array.isArray(value);

/** What `$forgettable` or `$forgotten` says about the other members. */
function textByKey(value: Members, name: string): ReadonlyMap<string, string> {
  const given = Object.hasOwn(value, name) ? value[name] : undefined;
  if (given === undefined) return new Map();
  if (typeof given !== "object" || given === null || Array.isArray(given)) throw new FormatError(`${name} is no map`);
  return new Map(
    Object.entries(given).map(([key, one]) => {
      if (typeof one !== "string") throw new FormatError(`${name} holds something that is not text`);
      return [key, one];
    }),
  );
}
