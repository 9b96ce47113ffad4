/** Removing an exchange with its money: the loss is named, the amount typed, and the safe answer stands first. */
import { useState } from "preact/hooks";
import { typedAmount } from "../../i18n/money.ts";
import { Button } from "../components/button.tsx";
import { Field } from "../components/field.tsx";
import { Note } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { go } from "../route.ts";
import { useAction } from "../use-action.ts";
import { usePageWords } from "./use-page-words.ts";

interface ExchangePurgeProps {
  readonly url: string;
  /** An amount per currency; none when no coin would be lost. */
  readonly destroyed: readonly string[];
  readonly onKeep: () => void;
}

/** Amounts have no more digits than this after the point. */
const mostDigits = 8;

const currencyIn = (amount: string): string => amount.split(":")[0] ?? "";

export function ExchangePurge({ url, destroyed, onKeep }: ExchangePurgeProps) {
  const { t, amount: spoken } = usePageWords();
  const { ask } = useOutside();
  const { remove: words } = t.exchanges;
  const [typedByCurrency, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [isWrong, setWrong] = useState(false);
  const amounts = destroyed.map((amount) => spoken(amount)).join(" + ");
  const typedIn = (amount: string) => typedByCurrency[currencyIn(amount)] ?? "";
  const purging = useAction(async () => {
    const typed = destroyed.map((amount) => typedAmount(typedIn(amount), currencyIn(amount), mostDigits));
    const isRight = destroyed.every((amount, index) => typed[index] === amount);
    setWrong(!isRight);
    if (!isRight) return;
    await ask("deleteExchange", { exchangeUrl: url, purge: true, destroys: destroyed });
    go("exchanges");
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        purging.run();
      }}
    >
      <Note tone="loss" icon="alert">
        <p>
          <b>{destroyed.length > 0 ? words.lossTitle(amounts) : words.title}</b>
        </p>
        <p>{destroyed.length > 0 ? words.loss : words.lossNone}</p>
        <p>{words.stays}</p>
        {destroyed.map((amount, index) => (
          <Field
            key={currencyIn(amount)}
            label={words.type(spoken(amount))}
            inputMode="decimal"
            isFocused={index === 0}
            value={typedIn(amount)}
            onInput={(text) => setTyped({ ...typedByCurrency, [currencyIn(amount)]: text })}
            problem={isWrong ? words.differs : undefined}
          />
        ))}
        <p class="small">{words.safe}</p>
        <ProblemNote problem={purging.problem} />
        <div class="actions">
          <Button kind="primary" onClick={onKeep}>
            {words.keep}
          </Button>
          <Button kind="danger" type="submit" isBusy={purging.isBusy} busyLabel={words.removing}>
            {destroyed.length > 0 ? words.destroy(amounts) : words.remove}
          </Button>
        </div>
      </Note>
    </form>
  );
}
