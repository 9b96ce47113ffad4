import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { recoveryWordList as list } from "./english.ts";
import { type SecretFault, secretFault } from "./secret-fault.ts";

const secret = "DGPMQXCFN5PPQZZHHJ4XGFF3MG8NRZCYS3VGHHTM4BBTWXX4F0Y0";
const link = `taler://sync/backup.example.org/v1/#${secret}`;

const rows: readonly (readonly [string, string, SecretFault | undefined])[] = [
  ["nothing", "", undefined],
  ["a whole secret", secret, undefined],
  ["a whole secret in groups", secret.replace(/(.{4})/g, "$1 "), undefined],
  ["a whole link", link, undefined],
  ["a link of another kind", `taler://restore/${secret}/backup.example.org`, undefined],
  ["a link that is for something else", "taler://withdraw/bank.example.org/4711", undefined],
  ["a link without its end", link.slice(0, -20), { kind: "lettersMissing", count: 20 }],
  ["a link that has lost its secret", "taler://sync/backup.example.org/#", undefined],
  ["a link with one letter too many", `${link}\nX`, { kind: "lettersSurplus", count: 1 }],
  ["a secret without its end", secret.slice(0, 50), { kind: "lettersMissing", count: 2 }],
  ["anything else", "Liebe Grüße!", undefined],
  ["two words", "harbor ocean", { kind: "short", count: 2 }],
  ["two words, one of them wrong", "harbour ocean", { kind: "unknown", places: [1] }],
];

describe("what is wrong with", () => {
  for (const [name, text, expected] of rows) it(name, () => assert.deepEqual(secretFault(text, list), expected));
});
