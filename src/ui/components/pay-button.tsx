/** The step that pays an offer, with what is left then above it. */
import type { PaymentOffer } from "../../api/payment-views.ts";
import type { Action } from "../use-action.ts";
import { useWords } from "../use-words.ts";
import { Amount } from "./amount.tsx";
import { Button } from "./button.tsx";
import { Filled } from "./filled.tsx";

interface BalanceAfterProps {
  readonly offer: PaymentOffer;
}

/** Nothing where the offer cannot be paid. */
export function BalanceAfter({ offer: { balanceAfter, style } }: BalanceAfterProps) {
  const { t } = useWords();
  if (balanceAfter === undefined) return null;
  return (
    <p class="split small quiet">
      <span>{t.pay.balanceAfter}</span>
      <Amount of={balanceAfter} style={style} />
    </p>
  );
}

interface PayButtonProps extends BalanceAfterProps {
  readonly paying: Action;
}

/** It waits while there is too little money; what is missing stands in the facts. */
export function PayButton({ offer: { state, amount, total, style }, paying }: PayButtonProps) {
  const { t } = useWords();
  const isPayable = state === "payable";
  return (
    <Button
      kind="primary"
      isBusy={paying.isBusy}
      busyLabel={t.pay.busy}
      missing={isPayable ? undefined : "missing"}
      onClick={() => isPayable && paying.run()}
    >
      <Filled message={t.pay.action}>
        <Amount of={total ?? amount} style={style} />
      </Filled>
    </Button>
  );
}
