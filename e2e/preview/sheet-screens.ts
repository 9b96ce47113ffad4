/** The recovery sheet after it was printed: tested, out of date, and while the secret is on the clipboard. */
import type { SecretKept } from "../../src/api/keeping-views.ts";
import type { PageWords } from "../../src/i18n/page-words.ts";
import { placeOf } from "../../src/ui/place.ts";
import { freies, hafen, home, secret, tresor, unasked } from "./invented.ts";
import { ago, day } from "./moment.ts";
import type { Answers, Screen, Screens, Step } from "./screen.ts";

const kept: SecretKept = { at: ago(209 * day), added: [], removed: [] };
const tested: SecretKept = { ...kept, provenAt: ago(200 * day), nextAt: ago(-165 * day) };
const outdated: SecretKept = { ...tested, reminder: "outdated", added: [tresor.url], removed: [freies.url] };

/** More than most people have, with long names. */
const manyServices = [tresor, hafen, freies].flatMap(({ url }) => [url, `${url}zweite-kopie/`]);
const manyUris = manyServices.map((url) => secret.uris[0]?.replace("backup.hafen.example", placeOf(url)) ?? "");

const sheet = (route: string, answers: Answers, steps?: Screen["steps"]): Screen => ({
  page: "options",
  route,
  answers: {
    getHome: home,
    listProviders: [hafen, tresor, freies, unasked],
    getSecretKept: kept,
    getRecoverySecret: secret,
    askForWords: { places: [4, 11, 19] },
    ...answers,
  },
  ...(steps !== undefined && { steps }),
});

const typed = (t: PageWords["t"], ...words: readonly string[]): readonly Step[] => [
  ...[4, 11, 19].map((place, index) => ["type", t.proof.word(place), words[index] ?? ""] as const),
  ["press", t.proof.check],
];

export const sheetScreens: Screens = {
  proof: sheet("proof", {}),
  "proof-wrong": sheet(
    "proof",
    {
      proveSecret: {
        outcome: "wrong",
        wrong: [
          { place: 11, isUnknown: false },
          { place: 19, isUnknown: true },
        ],
      },
    },
    (t) => typed(t, "butter", "beyond", "deni al"),
  ),
  "proof-others": sheet("proof", { proveSecret: { outcome: "wrong", wrong: [], hasNewQuestion: true } }, (t) =>
    typed(t, "zoo", "zoo", "zoo"),
  ),
  "proof-empty": sheet("proof", {}, (t) => typed(t, "butter")),
  "proof-right": sheet("proof", { proveSecret: { outcome: "right" }, getSecretKept: tested }, (t) =>
    typed(t, "butter", "jump", "angle"),
  ),
  "proof-outdated": sheet(
    "proof",
    { proveSecret: { outcome: "right", leadsNowhere: true }, getSecretKept: outdated },
    (t) => typed(t, "butter", "jump", "angle"),
  ),
  "proof-other-wallet": sheet("proof", { proveSecret: { outcome: "otherWallet" } }, (t) => [
    ["press", t.proof.type],
    ["type", t.restore.secret, secret.words.join(" ")],
    ["press", t.proof.checkSecret],
  ]),
  "backup-tested": sheet("backup", { getSecretKept: tested }),
  "backup-untested": sheet("backup", { getSecretKept: { ...kept, reminder: "notProven" } }),
  "backup-sheet-outdated": sheet("backup", { getSecretKept: outdated }),
  "secret-outdated": sheet("secret", { getSecretKept: outdated }, (t) => [["press", t.secret.reveal]]),
  "secret-copied": sheet("secret", { getSecretKept: tested }, (t) => [
    ["press", t.secret.reveal],
    ["press", t.common.copy],
  ]),
  "secret-emptied": sheet("secret", { getSecretKept: tested }, (t) => [
    ["press", t.secret.reveal],
    ["press", t.common.copy],
    ["press", t.secret.clipboard.empty],
  ]),
  "secret-many": sheet(
    "secret",
    { getRecoverySecret: { ...secret, uris: manyUris, services: manyServices }, getSecretKept: tested },
    (t) => [["press", t.secret.reveal]],
  ),
  "home-sheet": { page: "popup", answers: { getHome: { ...home, sheet: "notProven" }, takeLink: {} } },
  "home-sheet-outdated": { page: "popup", answers: { getHome: { ...home, sheet: "outdated" }, takeLink: {} } },
};
