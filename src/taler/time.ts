/** Moments and spans of time as GNU Taler counts them, with "never" and "forever" as numbers of their own. */
import { type Codec, integer, object } from "./codec.ts";
import { u64, zeros } from "./hash.ts";

/** Whole seconds since 1970, or a moment that does not come. */
export type Timestamp = number | "never";

/** Microseconds, or a span without end. */
export type Duration = number | "forever";

/** The last second whose microseconds fit the eight bytes that are signed. */
const lastSecond = 18_446_744_073_709;

/** A number, or one word for infinity. */
function orInfinity<W extends string>(word: W, number: Codec<number>): Codec<number | W> {
  return {
    parse: (value) => (value === word ? word : number.parse(value)),
    format: (value) => value,
  };
}

const timestampOnWire = object({ t_s: orInfinity("never", integer(0, lastSecond)) });
const durationOnWire = object({ d_us: orInfinity("forever", integer(0)) });

/** A moment, on the wire `{"t_s": 1700000000}` or `{"t_s": "never"}`. */
export const timestamp: Codec<Timestamp> = {
  parse: (value) => timestampOnWire.parse(value).t_s,
  format: (value) => ({ t_s: value }),
};

/** A span, on the wire `{"d_us": 3600000000}` or `{"d_us": "forever"}`. */
export const duration: Codec<Duration> = {
  parse: (value) => durationOnWire.parse(value).d_us,
  format: (value) => ({ d_us: value }),
};

/** The eight bytes that are signed: microseconds. A moment that is absent is signed as zero. */
export function timestampBytes(t: Timestamp | undefined): Uint8Array {
  if (t === undefined) return zeros(8);
  return t === "never" ? zeros(8).fill(255) : u64(BigInt(t) * 1_000_000n);
}

/** The eight bytes that are signed: microseconds. */
export function durationBytes(d: Duration): Uint8Array {
  return d === "forever" ? zeros(8).fill(255) : u64(d);
}

const asNumber = (t: Timestamp) => (t === "never" ? Number.POSITIVE_INFINITY : t);

/** Whether `a` comes strictly before `b`. */
export const isBefore = (a: Timestamp, b: Timestamp): boolean => asNumber(a) < asNumber(b);

/** The earlier of two moments. */
export const earlier = (a: Timestamp, b: Timestamp): Timestamp => (isBefore(b, a) ? b : a);

/** The later of two moments. */
export const later = (a: Timestamp, b: Timestamp): Timestamp => (isBefore(a, b) ? b : a);

/** The moment so long after `t`, cut to whole seconds. */
export function after(t: Timestamp, d: Duration): Timestamp {
  return t === "never" || d === "forever" ? "never" : t + Math.floor(d / 1_000_000);
}

/** Milliseconds of a clock to whole seconds. */
export const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);
