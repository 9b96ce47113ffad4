/** An exchange that comes back after it was removed must be the one that made the coins this wallet has had. */
import { WalletError } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { type Denomination, denominations } from "../store/entities/denomination.ts";
import { bytesOf } from "../taler/crockford.ts";
import { verify } from "../taler/eddsa.ts";
import { denominationValidity } from "../taler/master-signatures.ts";

/**
 * Denominations outlive the row of their exchange, and its master key has signed them: so a key that was trusted once
 * is not replaced by removing and adding. Throws `changedMasterKey`.
 */
export async function requireOldMaster({ db }: Env, exchange: string, masterPub: string): Promise<void> {
  const kind = await db
    .of(denominations)
    .filter(({ facts }) => facts.exchange === exchange)
    .first();
  if (kind && !(await hasSigned(masterPub, kind))) throw new WalletError("changedMasterKey", masterPub);
}

function hasSigned(masterPub: string, { key, facts }: Denomination): Promise<boolean> {
  const { start, expireWithdraw, expireDeposit, expireLegal, value } = facts;
  const { feeWithdraw, feeDeposit, feeRefresh, feeRefund } = facts;
  const block = denominationValidity({
    ...{ masterPub: bytesOf(masterPub), denominationHash: bytesOf(key) },
    ...{ start, expireWithdraw, expireDeposit, expireLegal },
    ...{ value, feeWithdraw, feeDeposit, feeRefresh, feeRefund },
  });
  return verify(bytesOf(masterPub), block, bytesOf(facts.masterSig));
}
