/** What stands on the sheet of paper comes back as the secret, however it is typed; what does not fit is named. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import fc from "fast-check";
import { type Problem, WalletError } from "../api/problems.ts";
import { textOf } from "../taler/crockford.ts";
import { sha512, utf8 } from "../taler/hash.ts";
import { readRecoveryText, recoveryUri, restoreUri } from "./recovery-code.ts";
import { recoveryWords, wordMeant } from "./recovery-words.ts";

const secrets = fc.uint8Array({ minLength: 32, maxLength: 32 });
const secret = sha512(utf8("a recovery secret for tests")).slice(0, 32);
const words = recoveryWords(secret);
const url = "https://sync.example.com/";
const urls = fc.uniqueArray(
  fc.constantFrom(url, "http://localhost:9967/", "https://example.com/backup/path/", "https://a.example:8443/x/"),
);

const bytesIn = (text: string) => readRecoveryText(text).secret.reveal();

function problemOf(text: string): Problem {
  try {
    readRecoveryText(text);
  } catch (error) {
    assert.ok(error instanceof WalletError, String(error));
    return error.problem;
  }
  throw new assert.AssertionError({ message: "it was read" });
}

/** Breaks a text into groups as a printed sheet does. */
const grouped = (text: string, size: number, separator: string) =>
  text.replaceAll(new RegExp(`.{${size}}(?=.)`, "g"), `$&${separator}`);

describe("the recovery secret as a link", () => {
  it("has the form the design documents give it", () => {
    const text = textOf(secret);
    assert.equal(recoveryUri(secret, url), `taler://sync/sync.example.com/#${text}`);
    assert.equal(
      recoveryUri(secret, "http://localhost:9967/some/path/"),
      `taler+http://sync/localhost:9967/some/path/#${text}`,
    );
    assert.equal(restoreUri(secret, [url]), `taler://restore/${text}/https%3A%2F%2Fsync.example.com%2F`);
  });

  it("comes back with its services", () => {
    fc.assert(
      fc.property(secrets, urls, (bytes, services) => {
        assert.deepEqual(readRecoveryText(restoreUri(bytes, services)).urls, services);
        assert.deepEqual(bytesIn(restoreUri(bytes, services)), bytes);
        for (const service of services) {
          const read = readRecoveryText(recoveryUri(bytes, service));
          assert.deepEqual([read.kind, read.urls], ["uri", [service]]);
          assert.deepEqual(read.secret.reveal(), bytes);
        }
      }),
    );
  });

  it("is understood as printed in groups, in quotes, and as the reference wallet writes it", () => {
    const uri = recoveryUri(secret, url);
    const others = [
      grouped(uri, 8, " "),
      grouped(uri, 20, "\n"),
      ` "${uri}"\n`,
      `<${uri}>`,
      uri.replace("taler://sync", "TALER://SYNC"),
      `taler-sync://sync.example.com/#${textOf(secret)}`,
      `taler://recovery/${textOf(secret)}?Some=${url}`,
    ];
    for (const text of others) {
      assert.deepEqual(bytesIn(text), secret, text);
      assert.deepEqual(readRecoveryText(text).urls, [url], text);
    }
  });

  it("is refused when it is damaged or for something else", () => {
    const cases: readonly (readonly [string, string, RegExp])[] = [
      [recoveryUri(secret, url).slice(0, -1), "badRecoverySecret", /secret in this link has a typing error/],
      [`taler://sync/sync.example.com/`, "badRecoverySecret", /missing its secret/],
      [`taler://sync/#${textOf(secret)}`, "badRecoverySecret", /missing the address/],
      [`https://sync.example.com/#${textOf(secret)}`, "badRecoverySecret", /not a taler:\/\/ link/],
      ["taler://add-exchange/exchange.example.com/", "unsupportedLink", /this link is for add-exchange/],
      ["taler://withdraw/bank.example.com/x", "moneyLink", /this link is for withdraw/],
    ];
    for (const [text, code, detail] of cases) {
      const problem = problemOf(text);
      assert.equal(problem.code, code, text);
      assert.match(problem.detail ?? "", detail);
    }
  });
});

describe("the recovery secret as words", () => {
  it("are 24 of the BIP-39 list with its checksum", () => {
    // From the test vectors of BIP-39.
    assert.deepEqual(recoveryWords(new Uint8Array(32)), [...Array(23).fill("abandon"), "art"]);
    assert.deepEqual(recoveryWords(new Uint8Array(32).fill(0xff)), [...Array(23).fill("zoo"), "vote"]);
    assert.equal(
      recoveryWords(
        Uint8Array.from(Buffer.from("68a79eaca2324873eacc50cb9c6eca8cc68ea5d936f98787c60c7ebc74e6ce7c", "hex")),
      ).join(" "),
      "hamster diagram private dutch cause delay private meat slide toddler razor book happy fancy gospel tennis maple " +
        "dilemma loan word shrug inflict delay length",
    );
  });

  it("come back, whatever the case and spacing, numbered as printed, or cut to four letters", () => {
    fc.assert(
      fc.property(secrets, fc.constantFrom(" ", "\n", ", ", "  \t", "-"), (bytes, separator) => {
        const read = readRecoveryText(recoveryWords(bytes).join(separator));
        assert.deepEqual([read.kind, read.urls], ["words", []]);
        assert.deepEqual(read.secret.reveal(), bytes);
      }),
    );
    assert.deepEqual(bytesIn(words.join(" ").toUpperCase()), secret);
    assert.deepEqual(bytesIn(words.map((word, index) => `${index + 1}. ${word}`).join("   ")), secret);
    assert.deepEqual(bytesIn(words.map((word) => word.slice(0, 4)).join(" ")), secret);
  });

  it("name the place of every word that is not on the list, and no word", () => {
    const typed = words.with(2, "abandom").with(23, "qwertz");
    assert.deepEqual(problemOf(typed.join(" ")), { code: "misspelledWord", detail: "word 3, 24" });
  });

  it("do not fit when one is another, two are swapped, or one is missing", () => {
    const other = words[4] === "zoo" ? "zone" : "zoo";
    // Eight bits of checksum let one exchange in 256 through; these are not among them.
    const checksum = { code: "wordsDoNotFit", detail: "the checksum does not fit" };
    assert.deepEqual(problemOf(words.with(4, other).join(" ")), checksum);
    assert.deepEqual(
      problemOf(
        words
          .with(0, words[1] ?? "")
          .with(1, words[0] ?? "")
          .join(" "),
      ),
      checksum,
    );
    assert.deepEqual(problemOf(words.slice(1).join(" ")), {
      code: "wordsDoNotFit",
      detail: "23 words instead of 24",
    });
    assert.deepEqual(
      problemOf("able acid also area army atom aunt away baby ball beef best bike").code,
      "wordsDoNotFit",
    );
  });

  it("are recognised by four letters only when these decide", () => {
    for (const word of wordlist) assert.equal(wordMeant(word.slice(0, 4)), word);
    assert.equal(wordMeant("act"), "act");
    assert.equal(wordMeant("ac"), undefined);
    assert.equal(wordMeant("aban"), "abandon");
    assert.equal(wordMeant("abandons"), undefined);
  });
});

describe("the recovery secret alone", () => {
  it("is understood in groups, in lower case, with letters taken for digits", () => {
    fc.assert(
      fc.property(
        secrets,
        fc.constantFrom("", " ", "-", "\n", "  "),
        fc.integer({ min: 1, max: 13 }),
        (bytes, separator, size) => {
          const read = readRecoveryText(grouped(textOf(bytes), size, separator));
          assert.deepEqual([read.kind, read.urls], ["secret", []]);
          assert.deepEqual(read.secret.reveal(), bytes);
        },
      ),
    );
    const confused = textOf(secret).toLowerCase().replaceAll("0", "o").replaceAll("1", "l").replaceAll("v", "u");
    assert.deepEqual(bytesIn(confused), secret);
  });

  it("is refused with the place or the length that is wrong", () => {
    const text = textOf(secret);
    const cases: readonly (readonly [string, string])[] = [
      [text.slice(1), "51 characters instead of 52"],
      [`${text}0`, "53 characters instead of 52"],
      [`${text.slice(0, 12)}?${text.slice(13)}`, "character 13 cannot be part of a secret"],
      ["qwertz", "neither a link nor words nor a secret"],
      ["   ", "nothing was entered"],
      ["x".repeat(20_000), "the text is too long"],
    ];
    for (const [typed, detail] of cases) assert.deepEqual(problemOf(typed), { code: "badRecoverySecret", detail });
  });
});

describe("any text at all", () => {
  it("is read or refused by name, and never shown", () => {
    const pieces = fc.constantFrom(
      ...words,
      textOf(secret),
      textOf(secret).slice(7),
      recoveryUri(secret, url),
      "#",
      "/",
      "zzz9",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string())), fc.constantFrom("", " "), (parts, separator) => {
        const text = parts.join(separator);
        try {
          assert.doesNotMatch(
            inspect(readRecoveryText(text), { depth: 9, showHidden: true }),
            new RegExp(textOf(secret)),
          );
        } catch (error) {
          assert.ok(error instanceof WalletError, String(error));
          assert.ok(["badRecoverySecret", "misspelledWord", "wordsDoNotFit", "moneyLink"].includes(error.problem.code));
          assert.ok(!error.message.includes(textOf(secret).slice(7, 20)));
          assert.ok(!error.message.includes("zzz9"));
        }
      }),
    );
  });
});
