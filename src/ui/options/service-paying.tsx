/** The fee of a backup service on its way: how far it is, and where it leads once it is paid. */
import { useEffect, useRef } from "preact/hooks";
import type { PaymentOffer } from "../../api/payment-views.ts";
import type { Transaction } from "../../api/views.ts";
import type { PageWords } from "../../i18n/page-words.ts";
import { Button, ButtonLink } from "../components/button.tsx";
import type { IconName } from "../components/icon.tsx";
import { Note, type Tone } from "../components/note.tsx";
import { PayHeadline } from "../components/pay-headline.tsx";
import { Timeline } from "../components/timeline.tsx";
import { Waiting } from "../components/waiting.tsx";
import { When } from "../components/when.tsx";
import { go, routeTo } from "../route.ts";
import { useAnswer } from "../use-answer.ts";
import { usePageWords } from "./use-page-words.ts";

interface ServicePayingProps {
  /** Of the payment. */
  readonly id: string;
  readonly url: string;
  readonly offer: PaymentOffer;
  /** The user has just agreed to it. */
  readonly isNew: boolean;
  readonly onAgain: () => void;
}

export function ServicePaying({ id, url, offer, isNew, onAgain }: ServicePayingProps) {
  const { t } = usePageWords();
  const shown = useAnswer("getTransaction", { id });
  const { answer: payment } = shown;
  const state = payment?.state;
  // Whoever sees it being paid is led on; whoever comes back later is not sent away again.
  const hasWaited = useRef(isNew);
  useEffect(() => {
    if (state === undefined) return;
    if (state !== "done") hasWaited.current = true;
    else if (hasWaited.current) go("secret");
  }, [state]);
  return (
    <>
      <PayHeadline offer={offer} cost={state === "aborted" ? payment?.instructed : payment?.effective} />
      <Waiting on={shown} />
      {payment !== undefined && <PaymentState payment={payment} />}
      {payment !== undefined && <Timeline steps={payment.steps} />}
      <div class="actions">
        {state === "done" && (
          <ButtonLink kind="primary" icon="eye" href="#secret">
            {t.fee.showSecret}
          </ButtonLink>
        )}
        {state === "aborted" && (
          <Button kind="primary" onClick={onAgain}>
            {t.common.tryAgain}
          </Button>
        )}
        <ButtonLink href={`#${routeTo("service", { url })}`}>{t.fee.back}</ButtonLink>
      </div>
    </>
  );
}

/** The one panel: what troubles it says more than that it goes on. */
function PaymentState({ payment }: { readonly payment: Transaction }) {
  const { t } = usePageWords();
  const { state, trouble } = payment;
  const { tone, icon, lead, next } = toldOf(payment, t);
  return (
    <Note tone={tone} icon={icon}>
      <div role="status">
        <p>
          <b>{lead}</b> {next}
        </p>
        {state === "aborted" && trouble !== undefined && <p class="small">{t.problems[trouble.code].what}</p>}
        {state !== "aborted" && trouble?.nextTry !== undefined && (
          <p class="small">
            <When at={trouble.nextTry} message={t.transaction.asksAgain} />
          </p>
        )}
      </div>
    </Note>
  );
}

interface Told {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly lead: string;
  readonly next?: string;
}

function toldOf({ state, canAbort, trouble }: Transaction, { fee, pay, problems }: PageWords["t"]): Told {
  const needs = { tone: "needs", icon: "alert" } as const;
  if (state === "done") return { tone: "safe", icon: "check", lead: fee.paid, next: fee.paidNext };
  if (state === "aborted") return { ...needs, lead: fee.refused, next: fee.refusedNext };
  if (trouble !== undefined) return { ...needs, lead: problems[trouble.code].what, next: problems[trouble.code].next };
  // Whatever cannot be called off any more is being called off.
  if (!canAbort) return { tone: "plain", icon: "clock", lead: fee.refused, next: pay.details.aborting };
  return { tone: "plain", icon: "clock", lead: fee.paying, next: fee.payingNext };
}
