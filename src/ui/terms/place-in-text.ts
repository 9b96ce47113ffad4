/** Where a reader is in a text, so that the same text in another language can be opened at that place. */

/** So many of the text's parts lie above the upper edge, with the share of the part that the edge goes through. */
export interface PlaceInText {
  readonly parts: number;
  /** How many parts the text has in all. */
  readonly of: number;
}

/** The place at this upper edge; `ends` are the lower ends of the parts, in order, in the same unit. */
export function placeAt(edge: number, ends: readonly number[]): PlaceInText {
  const above = ends.findIndex((end) => end > edge);
  const index = above < 0 ? ends.length : above;
  const start = ends[index - 1] ?? 0;
  const height = (ends[index] ?? start) - start;
  const share = height > 0 ? Math.max(0, edge - start) / height : 0;
  return { parts: index + share, of: ends.length };
}

/** The upper edge for the same place in another text: the same part where both have as many, the same share otherwise. */
export function edgeFor({ parts, of }: PlaceInText, ends: readonly number[]): number {
  const wanted = of === 0 ? 0 : (parts / of) * ends.length;
  const index = Math.floor(wanted);
  const start = ends[index - 1] ?? 0;
  return start + ((ends[index] ?? start) - start) * (wanted - index);
}
