/** What to look for in the story of the money: words, and which events. */
import type { Question } from "../../api/requests.ts";
import { Choice, Field } from "../components/field.tsx";
import { useWords } from "../use-words.ts";

/** What is looked for; nothing at all is the whole story. */
export type Wish = Pick<Question<"listTransactions">, "words" | "only">;

export const isWish = ({ words = "", only }: Wish): boolean => words.trim() !== "" || only !== undefined;

interface SearchBarProps {
  readonly wish: Wish;
  readonly onChange: (wish: Wish) => void;
}

export function SearchBar({ wish, onChange }: SearchBarProps) {
  const { t } = useWords();
  const { all, open, withdrawal, payment } = t.activity.only;
  const options = Object.entries({ all, open, withdrawal, payment }).map(([value, label]) => ({ value, label }));
  return (
    <search class="stack" aria-label={t.activity.search}>
      <Field
        label={t.activity.search}
        hint={t.activity.searchHint}
        value={wish.words ?? ""}
        maxLength={200}
        onInput={(words) => onChange({ ...wish, words })}
      />
      <Choice
        label={t.activity.show}
        isLabelSpoken
        value={wish.only ?? "all"}
        options={options}
        onChange={(value) => {
          const only = (["open", "withdrawal", "payment"] as const).find((one) => one === value);
          onChange({ ...(wish.words !== undefined && { words: wish.words }), ...(only !== undefined && { only }) });
        }}
      />
    </search>
  );
}
