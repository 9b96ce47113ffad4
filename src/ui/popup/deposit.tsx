/** Money back to one's own bank account: first the form, then what it comes to, then the decision. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { DepositOffer } from "../../api/deposit-views.ts";
import { Button } from "../components/button.tsx";
import { Note } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { Waiting } from "../components/waiting.tsx";
import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { useAnswer } from "../use-answer.ts";
import { useWords } from "../use-words.ts";
import { Screen } from "./bar.tsx";
import { AccountFields, AmountFields, ExchangeChoice } from "./deposit-fields.tsx";
import { emptyForm, type Fill, type Wish, wishOf } from "./deposit-form.ts";
import { DepositSummary } from "./deposit-summary.tsx";

interface DepositProps {
  /** It is under way: the transaction to be shown. */
  readonly onAccepted: (id: string) => void;
}

/** What was asked, and what it comes to. */
interface Checked {
  readonly wish: Wish;
  readonly offer: DepositOffer;
}

export function Deposit({ onAccepted }: DepositProps) {
  const { t } = useWords();
  const [exchange, setExchange] = useState<string>();
  const [form, setForm] = useState(emptyForm);
  const [checked, setChecked] = useState<Checked>();
  const shown = useAnswer("lookAtDeposit", exchange === undefined ? {} : { exchange }, "once");
  const { answer } = shown;
  const chosen = exchange ?? answer?.exchange ?? "";
  // Another exchange has other accounts and another currency: what is on the screen is about the one that is chosen.
  const offer = answer?.exchange === chosen ? answer : undefined;
  if (checked?.offer.state === "payable")
    return (
      <DepositSummary
        {...checked}
        onChanged={(now) => setChecked({ ...checked, offer: now })}
        onBack={() => setChecked(undefined)}
        onAccepted={onAccepted}
      />
    );
  const fill: Fill = (change) => {
    setForm({ ...form, ...change });
    setChecked(undefined);
  };
  return (
    <Screen title={t.deposit.title} back="send">
      <ExchangeChoice exchanges={answer?.exchanges ?? []} chosen={chosen} onExchange={setExchange} />
      <Waiting on={{ ...shown, answer: offer }} />
      {offer !== undefined && (
        <CheckForm wish={wishOf(form, offer)} checked={checked?.offer} onChecked={setChecked}>
          <AccountFields form={form} fill={fill} offer={offer} />
          <AmountFields form={form} fill={fill} offer={offer} />
        </CheckForm>
      )}
    </Screen>
  );
}

interface CheckFormProps {
  /** Undefined while something is missing. */
  readonly wish: Wish | undefined;
  /** Why what stands in the form cannot be done, if that was asked. */
  readonly checked: DepositOffer | undefined;
  readonly onChecked: (checked: Checked | undefined) => void;
  readonly children: ComponentChildren;
}

/** Asks what it comes to; nothing is sent by that. */
function CheckForm({ wish, checked, onChecked, children }: CheckFormProps) {
  const { t } = useWords();
  const { ask } = useOutside();
  const [isMissing, setMissing] = useState(false);
  const checking = useAction(async () => {
    setMissing(wish === undefined);
    onChecked(undefined);
    if (wish !== undefined) onChecked({ wish, offer: await ask("lookAtDeposit", wish) });
  });
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        checking.run();
      }}
    >
      {children}
      <ProblemNote problem={checking.problem} />
      <div role="status">
        {checked !== undefined && <Shortage of={checked} />}
        {isMissing && wish === undefined && <p class="small">{t.deposit.missing}</p>}
      </div>
      <Button kind="primary" type="submit" isBusy={checking.isBusy} busyLabel={t.deposit.looking}>
        {t.deposit.next}
      </Button>
    </form>
  );
}

function Shortage({ of: { missing, style } }: { readonly of: DepositOffer }) {
  const { t, amount } = useWords();
  return (
    <Note tone="needs" icon="info">
      <p class="small">{missing === undefined ? t.deposit.tooSmall : t.deposit.lacking(amount(missing, style))}</p>
    </Note>
  );
}
