/** How fast the cryptography of the wallet is, with the key sizes of real exchanges. */
import { generateKeyPairSync } from "node:crypto";
import { amount } from "../../src/taler/amount.ts";
import { bigintOf } from "../../src/taler/bignum.ts";
import { type Denomination, rsaDenomination } from "../../src/taler/denomination.ts";
import { publicKeyOf, sign, verify } from "../../src/taler/eddsa.ts";
import { sha512Half, u32 } from "../../src/taler/hash.ts";
import { prepareMelt, revealMelt } from "../../src/taler/melt.ts";
import { makePlanchet, planchetSecrets } from "../../src/taler/planchet.ts";
import { rsaPublicKey } from "../../src/taler/rsa-blind.ts";
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

/** Rounds per second; `refreshSession10` plans a refresh into ten coins and opens it. */
export async function cryptoFigures() {
  const message = new Uint8Array(160);
  const key = secret(1);
  const pub = publicKeyOf(key);
  const signature = await sign(key, message);
  const press = denomination();
  const denominations = Array.from({ length: 10 }, () => press);
  const melted = amount.parse("KUDOS:10");
  return {
    signPerSecond: await perSecond(() => sign(key, message)),
    verifyPerSecond: await perSecond(() => verify(pub, message, signature)),
    planchetPerSecond: await perSecond((n) => makePlanchet(press, planchetSecrets(secret(n)))),
    refreshSession10PerSecond: await perSecond(async (n) => {
      const oldCoinPriv = secret(n);
      const plan = { masterSecret: secret(n + 1), oldCoinPriv, amount: melted, denominations };
      return revealMelt(await prepareMelt(plan), 1, oldCoinPriv);
    }),
  };
}
