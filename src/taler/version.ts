/** Protocol versions as GNU Taler services tell them, and whether we can talk to such a service. */
import { FormatError, plain } from "./codec.ts";

/** The text `current:revision:age`, for example `23:0:6`. */
export const versionText = plain((value) => {
  if (typeof value !== "string") throw new FormatError("not a text");
  parseVersion(value);
  return value;
});

export interface Version {
  /** The newest interface the service speaks. */
  readonly current: number;
  /** Which make of that interface it is; says nothing about compatibility. */
  readonly revision: number;
  /** How many older interfaces it speaks as well. */
  readonly age: number;
}

/** The interfaces we speak, both ends included. */
export interface Interfaces {
  readonly oldest: number;
  readonly newest: number;
}

/** Older exchanges lack the histories we check; newer ones may have dropped how we withdraw and refresh. */
export const exchangeInterfaces: Interfaces = { oldest: 23, newest: 23 };

export type Compatibility = "compatible" | "tooOld" | "tooNew";

/** Throws a {@link FormatError} for anything but three numbers whose last is not above the first. */
export function parseVersion(text: string): Version {
  const [, current, revision, age] = /^(\d{1,6}):(\d{1,6}):(\d{1,6})$/.exec(text)?.map(Number) ?? [];
  if (current === undefined || revision === undefined || age === undefined) throw new FormatError("not a version");
  if (age > current) throw new FormatError("a version older than the first");
  return { current, revision, age };
}

/** Whether the service with this version and we have an interface in common; if not, which side would have to move. */
export function compatibility(service: string, { oldest, newest }: Interfaces): Compatibility {
  const { current, age } = parseVersion(service);
  if (current < oldest) return "tooOld";
  return current - age > newest ? "tooNew" : "compatible";
}
