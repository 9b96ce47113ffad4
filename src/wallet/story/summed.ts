/** What entries came to whose plans and coins are cleared away: told from what was written down then; pure. */
import type { Summary } from "../../store/spelling.ts";
import { currencyOf, zero } from "../../taler/amount.ts";
import type { DepositCosts } from "../deposit/deposit-costs.ts";
import type { Costs } from "../pay/purchase-costs.ts";
import type { WithdrawalCosts } from "../withdraw/withdrawal-costs.ts";

export const costsIn = ({ effective, instructed, fees, costs }: Summary): DepositCosts => ({
  effective,
  instructed,
  fees,
  costs,
});

export const withdrawnIn = ({ effective, fees, credited, costs }: Summary): WithdrawalCosts => ({
  value: effective,
  fees,
  ...(credited !== undefined && { credited }),
  costs,
});

export function paidIn({ effective, instructed, fees, costs, refunded, twice, isAllBack }: Summary): Costs {
  const none = zero(currencyOf(instructed));
  return { effective, fees, refunded: refunded ?? none, twice: twice ?? none, isAllBack: isAllBack === true, costs };
}
