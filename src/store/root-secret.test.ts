/** The derivation is frozen: what these vectors say is what paper sheets and backups out there rely on. */
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import fc from "fast-check";
import { amount } from "../taler/amount.ts";
import { FormatError } from "../taler/codec.ts";
import { textOf } from "../taler/crockford.ts";
import {
  accountKey,
  blobKey,
  claimNonce,
  fileKey,
  merchantKey,
  paths,
  planchetSecret,
  refreshSeed,
  reserveKey,
  rootOf,
  walletKey,
  wireSalt,
} from "./root-secret.ts";

const recoverySecret = Uint8Array.from({ length: 32 }, (_, index) => index);
const root = rootOf(recoverySecret);
const filled = (size: number, byte: number) => new Uint8Array(size).fill(byte);
const url = "https://sync.example.com/";
const device = textOf(filled(16, 7));
const account = "payto://iban/DE75512108001245126199";

/** Computed once by a program in another language; never to be changed. */
const frozen: readonly (readonly [string, () => Uint8Array, string])[] = [
  ["account", () => accountKey(root, url), "GJV30XV4Q9H798Z9B30GZYG5B3Y4MM5BBA0HK0YSY2YQ32WHWKX0"],
  [
    "account at another service",
    () => accountKey(root, "http://localhost:9967/sync/"),
    "FWWESTM0ANDJXYRRJBH39MMRTZSV6F94T3W72NJVXVS0NFY2Q8B0",
  ],
  ["blob", () => blobKey(root, url), "K0R4PF0N34VFA1YF9XRVGZG467QFR5Z3FJFB4K5TZ5VX8QPQ5KK0"],
  ["file", () => fileKey(root), "4BC4V1ZPY4CH65RYA3AR2K9G2M4313JJJFHXQ75PQWGD0ZNESPS0"],
  ["reserve", () => reserveKey(root, 1, 1), "54VNF4046TAS2QB784VXQWQPZJBG6AJ5R8P3FJ9ZKER1PJG34E60"],
  [
    "reserve with a counter beyond 32 bits",
    () => reserveKey(root, 2, 2 ** 32),
    "DQSEKYP64W2SC0DBNB6JNKY14VSH562N8N5XA2T048VM32DV0DVG",
  ],
  ["reserveFor", () => reserveKey(root, 1, 1, filled(32, 5)), "RP71HZJPVBXNXN9FVP5EJ72NN7YDAM7VRDERXHSR8FN4CW03JJCG"],
  [
    "planchet",
    () => planchetSecret(root, filled(32, 1), filled(64, 2), 0),
    "VTHQ7VA8NC1FCEAYEK8XYMW54XZPX2TD6VHTXKMZHKZ28MVNCMW0",
  ],
  [
    "planchet of a high index",
    () => planchetSecret(root, filled(32, 1), filled(64, 2), 999_999),
    "EJ78M7S3PTWTTBSMHEY35GEPAY8K8QPQXWMTSGPJ0E8E9V23D80G",
  ],
  [
    "refresh",
    () => refreshSeed(root, filled(32, 3), amount.parse("KUDOS:4.2"), [filled(64, 2), filled(64, 4)], 0),
    "YCA7KYCJDS8R751WHZC7PRN996B168FNBZ2JF2V2CES85HSATYQ0",
  ],
  [
    "claim",
    () => claimNonce(root, device, "https://shop.example.com/instances/a/", "Äpfel-1"),
    "J18A1TKV9M1B0HW551JSX5R0PFQCWHXGRR1JT6HDD9HWK9B1NZ8G",
  ],
  ["merchant", () => merchantKey(root, url, account), "NMJMH4ZG9S95EMHZDENQGWPQTC3A68M5GWZSMG0W0H8KXG7VSBYG"],
  ["salt", () => wireSalt(root, url, `${account}?receiver-name=Alice`), "GXJFCGM8RDDWEJCT5V45A4DSJC"],
  ["wallet", () => walletKey(root, url), "02EK5QDG2HVFJ5BWDVKFJ4NBP3Q0VB862HRRMV0PVVPFN7BV3DKG"],
];

/** HKDF in the words of FORMAT.md, by another library. */
function derivedElsewhere(name: keyof typeof paths, ...parts: readonly Uint8Array[]): string {
  const hmac = (hash: string, key: Uint8Array, ...data: readonly Uint8Array[]) =>
    data.reduce((running, one) => running.update(one), createHmac(hash, key)).digest();
  const utf8 = (text: string) => new TextEncoder().encode(text);
  const key = hmac("sha512", utf8("satchel-root-secret"), recoverySecret);
  const first = hmac("sha256", key, Uint8Array.of(1));
  const secret = Buffer.concat([first, hmac("sha256", key, first, Uint8Array.of(2))]);
  const info = [utf8(name), ...parts].map((part) => Buffer.concat([Uint8Array.of(0, 0, 0, part.length), part]));
  return textOf(hmac("sha256", hmac("sha512", utf8("satchel-path"), secret), ...info, Uint8Array.of(1)));
}

describe("the derivation of secrets", () => {
  it("gives the root its frozen name and secret", () => {
    assert.equal(root.name, "5ND5KM3WXQDDEFBD4F7PT0EZFEYRS5YN1C892ZJ50A1KNQ0GYXWG");
    assert.equal(
      textOf(root.secret.reveal()),
      "MR8725JVVVJYV81QPDMSGSFMS4R4EP84JBY6F45THM32FVXV2DN4ZT8G4H6Y44XYE9BJ8AHWM0QQ95XQST8HVRW1XWRM7PZ0H1ZSBGG",
    );
  });

  for (const [name, derive, expected] of frozen)
    it(`gives the frozen ${name}`, () => assert.equal(textOf(derive()), expected));

  it("is what FORMAT.md says, computed by another library", () => {
    const encoded = new TextEncoder().encode(url);
    assert.equal(root.name, derivedElsewhere("name"));
    assert.equal(textOf(accountKey(root, url)), derivedElsewhere("account", encoded));
    assert.equal(textOf(blobKey(root, url)), derivedElsewhere("blob", encoded));
    assert.equal(textOf(fileKey(root)), derivedElsewhere("file"));
  });

  it("gives as many bytes as the table promises", () => {
    for (const [name, derive] of frozen) {
      const path = paths[name.split(" ")[0] as keyof typeof paths];
      assert.equal(derive().length, path.bytes, name);
    }
    const covered = new Set(["name", ...frozen.map(([name]) => name.split(" ")[0])]);
    assert.deepEqual([...covered].sort(), Object.keys(paths).sort());
  });

  it("never gives two paths one key, wherever their parts begin and end", () => {
    const text = fc.stringMatching(/^[ab/]{0,4}$/);
    fc.assert(
      fc.property(text, text, text, text, (deviceA, orderA, deviceB, orderB) => {
        const [a, b] = [claimNonce(root, deviceA, url, orderA), claimNonce(root, deviceB, url, orderB)];
        assert.equal(textOf(a) === textOf(b), deviceA === deviceB && orderA === orderB);
      }),
    );
    const byOne = textOf(refreshSeed(root, filled(32, 3), amount.parse("KUDOS:1"), [filled(64, 2)], 0));
    const byTwo = textOf(refreshSeed(root, filled(32, 3), amount.parse("KUDOS:1"), [filled(64, 2), filled(64, 2)], 0));
    assert.notEqual(byOne, byTwo);
  });

  it("gives another wallet other keys", () => {
    const other = rootOf(filled(32, 1));
    assert.notEqual(other.name, root.name);
    assert.notDeepEqual(accountKey(other, url), accountKey(root, url));
  });

  it("refuses what would be another key by mistake", () => {
    assert.throws(() => rootOf(filled(31, 0)), RangeError);
    assert.throws(() => planchetSecret(root, filled(31, 1), filled(64, 2), 0), RangeError);
    assert.throws(() => planchetSecret(root, filled(32, 1), filled(32, 2), 0), RangeError);
    assert.throws(() => reserveKey(root, -1, 1), RangeError);
    assert.throws(() => reserveKey(root, 1, 1, filled(31, 5)), RangeError);
    for (const wrong of ["https://sync.example.com", "https://SYNC.example.com/", "https://sync.example.com/?a", "x"]) {
      assert.throws(() => accountKey(root, wrong), FormatError, wrong);
      assert.throws(() => blobKey(root, wrong), FormatError, wrong);
    }
  });

  it("prints a root without its secret", () => {
    const secret = textOf(root.secret.reveal());
    for (const text of [inspect(root, { depth: 9, showHidden: true }), JSON.stringify(root), String(root.secret)]) {
      assert.match(text, /•••/);
      assert.ok(!text.includes(secret));
    }
    assert.ok(inspect(root).includes(root.name));
  });
});
