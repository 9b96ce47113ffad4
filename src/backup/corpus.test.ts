/**
 * Every version must restore what earlier ones wrote. The blobs of the corpus are never changed, only added to:
 * WRITE_CORPUS=1 seals the cases that have no file yet.
 */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { before, describe, it } from "node:test";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { adopt, readState } from "../store/adopt.ts";
import { coinPath } from "../store/entities/coin.ts";
import type { Refresh } from "../store/entities/refresh.ts";
import { entities, entityNamed } from "../store/entities.ts";
import { openDatabase } from "../store/open.ts";
import { blobKey, planchetSecret, type Root, refreshSeed, reserveKey, rootOf } from "../store/root-secret.ts";
import type { Membership } from "../store/row.ts";
import { countSetAside } from "../store/set-aside.ts";
import { isReadable } from "../store/write-changes.ts";
import { bytesOf, textOf } from "../taler/crockford.ts";
import { rsaDenomination } from "../taler/denomination.ts";
import { publicKeyOf } from "../taler/eddsa.ts";
import { sha512, utf8 } from "../taler/hash.ts";
import { secretsOfNewCoin } from "../taler/melt.ts";
import { isCoin, type PlanchetSecrets, planchetSecrets } from "../taler/planchet.ts";
import { type CorpusCase, corpusCases } from "../testing/corpus.ts";
import { freshDisk } from "../testing/replica.ts";
import { openBlob, sealBlob } from "./blob.ts";
import { type Doc, type DocSet, formatVersion } from "./doc.ts";
import { readDocument, writeDocument } from "./document.ts";
import { mergeDoc } from "./merge.ts";
import { newEnrolment } from "./providers.ts";
import { planUpload } from "./upload.plan.ts";

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
  readonly read: Readonly<Record<string, SetCounts>>;
  /** How many coins are signed by their denominations. */
  readonly coins: number;
}

/** What comes out of one set. */
interface SetCounts {
  readonly rows: number;
  /** Rows among them with a key or facts that this version, which knows the set, cannot read; absent for none. */
  readonly unreadable?: number;
  readonly tombstones: number;
  readonly unread: number;
}

function countsOf(set: string, { rows, tombstones, unread }: DocSet): SetCounts {
  const unreadable = rows.length - readableRows(set, rows).length;
  return {
    rows: rows.length,
    ...(entityNamed(set) && unreadable > 0 && { unreadable }),
    tombstones: tombstones.length,
    unread: unread.length,
  };
}

function readableRows(set: string, rows: readonly Membership[]): readonly Membership[] {
  const entity = entityNamed(set);
  return entity ? rows.filter((row) => isReadable(entity, row)) : [];
}

async function seal({ name, what, secret, url, document }: CorpusCase): Promise<void> {
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
    read: Object.fromEntries(Object.entries(doc.sets).map(([set, one]) => [set, countsOf(set, one)])),
    coins: await soundCoins(root, doc),
  };
  writeFileSync(path, `${JSON.stringify(file, null, 1)}\n`);
}

/** Counts the coins whose keys follow from the secret and whose signatures are right: these are the money. */
async function soundCoins(root: Root, doc: Doc): Promise<number> {
  const rowsOf = (set: string) => factsOf(doc, set);
  const denominations = rowsOf("denominations");
  const secretsOf = coinDeriver(root, rowsOf("reserves"), rowsOf("formerRoots"), rowsOf("refreshes"));
  let sound = 0;
  for (const [key, { sig }] of rowsOf("coins")) {
    const pub = denominations.get(coinPath(key).denom)?.pub;
    if (pub === undefined) continue;
    const { coinPriv } = await secretsOf(key);
    if (isCoin(rsaDenomination(bytesOf(String(pub))), publicKeyOf(coinPriv), bytesOf(String(sig)))) sound += 1;
  }
  return sound;
}

type FactsByKey = ReadonlyMap<string, Membership["facts"]>;

const factsOf = (doc: Doc, set: string): FactsByKey =>
  new Map(readableRows(set, doc.sets[set]?.rows ?? []).map((row) => [row.key, row.facts]));

const rootsIn = (root: Root, formerRoots: FactsByKey) => (name: unknown) => {
  const former = formerRoots.get(String(name))?.recoverySecret;
  return former === undefined ? root : rootOf(bytesOf(String(former)));
};

/** The secrets of coins by the words of the format alone. */
function coinDeriver(root: Root, reserves: FactsByKey, formerRoots: FactsByKey, refreshes: FactsByKey) {
  const rootNamed = rootsIn(root, formerRoots);
  return async function secretsOf(key: string): Promise<PlanchetSecrets> {
    const { source, of, index, denom } = coinPath(key);
    if (source === "w") {
      const owner = rootNamed(reserves.get(of)?.root);
      return planchetSecrets(planchetSecret(owner, bytesOf(of), bytesOf(denom), index));
    }
    const facts = (refreshes.get(of) ?? assert.fail("a coin without its refresh")) as unknown as Refresh["facts"];
    const { coinPriv: oldCoinPriv } = await secretsOf(facts.coin);
    const { amount, denoms, attempt, noreveal = 0 } = facts;
    const masterSecret = refreshSeed(rootNamed(facts.root), oldCoinPriv, amount, denoms.map(bytesOf), attempt);
    return secretsOfNewCoin({ masterSecret, oldCoinPriv }, noreveal, index);
  };
}

/** By the path in its row. */
const reservePub = (root: Root, { slot, counter, deed }: Membership["facts"]): string =>
  textOf(publicKeyOf(reserveKey(root, Number(slot), Number(counter), deed ? bytesOf(String(deed)) : undefined)));

describe("the corpus of backups", () => {
  before(async () => {
    if (process.env.WRITE_CORPUS) for (const one of await corpusCases()) await seal(one);
  });

  it("holds every fact of every entity, so that none can change its shape unnoticed", () => {
    const files = readdirSync(folder).map((name): CorpusFile => JSON.parse(readFileSync(`${folder}/${name}`, "utf8")));
    for (const { name, fields } of entities) {
      const rows = files.flatMap((file) => file.document.sets[name]?.rows ?? []);
      for (const [field, { law }] of Object.entries(fields)) {
        const isThere = law === undefined || rows.some((row) => row.facts?.[field] !== undefined);
        assert.ok(isThere, `${name}.${field}: add it to a case (or a new one) in src/testing/corpus.ts`);
      }
    }
  });

  it("has a file for every case", async () => {
    const files = readdirSync(folder);
    for (const { name } of await corpusCases())
      assert.ok(files.includes(`${name}.json`), `${name}: run with WRITE_CORPUS=1`);
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

    it(`${name} is read, as much of it as ever`, async () => {
      const { doc, unread } = read();
      for (const [set, counts] of Object.entries(file.read)) {
        const one = doc.sets[set];
        assert.ok(one, `${set} is missing`);
        assert.deepEqual(countsOf(set, one), counts, set);
        const known = [...(file.document.sets[set]?.rows ?? [])];
        for (const row of one.rows)
          assert.ok(
            known.some((raw) => isSame(raw, row)),
            `${set}: a row has changed`,
          );
      }
      assert.equal(await soundCoins(root, doc), file.coins);
      const rootNamed = rootsIn(root, factsOf(doc, "formerRoots"));
      for (const [key, facts] of factsOf(doc, "reserves")) assert.equal(reservePub(rootNamed(facts.root), facts), key);
      assert.equal(
        unread.length,
        Object.values(file.read).reduce((sum, one) => sum + one.unread, 0),
      );
    });

    it(`${name} is kept by a device, which then has nothing to tell`, async () => {
      const { doc } = read();
      const db = await openDatabase("test", { indexedDB: new IDBFactory(), IDBKeyRange });
      const me = Object.keys(doc.clocks).find((device) => doc.clocks[device] === doc.revision) ?? "";
      await db.self.put(freshDisk(me).self);
      await db.enrolments.put(newEnrolment(file.url, "ROOT"));
      await adopt(db, { now: 0 }, ({ state }) => ({ changes: mergeDoc(state, doc).changes, result: undefined }));
      for (const [set, { rows, unreadable = 0 }] of Object.entries(file.read)) {
        if (entityNamed(set)) assert.equal(await db.table(set).count(), rows - unreadable, set);
      }
      const lost = Object.values(file.read).map(({ unreadable = 0, unread }) => unreadable + unread);
      assert.equal(
        await countSetAside(db),
        lost.reduce((sum, one) => sum + one, 0),
      );
      const enrolment = { revision: doc.revision };
      const plan = planUpload({
        doc,
        docHash: "H",
        state: await readState(db),
        enrolment,
        me,
        wallet: doc.wallet,
        now: 0,
      });
      assert.equal(plan.isDue, false);
    });

    it(`${name} can be handed on`, () => {
      const { doc } = read();
      // A row that stood there twice says nothing new the second time.
      const sets = Object.entries(doc.sets).map(([set, { unread, ...rest }]) => {
        const isNew = (raw: unknown) => !rest.rows.some((row) => isSame(row, raw));
        return [set, { ...rest, unread: unread.filter(isNew) }] as const;
      });
      const again = readDocument(writeDocument(doc), file.wallet).doc;
      assert.deepEqual(again, { ...doc, sets: Object.fromEntries(sets) });
      assert.deepEqual(readDocument(writeDocument(again), file.wallet).doc, again);
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
