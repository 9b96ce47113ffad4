/**
 * Every version must restore what earlier ones wrote. The files of the corpus are never changed, only added to:
 * WRITE_CORPUS=1 seals the cases that have no file yet.
 */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { before, describe, it } from "node:test";
import { coinPath } from "../store/entities/coin.ts";
import { entities } from "../store/entities.ts";
import { blobKey, planchetSecret, type Root, rootOf } from "../store/root-secret.ts";
import { bytesOf } from "../taler/crockford.ts";
import { rsaDenomination } from "../taler/denomination.ts";
import { publicKeyOf } from "../taler/eddsa.ts";
import { sha512, utf8 } from "../taler/hash.ts";
import { isCoin, planchetSecrets } from "../taler/planchet.ts";
import { corpusCases } from "../testing/corpus.ts";
import { openBlob, sealBlob } from "./blob.ts";
import { type Doc, type DocSet, formatVersion } from "./doc.ts";
import { readDocument, writeDocument } from "./document.ts";

const folder = "src/backup/corpus";

/** What a file of the corpus says, and what must come out of it. */
interface CorpusFile {
  readonly origin: string;
  readonly what: string;
  /** Base32. */
  readonly secret: string;
  readonly url: string;
  readonly wallet: string;
  /** Base64. */
  readonly blob: string;
  /** The very document in the blob. */
  readonly document: Doc;
  /** By set: how many of its rows, tombstones and other members are understood, and which are not. */
  readonly read: Readonly<
    Record<string, { readonly rows: number; readonly tombstones: number; readonly unread: number }>
  >;
  /** How many coins are signed by their denominations. */
  readonly coins: number;
}

const countsOf = ({ rows, tombstones, unread }: DocSet) => ({
  rows: rows.length,
  tombstones: tombstones.length,
  unread: unread.length,
});

async function seal({ name, what, secret, url, document }: ReturnType<typeof corpusCases>[number]): Promise<void> {
  const path = `${folder}/${name}.json`;
  if (existsSync(path)) return;
  const root = rootOf(bytesOf(secret));
  const nonce = sha512(utf8(`nonce of ${name}`)).slice(0, 24);
  const blob = await sealBlob(document, blobKey(root, url), nonce, 16);
  const { doc } = readDocument(document, root.name);
  const file: CorpusFile = {
    origin: `made by src/testing/corpus.ts for format ${formatVersion.major}.${formatVersion.minor}; never to be changed`,
    what,
    secret,
    url,
    wallet: root.name,
    blob: Buffer.from(blob).toString("base64"),
    document: JSON.parse(new TextDecoder().decode(document)),
    read: Object.fromEntries(Object.entries(doc.sets).map(([set, one]) => [set, countsOf(one)])),
    coins: soundCoins(root, doc),
  };
  writeFileSync(path, `${JSON.stringify(file, null, 1)}\n`);
}

/** Counts the coins whose keys follow from the secret and whose signatures are right: these are the money. */
function soundCoins(root: Root, doc: Doc): number {
  const rowsOf = (set: string) => new Map((doc.sets[set]?.rows ?? []).map((row) => [row.key, row.facts]));
  const [reserves, denominations, formerRoots] = [rowsOf("reserves"), rowsOf("denominations"), rowsOf("formerRoots")];
  return [...rowsOf("coins")].filter(([key, { sig }]) => {
    const { of, index, denom } = coinPath(key);
    const pub = denominations.get(denom)?.pub;
    const former = formerRoots.get(String(reserves.get(of)?.root))?.recoverySecret;
    if (pub === undefined) return false;
    const owner = former === undefined ? root : rootOf(bytesOf(String(former)));
    const secrets = planchetSecrets(planchetSecret(owner, bytesOf(of), bytesOf(denom), index));
    return isCoin(rsaDenomination(bytesOf(String(pub))), publicKeyOf(secrets.coinPriv), bytesOf(String(sig)));
  }).length;
}

describe("the corpus of backups", () => {
  before(async () => {
    if (process.env.WRITE_CORPUS) for (const one of corpusCases()) await seal(one);
  });

  it("holds every fact of every entity, so that none can change its shape unnoticed", () => {
    const files = readdirSync(folder).map((name): CorpusFile => JSON.parse(readFileSync(`${folder}/${name}`, "utf8")));
    for (const { name, fields } of entities) {
      const rows = files.flatMap((file) => file.document.sets[name]?.rows ?? []);
      for (const [field, { law }] of Object.entries(fields)) {
        const isThere = law === undefined || rows.some((row) => row.facts[field] !== undefined);
        assert.ok(isThere, `${name}.${field}: add it to a case (or a new one) in src/testing/corpus.ts`);
      }
    }
  });

  it("has a file for every case", () => {
    const files = readdirSync(folder);
    for (const { name } of corpusCases()) assert.ok(files.includes(`${name}.json`), `${name}: run with WRITE_CORPUS=1`);
  });

  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const file: CorpusFile = JSON.parse(readFileSync(`${folder}/${name}`, "utf8"));
    const root = rootOf(bytesOf(file.secret));
    const opened = () => openBlob(Uint8Array.from(Buffer.from(file.blob, "base64")), blobKey(root, file.url));
    const read = () => readDocument(opened(), file.wallet);

    it(`${name} opens: ${file.what}`, () => {
      assert.equal(root.name, file.wallet);
      assert.deepEqual(JSON.parse(new TextDecoder().decode(opened())), file.document);
    });

    it(`${name} is read, as much of it as ever`, () => {
      const { doc, unread } = read();
      for (const [set, counts] of Object.entries(file.read)) {
        const one = doc.sets[set];
        assert.ok(one, `${set} is missing`);
        assert.deepEqual(countsOf(one), counts, set);
        const known = [...(file.document.sets[set]?.rows ?? [])];
        for (const row of one.rows)
          assert.ok(
            known.some((raw) => isSame(raw, row)),
            `${set}: a row has changed`,
          );
      }
      assert.equal(soundCoins(root, doc), file.coins);
      assert.equal(
        unread.length,
        Object.values(file.read).reduce((sum, one) => sum + one.unread, 0),
      );
    });

    it(`${name} can be handed on`, () => {
      const { doc } = read();
      assert.deepEqual(readDocument(writeDocument(doc), file.wallet).doc, doc);
    });
  }
});

function isSame(a: unknown, b: unknown): boolean {
  try {
    assert.deepEqual(a, b);
    return true;
  } catch {
    return false;
  }
}
