/** Measuring, in milliseconds and rounds; figures are for comparing within one run, never for asserting. */

/** How long `deed` takes, in milliseconds. */
export async function timed<T>(deed: () => Promise<T> | T): Promise<{ readonly ms: number; readonly result: T }> {
  const started = performance.now();
  const result = await deed();
  return { ms: round(performance.now() - started), result };
}

/** How often `deed` can be done in a second, one after the other, measured for about `milliseconds`. */
export async function perSecond(
  deed: (round: number) => Promise<unknown> | unknown,
  milliseconds = 1000,
): Promise<number> {
  for (let warm = 0; warm < 3; warm++) await deed(warm);
  const started = performance.now();
  let count = 0;
  while (performance.now() - started < milliseconds) await deed(count++);
  return round((count * 1000) / (performance.now() - started));
}

/** The one in the middle. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Three digits are as many as such a figure is worth. */
export const round = (value: number): number => (value < 10 ? Math.round(value * 100) / 100 : Math.round(value));
