/** Trusting a key that was typed or pasted: first it is written, then shown in groups to be compared, then trusted. */
import { useState } from "preact/hooks";
import { Button } from "../components/button.tsx";
import { Field } from "../components/field.tsx";
import { Grouped } from "../components/grouped.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { typedKey } from "./typed-key.ts";
import { usePageWords } from "./use-page-words.ts";

interface TrustFormProps {
  readonly kind: "key" | "auditor";
  readonly onClose: () => void;
}

/** What has been typed so far. */
interface Typed {
  readonly key: string;
  readonly name: string;
  readonly currency: string;
  readonly url: string;
}

const nothing: Typed = { key: "", name: "", currency: "", url: "" };

export function TrustForm({ kind, onClose }: TrustFormProps) {
  const [typed, setTyped] = useState(nothing);
  const [isCompared, setCompared] = useState(false);
  const key = typedKey(typed.key);
  return isCompared && key !== undefined ? (
    <Compare kind={kind} typed={{ ...typed, key }} onBack={() => setCompared(false)} onDone={onClose} />
  ) : (
    <Write kind={kind} typed={typed} onTyped={setTyped} onWritten={() => setCompared(true)} onClose={onClose} />
  );
}

interface WriteProps extends TrustFormProps {
  readonly typed: Typed;
  readonly onTyped: (typed: Typed) => void;
  readonly onWritten: () => void;
}

function Write({ kind, typed, onTyped, onWritten, onClose }: WriteProps) {
  const { t } = usePageWords();
  const [isTold, setTold] = useState(false);
  const words = t.trustPage;
  const isKeyWrong = typedKey(typed.key) === undefined;
  const isCurrencyWrong = kind === "auditor" && !/^[A-Za-z]{1,11}$/.test(typed.currency.trim());
  const bad = `${t.problems.badKey.what} ${t.problems.badKey.next}`;
  return (
    <form
      class="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        setTold(true);
        if (!isKeyWrong && !isCurrencyWrong) onWritten();
      }}
    >
      <Field
        label={words.key}
        hint={words.keyHint}
        value={typed.key}
        onInput={(key) => onTyped({ ...typed, key })}
        rows={2}
        maxLength={200}
        isFocused
        problem={isTold && isKeyWrong ? bad : undefined}
      />
      <Field label={words.name} value={typed.name} onInput={(name) => onTyped({ ...typed, name })} maxLength={100} />
      {kind === "auditor" && (
        <AuditorFields
          typed={typed}
          onTyped={onTyped}
          problem={isTold && isCurrencyWrong ? words.currencyMissing : undefined}
        />
      )}
      <div class="actions">
        <Button kind="primary" type="submit">
          {words.add}
        </Button>
        <Button onClick={onClose}>{t.common.cancel}</Button>
      </div>
    </form>
  );
}

interface AuditorFieldsProps extends Pick<WriteProps, "typed" | "onTyped"> {
  /** What is wrong with the currency. */
  readonly problem: string | undefined;
}

function AuditorFields({ typed, onTyped, problem }: AuditorFieldsProps) {
  const { t } = usePageWords();
  return (
    <>
      <Field
        label={t.trustPage.currency}
        hint={t.trustPage.currencyHint}
        value={typed.currency}
        onInput={(currency) => onTyped({ ...typed, currency })}
        maxLength={11}
        problem={problem}
      />
      <Field
        label={t.trustPage.address}
        value={typed.url}
        onInput={(url) => onTyped({ ...typed, url })}
        inputMode="url"
        maxLength={500}
      />
    </>
  );
}

interface CompareProps {
  readonly kind: TrustFormProps["kind"];
  /** The key in its one spelling. */
  readonly typed: Typed;
  readonly onBack: () => void;
  readonly onDone: () => void;
}

function Compare({ kind, typed: { key, name, currency, url }, onBack, onDone }: CompareProps) {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const words = t.trustPage;
  const trusting = useAction(async () => {
    if (kind === "key") await ask("trustExchangeKey", { key, name });
    else await ask("trustAuditor", { key, name, currency: currency.trim(), url });
    onDone();
  });
  return (
    <section class="card stack" aria-label={words.compareTitle}>
      <div role="status">
        <b>{words.compareTitle}</b>
        <p>
          <Grouped text={key} />
        </p>
        <p class="small quiet">{words.compare}</p>
      </div>
      <ProblemNote problem={trusting.problem} />
      <div class="actions">
        <Button kind="primary" onClick={trusting.run} isBusy={trusting.isBusy} busyLabel={words.trustBusy}>
          {kind === "key" ? words.trustKey : words.trustAuditor}
        </Button>
        <Button onClick={onBack} isFocused>
          {t.common.back}
        </Button>
      </div>
    </section>
  );
}
