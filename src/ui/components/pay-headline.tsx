/** Who asks for money, and how much it comes to. */
import type { PaymentOffer } from "../../api/payment-views.ts";
import { hostOf } from "../place.ts";
import { BigAmount } from "./amount.tsx";

interface PayHeadlineProps {
  readonly offer: PaymentOffer;
}

export function PayHeadline({ offer }: PayHeadlineProps) {
  const { merchant, merchantUrl, amount, total, style } = offer;
  return (
    <div class="center">
      <p>
        <b>{merchant}</b>
      </p>
      <p class="small quiet">{hostOf(merchantUrl)}</p>
      <BigAmount of={total ?? amount} style={style} />
    </div>
  );
}
