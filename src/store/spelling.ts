/** Codecs of values as rows hold them. */
import { FormatError, integer, list, object, plain, text } from "../taler/codec.ts";

/** Whole seconds since 1970, or "never". */
export const moment = plain<number | "never">((value) => {
  if (value === "never") return value;
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw new FormatError("not a moment");
});

/** Whole seconds since 1970. */
export const instant = integer();

/** A canonical base URL: http or https, ends in a slash. */
export const baseUrl = plain((value) => {
  if (typeof value !== "string" || value.length > 512 || !/^https?:\/\/[^\s?#\p{Surrogate}]+\/$/u.test(value)) {
    throw new FormatError("not a base URL");
  }
  return value;
});

/** A payto:// URI. */
export const payto = text(1024);

/** A final refusal by a server, and when. */
export const refusal = object({ code: integer(0, 99_999), at: instant });

/** Coins of a plan: denomination hash and index, in the order of the request. */
export const plannedCoins = list(object({ denom: text(103), index: integer(0, 1_000_000) }), 256);
