/** How fast the cryptography of the wallet is, with the key sizes of real exchanges. */
import { generateKeyPairSync } from "node:crypto";
import { amount } from "../../src/taler/amount.ts";
import { bigintOf } from "../../src/taler/bignum.ts";
import { readContract } from "../../src/taler/check-contract.ts";
import { textOf } from "../../src/taler/crockford.ts";
import { type Denomination, rsaDenomination } from "../../src/taler/denomination.ts";
import { permitDeposits } from "../../src/taler/deposit-permission.ts";
import { publicKeyOf, sign, verify } from "../../src/taler/eddsa.ts";
import { sha512Half, u32 } from "../../src/taler/hash.ts";
import { makePlanchet, planchetSecrets } from "../../src/taler/planchet.ts";
import { rsaPublicKey } from "../../src/taler/rsa-blind.ts";
import { madeUpTerms } from "../../src/testing/contracts.ts";
import { refreshSessionPerSecond } from "./refresh.ts";
import { perSecond } from "./stopwatch.ts";

const rsaBits = 2048;

/** A secret of 32 bytes, another one for each number. */
const secret = (number: number): Uint8Array => sha512Half(u32(number));

function denomination(): Denomination {
  const { publicKey } = generateKeyPairSync("rsa", { modulusLength: rsaBits });
  const { n = "", e = "" } = publicKey.export({ format: "jwk" });
  const numberOf = (text: string) => bigintOf(new Uint8Array(Buffer.from(text, "base64url")));
  return rsaDenomination(rsaPublicKey(numberOf(n), numberOf(e)).encoded);
}

const coinsPerPayment = 20;

/** How many coins sign in a second that a merchant may have them; twenty coins to a payment. */
async function depositPermissionPerSecond(): Promise<number> {
  const read = readContract(madeUpTerms());
  if (!("contract" in read)) throw new Error("the contract of the test cannot be read");
  const spend = {
    denominationHash: textOf(new Uint8Array(64)),
    coinSignature: textOf(new Uint8Array(rsaBits / 8)),
    exchangeBaseUrl: "https://exchange.test/",
    contribution: amount.parse("KUDOS:1"),
    depositFee: amount.parse("KUDOS:0.01"),
  };
  const payments = await perSecond((round) => {
    const coins = Array.from({ length: coinsPerPayment }, (_, coin) => secret(round * coinsPerPayment + coin));
    return permitDeposits(
      read.contract,
      coins.map((coinPriv) => ({ ...spend, coinPriv })),
    );
  });
  return payments * coinsPerPayment;
}

/** Rounds per second. */
export async function cryptoFigures() {
  const message = new Uint8Array(160);
  const key = secret(1);
  const pub = publicKeyOf(key);
  const signature = await sign(key, message);
  const press = denomination();
  return {
    signPerSecond: await perSecond(() => sign(key, message)),
    verifyPerSecond: await perSecond(() => verify(pub, message, signature)),
    depositPermissionPerSecond: await depositPermissionPerSecond(),
    planchetPerSecond: await perSecond((n) => makePlanchet(press, planchetSecrets(secret(n)))),
    refreshSession10PerSecond: await refreshSessionPerSecond(),
  };
}
