/** Coins of a plan as they are spent: with their keys, signatures and fees. */
import { WalletError } from "../../api/problems.ts";
import type { Database } from "../../store/db.ts";
import { coinPath, coins } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import type { Payment } from "../../store/entities/payment.ts";
import type { Spend } from "../../taler/deposit-permission.ts";
import { coinSecrets, type KnownSecrets } from "./coin-secrets.ts";

/** In the order of the parts, and the same every time. Throws `bug` for a coin that is not there whole. */
export async function spendsOf(db: Database, parts: Payment["facts"]["parts"]): Promise<Spend[]> {
  const rows = await db.of(coins).bulkGet(parts.map(({ coin }) => coin));
  const kinds = await db.of(denominations).bulkGet(parts.map(({ coin }) => coinPath(coin).denom));
  const known: KnownSecrets = new Map();
  return Promise.all(
    parts.map(async ({ coin, amount }, index) => {
      const [sig, kind] = [rows[index]?.facts.sig, kinds[index]];
      if (sig === undefined || !kind) throw new WalletError("bug", "a coin to be spent is not there");
      return {
        coinPriv: (await coinSecrets(db, coin, known)).coinPriv,
        denominationHash: kind.key,
        coinSignature: sig,
        exchangeBaseUrl: kind.facts.exchange,
        contribution: amount,
        depositFee: kind.facts.feeDeposit,
      };
    }),
  );
}
