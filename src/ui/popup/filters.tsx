/** Narrowing the story of the money down: to a kind, a month, a currency, an exchange. */
import type { ExchangeView } from "../../api/exchange-views.ts";
import { Choice } from "../components/field.tsx";
import { useOutside } from "../outside.ts";
import { placeOf } from "../place.ts";
import { useWords } from "../use-words.ts";
import { monthsSince } from "./months.ts";
import type { Wish } from "./wish.ts";

const onlyKinds = ["open", "withdrawal", "payment", "deposit"] as const satisfies readonly Wish["only"][];

interface FiltersProps {
  readonly wish: Wish;
  readonly onChange: (part: { readonly [N in keyof Wish]: Wish[N] | undefined }) => void;
  /** When the story begins, as far as that is known. */
  readonly oldest: number | undefined;
  readonly exchanges: readonly ExchangeView[];
}

export function Filters({ wish, onChange, oldest, exchanges }: FiltersProps) {
  const { t, month } = useWords();
  const { now } = useOutside();
  const { all, kinds } = t.activity;
  return (
    <div class="filters">
      <Filter
        label={t.activity.show}
        all={all.kind}
        value={wish.only}
        options={onlyKinds.map((value) => ({ value, label: kinds[value] }))}
        onChange={(value) => onChange({ only: onlyKinds.find((one) => one === value) })}
      />
      <Filter
        label={t.activity.month}
        all={all.month}
        value={wish.month?.toString()}
        options={monthsSince(oldest, now()).map((at) => ({ value: `${at}`, label: month(at) }))}
        onChange={(value) => onChange({ month: value === undefined ? undefined : Number(value) })}
      />
      <Places wish={wish} onChange={onChange} exchanges={exchanges} />
    </div>
  );
}

/** Currencies and exchanges that the wallet has ever had money of. */
function Places({ wish, onChange, exchanges }: Omit<FiltersProps, "oldest">) {
  const { t } = useWords();
  const { all } = t.activity;
  const used = exchanges.filter(({ entry }) => entry === "used");
  const currencies = [...new Set(used.flatMap(({ currency }) => currency ?? []))];
  return (
    <>
      <Filter
        label={t.activity.currency}
        all={all.currency}
        value={wish.currency}
        options={currencies.map((value) => ({ value, label: value }))}
        onChange={(currency) => onChange({ currency })}
      />
      <Filter
        label={t.transaction.exchange}
        all={all.exchange}
        value={wish.exchange}
        options={used.map(({ url }) => ({ value: url, label: placeOf(url) }))}
        onChange={(exchange) => onChange({ exchange })}
      />
    </>
  );
}

interface FilterProps {
  readonly label: string;
  /** What no choice is called. */
  readonly all: string;
  readonly value: string | undefined;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string | undefined) => void;
}

/** Where all events are alike there is nothing to choose. */
function Filter({ label, all, value, options, onChange }: FilterProps) {
  if (options.length < 2 && value === undefined) return null;
  return (
    <Choice
      label={label}
      isLabelSpoken
      value={value ?? ""}
      options={[{ value: "", label: all }, ...options]}
      onChange={(chosen) => onChange(chosen === "" ? undefined : chosen)}
    />
  );
}
