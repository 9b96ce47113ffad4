/** How long a busy server asks us to stay away. */

/** Nobody is obeyed for longer than a day. */
const longest = 24 * 60 * 60_000;

/**
 * The milliseconds that a `Retry-After` header asks for, in either spelling (RFC 9110, section 10.2.3): seconds, or a
 * date, which is read against the server's own `Date` where it gives one. Undefined when there is none or it is unreadable.
 */
export function retryAfter(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const asked = headers["retry-after"]?.trim();
  if (!asked) return undefined;
  const wait = /^\d+$/.test(asked) ? Number(asked) * 1000 : Date.parse(asked) - serverTime(headers.date, now);
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), longest);
}

function serverTime(date: string | undefined, now: number): number {
  const told = Date.parse(date ?? "");
  return Number.isNaN(told) ? now : told;
}
