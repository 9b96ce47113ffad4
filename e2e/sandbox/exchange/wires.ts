/** How the sandbox exchange pays merchants, and tells them which wire their money came with. */
import { type Amount, compare, roundDown, subtract } from "../../../src/taler/amount.ts";
import { bytesOf, hash256, hash512, publicKey, signature, textOf } from "../../../src/taler/crockford.ts";
import { verify } from "../../../src/taler/eddsa.ts";
import { exchangeEndpoints } from "../../../src/taler/exchange-api.ts";
import { wireConfirmation } from "../../../src/taler/exchange-signatures.ts";
import { merchantTrack } from "../../../src/taler/merchant-signatures.ts";
import { paytoHash } from "../../../src/taler/payto.ts";
import { transferBlock } from "../../../src/taler/transfer-api.ts";
import { json, refuse } from "../answers.ts";
import { waitUntil } from "../bell.ts";
import { numberIn, readPart } from "../body.ts";
import type { Ledger } from "../ledger.ts";
import type { Office } from "../office.ts";
import { type Answering, type Asked, on, type Route } from "../routes.ts";
import { type Deposited, dueOf, type Transfer } from "./deposit-book.ts";
import { type ExchangeKeys, signedByExchange } from "./keys.ts";
import { smallestWire, wireFeeOf } from "./keys-answer.ts";

/** A wire transfer from the exchange's account; `account` is a payto address. */
export interface OutgoingWire {
  readonly account: string;
  readonly amount: Amount;
  readonly subject: string;
}

export type WireOut = (wire: OutgoingWire) => void;

/**
 * Wires everything that is due by now; what does not exceed the fee waits until there is more for the same account, and
 * what is for somebody who has to say first who he is waits for that.
 */
export function wireDue({ keys, ledger, legitimization, baseUrl }: Office, wireOut: WireOut): void {
  const fee = wireFeeOf(keys);
  for (const { account, merchantPub, deposits, total } of ledger.deposits.due(keys.now())) {
    if (compare(total, fee) <= 0) continue;
    if (legitimization.hindrance("AGGREGATE", total, { address: account, pub: merchantPub })) continue;
    const amount = roundDown(subtract(total, fee), smallestWire(keys));
    const wtid = textOf(keys.settings.world.random(32));
    const kept = subtract(total, amount);
    ledger.deposits.settle({ wtid, at: keys.now(), account, merchantPub, amount, fee: kept }, deposits);
    wireOut({ account, amount, subject: `${wtid} ${baseUrl}` });
  }
}

function findDeposit(ledger: Ledger, { parameters }: Asked): Deposited | undefined {
  const { wireHash = "", merchantPub = "", contractHash = "", coinPub = "" } = parameters;
  const one = ledger.deposits.deposit(
    readPart(merchantPub, publicKey, 27),
    readPart(contractHash, hash512, 27),
    readPart(coinPub, publicKey, 27),
  );
  return one?.contract.wireHash === readPart(wireHash, hash512, 27) ? one : undefined;
}

/** Refuses whoever is not the merchant of the path. */
async function requireMerchant({ url, parameters }: Asked): Promise<void> {
  const { wireHash = "", merchantPub = "", contractHash = "", coinPub = "" } = parameters;
  const given = url.searchParams.get("merchant_sig");
  if (given === null) throw refuse(400, 25, { detail: "merchant_sig" });
  const block = merchantTrack({
    contractHash: bytesOf(readPart(contractHash, hash512, 27)),
    wireHash: bytesOf(readPart(wireHash, hash512, 27)),
    coinPub: bytesOf(readPart(coinPub, publicKey, 27)),
  });
  const signed = bytesOf(readPart(given, signature, 26));
  if (!(await verify(bytesOf(readPart(merchantPub, publicKey, 27)), block, signed))) throw refuse(403, 1106);
}

async function transferred(keys: ExchangeKeys, deposited: Deposited, { wtid, at }: Transfer): Promise<Response> {
  const { contract, coin } = deposited;
  const contribution = dueOf(deposited);
  const block = wireConfirmation({
    wireHash: bytesOf(contract.wireHash),
    contractHash: bytesOf(contract.contractHash),
    transferId: bytesOf(wtid),
    coinPub: bytesOf(coin.coinPub),
    executionTime: at,
    contribution,
  });
  return json(200, {
    wtid,
    execution_time: { t_s: at },
    coin_contribution: contribution,
    ...(await signedByExchange(keys, block)),
  });
}

const status =
  ({ keys, ledger, legitimization }: Office, wireNow: () => void): Answering =>
  async (asked) => {
    await requireMerchant(asked);
    const { world } = keys.settings;
    const find = () => findDeposit(ledger, asked);
    const found = find();
    if (found === undefined) throw refuse(404, 1100);
    const isWired = () => find()?.transfer !== undefined;
    const patience = numberIn(asked.url, "timeout_ms") ?? 0;
    // Wires go out when somebody asks for something, so whoever waits has to ask again when the time has come.
    const untilDue = Math.max(0, found.contract.wireDeadline * 1000 - world.now());
    await waitUntil(world, ledger.deposits.wired, isWired, Math.min(untilDue, patience), asked.request.signal);
    wireNow();
    await waitUntil(world, ledger.deposits.wired, isWired, patience - untilDue, asked.request.signal);
    const deposited = find() ?? found;
    if (deposited.transfer !== undefined) return transferred(keys, deposited, deposited.transfer);
    const { account: address, merchantPub: pub, wireDeadline } = deposited.contract;
    const hindrance = legitimization.hindrance("AGGREGATE", dueOf(deposited), { address, pub });
    return json(202, {
      execution_time: { t_s: wireDeadline },
      kyc_ok: hindrance === undefined,
      ...(hindrance && { requirement_row: hindrance.row, account_pub: hindrance.pub }),
    });
  };

const transfer =
  ({ keys, ledger }: Office): Answering =>
  async ({ parameters }) => {
    const wtid = readPart(parameters.wtid ?? "", hash256, 27);
    const found = ledger.deposits.transfers.find((one) => one.wtid === wtid);
    if (found === undefined) throw refuse(404, 1451);
    const own = ledger.deposits.deposits().filter((one) => one.transfer?.wtid === wtid);
    const answer = {
      total: found.amount,
      wire_fee: found.fee,
      merchant_pub: found.merchantPub,
      h_payto: textOf(paytoHash(found.account)),
      execution_time: found.at,
      deposits: own.map(({ contract, coin, contribution, fee }) => ({
        h_contract_terms: contract.contractHash,
        coin_pub: coin.coinPub,
        deposit_value: contribution,
        deposit_fee: fee,
      })),
    };
    return json(200, {
      ...answer,
      execution_time: { t_s: found.at },
      ...(await signedByExchange(keys, transferBlock(answer))),
    });
  };

export const wireRoutes = (office: Office, wireNow: () => void): readonly Route[] => [
  on(exchangeEndpoints.depositStatus, status(office, wireNow)),
  on(exchangeEndpoints.transfer, transfer(office)),
];
