/** One event: its state in words, what it waits for, what can be done about it. */
import type { Home, Transaction as TransactionView } from "../../api/views.ts";
import type { Messages } from "../../i18n/en.ts";
import { waitsForDecision } from "../backup-sentence.ts";
import { BigAmount } from "../components/amount.tsx";
import { Facts } from "../components/facts.tsx";
import { Timeline } from "../components/timeline.tsx";
import { Waiting } from "../components/waiting.tsx";
import { hostOf, placeOf } from "../place.ts";
import { useAnswer } from "../use-answer.ts";
import { useWords } from "../use-words.ts";
import { Screen } from "./bar.tsx";
import { styleOf } from "./days.tsx";
import { DepositDetails } from "./deposit-details.tsx";
import { GhostDeeds, GhostDetails } from "./ghost.tsx";
import { PurchaseDetails } from "./purchase-details.tsx";
import { RecoupDetails } from "./recoup.tsx";
import { amountOf, storyOf } from "./story.ts";
import { Sums } from "./sums.tsx";
import { TransactionDeeds } from "./transaction-deeds.tsx";
import { TransactionState } from "./transaction-state.tsx";
import { type Bought, useGoods } from "./use-goods.ts";
import { Wire } from "./wire.tsx";

interface TransactionProps {
  readonly id: string;
  readonly home: Home | undefined;
  readonly bought: Bought;
  /** The screen that it was opened from. */
  readonly back: string;
}

export function Transaction({ id, home, bought, back }: TransactionProps) {
  const words = useWords();
  const { t } = words;
  const shown = useAnswer("getTransaction", { id });
  const { answer } = shown;
  useGoods(bought, answer);
  const isUndecided = home !== undefined && waitsForDecision(home);
  if (answer === undefined)
    return (
      <Screen title={t.transaction.title} back={back}>
        <Waiting on={shown} />
      </Screen>
    );
  const style = styleOf(home, answer.effective);
  const isGhost = answer.kind === "ghost";
  const isExchanged = answer.kind === "recoup" || answer.kind === "change";
  const title = titleOf(answer.kind, t);
  const deeds = isGhost ? <GhostDeeds /> : <TransactionDeeds transaction={answer} isUndecided={isUndecided} />;
  return (
    <Screen title={title} back={back} footer={deeds}>
      <div class="center">
        <h2 class="small quiet">{storyOf(answer, words, isUndecided).title}</h2>
        <BigAmount of={amountOf(answer)} style={style} isVoid={answer.state === "aborted"} />
      </div>
      <TransactionState transaction={answer} isUndecided={isUndecided} />
      {answer.question?.wire !== undefined && <Wire wire={answer.question.wire} style={style} />}
      {answer.wire !== undefined && answer.state === "waiting" && <Wire wire={answer.wire} style={style} />}
      <Timeline steps={answer.steps} />
      {isExchanged ? (
        <RecoupDetails transaction={answer} home={home} />
      ) : isGhost ? (
        <GhostDetails transaction={answer} />
      ) : answer.deposit !== undefined ? (
        <DepositDetails transaction={answer} deposit={answer.deposit} home={home} />
      ) : answer.shop === undefined ? (
        <Details transaction={answer} home={home} />
      ) : (
        <PurchaseDetails transaction={answer} shop={answer.shop} home={home} />
      )}
    </Screen>
  );
}

function titleOf(kind: TransactionView["kind"], t: Messages): string {
  switch (kind) {
    case "ghost":
      return t.ghost.title;
    case "recoup":
      return t.recoup.title;
    case "change":
      return t.deposit.details.changeTitle;
    case "payment":
      return t.pay.details.title;
    case "deposit":
      return t.deposit.details.title;
    case "withdrawal":
      return t.transaction.title;
  }
}

interface DetailsProps {
  readonly transaction: TransactionView;
  readonly home: Home | undefined;
}

function Details({ transaction, home }: DetailsProps) {
  const { t, dateTime } = useWords();
  const { state, instructed, credited = instructed, costs = [], effective, bank, exchange, at } = transaction;
  const style = styleOf(home, effective);
  return (
    <>
      {state !== "aborted" && (
        <div class="group sums">
          <Sums taken={credited} isWire={bank === undefined} costs={costs} received={effective} style={style} />
        </div>
      )}
      <Facts
        facts={[
          bank === undefined ? undefined : { name: t.transaction.bank, value: hostOf(bank) },
          { name: t.transaction.exchange, value: placeOf(exchange), isLong: true },
          { name: t.transaction.started, value: dateTime(at), isLong: true },
        ]}
      />
    </>
  );
}
