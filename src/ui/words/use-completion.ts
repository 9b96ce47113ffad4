/** Completing the word at the caret from the keyboard: arrows choose, Tab and Enter take, Escape puts it away. */
import { useState } from "preact/hooks";
import { completionsOf } from "./nearby.ts";
import { type TypedWord, wordAt } from "./phrase.ts";

export interface Completion {
  readonly word: TypedWord;
  readonly options: readonly string[];
  /** The option that Tab and Enter take; -1 for none. */
  readonly active: number;
}

/** From four letters on there is only one word left: then nobody has to choose. */
const decisive = 4;

interface Choice {
  readonly spelled: string;
  /** Undefined once it was put away. */
  readonly active: number | undefined;
}

/** `take` replaces the word. The result answers keys: true when the key was meant for the completion. */
export function useCompletion(
  words: readonly TypedWord[],
  caret: number,
  list: readonly string[],
  take: (word: TypedWord, by: string) => void,
): { readonly completion: Completion | undefined; readonly onKey: (event: KeyboardEvent) => boolean } {
  const [choice, setChoice] = useState<Choice>();
  const word = wordAt(words, caret);
  const options = word?.end === caret ? completionsOf(word.text, list) : [];
  const spelled = `${word?.start} ${word?.text}`;
  const isOfThis = choice?.spelled === spelled;
  const first = options.length === 1 && (word?.text.length ?? 0) >= decisive ? 0 : -1;
  const active = isOfThis ? choice.active : first;
  const completion = word && options.length > 0 && active !== undefined ? { word, options, active } : undefined;
  function onKey({ key, shiftKey, isComposing }: KeyboardEvent): boolean {
    if (completion === undefined || isComposing) return false;
    const chosen = completion.options[completion.active];
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (step !== undefined) setChoice({ spelled, active: stepped(completion, step) });
    else if (key === "Escape") setChoice({ spelled, active: undefined });
    else if ((key === "Enter" || key === "Tab") && !shiftKey && chosen !== undefined) take(completion.word, chosen);
    else return false;
    return true;
  }
  return { completion, onKey };
}

/** Round and round, with a place between last and first where none is chosen. */
function stepped({ options, active }: Completion, step: number): number {
  const places = options.length + 1;
  return ((active + 1 + step + places) % places) - 1;
}
