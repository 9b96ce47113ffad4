/** The words that are asked for, what is typed in their places, and what is wrong with it. */
import { useState } from "preact/hooks";
import type { ProofOutcome } from "../../api/keeping-views.ts";
import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { useAnswer } from "../use-answer.ts";

/** Nothing was typed · no word of the list begins so · it is another word. */
export type WordFault = "empty" | "unknown" | "other";

export function useAskedWords(onRight: (outcome: ProofOutcome) => void) {
  const { ask } = useOutside();
  const question = useAnswer("askForWords", {}, "once");
  const [typed, setTyped] = useState<ReadonlyMap<number, string>>(new Map());
  const [faults, setFaults] = useState<ReadonlyMap<number, WordFault>>(new Map());
  const [hasOthers, setOthers] = useState(false);
  const places = question.answer?.places ?? [];
  const wordAt = (place: number) => typed.get(place) ?? "";
  function hear({ wrong = [], hasNewQuestion = false }: ProofOutcome): void {
    setOthers(hasNewQuestion);
    // What is wrong with words that are not asked for any more is of no use.
    setFaults(
      new Map(hasNewQuestion ? [] : wrong.map(({ place, isUnknown }) => [place, isUnknown ? "unknown" : "other"])),
    );
    if (!hasNewQuestion) return;
    setTyped(new Map());
    question.again();
  }
  const checking = useAction(async () => {
    const empty = places.filter((place) => wordAt(place).trim() === "");
    setFaults(new Map(empty.map((place) => [place, "empty"])));
    // A word that is missing costs no try.
    if (empty.length > 0) return;
    const outcome = await ask("proveSecret", { words: places.map(wordAt) });
    if (outcome.outcome === "right") onRight(outcome);
    else hear(outcome);
  });
  function type(place: number, word: string): void {
    setTyped(new Map(typed).set(place, word));
    setFaults(new Map([...faults].filter(([wrong]) => wrong !== place)));
  }
  return { question, places, wordAt, type, faults, hasOthers, checking };
}
