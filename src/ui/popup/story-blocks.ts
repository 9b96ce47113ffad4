/** The whole story in blocks, each of which is asked for by itself: which are known, and which are on the page. Pure. */
import type { Question } from "../../api/requests.ts";
import type { StoryPage, Transaction } from "../../api/views.ts";

/** A part of the story without gaps to the next one. */
export interface Block {
  /** Its name: where it begins, which is where the block before ends; empty for the newest events. */
  readonly before: string;
  /** Where it ends; absent for the last one. */
  readonly until?: string;
  /** As last told; undefined before the first answer. */
  readonly events?: readonly Transaction[];
  /** In the window, or close to it. */
  readonly isNear: boolean;
  /** In pixels, when it was last on the page. */
  readonly height?: number;
}

/** How many events a block has at first. */
export const blockSize = 50;

/** More than that, and a block is parted. */
const largest = 200;

export const firstBlocks: readonly Block[] = [{ before: "", isNear: true }];

/** Asks for all of a block whose end is known, and for the beginning of the last one. */
export const questionOf = ({ before, until }: Block): Question<"listTransactions"> => ({
  ...(before !== "" && { before }),
  ...(until === undefined ? { limit: blockSize } : { until, limit: largest }),
});

const changed = (blocks: readonly Block[], before: string, change: (block: Block) => readonly Block[]) =>
  blocks.flatMap((block) => (block.before === before ? change(block) : [block]));

/** The blocks once this one is answered; where the answer stops short, another block goes on. */
export function withAnswer(
  blocks: readonly Block[],
  before: string,
  { transactions, next }: StoryPage,
): readonly Block[] {
  return changed(blocks, before, (block) => {
    const answered = { ...block, events: transactions };
    if (next === undefined) return [answered];
    const rest: Block = { before: next, isNear: false, ...(block.until !== undefined && { until: block.until }) };
    return [{ ...answered, until: next }, rest];
  });
}

/** The blocks once this one has come near, or is far away; then a gap of its height stays. */
export const withMove = (
  blocks: readonly Block[],
  before: string,
  move: Pick<Block, "isNear" | "height">,
): readonly Block[] => changed(blocks, before, (block) => [{ ...block, ...move }]);

/** Everything has been told. */
export const isWhole = (blocks: readonly Block[]): boolean => blocks.every(({ events }) => events !== undefined);

/** How many events are known so far in these blocks. */
export const countOf = (blocks: readonly Block[]): number =>
  blocks.reduce((sum, { events = [] }) => sum + events.length, 0);

/** When the event right above a block happened, and the one right below; undefined where there is none. */
export function neighboursOf(
  blocks: readonly Block[],
  index: number,
): { readonly above?: number; readonly below?: number } {
  const above = blocks
    .slice(0, index)
    .findLast(({ events = [] }) => events.length > 0)
    ?.events?.at(-1)?.at;
  const below = blocks.slice(index + 1).find(({ events = [] }) => events.length > 0)?.events?.[0]?.at;
  return { ...(above !== undefined && { above }), ...(below !== undefined && { below }) };
}
