/** Asking the background from a component: ask, show, ask again on news. */
import { useEffect, useLayoutEffect, useMemo } from "preact/hooks";
import type { Problem } from "../api/problems.ts";
import type { Answer, Question, RequestName } from "../api/requests.ts";
import { useOutside } from "./outside.ts";
import { watch } from "./watch.ts";

export interface Shown<N extends RequestName> {
  readonly answer: Answer<N> | undefined;
  readonly problem: Problem | undefined;
  readonly isAsking: boolean;
  readonly again: () => void;
}

/** What is shown is the answer to the newest question, not to the one before. */
export const isAnswered = ({ isAsking, problem }: Pick<Shown<RequestName>, "isAsking" | "problem">): boolean =>
  !isAsking && problem === undefined;

/**
 * `news`: asked again on any news. `once`: for questions that go out to a server, asked again only by `again`.
 * A number: on news, and also every so many milliseconds, for what moves while one looks at it.
 */
export type Freshness = "news" | "once" | number;

/** The answer to this question: asked when the component appears and when the input changes, and kept fresh. */
export function useAnswer<N extends RequestName>(name: N, input: Question<N>, freshness: Freshness = "news"): Shown<N> {
  const { ask, onNews, isOnline, onConnection } = useOutside();
  const watched = useMemo(() => watch(ask, name), [ask, name]);
  // The input is compared by its spelling, since every render makes a new object of it.
  const spelled = JSON.stringify(input);
  // Listening before asking: no news can come in between.
  useLayoutEffect(() => onNews(watched.hear), [watched, onNews]);
  useLayoutEffect(() => watched.follow(freshness !== "once"), [watched, freshness]);
  // Before anything is painted: every opening of the popup begins by waiting for this answer.
  useLayoutEffect(() => watched.ask(JSON.parse(spelled) as Question<N>), [watched, spelled]);
  useEffect(() => () => watched.stop(), [watched]);
  useEffect(
    () => (typeof freshness === "number" ? ticking(watched.again, freshness) : undefined),
    [watched, freshness],
  );
  const isCutOff = watched.problem.value?.code === "unreachable";
  // What failed for want of a connection is asked again as soon as there is one.
  useEffect(
    () => (isCutOff ? onConnection(() => isOnline() && watched.again()) : undefined),
    [watched, isCutOff, isOnline, onConnection],
  );
  return {
    answer: watched.answer.value,
    problem: watched.problem.value,
    isAsking: watched.isAsking.value,
    again: watched.again,
  };
}

/** Calls `beat` every so many milliseconds until the result is called. */
export function ticking(beat: () => void, every: number): () => void {
  let timer = setTimeout(next, every);
  function next() {
    beat();
    timer = setTimeout(next, every);
  }
  return () => clearTimeout(timer);
}
