/** Following deposited money to the account: which wire it went with, and when (GNU Taler exchange API, deposits). */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { call, type Reply } from "../../env/http.ts";
import { learn } from "../../store/deed.ts";
import { type Deposit, deposits } from "../../store/entities/deposit.ts";
import { type Payment, paymentStatus } from "../../store/entities/payment.ts";
import { save } from "../../store/save.ts";
import type { Legitimization } from "../../store/spelling.ts";
import { type Amount, add, compare, currencyOf, subtractOrUndefined, zero } from "../../taler/amount.ts";
import { FormatError, parseJson } from "../../taler/codec.ts";
import { bytesOf, textOf } from "../../taler/crockford.ts";
import { type DepositTransfer, depositPending, verifyDepositTransfer } from "../../taler/deposit-api.ts";
import { publicKeyOf, sign } from "../../taler/eddsa.ts";
import { exchangeEndpoints } from "../../taler/exchange-api.ts";
import { merchantTrack } from "../../taler/merchant-signatures.ts";
import { normalizedPaytoHash } from "../../taler/payto.ts";
import { seconds } from "../../taler/time.ts";
import { type TransferAnswer, verifyTransfer } from "../../taler/transfer-api.ts";
import { coinSecrets } from "../coins/coin-secrets.ts";
import { signersFor } from "../coins/signers.ts";
import { longPoll } from "../withdraw/bank.ts";
import { type DepositTerms, termsOf } from "./deposit-terms.ts";

type Transfers = NonNullable<Deposit["facts"]["transfers"]>;

const publicKeyOfCoin = async (env: Env, coin: string): Promise<string> =>
  textOf(publicKeyOf((await coinSecrets(env.db, coin)).coinPriv));

/** What became of one coin, asked as the merchant. With `waits` the answer is held until it is wired, at most 20 s. */
export async function askAboutCoin(
  env: Env,
  deposit: Deposit,
  coin: string,
  waits: boolean,
): Promise<Reply<DepositTransfer>> {
  const { request, wireHash, merchantPriv } = await termsOf(env.db, deposit);
  const coinPub = await publicKeyOfCoin(env, coin);
  const block = merchantTrack({
    contractHash: bytesOf(deposit.key),
    wireHash: bytesOf(wireHash),
    coinPub: bytesOf(coinPub),
  });
  const merchant_sig = textOf(await sign(merchantPriv, block));
  return call(env, deposit.facts.exchange, exchangeEndpoints.depositStatus, {
    params: { wireHash, merchantPub: request.merchant_pub, contractHash: deposit.key, coinPub },
    query: { merchant_sig, ...(waits && { timeout_ms: String(longPoll), lpt: "1" }) },
    ...(waits && { timeoutMs: 25_000 }),
  });
}

/**
 * Asks for the wires of all coins, and remembers them; all of a deposit go with one unless something held some back.
 * Throws `badExchangeSignature` for a wire that is not proved.
 */
export async function trackDeposit(env: Env, deposit: Deposit, all: readonly Payment[]): Promise<void> {
  const terms = await termsOf(env.db, deposit);
  const coins = all.filter((one) => paymentStatus(one) === "done").flatMap(({ facts }) => facts.parts);
  const settled = new Set<string>();
  const transfers: Transfers[number][] = [];
  for (const { coin } of coins) {
    const coinPub = await publicKeyOfCoin(env, coin);
    if (settled.has(coinPub)) continue;
    const reply = await askAboutCoin(env, deposit, coin, true);
    if (reply.status !== 200) return waiting(env, deposit, reply, transfers);
    const told = await transferOf(env, deposit, terms, coin, coinPub, reply.value);
    for (const pub of told.coinPubs) settled.add(pub);
    transfers.push(told.transfer);
  }
  const now = seconds(env.now());
  await save(env.db, learn(deposits, deposit.key, { transfers, wiredAt: now, askedAt: env.now() }));
}

/** Not wired yet: because it is too early, or because the exchange wants to know who the owner of the account is. */
async function waiting(
  env: Env,
  { key, facts }: Deposit,
  { status, bytes }: { readonly status: number; readonly bytes?: Uint8Array },
  transfers: Transfers,
): Promise<void> {
  if (status !== 202) throw new WalletError("badAnswer", `the exchange answers ${status} about a deposit`);
  const told = pendingIn(bytes);
  const dueAt = told.execution_time === "never" ? undefined : told.execution_time;
  const legitimization: Legitimization = {
    state: "asked",
    account: textOf(normalizedPaytoHash(facts.account)),
    row: told.requirement_row ?? 0,
    ...(told.account_pub !== undefined && { key: told.account_pub }),
    at: seconds(env.now()),
  };
  const news = { askedAt: env.now(), ...(dueAt !== undefined && { dueAt }), transfers };
  await save(env.db, learn(deposits, key, { ...news, ...(!told.kyc_ok && { legitimization }) }));
}

function pendingIn(bytes: Uint8Array | undefined) {
  try {
    return depositPending.parse(parseJson(new TextDecoder().decode(bytes)));
  } catch (error) {
    throw error instanceof FormatError ? new WalletError("badAnswer", `a deposit: ${error.message}`) : error;
  }
}

/** The wire that this coin went with, both proved, and whose coins went with it. */
async function transferOf(
  env: Env,
  deposit: Deposit,
  { request, wireHash }: DepositTerms,
  coin: string,
  coinPub: string,
  answer: DepositTransfer,
): Promise<{ readonly transfer: Transfers[number]; readonly coinPubs: readonly string[] }> {
  const { exchange, account, amount } = deposit.facts;
  const none = zero(currencyOf(amount));
  const signers = await signersFor(env, coin);
  if (!(await verifyDepositTransfer({ wireHash, contractHash: deposit.key, coinPub }, answer, signers))) {
    throw new WalletError("badExchangeSignature", "transfer of a deposit");
  }
  const reply = await call(env, exchange, exchangeEndpoints.transfer, { params: { wtid: answer.wtid } });
  if (reply.status !== 200) throw new WalletError("badAnswer", `the exchange answers ${reply.status} about a transfer`);
  const whole = reply.value;
  if (!(await verifyTransfer(whole, request.merchant_pub, account, signers))) {
    throw new WalletError("badExchangeSignature", "transfer");
  }
  const own = whole.deposits.filter(({ h_contract_terms }) => h_contract_terms === deposit.key);
  if (!own.some(({ coin_pub }) => coin_pub === coinPub))
    throw new WalletError("badAnswer", "a transfer without the coin");
  const shareByContract = sharesOf(whole, currencyOf(amount));
  return {
    transfer: {
      wtid: answer.wtid,
      at: momentOf(whole),
      share: shareByContract.get(deposit.key) ?? none,
      total: whole.total,
      fee: bearerOf(shareByContract) === deposit.key ? whole.wire_fee : none,
    },
    coinPubs: own.map(({ coin_pub }) => coin_pub),
  };
}

/** What each deposit brought to a wire. */
function sharesOf({ deposits: all }: TransferAnswer, currency: string): ReadonlyMap<string, Amount> {
  const shareByContract = new Map<string, Amount>();
  for (const { h_contract_terms: contract, deposit_value, deposit_fee } of all) {
    const share = subtractOrUndefined(deposit_value, deposit_fee) ?? zero(currency);
    shareByContract.set(contract, add(shareByContract.get(contract) ?? zero(currency), share));
  }
  return shareByContract;
}

/** The deposit that bears the fee of a wire: the largest, and of equal ones the first by name; so all devices say. */
function bearerOf(shareByContract: ReadonlyMap<string, Amount>): string | undefined {
  const [first] = [...shareByContract].sort(([a, one], [b, other]) => compare(other, one) || (a < b ? -1 : 1));
  return first?.[0];
}

const momentOf = ({ execution_time: at }: TransferAnswer): number => (at === "never" ? 0 : at);
