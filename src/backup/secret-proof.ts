/** Proving that the paper with the secret is there: by three of its words, or by the whole of it. It is never shown. */
import type { Proof, ProofOutcome } from "../api/keeping-views.ts";
import type { Env } from "../env/env.ts";
import { formerRoots } from "../store/entities/former-root.ts";
import { decide } from "../store/save.ts";
import type { KeptSecret } from "../store/self.ts";
import { bytesOf } from "../taler/crockford.ts";
import { sameSecret, utf8 } from "../taler/hash.ts";
import { selfOf } from "../wallet/roots.ts";
import { readRecoveryText } from "./recovery-code.ts";
import { recoveryWords, wordMeant } from "./recovery-words.ts";
import { keptOf } from "./secret-kept.ts";
import { servicesInOrder } from "./secret-page.ts";

const wordCount = 24;
const askedWords = 3;

/** After so many wrong answers other words are asked for. */
const patience = 3;

/** The places of the words that are asked for. They stay until they are answered: nobody can look for easier ones. */
export async function askForWords(env: Env): Promise<{ readonly places: readonly number[] }> {
  const drawn = placesFrom(env.random);
  const places = await decide(env.db, [], ({ self }) => {
    const kept = keptOf(self);
    if (kept.asked !== undefined) return { result: kept.asked.places };
    return { self: { secretKept: { ...kept, asked: { places: drawn, misses: 0 } } }, result: drawn };
  });
  return { places };
}

/** Judges what stands on the paper, and remembers when it was right. Throws what `readRecoveryText` throws. */
export function proveSecret(env: Env, { words, text }: Proof): Promise<ProofOutcome> {
  return text === undefined ? proveByWords(env, words ?? []) : proveByText(env, text);
}

/** Words by their first four letters will do, as everywhere. What was asked for, and what is right, this side knows. */
function proveByWords(env: Env, typed: readonly string[]): Promise<ProofOutcome> {
  const drawn = placesFrom(env.random);
  const meant = typed.map((word) => wordMeant(bare(word)));
  return decide<ProofOutcome>(env.db, [], ({ self }) => {
    const kept = keptOf(self);
    const { places, misses } = kept.asked ?? { places: drawn, misses: patience };
    const right = recoveryWords(bytesOf(self.recoverySecret));
    const wrong = places.flatMap((place, index) => {
      const isRight = sameWord(meant[index] ?? "", right[place - 1] ?? "");
      return isRight ? [] : [{ place, isUnknown: meant[index] === undefined }];
    });
    if (wrong.length === 0) return { self: { secretKept: proven(kept, env.now()) }, result: { outcome: "right" } };
    const hasNewQuestion = misses + 1 >= patience;
    const asked = hasNewQuestion ? { places: drawn, misses: 0 } : { places, misses: misses + 1 };
    return { self: { secretKept: { ...kept, asked } }, result: { outcome: "wrong", wrong, hasNewQuestion } };
  });
}

async function proveByText(env: Env, text: string): Promise<ProofOutcome> {
  const { secret, urls } = readRecoveryText(text);
  const shown = secret.reveal();
  const own = bytesOf((await selfOf(env.db)).recoverySecret);
  if (!sameSecret(shown, own)) {
    const former = await env.db.of(formerRoots).toArray();
    const isFormer = former.some(({ facts }) => sameSecret(shown, bytesOf(facts.recoverySecret)));
    return { outcome: isFormer ? "formerWallet" : "otherWallet" };
  }
  await decide(env.db, [], ({ self }) => ({ self: { secretKept: proven(keptOf(self), env.now()) } }));
  const used = await servicesInOrder(env);
  return { outcome: "right", leadsNowhere: urls.length > 0 && !urls.some((url) => used.includes(url)) };
}

/** Whoever proves to have it has kept it. Nothing is asked any more, and reminders may speak again. */
function proven({ root, at, shown, named = shown, proofs = 0 }: KeptSecret, now: number): KeptSecret {
  return {
    root,
    at: at ?? now,
    ...(shown && { shown }),
    ...(named && { named }),
    provenAt: now,
    proofs: proofs + 1,
  };
}

/** As it was typed, perhaps with the number that stands in front of it. */
const bare = (typed: string): string =>
  typed
    .normalize("NFKC")
    .toLowerCase()
    .replace(/^\s*\d{0,2}[.):]?\s*|\s+$/g, "");

/** No word of the list is longer than eight letters: all are compared alike. */
const sameWord = (one: string, other: string): boolean => sameSecret(utf8(one.padEnd(8)), utf8(other.padEnd(8)));

/** Different places from 1 on, each set of them as likely as any other; in their order. */
function placesFrom(random: Env["random"]): readonly number[] {
  const places = new Set<number>();
  while (places.size < askedWords) {
    const [byte = 0] = random(1);
    // The last few bytes would make some places likelier than others.
    if (byte < 256 - (256 % wordCount)) places.add(1 + (byte % wordCount));
  }
  return [...places].sort((a, b) => a - b);
}
