/** The private setting: moments of uploads that follow from a drawn secret and nothing else, so that no payment can move them; pure. */
import type { Enrolment, Self } from "../store/self.ts";
import { bytesOf } from "../taler/crockford.ts";
import { sha512, u64, utf8 } from "../taler/hash.ts";

const minute = 60_000;

/** There is one upload in each stretch of this length, anywhere in it with the same chance; milliseconds. */
export const stretch = 120 * minute;

/** An upload that is later than this was missed: the browser was closed, or the computer asleep. Milliseconds. */
const lateness = 2 * minute;

/** A missed upload is made up for within this time, so that it does not tell when the browser was started. */
const longestDelay = 10 * minute;

/** The first moment of the timetable after this one; milliseconds. Each service has moments of its own. */
export function momentAfter(timetable: string, url: string, now: number): number {
  for (let index = Math.max(0, Math.floor(now / stretch)); ; index++) {
    const moment = Math.floor((index + chance(timetable, "moment", url, index)) * stretch);
    if (moment > now) return moment;
  }
}

/** True when the upload was missed, or planned by a clock that was wrong: then its moment is drawn anew. */
export const isMissed = ({ uploadAt }: Enrolment, now: number): boolean =>
  uploadAt !== undefined && (uploadAt < now - lateness || uploadAt > now + 2 * stretch);

/** When a missed upload is made up for, at the latest with the next one. */
export function makeUpFor(timetable: string, url: string, now: number): number {
  const delay = Math.floor(chance(timetable, "delay", url, Math.floor(now / stretch)) * longestDelay);
  return Math.min(now + delay, momentAfter(timetable, url, now));
}

/**
 * What is known of the next upload to a service once it has been told or asked: a moment that is yet to come stays,
 * even if the user had everything backed up before. Nothing in the prompt setting.
 */
export function nextUpload(
  { pace }: Pick<Self, "pace">,
  { url, uploadAt = 0 }: Pick<Enrolment, "url" | "uploadAt">,
  now: number,
): Pick<Enrolment, "uploadAt"> {
  if (pace?.timetable === undefined) return {};
  return { uploadAt: uploadAt > now ? uploadAt : momentAfter(pace.timetable, url, now) };
}

/** At least 0, less than 1; the same whenever it is asked for. */
function chance(timetable: string, what: string, url: string, index: number): number {
  const bytes = sha512(bytesOf(timetable), utf8(`${what} `), u64(index), utf8(url));
  return new DataView(bytes.buffer).getUint32(0) / 2 ** 32;
}
