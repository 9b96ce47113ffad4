/** FORMAT.md says what the code does: its tables and its example are read and compared. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { gunzipSync } from "node:zlib";
import nacl from "tweetnacl";
import { entities, entityNamed } from "../store/entities.ts";
import type { Entity } from "../store/entity.ts";
import type { Law } from "../store/law.ts";
import { accountKey, blobKey, paths, rootOf } from "../store/root-secret.ts";
import { bytesOf, textOf } from "../taler/crockford.ts";
import { publicKeyOf } from "../taler/eddsa.ts";
import { concat, sha512, u32, utf8, zeros } from "../taler/hash.ts";
import { openBlob, sealBlob } from "./blob.ts";
import { formatVersion } from "./doc.ts";
import { readDocument, writeDocument } from "./document.ts";
import { readRecoveryText, recoveryUri } from "./recovery-code.ts";
import { recoveryWords } from "./recovery-words.ts";

const specification = readFileSync("src/backup/FORMAT.md", "utf8");

/** The rows of the table below this heading row, cell by cell. */
function tableUnder(...heading: readonly string[]): readonly (readonly string[])[] {
  const lines = specification.split("\n");
  const start = lines.indexOf(`| ${heading.join(" | ")} |`);
  assert.notEqual(start, -1, `no table of ${heading.join(", ")}`);
  const rows = lines.slice(start + 2);
  const end = rows.findIndex((line) => !line.startsWith("|"));
  return rows.slice(0, end).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const namesIn = (cell: string): readonly string[] => cell.split(", ").map((name) => name.slice(1, -1));

/** Where the text has `<32>`, so many bytes. */
const spelledOut = (example: string): string =>
  example.replace(/<(\d+)>/g, (_, size) => textOf(new Uint8Array(Number(size)).fill(7)));

/** The rows of a table that names of each set the facts for which this is so. */
const factsWith = (isSo: (field: Entity["fields"][string]) => boolean): readonly (readonly string[])[] =>
  entities.flatMap(({ name, fields }) => {
    const named = Object.entries(fields).flatMap(([fact, field]) => (isSo(field) ? [`\`${fact}\``] : []));
    return named.length > 0 ? [[`\`${name}\``, named.join(", ")]] : [];
  });

const spelledLaw = (law: Law): string => (typeof law === "string" ? law : `map of ${spelledLaw(law.mapOf)}`);

describe("the published format", () => {
  it("has every path that keys are derived by, and no other", () => {
    const inCode = Object.entries(paths).map(([name, { of, bytes, gives }]) => [
      `\`${name}\``,
      of.join(", "),
      String(bytes),
      gives,
    ]);
    assert.deepEqual(tableUnder("name", "parts", "bytes", "what it is"), inCode);
  });

  it("has every set with all its facts and their laws, and no other", () => {
    const inCode = entities.map(({ name, fields }) => [
      `\`${name}\``,
      Object.entries(fields)
        .flatMap(([field, { law }]) => (law === undefined ? [] : [`\`${field}\` ${spelledLaw(law)}`]))
        .join(", "),
    ]);
    assert.deepEqual(
      tableUnder("set", "one row per", "facts and their laws").map(([set, , facts]) => [set, facts]),
      inCode,
    );
  });

  it("says of every set which facts are money, and which that are fixed may be missing", () => {
    assert.deepEqual(
      tableUnder("set", "facts that are money"),
      factsWith(({ bearsValue }) => bearsValue),
    );
    assert.deepEqual(
      tableUnder("set", "`fixed` facts that may be missing"),
      factsWith(({ kind }) => kind === "once"),
    );
  });

  it("shows a value of every fact, in the shape that the code reads, but for plain moments and numbers", () => {
    const shown = new Set<string>();
    for (const [facts = "", sets = "", example = ""] of tableUnder("fact", "of", "for example", "what it says")) {
      for (const set of namesIn(sets)) {
        for (const fact of namesIn(facts)) {
          const { kind, stored } = entityNamed(set)?.fields[fact] ?? assert.fail(`${set} have no ${fact}`);
          const given = JSON.parse(spelledOut(example.slice(1, -1)));
          const value = kind === "latest" ? { value: given, at: { count: 1, device: "A" } } : given;
          assert.deepEqual(stored.parse(value), value, `${set}.${fact}`);
          shown.add(`${set}.${fact}`);
        }
      }
    }
    const isPlain = (law: Law | undefined) => law === undefined || law === "earliest" || law === "highest";
    const others = entities.flatMap(({ name, fields }) =>
      Object.entries(fields).flatMap(([field, { law }]) => (isPlain(law) ? [] : [`${name}.${field}`])),
    );
    assert.deepEqual(
      others.filter((one) => !shown.has(one)),
      [],
    );
  });

  it("is of the version that is written", () => {
    assert.match(specification, new RegExp(`^# The backup format of Satchel, version ${formatVersion.major}\n`));
    assert.ok(specification.includes(`### The sets of version ${formatVersion.major}.${formatVersion.minor}\n`));
  });
});

describe("the example of the published format", () => {
  const values = new Map(tableUnder("what", "value").map(([what = "", value = ""]) => [what, value.slice(1, -1)]));
  const given = (what: string): string => values.get(what) ?? assert.fail(`the example has no ${what}`);
  const blocks = [...specification.slice(specification.indexOf("## 11.")).matchAll(/```(?:json)?\n(.*?)\n```/gs)];
  const [document = "", packed = "", start = ""] = blocks.map(([, text = ""]) => text);
  const hash = /names it, is\n`([0-9A-Z]{103})`/.exec(specification)?.[1];

  const secret = bytesOf(given("recovery secret"));
  const url = given("service");
  const root = rootOf(secret);
  const key = blobKey(root, url);
  const nonce = bytesOf(given("nonce"));

  /** By the words of the specification alone, without our code. */
  function blobByHand(): Uint8Array {
    const gzip = Uint8Array.from(Buffer.from(packed, "base64"));
    const padding = zeros(16_384 - 32 - 16 - 4 - gzip.length);
    const box = nacl.secretbox(concat(u32(gzip.length), gzip, padding), nonce, bytesOf(given("blob key")));
    return concat(utf8("SATCHEL1"), nonce, box);
  }

  it("has the keys that are derived", () => {
    assert.equal(recoveryUri(secret, url), given("link"));
    assert.equal(recoveryWords(secret).join(" "), given("words"));
    assert.deepEqual(readRecoveryText(given("link")).urls, [url]);
    assert.equal(textOf(root.secret.reveal()), given("root secret"));
    assert.equal(root.name, given("name of the root"));
    assert.equal(textOf(accountKey(root, url)), given("account seed"));
    assert.equal(textOf(publicKeyOf(accountKey(root, url))), given("account public key"));
    assert.equal(textOf(key), given("blob key"));
  });

  it("is a document that is read, and written again to the letter", () => {
    const { doc, unread } = readDocument(utf8(document), root.name);
    assert.deepEqual(unread, []);
    assert.equal(doc.sets.devices?.rows.length, 1);
    assert.equal(new TextDecoder().decode(writeDocument(doc)), document);
  });

  it("makes the blob that it names", () => {
    assert.equal(gunzipSync(Buffer.from(packed, "base64")).toString(), document);
    const blob = blobByHand();
    assert.equal(Buffer.from(blob.slice(0, 64)).toString("hex"), start.replaceAll("\n", ""));
    assert.equal(textOf(sha512(blob)), hash);
    assert.ok(
      specification.includes(`these ${Buffer.from(packed, "base64").length} bytes the blob has ${blob.length} bytes`),
    );
  });

  it("is opened by us, and sealed by us to the same content", async () => {
    assert.equal(new TextDecoder().decode(openBlob(blobByHand(), key)), document);
    const sealed = await sealBlob(utf8(document), key, nonce, 16);
    assert.equal(new TextDecoder().decode(openBlob(sealed, key)), document);
    assert.equal(sealed.length, blobByHand().length);
  });
});
