/** What a device hands on although it cannot read it: what it has told of elsewhere must not be missed here; pure. */
import type { Counts } from "../store/clock.ts";
import { deletionIn, isBuried, isOvertaken, isRenewed, keyIn, momentsIn, unreadByKey } from "../store/overtaken.ts";
import type { SetState } from "../store/state.ts";
import type { Json } from "../taler/codec.ts";
import type { DocSet } from "./doc.ts";

interface UnreadPlan {
  /** What stands in the next document. */
  readonly unread: readonly Json[];
  /** Some of it does not stand there yet. */
  readonly isNews: boolean;
}

/**
 * What could not be read stays in its document as it came, until a deletion that has seen it stands there. To a document
 * of another service comes what this device has set aside and nothing there has overtaken: by its counts the document
 * claims to have seen it, and whoever can read it would take it for deleted. `mine` has been merged with `theirs`; a first
 * document, without `theirs`, gets all there is. `known`: the counts of this set.
 */
export function planUnread(
  { rows, tombstones, unread }: SetState,
  theirs: DocSet | undefined,
  known: Counts,
): UnreadPlan {
  if (!theirs) return { unread: [...unread.values()], isNews: unread.size > 0 };
  const standing = theirs.unread.filter((raw) => {
    const buried = tombstones.get(keyIn(raw) ?? "");
    return !buried || !isBuried(raw, buried);
  });
  const toldByKey = unreadByKey(standing);
  const mineByKey = unreadByKey(unread.values());
  const isOver = (raw: Json, key: string) =>
    [...(toldByKey.get(key) ?? []), ...(mineByKey.get(key) ?? [])]
      .map((other) => deletionIn(other, known))
      .some((end) => end && isBuried(raw, end));
  const news = [...unread.values()].filter((raw) => {
    const key = keyIn(raw);
    const moments = momentsIn(raw);
    if (key === undefined || !moments) return false;
    if (isOvertaken(raw, { row: rows.get(key), tombstone: tombstones.get(key) }) || isOver(raw, key)) return false;
    const told = toldByKey.get(key) ?? [];
    if (told.map(momentsIn).some((other) => other && isRenewed(moments, other))) return false;
    toldByKey.set(key, [...told, raw]);
    return true;
  });
  return { unread: [...standing, ...news], isNews: news.length > 0 };
}
