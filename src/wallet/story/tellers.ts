/** Every kind of event in the story of the money. The list is the program: the story walks it. */
import { deposits } from "../../store/entities/deposit.ts";
import { purchases } from "../../store/entities/purchase.ts";
import { withdrawals } from "../../store/entities/withdrawal.ts";
import { changeTeller } from "./tell-changes.ts";
import { tellDeposits } from "./tell-deposits.ts";
import { ghostTeller } from "./tell-ghosts.ts";
import { tellPurchases } from "./tell-purchases.ts";
import { recoupTeller } from "./tell-recoups.ts";
import { tellWithdrawals } from "./tell-withdrawals.ts";
import { type Teller, teller } from "./teller.ts";

export const tellers: readonly Teller[] = [
  teller(
    withdrawals,
    { index: "status", values: ["selecting", "confirming", "transferring", "withdrawing"] },
    tellWithdrawals,
  ),
  teller(purchases, { index: "open", values: ["paying", "aborting"] }, tellPurchases),
  teller(deposits, { index: "open", values: ["sending", "aborting", "taken"] }, tellDeposits),
  recoupTeller,
  ghostTeller,
  changeTeller,
];
