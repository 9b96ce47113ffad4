/** How the sandbox exchange turns old coins into new ones (GNU Taler exchange API: melt, reveal, link). */
import { compare, currencyOf, sum } from "../../../src/taler/amount.ts";
import type { Json, Of } from "../../../src/taler/codec.ts";
import { bytesOf, hash512, publicKey, textOf } from "../../../src/taler/crockford.ts";
import { rsaDenomination } from "../../../src/taler/denomination.ts";
import { verify } from "../../../src/taler/eddsa.ts";
import { meltConfirmation } from "../../../src/taler/exchange-signatures.ts";
import { openedCommitment } from "../../../src/taler/melt.ts";
import { reservePayto } from "../../../src/taler/payto.ts";
import { envelopeHash } from "../../../src/taler/planchet.ts";
import { meltRequest, refreshEndpoints, revealRequest } from "../../../src/taler/refresh-api.ts";
import { coinLink, coinMelt } from "../../../src/taler/wallet-signatures.ts";
import { json, refuse } from "../answers.ts";
import { readJson, readPart } from "../body.ts";
import { oneOfList } from "../chance.ts";
import type { Ledger } from "../ledger.ts";
import type { Office } from "../office.ts";
import { type Answering, on, type Route } from "../routes.ts";
import {
  denominationOf,
  explainCoin,
  type RsaSandboxDenomination,
  requireCoin,
  requireCurrency,
  withdrawable,
} from "./coin-checks.ts";
import { closedDenomination } from "./denomination-refusals.ts";
import { type ExchangeKeys, signedByExchange } from "./keys.ts";
import type { FreshCoin, Melt, MeltWish, Revealed } from "./refresh-book.ts";

type Reveal = Of<typeof revealRequest>;

/** The wish, if the coin is good and signed it. */
async function wishOf(keys: ExchangeKeys, coinPub: string, asked: Of<typeof meltRequest>): Promise<MeltWish> {
  const { denom_pub_hash, denom_sig, confirm_sig, value_with_fee: amount, rc: commitment } = asked;
  const denomination = await denominationOf(keys, denom_pub_hash, "MELT");
  const fee = denomination.fees.refresh;
  requireCurrency(keys, amount, "value_with_fee");
  if (compare(amount, fee) < 0) throw refuse(400, 1302);
  const coin = requireCoin(denomination, coinPub, denom_sig.rsa_signature);
  const block = coinMelt({
    commitment: bytesOf(commitment),
    denominationHash: bytesOf(denom_pub_hash),
    amount,
    refreshFee: fee,
  });
  if (!(await verify(bytesOf(coinPub), block, bytesOf(confirm_sig)))) throw refuse(403, 1303);
  return { coin, amount, fee, commitment, coinSig: confirm_sig };
}

/**
 * Refuses coins whose time to be spent is over. What was melted before is answered for longer, and a coin to which a
 * revoked one was paid back may still be melted.
 */
async function requireInTime(keys: ExchangeKeys, ledger: Ledger, { coin, commitment }: MeltWish): Promise<void> {
  const { denomination: hash, coinPub } = coin;
  const end = keys.denomination(hash)?.expireDeposit ?? 0;
  if (keys.now() < end || ledger.refreshes.melt(commitment) !== undefined) return;
  const account = ledger.coins.account(coinPub);
  if (account === undefined) throw await closedDenomination(keys, 1009, hash, "MELT");
  if (!account.lines.some(({ type }) => type === "oldCoinRecoup")) throw refuse(400, 1305);
}

// Today's exchanges ask nobody who melts. Where one asked, the coin would have to stand for its owner's account.
const melt =
  ({ keys, ledger, legitimization, baseUrl }: Office): Answering =>
  async ({ request, parameters }) => {
    const coinPub = readPart(parameters.coinPub ?? "", publicKey, 27);
    const wish = await wishOf(keys, coinPub, await readJson(request, meltRequest));
    await requireInTime(keys, ledger, wish);
    const account = { address: reservePayto(baseUrl, coinPub), pub: coinPub };
    if (ledger.refreshes.melt(wish.commitment) === undefined) legitimization.require("MELT", wish.amount, account);
    const melted = ledger.refreshes.add(wish, oneOfList(keys.settings.world.random, [0, 1, 2]));
    if ("why" in melted) throw explainCoin(melted);
    const { norevealIndex } = melted;
    const block = meltConfirmation({ commitment: bytesOf(wish.commitment), norevealIndex });
    return json(200, { noreveal_index: norevealIndex, ...(await signedByExchange(keys, block)) });
  };

/** Refuses what costs more than was melted, and what the old coin did not commit to. */
async function requireCommitted(
  { coin, amount, fee, commitment, norevealIndex }: Melt,
  denominations: readonly RsaSandboxDenomination[],
  reveal: Reveal,
): Promise<void> {
  const costs = denominations.flatMap(({ value, fees }) => [value, fees.withdraw]);
  if (compare(sum(currencyOf(amount), [...costs, fee]), amount) > 0) throw refuse(400, 1360);
  const keys = denominations.map(({ keyText, ageMask }) => rsaDenomination(bytesOf(keyText), ageMask));
  const planchets = reveal.coin_evs.map(({ rsa_blinded_planchet }) => ({ blinded: bytesOf(rsa_blinded_planchet) }));
  const chosen = { transferPub: bytesOf(reveal.transfer_pub), planchets };
  const frame = { oldCoinPub: bytesOf(coin.coinPub), amount, denominations: keys };
  const transferPrivs = reveal.transfer_privs.map(bytesOf);
  const rc = textOf(await openedCommitment(frame, { chosen, transferPrivs }, norevealIndex));
  if (rc !== commitment) throw refuse(409, 1353, { rc_expected: rc });
}

async function freshCoin(
  { coin }: Melt,
  transferPub: string,
  denomination: RsaSandboxDenomination,
  [blindedText, linkSig]: readonly [string, string],
): Promise<FreshCoin> {
  const denominationHash = bytesOf(denomination.hash);
  const blinded = bytesOf(blindedText);
  const envelope = envelopeHash(denominationHash, blinded);
  const block = coinLink({ denominationHash, transferPub: bytesOf(transferPub), envelopeHash: envelope });
  if (!(await verify(bytesOf(coin.coinPub), block, bytesOf(linkSig)))) throw refuse(403, 1361);
  const signed = denomination.press.sign(blinded);
  if (signed === undefined) throw refuse(400, 26, { detail: "rsa_blinded_planchet" });
  return { denomination, envelope: textOf(envelope), blindSignature: textOf(signed), linkSig };
}

const reveal =
  ({ keys, ledger }: Office): Answering =>
  async ({ request, parameters }) => {
    const commitment = readPart(parameters.commitment ?? "", hash512, 27);
    const asked = await readJson(request, revealRequest);
    const melted = ledger.refreshes.melt(commitment);
    if (melted === undefined) throw refuse(404, 1355);
    const denominations: RsaSandboxDenomination[] = [];
    for (const hash of asked.new_denoms_h) denominations.push(await withdrawable(keys, hash, "REVEAL"));
    await requireCommitted(melted, denominations, asked);
    const coins: FreshCoin[] = [];
    for (const [index, denomination] of denominations.entries()) {
      const planchet = asked.coin_evs[index]?.rsa_blinded_planchet ?? "";
      const link = asked.link_sigs[index] ?? "";
      coins.push(await freshCoin(melted, asked.transfer_pub, denomination, [planchet, link]));
    }
    ledger.refreshes.reveal(melted, { transferPub: asked.transfer_pub, coins });
    return json(200, { ev_sigs: coins.map(({ blindSignature }) => ({ ev_sig: signatureOf(blindSignature) })) });
  };

const signatureOf = (blindSignature: string): Json => ({
  cipher: "RSA",
  blinded_rsa_signature: blindSignature,
});

const linkedMelt = ({ transferPub, coins }: Revealed): Json => ({
  new_coins: coins.map(({ denomination, blindSignature, linkSig }, index) => ({
    denom_pub: { cipher: "RSA", age_mask: denomination.ageMask, rsa_pub: denomination.keyText },
    ev_sig: signatureOf(blindSignature),
    coin_idx: index,
    ewv: { cipher: "RSA" },
    link_sig: linkSig,
  })),
  transfer_pub: transferPub,
});

const link =
  ({ ledger }: Office): Answering =>
  ({ parameters }) => {
    const revealed = ledger.refreshes.revealedOf(readPart(parameters.coinPub ?? "", publicKey, 27));
    if (revealed.length === 0) throw refuse(404, 1400);
    return json(200, revealed.map(linkedMelt));
  };

export const refreshRoutes = (office: Office): readonly Route[] => [
  on(refreshEndpoints.melt, melt(office)),
  on(refreshEndpoints.reveal, reveal(office)),
  on(refreshEndpoints.link, link(office)),
];
