/** The months of the story, each named by its first moment in the time of this computer; pure but for its time zone. */

/** Nobody chooses from more of them. */
const most = 240;

const firstOf = (at: number, later = 0): number => {
  const day = new Date(at);
  return new Date(day.getFullYear(), day.getMonth() + later).getTime();
};

/** From the month of `now` back to that of `oldest`, newest first; none when nothing has happened. Milliseconds. */
export function monthsSince(oldest: number | undefined, now: number): readonly number[] {
  if (oldest === undefined) return [];
  const months: number[] = [];
  for (let month = firstOf(now); months.length < most && month >= firstOf(oldest); month = firstOf(month, -1))
    months.push(month);
  return months;
}

/** All of the month that begins at `month`. */
export const monthAt = (month: number): { readonly start: number; readonly end: number } => ({
  start: month,
  end: firstOf(month, 1),
});
