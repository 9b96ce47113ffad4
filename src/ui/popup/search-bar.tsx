/** What to look for in the story of the money: words, and which events. */
import type { ExchangeView } from "../../api/exchange-views.ts";
import { Field } from "../components/field.tsx";
import { useWords } from "../use-words.ts";
import { Filters } from "./filters.tsx";
import type { Wish } from "./wish.ts";

interface SearchBarProps {
  readonly wish: Wish;
  readonly onChange: (wish: Wish) => void;
  /** When the story begins, as far as that is known. */
  readonly oldest: number | undefined;
  readonly exchanges: readonly ExchangeView[];
}

export function SearchBar({ wish, onChange, oldest, exchanges }: SearchBarProps) {
  const { t } = useWords();
  // What has no value is not wished for.
  const change = (part: { readonly [N in keyof Wish]: Wish[N] | undefined }) =>
    onChange(Object.fromEntries(Object.entries({ ...wish, ...part }).filter(([, value]) => value !== undefined)));
  return (
    <search class="stack" aria-label={t.activity.search}>
      <Field
        label={t.activity.search}
        hint={t.activity.searchHint}
        value={wish.words ?? ""}
        maxLength={200}
        onInput={(words) => change({ words })}
      />
      <Filters wish={wish} onChange={change} oldest={oldest} exchanges={exchanges} />
    </search>
  );
}
