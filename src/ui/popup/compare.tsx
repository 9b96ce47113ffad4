/** Exchanges side by side, to choose the one that shall make the coins. */
import { useState } from "preact/hooks";
import type { ComparedExchange, Comparison } from "../../api/comparison-views.ts";
import { typedAmount } from "../../i18n/money.ts";
import { Button } from "../components/button.tsx";
import { Field } from "../components/field.tsx";
import { InSight, Option } from "../components/option.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { Waiting } from "../components/waiting.tsx";
import { useOutside } from "../outside.ts";
import { placeOf, typedAddress } from "../place.ts";
import { useAction } from "../use-action.ts";
import { useAnswer } from "../use-answer.ts";
import { useWords } from "../use-words.ts";
import { Screen } from "./bar.tsx";
import { CompareCard } from "./compare-card.tsx";
import { PopupTerms } from "./popup-terms.tsx";

interface CompareProps {
  readonly title: string;
  readonly back: string | (() => void);
  /** Of the withdrawal, where its bank has said it. */
  readonly currency?: string | undefined;
  /** "CUR:V.F" text; the year is reckoned for so much each month. */
  readonly amount?: string | undefined;
  /** What the bank suggests beside those that are known. */
  readonly also?: readonly string[];
  /** The one to begin with. */
  readonly chosen?: string | undefined;
  /** The base URL of the exchange that was chosen. */
  readonly onExchange: (url: string) => void;
}

/** Digits after the point that a monthly amount may have, whatever the currency. */
const mostDigits = 8;

export function Compare({ title, back, currency, amount, also = [], onExchange, ...props }: CompareProps) {
  const { t, locale } = useWords();
  const [chosen, setChosen] = useState(props.chosen);
  const [typed, setTyped] = useState<string>();
  const [reading, setReading] = useState<string>();
  const [isMissing, setMissing] = useState(false);
  const usual = amount?.split(":")[1];
  const monthly = (typed === undefined ? undefined : typedAmount(typed, "X", mostDigits)?.slice("X:".length)) ?? usual;
  const question = { ...(currency !== undefined && { currency }), ...(monthly !== undefined && { monthly }) };
  const shown = useAnswer("compareExchanges", { ...question, also: [...also], languages: [locale] });
  const { answer } = shown;
  if (reading !== undefined) return <PopupTerms exchange={reading} onBack={() => setReading(undefined)} />;
  const ready = answer?.exchanges.filter(({ state }) => state === "ready") ?? [];
  const choice = ready.find(({ url }) => url === (chosen ?? answer?.proposed));
  const isOther = chosen === "" || (answer !== undefined && answer.exchanges.length === 0);
  const footer = !isOther && (
    <Button
      kind="primary"
      missing={choice === undefined ? "missing" : undefined}
      onClick={() => (choice === undefined ? setMissing(true) : onExchange(choice.url))}
    >
      {choice === undefined ? t.common.continue : t.compare.goOn(placeOf(choice.url))}
    </Button>
  );
  return (
    <Screen title={title} back={back} footer={footer || undefined}>
      <Waiting on={shown} />
      {answer !== undefined && (
        <fieldset class="choices stack">
          <legend>{t.manual.choose}</legend>
          {answer.exchanges.map((exchange) => (
            <CompareCard
              key={exchange.url}
              exchange={exchange}
              isChosen={!isOther && choice?.url === exchange.url}
              onChoose={() => setChosen(exchange.url)}
              onRead={() => setReading(exchange.url)}
            />
          ))}
          <div class="group">
            <Option group="exchange" isChosen={isOther} onChoose={() => setChosen("")} title={t.manual.other} />
          </div>
        </fieldset>
      )}
      {isOther && <OtherExchange currency={currency} onAdded={setChosen} />}
      <p role="status" class="small" id="missing">
        {isMissing && choice === undefined && t.manual.missing}
      </p>
      {answer !== undefined && <Reckoning of={answer} typed={typed ?? answer.monthly} onTyped={setTyped} />}
    </Screen>
  );
}

interface OtherExchangeProps {
  readonly currency: string | undefined;
  readonly onAdded: (url: string) => void;
}

/** Looking at an exchange by its address; it stands in the list afterwards. */
function OtherExchange({ currency, onAdded }: OtherExchangeProps) {
  const { t } = useWords();
  const { ask } = useOutside();
  const [typed, setTyped] = useState("");
  const [note, setNote] = useState<string>();
  const adding = useAction(async () => {
    const exchangeUrl = typedAddress(typed);
    if (exchangeUrl === undefined) return setNote(t.manual.missing);
    const added = await ask("addExchange", { exchangeUrl });
    if (currency === undefined || added.currency === undefined || added.currency === currency)
      return onAdded(added.url);
    setNote(t.compare.otherCurrency(placeOf(added.url), added.currency, currency));
  });
  return (
    <InSight>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          adding.run();
        }}
      >
        <Field
          label={t.manual.address}
          value={typed}
          onInput={setTyped}
          inputMode="url"
          placeholder="exchange.example.org"
        />
        <ProblemNote problem={adding.problem} />
        <p role="status" class="small">
          {note}
        </p>
        <Button kind="primary" type="submit" isBusy={adding.isBusy} busyLabel={t.compare.asking}>
          {t.compare.ask}
        </Button>
      </form>
    </InSight>
  );
}

interface ReckoningProps {
  readonly of: Comparison;
  readonly typed: string;
  readonly onTyped: (typed: string) => void;
}

/** What is assumed, and the one thing of it that people change. */
function Reckoning({ of: { payments, paymentsPerWire, exchanges }, typed, onTyped }: ReckoningProps) {
  const { t } = useWords();
  const isReckoned = ({ year }: ComparedExchange) => year !== undefined;
  if (!exchanges.some(isReckoned)) return null;
  return (
    <details class="small">
      <summary>{t.compare.how}</summary>
      <div class="stack">
        <p>{t.compare.howText(payments, paymentsPerWire)}</p>
        <Field label={t.compare.monthly} value={typed} onInput={onTyped} inputMode="decimal" />
      </div>
    </details>
  );
}
