/** Moments for people: how long ago, in how long, on which day. Everything is in milliseconds since 1970. */

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** From the smallest unit to the largest: up to which distance it is used, and how long one is. */
const steps = [
  { below: minute, unit: "second", length: second },
  { below: hour, unit: "minute", length: minute },
  { below: day, unit: "hour", length: hour },
  { below: 7 * day, unit: "day", length: day },
] as const;

/** What has just happened is told without a number, which would be old as soon as it is read. */
const justNow = 45 * second;

export interface Moments {
  /** "2 minutes ago", "in 20 seconds", "just now"; from a week on the date. */
  readonly relative: (at: number, now: number) => string;
  /** "Today", "Yesterday", "Monday, 3 November": a heading over what happened on that day. */
  readonly day: (at: number, now: number) => string;
  readonly clock: (at: number) => string;
  /** "21 Nov, 11:20": beside a line of its own. */
  readonly brief: (at: number) => string;
  readonly date: (at: number) => string;
  /** "November 2026" */
  readonly month: (at: number) => string;
  readonly dateTime: (at: number) => string;
}

/** `timeZone` is the user's own unless given. `justNowWord` is what the last seconds are called. */
export function moments(locale: string, justNowWord: string, timeZone?: string): Moments {
  const zone = timeZone === undefined ? {} : { timeZone };
  const format = (options: Intl.DateTimeFormatOptions) => {
    const made = new Intl.DateTimeFormat(locale, { ...options, ...zone });
    return (at: number) => made.format(at);
  };
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const date = format({ dateStyle: "long" });
  const dayAndMonth = format({ weekday: "long", day: "numeric", month: "long" });
  const calendar = new Intl.DateTimeFormat("en-CA", { dateStyle: "short", ...zone });
  const dayNumber = (at: number) => Math.round(Date.parse(`${calendar.format(at)}T00:00:00Z`) / day);
  return {
    relative(at, now) {
      const distance = at - now;
      if (distance <= 0 && -distance < justNow) return justNowWord;
      const step = steps.find(({ below }) => Math.abs(distance) < below);
      if (step === undefined) return date(at);
      const count = Math.max(1, Math.floor(Math.abs(distance) / step.length));
      return relative.format(distance < 0 ? -count : count, step.unit);
    },
    day(at, now) {
      const days = dayNumber(at) - dayNumber(now);
      if (days === 0 || days === -1) return capitalised(relative.format(days, "day"), locale);
      return days < 0 && days > -180 ? dayAndMonth(at) : date(at);
    },
    clock: format({ timeStyle: "short" }),
    brief: format({ day: "numeric", month: "short", hour: "numeric", minute: "2-digit" }),
    date,
    month: format({ month: "long", year: "numeric" }),
    dateTime: format({ dateStyle: "long", timeStyle: "short" }),
  };
}

const capitalised = (word: string, locale: string) => word.slice(0, 1).toLocaleUpperCase(locale) + word.slice(1);
