/** What a transfer to one's own bank account comes to, with every fee; send it, or change something. */
import type { BankAccount, DepositOffer } from "../../api/deposit-views.ts";
import { isNothing } from "../../i18n/money.ts";
import { Amount, BigAmount } from "../components/amount.tsx";
import { Button } from "../components/button.tsx";
import { Facts } from "../components/facts.tsx";
import { Filled } from "../components/filled.tsx";
import { Grouped } from "../components/grouped.tsx";
import { State } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { placeOf } from "../place.ts";
import { useAction } from "../use-action.ts";
import { useWords } from "../use-words.ts";
import { problemOf } from "../watch.ts";
import { Screen } from "./bar.tsx";
import type { Wish } from "./deposit-form.ts";

interface DepositSummaryProps {
  readonly wish: Wish;
  /** What it comes to: payable. */
  readonly offer: DepositOffer;
  /** It would come to something else now: the new figures are to be looked at. */
  readonly onChanged: (offer: DepositOffer) => void;
  readonly onBack: () => void;
  readonly onAccepted: (id: string) => void;
}

export function DepositSummary({ wish, offer, onChanged, onBack, onAccepted }: DepositSummaryProps) {
  const { t } = useWords();
  const { ask } = useOutside();
  const { account, arrives, total, begun, style } = offer;
  const sending = useAction(async () => {
    if (arrives === undefined || total === undefined) return;
    try {
      // The same offer accepted twice is one deposit.
      onAccepted((await ask("acceptDeposit", { ...wish, begun, arrives, total })).id);
    } catch (error) {
      if (problemOf(error).code === "offerChanged") onChanged(await ask("lookAtDeposit", wish));
      throw error;
    }
  });
  if (arrives === undefined) return null;
  const footer = (
    <>
      <ProblemNote problem={sending.problem} />
      <div class="pair auto">
        <Button onClick={onBack}>{t.deposit.change}</Button>
        <Button kind="primary" onClick={sending.run} isBusy={sending.isBusy} busyLabel={t.deposit.busy}>
          <Filled message={t.deposit.action}>
            <Amount of={arrives} style={style} />
          </Filled>
        </Button>
      </div>
    </>
  );
  return (
    <Screen title={t.deposit.title} back={onBack} footer={footer}>
      <div class="center">
        <p class="small quiet">{t.deposit.arrives}</p>
        <BigAmount of={arrives} style={style} />
      </div>
      <Costs offer={offer} arrives={arrives} />
      {account !== undefined && <Target account={account} exchange={offer.exchange} />}
      <p class="quiet">
        <State icon="lock">{t.deposit.privacy}</State>
      </p>
    </Screen>
  );
}

interface CostsProps {
  readonly offer: DepositOffer;
  readonly arrives: string;
}

/** From what arrives to what leaves the wallet. */
function Costs({ offer: { coinFees, wireFee, total = "", style }, arrives }: CostsProps) {
  const { t } = useWords();
  const line = (name: string, of: string) => ({ name, value: <Amount of={of} style={style} /> });
  const cost = (name: string, of: string | undefined) =>
    of === undefined || isNothing(of) ? undefined : line(name, of);
  return (
    <Facts
      facts={[
        line(t.deposit.arrives, arrives),
        cost(t.deposit.coinFees, coinFees),
        cost(t.deposit.wireFee, wireFee),
        { ...line(t.deposit.total, total), isTotal: true },
      ]}
    />
  );
}

interface TargetProps {
  readonly account: BankAccount;
  readonly exchange: string;
}

/** Where it goes, in the parts that people check. */
function Target({ account: { account, owner, institution }, exchange }: TargetProps) {
  const { t } = useWords();
  const { details } = t.deposit;
  const long = (name: string, value: string | undefined) =>
    value === undefined ? undefined : { name, value, isLong: true };
  return (
    <Facts
      facts={[
        long(details.owner, owner),
        { name: details.account, value: <Grouped text={account} />, isLong: true },
        long(details.bank, institution),
        long(t.deposit.exchange, placeOf(exchange)),
      ]}
    />
  );
}
