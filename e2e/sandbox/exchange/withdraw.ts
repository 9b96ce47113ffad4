/** How the sandbox exchange signs coins: denominations first, then signatures, then the money. */
import { sum } from "../../../src/taler/amount.ts";
import { bytesOf, textOf } from "../../../src/taler/crockford.ts";
import { verify } from "../../../src/taler/eddsa.ts";
import { exchangeEndpoints, type WithdrawRequest, withdrawRequest } from "../../../src/taler/exchange-api.ts";
import { reservePayto } from "../../../src/taler/payto.ts";
import { envelopeHash } from "../../../src/taler/planchet.ts";
import { reserveWithdraw } from "../../../src/taler/wallet-signatures.ts";
import { json, type Refusal, refuse } from "../answers.ts";
import { readJson } from "../body.ts";
import { costOf, type Issue, type WithdrawRefusal } from "../ledger.ts";
import type { Office } from "../office.ts";
import { type Answering, on, type Route } from "../routes.ts";
import { type RsaSandboxDenomination, withdrawable } from "./coin-checks.ts";
import type { ExchangeKeys } from "./keys.ts";
import { reservePubOf } from "./reserves.ts";

type Planchet = WithdrawRequest["planchets"][number];

const operation = "batch-withdraw";

interface Opened {
  readonly denomination: RsaSandboxDenomination;
  readonly blinded: Uint8Array;
  readonly envelope: Uint8Array;
  readonly reserveSig: string;
}

async function openPlanchet(keys: ExchangeKeys, planchet: Planchet): Promise<Opened> {
  const denomination = await withdrawable(keys, planchet.denom_pub_hash, operation);
  const blinded = bytesOf(planchet.coin_ev.rsa_blinded_planchet);
  const envelope = envelopeHash(bytesOf(planchet.denom_pub_hash), blinded);
  return { denomination, blinded, envelope, reserveSig: planchet.reserve_sig };
}

function isSigned(reservePub: string, { denomination, envelope, reserveSig }: Opened): Promise<boolean> {
  const { value, fees, hash } = denomination;
  const amount = costOf({ value, fee: fees.withdraw });
  const block = reserveWithdraw({ amount, denominationHash: bytesOf(hash), envelopeHash: envelope });
  return verify(bytesOf(reservePub), block, bytesOf(reserveSig));
}

function press({ denomination, blinded, envelope, reserveSig }: Opened): Issue {
  const signed = denomination.press.sign(blinded);
  if (signed === undefined) throw refuse(400, 26, { detail: "rsa_blinded_planchet" });
  return {
    envelope: textOf(envelope),
    denomination: denomination.hash,
    value: denomination.value,
    fee: denomination.fees.withdraw,
    reserveSig,
    blindSignature: textOf(signed),
  };
}

function explain(refusal: WithdrawRefusal): Refusal {
  switch (refusal.why) {
    case "unknownReserve":
      return refuse(404, 1027);
    case "mixed":
      return refuse(409, 1175);
    case "insufficient":
      return refuse(409, 1150, { balance: refusal.balance, requested_amount: refusal.requested });
  }
}

const withdraw =
  ({ keys, ledger, legitimization, baseUrl }: Office): Answering =>
  async ({ request, parameters }) => {
    const reservePub = reservePubOf(parameters);
    const { planchets } = await readJson(request, withdrawRequest);
    const opened: Opened[] = [];
    for (const planchet of planchets) opened.push(await openPlanchet(keys, planchet));
    for (const one of opened) if (!(await isSigned(reservePub, one))) throw refuse(403, 1154);
    const batch = opened.map(press);
    const fresh = batch.filter(({ envelope }) => ledger.withdrawal(envelope) === undefined);
    const costs = sum(keys.settings.currency, fresh.map(costOf));
    legitimization.require("WITHDRAW", costs, { address: reservePayto(baseUrl, reservePub), pub: reservePub });
    const issued = ledger.withdraw(reservePub, batch);
    if ("why" in issued) throw explain(issued);
    return json(200, {
      ev_sigs: issued.map(({ blindSignature }) => ({
        ev_sig: { cipher: "RSA", blinded_rsa_signature: blindSignature },
      })),
    });
  };

export const withdrawRoutes = (office: Office): readonly Route[] => [on(exchangeEndpoints.withdraw, withdraw(office))];
