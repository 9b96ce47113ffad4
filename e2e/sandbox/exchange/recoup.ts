/** How the sandbox exchange pays revoked coins back: to the reserve they came from, or to the old coin. */
import { type Amount, isZero } from "../../../src/taler/amount.ts";
import { bytesOf, publicKey, textOf } from "../../../src/taler/crockford.ts";
import { rsaDenomination } from "../../../src/taler/denomination.ts";
import { verify } from "../../../src/taler/eddsa.ts";
import { coinPubHash, envelopeHash } from "../../../src/taler/planchet.ts";
import { type RecoupRequest, recoupEndpoints, recoupRequest } from "../../../src/taler/recoup-api.ts";
import { blind } from "../../../src/taler/rsa-blind.ts";
import { coinRecoup, coinRecoupRefresh } from "../../../src/taler/wallet-signatures.ts";
import { json, refuse } from "../answers.ts";
import { readJson, readPart } from "../body.ts";
import type { Ledger } from "../ledger.ts";
import { type Answering, type Asked, on, type Route } from "../routes.ts";
import type { Coin, RecoupLine } from "./coin-book.ts";
import { denominationOf, explainCoin, requireCoin } from "./coin-checks.ts";
import { closedDenomination } from "./denomination-refusals.ts";
import type { ExchangeKeys } from "./keys.ts";

/** What the two ways differ in. */
interface Way {
  readonly type: RecoupLine["type"];
  readonly operation: string;
  readonly block: typeof coinRecoup;
  /** Error codes: not revoked, not signed, not found. */
  readonly open: 1555 | 1580;
  readonly unsigned: 1550 | 1575;
  readonly unknown: 1551 | 1576;
}

const toReserve: Way = {
  type: "recoup",
  operation: "RECOUP",
  block: coinRecoup,
  ...{ open: 1555, unsigned: 1550, unknown: 1551 },
};
const toOldCoin: Way = {
  type: "recoupRefresh",
  operation: "RECOUP-REFRESH",
  block: coinRecoupRefresh,
  ...{ open: 1580, unsigned: 1575, unknown: 1576 },
};

interface Claim {
  readonly coin: Coin;
  /** The envelope in which the coin was signed, if the secret is the one that hid it. */
  readonly envelope: string;
  readonly request: RecoupRequest;
}

/** The claim, if the coin is good, revoked and signed it. */
async function claimOf(keys: ExchangeKeys, { request, parameters }: Asked, way: Way): Promise<Claim> {
  const coinPub = readPart(parameters.coinPub ?? "", publicKey, 27);
  const asked = await readJson(request, recoupRequest);
  const { denom_pub_hash: hash, coin_blind_key_secret: secret } = asked;
  const denomination = await denominationOf(keys, hash, way.operation);
  if (keys.now() >= denomination.expireDeposit) throw await closedDenomination(keys, 1009, hash, way.operation);
  if (!keys.isRevoked(hash)) throw await closedDenomination(keys, way.open, hash, way.operation);
  const coin = requireCoin(denomination, coinPub, asked.denom_sig.rsa_signature);
  const denominationHash = bytesOf(hash);
  const block = way.block({ denominationHash, blindingSecret: bytesOf(secret) });
  if (!(await verify(bytesOf(coinPub), block, bytesOf(asked.coin_sig)))) throw refuse(403, way.unsigned);
  const { key } = rsaDenomination(bytesOf(denomination.keyText), denomination.ageMask);
  const blinded = blind(key, bytesOf(secret), coinPubHash(bytesOf(coinPub)));
  return { coin, envelope: textOf(envelopeHash(denominationHash, blinded)), request: asked };
}

/** What is left of the coin; nothing when all of it was paid back before. Refuses a coin that was spent otherwise. */
function recoverable(ledger: Ledger, { coin }: Claim, { type }: Way): Amount | undefined {
  const account = ledger.coins.account(coin.coinPub);
  if (account === undefined) return coin.value;
  if (account.denomination !== coin.denomination) throw explainCoin({ why: "otherDenomination", coin: account });
  if (!isZero(account.remaining)) return account.remaining;
  if (!account.lines.some((line) => line.type === type)) throw explainCoin({ why: "spent", coin: account });
  return undefined;
}

function lineOf({ request }: Claim, { type }: Way, to: { toPub: string; at: number; takes: Amount }): RecoupLine {
  return { type, ...to, blindingSecret: request.coin_blind_key_secret, coinSig: request.coin_sig };
}

const recoup =
  (keys: ExchangeKeys, ledger: Ledger): Answering =>
  async (asked) => {
    const claim = await claimOf(keys, asked, toReserve);
    const found = ledger.withdrawal(claim.envelope);
    if (found === undefined) throw refuse(404, toReserve.unknown);
    const takes = recoverable(ledger, claim, toReserve);
    const [toPub, at] = [found.reservePub, keys.now()];
    if (takes !== undefined) {
      const refusal = ledger.coins.book([{ coin: claim.coin, event: lineOf(claim, toReserve, { toPub, at, takes }) }]);
      if (refusal !== undefined) throw explainCoin(refusal);
      ledger.recoup(toPub, claim.coin.coinPub, takes, at);
    }
    return json(200, { reserve_pub: toPub });
  };

const recoupRefresh =
  (keys: ExchangeKeys, ledger: Ledger): Answering =>
  async (asked) => {
    const claim = await claimOf(keys, asked, toOldCoin);
    const found = ledger.refreshes.meltOf(claim.envelope);
    if (found === undefined) throw refuse(404, toOldCoin.unknown);
    const takes = recoverable(ledger, claim, toOldCoin);
    const [toPub, at] = [found.coin.coinPub, keys.now()];
    if (takes !== undefined) {
      const given = { type: "oldCoinRecoup" as const, gives: takes, fromPub: claim.coin.coinPub, at };
      const refusal = ledger.coins.book([
        { coin: claim.coin, event: lineOf(claim, toOldCoin, { toPub, at, takes }) },
        { coin: found.coin, event: given },
      ]);
      if (refusal !== undefined) throw explainCoin(refusal);
    }
    return json(200, { old_coin_pub: toPub });
  };

export const recoupRoutes = (keys: ExchangeKeys, ledger: Ledger): readonly Route[] => [
  on(recoupEndpoints.recoup, recoup(keys, ledger)),
  on(recoupEndpoints.recoupRefresh, recoupRefresh(keys, ledger)),
];
