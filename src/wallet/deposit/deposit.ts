/** Sending coins to a bank account of one's own: they are on disk before a byte is sent, and every repeat is the same. */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { call, type ServerError } from "../../env/http.ts";
import { noteSigner } from "../../exchange/outdated.ts";
import { learn } from "../../store/deed.ts";
import { type Deposit, deposits } from "../../store/entities/deposit.ts";
import { type Payment, payments } from "../../store/entities/payment.ts";
import { save } from "../../store/save.ts";
import { type Amount, currencyOf, subtract, sum } from "../../taler/amount.ts";
import { FormatError } from "../../taler/codec.ts";
import { textOf } from "../../taler/crockford.ts";
import { type DepositedCoin, type DepositRequest, depositBlock, verifyDeposit } from "../../taler/deposit-api.ts";
import { signOnce } from "../../taler/eddsa.ts";
import { errorBody, errorCodes } from "../../taler/error-body.ts";
import { exchangeEndpoints } from "../../taler/exchange-api.ts";
import { seconds } from "../../taler/time.ts";
import { signersFor } from "../coins/signers.ts";
import { spendsOf } from "../coins/spends.ts";
import { askedBy } from "../legitimize/legitimize.plan.ts";
import { termsOf } from "./deposit-terms.ts";
import { replaceSpent } from "./replace-deposited.ts";

/** Milliseconds; a request of many coins takes an exchange a while. */
const patience = 25_000;

/** The exchange's final words against these coins or this account; coins that are spent are judged by their history. */
const finalCodes = new Set<number>([
  errorCodes.coinOtherDenomination,
  errorCodes.denominationUnknown,
  errorCodes.coinSignatureInvalid,
  errorCodes.denominationExpired,
  errorCodes.denominationRevoked,
  errorCodes.coinOtherAge,
  errorCodes.contributionAboveValue,
  errorCodes.depositSignatureInvalid,
  errorCodes.depositOtherContract,
  // Not an account that the exchange can wire to.
  22,
  26,
]);

/** Sends coins, for the first time or again, and remembers the receipt, the question or the refusal. */
export async function sendDeposit(env: Env, deposit: Deposit, payment: Payment): Promise<void> {
  const { exchange } = deposit.facts;
  const { request, total } = await depositRequestOf(env, deposit, payment);
  if (payment.facts.sentAt === undefined) {
    await save(env.db, learn(payments, payment.key, { sentAt: seconds(env.now()) }));
  }
  const reply = await call(env, exchange, exchangeEndpoints.deposit, { body: request, timeoutMs: patience });
  if (reply.status !== 200) return refused(env, deposit, payment, request, reply);
  const signers = await signersFor(env, payment.facts.parts[0]?.coin ?? "");
  if (!(await verifyDeposit(request, reply.value, total, signers))) {
    await noteSigner(env, exchange, reply.value.exchange_pub);
    throw new WalletError("badExchangeSignature", "deposit");
  }
  await save(env.db, learn(payments, payment.key, { doneAt: seconds(env.now()) }));
}

/** The request, the same every time, and what its coins bring when their fees are off. */
async function depositRequestOf(
  env: Env,
  deposit: Deposit,
  payment: Payment,
): Promise<{ readonly request: DepositRequest; readonly total: Amount }> {
  const { request } = await termsOf(env.db, deposit);
  const spends = await spendsOf(env.db, payment.facts.parts);
  const coins = await Promise.all(
    spends.map(
      async ({ coinPriv, coinSignature, contribution, denominationHash, depositFee }): Promise<DepositedCoin> => {
        const coin = { denom_pub_hash: denominationHash, contribution };
        const { publicKey, signature } = await signOnce(coinPriv, depositBlock(request, coin, depositFee));
        const ub_sig = { cipher: "RSA" as const, rsa_signature: coinSignature };
        return { ...coin, coin_pub: textOf(publicKey), ub_sig, coin_sig: textOf(signature) };
      },
    ),
  );
  const brought = spends.map(({ contribution, depositFee }) => subtract(contribution, depositFee));
  return { request: { ...request, coins }, total: sum(currencyOf(deposit.facts.amount), brought) };
}

async function refused(
  env: Env,
  deposit: Deposit,
  payment: Payment,
  { coins }: DepositRequest,
  { status, error }: { readonly status: number; readonly error?: ServerError },
): Promise<void> {
  const now = seconds(env.now());
  const { key, facts } = deposit;
  if (status === 451) {
    const legitimization = askedBy(error, facts.legitimization, now);
    return save(env.db, learn(deposits, key, { legitimization }));
  }
  const code = error?.code ?? 0;
  if (code === errorCodes.coinInsufficientFunds) {
    const spent = coins.findIndex(({ coin_pub }) => coin_pub === coinIn(error));
    const part = payment.facts.parts[spent];
    if (!part) throw new WalletError("badAnswer", "a coin is spent that was not sent");
    return replaceSpent(env, deposit, payment, part);
  }
  if (!finalCodes.has(code)) throw new WalletError("refused", `a deposit, code ${code}`);
  await save(env.db, learn(deposits, key, { refusals: [{ code, at: now }], abortedAt: now }));
}

function coinIn(error: ServerError | undefined): string | undefined {
  try {
    return errorBody.parse(error?.body).coin_pub;
  } catch (problem) {
    throw problem instanceof FormatError ? new WalletError("badAnswer", `a spent coin: ${problem.message}`) : problem;
  }
}
