/** Words that somebody may mean who has typed only their first letters, or has mistyped them. */

/** With one letter there would be a hundred. */
const fewestLetters = 2;
const mostCompletions = 6;

/** Words of the list that begin so, in its order, without the typed word itself; none before there are two letters. */
export function completionsOf(typed: string, list: readonly string[]): readonly string[] {
  if (typed.length < fewestLetters) return [];
  return list.filter((word) => word !== typed && word.startsWith(typed)).slice(0, mostCompletions);
}

/** Of words that are two letters away there may be dozens; then the first few are shown. */
const mostGuesses = 4;
const farthest = 2;

/**
 * Words of the list that are spelled almost like this, the likeliest first. All that are one slip away (a letter too
 * many, too few or wrong, or two swapped): the right one must be there, and there are hardly ever more than four. Else two
 * words without the gap between them, or a few that are two slips away.
 */
export function suggestionsFor(typed: string, list: readonly string[]): readonly string[] {
  const near = list
    .map((word) => ({ word, slips: slipsBetween(typed, word) }))
    .filter(({ slips }) => slips <= farthest);
  const likeliest = (slips: number) =>
    near
      .filter((one) => one.slips === slips)
      .map(({ word }) => word)
      .sort((a, b) => sharedStart(typed, b) - sharedStart(typed, a));
  const nearest = likeliest(1);
  if (nearest.length > 0) return nearest;
  return [...partsOf(typed, list), ...likeliest(2)].slice(0, mostGuesses);
}

/** "mapleocean" as "maple ocean". */
function partsOf(typed: string, list: readonly string[]): readonly string[] {
  const known = new Set(list);
  const cuts = Array.from({ length: Math.max(0, typed.length - 1) }, (_, index) => index + 1);
  return cuts
    .map((cut) => [typed.slice(0, cut), typed.slice(cut)])
    .filter((parts) => parts.every((part) => known.has(part)))
    .map((parts) => parts.join(" "));
}

function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

/**
 * How many slips of the finger are between two words (the distance of Damerau and Levenshtein, no letter touched
 * twice). Exact up to two; then any larger number.
 */
export function slipsBetween(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > farthest) return farthest + 1;
  // Row by row of the table of all beginnings of `a` against all beginnings of `b`.
  let before: readonly number[] = [];
  let above: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      line.push(
        Math.min(
          (above[column] ?? 0) + 1,
          (line[column - 1] ?? 0) + 1,
          (above[column - 1] ?? 0) + (isSame ? 0 : 1),
          isSwapped ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    [before, above] = [above, line];
  }
  return above[b.length] ?? 0;
}
