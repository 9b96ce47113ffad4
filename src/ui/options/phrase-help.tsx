/** The line below a phrase that is being typed: how the word at the caret may go on, and whether a whole one is right. */
import { Icon } from "../components/icon.tsx";
import { useAnswer } from "../use-answer.ts";
import { faultOf, type TypedWord } from "../words/phrase.ts";
import type { Completion } from "../words/use-completion.ts";
import { usePageWords } from "./use-page-words.ts";

interface PhraseHelpProps {
  /** Of the list of choices; each choice has it with a dash and its number. */
  readonly id: string;
  readonly words: readonly TypedWord[];
  readonly completion: Completion | undefined;
  readonly onTake: (word: TypedWord, by: string) => void;
}

export function PhraseHelp({ id, words, completion, onTake }: PhraseHelpProps) {
  const { t } = usePageWords();
  const isWhole = faultOf(words) === undefined;
  return (
    <div class="phrase">
      {completion !== undefined && <Choices id={id} completion={completion} onTake={onTake} />}
      <div class="small" role="status">
        {isWhole && <Whole text={words.map(({ meant }) => meant).join(" ")} />}
        {completion !== undefined && <span class="spoken">{t.phrase.begin(completion.options.length)}</span>}
      </div>
    </div>
  );
}

type ChoicesProps = Pick<PhraseHelpProps, "id" | "onTake"> & { readonly completion: Completion };

/** The caret stays in the text: the field tells which of these is meant. */
function Choices({ id, completion: { word, options, active }, onTake }: ChoicesProps) {
  const { t } = usePageWords();
  return (
    <div class="choices" role="listbox" id={id} aria-label={t.phrase.choices} translate={false}>
      {options.map((option, index) => (
        <button
          key={option}
          type="button"
          role="option"
          id={`${id}-${index}`}
          class="button tonal choice-word"
          tabIndex={-1}
          aria-selected={index === active}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(word, option)}
        >
          <span>
            <span class="typed">{word.text}</span>
            {option.slice(word.text.length)}
          </span>
        </button>
      ))}
    </div>
  );
}

/** 24 words of the list: their checksum tells whether they are the right ones. Only our own background is asked. */
function Whole({ text }: { readonly text: string }) {
  const { t } = usePageWords();
  const { answer, problem, isAsking } = useAnswer("readRecoveryText", { text }, "once");
  if (isAsking) return null;
  if (problem?.code === "wordsDoNotFit")
    return (
      <p class="state danger">
        <Icon name="alert" />
        <span>{t.phrase.doesNotFit}</span>
      </p>
    );
  if (answer === undefined) return null;
  return (
    <p class="state ok">
      <Icon name="check" />
      <span>{t.phrase.fits}</span>
    </p>
  );
}
