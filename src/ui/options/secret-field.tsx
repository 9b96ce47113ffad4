/** The field for the recovery secret, whole or word by word, with help for those who type the words. */
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../components/icon.tsx";
import { phraseIn, type TypedWord, unknownIn, withWord } from "../words/phrase.ts";
import { useCompletion } from "../words/use-completion.ts";
import { PhraseHelp } from "./phrase-help.tsx";
import { UnknownWords } from "./unknown-words.tsx";
import { usePageWords } from "./use-page-words.ts";

interface SecretFieldProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  /** The words that a phrase is made of; undefined while they are being loaded. */
  readonly list: readonly string[] | undefined;
  /** A sentence; the field is marked and the sentence spoken. */
  readonly problem: string | undefined;
}

export function SecretField({ text, onText, list = [], problem }: SecretFieldProps) {
  const { t } = usePageWords();
  const id = useId();
  const { box, caret, look, change } = useCaret(onText, text.length);
  const words = phraseIn(text, list) ?? [];
  const take = (word: Pick<TypedWord, "start" | "end">, by: string) => change(withWord(text, word, by));
  const { completion, onKey } = useCompletion(words, caret, list, take);
  const hasChoice = completion !== undefined && completion.active >= 0;
  return (
    <div class="field">
      <div class="over">
        <label for={id}>{t.restore.secret}</label>
        <span class="small quiet" role="status">
          {words.length > 0 && t.phrase.count(words.length)}
        </span>
      </div>
      <textarea
        id={id}
        ref={box}
        class="input mono"
        rows={4}
        value={text}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        translate={false}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-problem ${id}-hint`}
        aria-autocomplete="list"
        aria-controls={completion && `${id}-choices`}
        aria-activedescendant={hasChoice ? `${id}-choices-${completion.active}` : undefined}
        onInput={({ currentTarget: { value, selectionStart } }) => change({ text: value, caret: selectionStart })}
        onKeyDown={(event) => onKey(event) && event.preventDefault()}
        onKeyUp={look}
        onClick={look}
      />
      {words.length > 0 && <PhraseHelp id={`${id}-choices`} words={words} completion={completion} onTake={take} />}
      <div aria-live="polite" id={`${id}-problem`}>
        {problem !== undefined && (
          <p class="small state danger">
            <Icon name="alert" />
            <span>{problem}</span>
          </p>
        )}
      </div>
      <UnknownWords words={words} unknown={unknownIn(words, caret, list)} list={list} onTake={take} />
      <p class="small quiet" id={`${id}-hint`}>
        {t.restore.hint}
      </p>
    </div>
  );
}

/** Where the caret stands, and where it goes when the text is changed from outside. */
function useCaret(onText: (text: string) => void, start: number) {
  const box = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState(start);
  const wanted = useRef<number | undefined>(undefined);
  useLayoutEffect(() => {
    if (wanted.current === undefined || box.current === null) return;
    box.current.focus();
    box.current.setSelectionRange(wanted.current, wanted.current);
    wanted.current = undefined;
  });
  return {
    box,
    caret,
    look: () => setCaret(box.current?.selectionStart ?? 0),
    change: (after: { readonly text: string; readonly caret: number }) => {
      if (box.current?.value !== after.text) wanted.current = after.caret;
      setCaret(after.caret);
      onText(after.text);
    },
  };
}
