/** Words that are not on the list, and what may have been meant, to be taken at a click. */
import { useMemo } from "preact/hooks";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import { suggestionsFor } from "../words/nearby.ts";
import type { TypedWord } from "../words/phrase.ts";
import { usePageWords } from "./use-page-words.ts";

/** More at once would help nobody: one corrects them one after the other. */
const mostShown = 3;

interface UnknownWordsProps {
  readonly words: readonly TypedWord[];
  /** Those of the words that are meant. */
  readonly unknown: readonly TypedWord[];
  readonly list: readonly string[];
  readonly onTake: (word: TypedWord, by: string) => void;
}

export function UnknownWords({ words, unknown, list, onTake }: UnknownWordsProps) {
  const { t } = usePageWords();
  const hidden = unknown.length - mostShown;
  return (
    <div class="unknown" aria-live="polite">
      {unknown.slice(0, mostShown).map((word) => (
        <UnknownWord
          key={`${word.start} ${word.text}`}
          word={word}
          place={words.indexOf(word) + 1}
          list={list}
          onTake={onTake}
        />
      ))}
      {hidden > 0 && <p class="small quiet">{t.phrase.more(hidden)}</p>}
    </div>
  );
}

interface UnknownWordProps extends Pick<UnknownWordsProps, "list" | "onTake"> {
  readonly word: TypedWord;
  /** Counted from 1. */
  readonly place: number;
}

function UnknownWord({ word, place, list, onTake }: UnknownWordProps) {
  const { t } = usePageWords();
  const suggestions = useMemo(() => suggestionsFor(word.text, list), [word.text, list]);
  return (
    <div class="stack-small">
      <p class="small state danger">
        <Icon name="alert" />
        <span>
          {t.phrase.unknown(word.text, place)} {suggestions.length > 0 ? t.phrase.didYouMean : t.phrase.noIdea}
        </span>
      </p>
      {suggestions.length > 0 && (
        <div class="actions" translate={false}>
          {suggestions.map((suggestion) => (
            <Button
              key={suggestion}
              kind="tonal"
              label={t.phrase.take(suggestion, word.text)}
              onClick={() => onTake(word, suggestion)}
            >
              {suggestion}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
