/** The whole story of the money, however long: asked for block by block, and on the page only around the window. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { ExchangeView } from "../../api/exchange-views.ts";
import type { Home, StoryPage } from "../../api/views.ts";
import { Button } from "../components/button.tsx";
import { Near } from "../components/near.tsx";
import { Waiting } from "../components/waiting.tsx";
import { useOutside } from "../outside.ts";
import { useAnswer } from "../use-answer.ts";
import type { Place } from "../use-kept-place.ts";
import { useWords } from "../use-words.ts";
import { Screen } from "./bar.tsx";
import { Days } from "./days.tsx";
import { SearchBar } from "./search-bar.tsx";
import {
  type Block,
  blockSize,
  countOf,
  firstBlocks,
  isWhole,
  neighboursOf,
  questionOf,
  withAnswer,
  withMove,
} from "./story-blocks.ts";
import { isWish, questionFor, type Wish } from "./wish.ts";

/** What was known when one left, so that it is there at once when one comes back. */
export interface StoryMemory extends Place {
  blocks: readonly Block[];
  /** How many events there are in all. */
  total: number;
  /** When the first of them was. */
  oldest?: number;
  /** All that the wallet knows: without them the list would begin elsewhere than when one left it. */
  exchanges: readonly ExchangeView[];
  wish: Wish;
}

export const newStoryMemory = (): StoryMemory => ({ blocks: firstBlocks, total: 0, exchanges: [], wish: {}, top: 0 });

/** Of a row, in pixels, before any was seen. */
const usualHeight = 56;

interface AllActivityProps {
  readonly home: Home | undefined;
  readonly memory: StoryMemory;
}

export function AllActivity({ home, memory }: AllActivityProps) {
  const { t } = useWords();
  const { openPage } = useOutside();
  const [blocks, setBlocks] = useState(memory.blocks);
  const [wish, setWish] = useState(memory.wish);
  const isSearch = isWish(wish);
  memory.exchanges = useAnswer("listExchanges", {}).answer ?? memory.exchanges;
  const change = (next: (now: readonly Block[]) => readonly Block[]) =>
    setBlocks((now) => {
      memory.blocks = next(now);
      return memory.blocks;
    });
  const look = (next: Wish) => {
    memory.wish = next;
    setWish(next);
    change(() => firstBlocks);
  };
  const answered = ({ before }: Block, page: StoryPage) => {
    memory.total = page.total ?? memory.total;
    if (page.oldest !== undefined) memory.oldest = page.oldest;
    change((now) => withAnswer(now, before, page));
  };
  const isDone = isWhole(blocks);
  // How many events will be found nobody knows before all are looked at.
  const total = isSearch ? (isDone ? countOf(blocks) : -1) : Math.max(memory.total, countOf(blocks));
  return (
    <Screen title={t.activity.title} back="home" place={memory}>
      <SearchBar wish={wish} onChange={look} oldest={memory.oldest} exchanges={memory.exchanges} />
      <p class={isSearch ? "small quiet" : "spoken"} role="status">
        {isSearch && (isDone ? t.activity.found(countOf(blocks)) : t.activity.searching)}
      </p>
      <div key={JSON.stringify(wish)}>
        {blocks.map((block, index) => (
          <Near
            key={block.before}
            isNear={block.isNear}
            height={
              block.height ?? usualHeight * Math.min(blockSize, Math.max(1, isSearch ? 1 : total - countOf(blocks)))
            }
            onMove={(isNear, height) => change((now) => withMove(now, block.before, moved(block, isNear, height)))}
          >
            <Asked block={block} wish={wish} onAnswer={(page) => answered(block, page)}>
              <Days
                events={block.events ?? []}
                home={home}
                from="activity"
                part={{ start: countOf(blocks.slice(0, index)), total }}
                {...neighboursOf(blocks, index)}
              />
            </Asked>
          </Near>
        ))}
      </div>
      {isDone && isSearch && countOf(blocks) === 0 && (
        <p class="center">
          <Button onClick={() => look({})}>{t.activity.showEverything}</Button>
        </p>
      )}
      {isDone && !isSearch && <p class="small quiet center the-end">{t.activity.end}</p>}
      <p class="center">
        <Button kind="plain" icon="out" onClick={() => openPage("money")}>
          {t.activity.check}
        </Button>
      </p>
    </Screen>
  );
}

/** A block that holds nothing yet has no height worth remembering. */
const moved = ({ events }: Block, isNear: boolean, height: number): Pick<Block, "isNear" | "height"> =>
  isNear || events === undefined ? { isNear } : { isNear, height };

interface AskedProps {
  readonly block: Block;
  readonly wish: Wish;
  readonly onAnswer: (page: StoryPage) => void;
  readonly children: ComponentChildren;
}

/** A block asks for itself, and again on news, as long as it is on the page. */
function Asked({ block, wish, onAnswer, children }: AskedProps) {
  const shown = useAnswer("listTransactions", { ...questionOf(block), ...questionFor(wish) });
  const { answer } = shown;
  useEffect(() => {
    if (answer !== undefined) onAnswer(answer);
  }, [answer]);
  return (
    <>
      {children}
      {block.events === undefined ? <Waiting on={shown} /> : undefined}
    </>
  );
}
