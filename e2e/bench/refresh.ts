/** How fast a coin becomes ten new ones: all that the wallet computes for it, from the plan to the coins. */
import { constants, generateKeyPairSync, type KeyObject, privateEncrypt } from "node:crypto";
import { amount } from "../../src/taler/amount.ts";
import { bigintOf } from "../../src/taler/bignum.ts";
import { type Denomination, rsaDenomination } from "../../src/taler/denomination.ts";
import { sign } from "../../src/taler/eddsa.ts";
import { sha512Half, u32 } from "../../src/taler/hash.ts";
import { type MeltInput, prepareMelt, revealMelt } from "../../src/taler/melt.ts";
import { type Planchet, uncoverSignature } from "../../src/taler/planchet.ts";
import { rsaPublicKey } from "../../src/taler/rsa-blind.ts";
import { coinMelt } from "../../src/taler/wallet-signatures.ts";
import { perSecond } from "./stopwatch.ts";

const rsaBits = 2048;
const newCoins = 10;
const norevealIndex = 1;

/** More than the wallet keeps keys in mind, so that each coin is a new one to it. */
const sessions = 40;

interface Press {
  readonly denomination: Denomination;
  readonly privateKey: KeyObject;
}

function newPress(): Press {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: rsaBits });
  const { n = "", e = "" } = publicKey.export({ format: "jwk" });
  const numberOf = (text: string) => bigintOf(new Uint8Array(Buffer.from(text, "base64url")));
  return { denomination: rsaDenomination(rsaPublicKey(numberOf(n), numberOf(e)).encoded), privateKey };
}

/** What the exchange does: the number to the power of d. */
function signBlinded({ privateKey }: Press, blinded: Uint8Array): Uint8Array {
  const whole = Buffer.alloc(rsaBits / 8);
  whole.set(blinded, whole.length - blinded.length);
  return privateEncrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, whole);
}

/** A melt with the exchange's answers to it. */
interface Session {
  readonly input: MeltInput;
  readonly signatures: readonly Uint8Array[];
}

async function newSession(presses: readonly Press[], number: number): Promise<Session> {
  const input: MeltInput = {
    masterSecret: sha512Half(u32(number), u32(1)),
    oldCoinPriv: sha512Half(u32(number)),
    amount: amount.parse("KUDOS:10"),
    denominations: presses.map(({ denomination }) => denomination),
  };
  const planchets = (await prepareMelt(input)).candidates[norevealIndex]?.planchets ?? [];
  const signatures = presses.map((press, index) => signBlinded(press, planchets[index]?.blinded ?? new Uint8Array()));
  return { input, signatures };
}

/** Three candidates of ten coins, the signature of the old coin, the links to the new ones, and the coins themselves. */
async function play({ input, signatures }: Session): Promise<void> {
  const { oldCoinPriv, denominations } = input;
  const melt = await prepareMelt(input);
  const refreshFee = amount.parse("KUDOS:0.01");
  const denominationHash = denominations[0]?.hash ?? new Uint8Array();
  await sign(
    oldCoinPriv,
    coinMelt({ commitment: melt.commitment, denominationHash, amount: input.amount, refreshFee }),
  );
  const { planchets } = await revealMelt(melt, norevealIndex, oldCoinPriv);
  for (const [index, planchet] of planchets.entries()) requireCoin(denominations[index], planchet, signatures[index]);
}

function requireCoin(denomination: Denomination | undefined, planchet: Planchet, signature: Uint8Array | undefined) {
  if (!denomination || !signature || !uncoverSignature(denomination, planchet, signature)) {
    throw new Error("a coin that is none");
  }
}

/** Refreshes into ten coins of ten denominations. */
export async function refreshSessionPerSecond(): Promise<number> {
  const presses = Array.from({ length: newCoins }, newPress);
  const all: Session[] = [];
  for (let number = 0; number < sessions; number++) all.push(await newSession(presses, number));
  return perSecond((round) => {
    const session = all[round % sessions];
    if (!session) throw new RangeError("no session");
    return play(session);
  }, 2000);
}
