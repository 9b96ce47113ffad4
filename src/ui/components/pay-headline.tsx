/** Who asks for money, and how much it comes to. */
import type { PaymentOffer } from "../../api/payment-views.ts";
import { hostOf } from "../place.ts";
import { BigAmount } from "./amount.tsx";

interface PayHeadlineProps {
  readonly offer: PaymentOffer;
  /** What it has come to, once it is decided; until then the offer says what it would. */
  readonly cost?: string | undefined;
}

export function PayHeadline({ offer, cost }: PayHeadlineProps) {
  const { merchant, merchantUrl, amount, total = amount, style } = offer;
  return (
    <div class="center">
      <p>
        <b>{merchant}</b>
      </p>
      <p class="small quiet">{hostOf(merchantUrl)}</p>
      <BigAmount of={cost ?? total} style={style} />
    </div>
  );
}
