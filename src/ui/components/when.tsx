/** A moment as people say it, with the exact time when the pointer rests. */
import { useNow } from "../use-now.ts";
import { useWords } from "../use-words.ts";

interface WhenProps {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Puts the moment into a sentence: "last backup 2 minutes ago". */
  readonly message?: (when: string) => string;
}

export function When({ at, message = (when) => when }: WhenProps) {
  const { relative, dateTime } = useWords();
  // It moves every second: where it stands in a place that is spoken on changes, only the words around it are news.
  return (
    <time aria-live="off" dateTime={new Date(at).toISOString()} title={dateTime(at)}>
      {message(relative(at, useNow()))}
    </time>
  );
}
