/** Documents for the corpus of the backup format: what later versions must still be able to restore. */
import type { Doc, DocSet } from "../backup/doc.ts";
import { writeDocument } from "../backup/document.ts";
import { coinPath } from "../store/entities/coin.ts";
import { type Root, reserveKey, rootOf } from "../store/root-secret.ts";
import type { Json } from "../taler/codec.ts";
import { bytesOf, textOf } from "../taler/crockford.ts";
import { publicKeyOf } from "../taler/eddsa.ts";
import { utf8 } from "../taler/hash.ts";
import { late } from "./corpus-late.ts";
import { named } from "./corpus-named.ts";
import { merged, paying } from "./corpus-paying.ts";
import { renewed } from "./corpus-renewed.ts";
import { at, denominationRow, exchangeRow, exchangeUrl, row, setOf, start, withdrawn } from "./corpus-rows.ts";
import { spentSets } from "./corpus-spent.ts";
import { tidied } from "./corpus-tidied.ts";
import { sampleText } from "./documents.ts";

/** A document before it is sealed. `name` is that of its file. */
export interface CorpusCase {
  readonly name: string;
  readonly what: string;
  readonly secret: string;
  readonly url: string;
  readonly document: Uint8Array;
}

const url = "https://sync.example.com/";
const desk = sampleText("a desktop computer", 16);
const phone = sampleText("a telephone", 16);

const deviceRow = (device: string, slot: number, name: string, count: number) =>
  row(device, [count, device], {
    name: { value: name, at: at(count, device) },
    joinedAt: start + slot,
    slots: [{ slot, at: at(count, device) }],
    seenAt: start + 200,
    retired: { value: "no", at: at(count, device) },
  });

const providerRow = row(url, [2, desk], {
  name: { value: "A backup service", at: at(2, desk) },
  addedAt: start + 5,
  terms: { value: { annualFee: "KUDOS:0", storageLimit: 16, liability: "KUDOS:0" }, at: at(2, desk) },
  tosAccepted: { value: "sync-tos-v0", at: at(2, desk) },
});

function emptyWallet(root: Root): Doc {
  return {
    version: { major: 1, minor: 0 },
    wallet: root.name,
    revision: 1,
    clocks: { [desk]: 1 },
    counts: { [desk]: 1 },
    previous: [],
    sets: { devices: setOf("devices", deviceRow(desk, 1, "Firefox on Linux", 1)) },
  };
}

const former = bytesOf(sampleText("the secret of a former wallet", 32));

/** Two devices, a service; two withdrawals are done (one was a former wallet's), one waits, one was called off too late. */
function withdrawnWallet(root: Root): Doc {
  return {
    version: { major: 1, minor: 0 },
    wallet: root.name,
    revision: 9,
    clocks: { [desk]: 9, [phone]: 6 },
    counts: { [desk]: 40, [phone]: 25 },
    previous: [sampleText("blob 7", 64), sampleText("blob 8", 64)],
    sets: {
      devices: setOf("devices", deviceRow(desk, 1, "Firefox on Linux", 1), deviceRow(phone, 2, "Chrome on Android", 3)),
      formerRoots: setOf(
        "formerRoots",
        row(rootOf(former).name, [19, phone], { recoverySecret: textOf(former), formerSince: start + 50 }, true),
      ),
      providers: setOf("providers", providerRow),
      exchanges: setOf("exchanges", exchangeRow([8, desk])),
      denominations: setOf(
        "denominations",
        denominationRow("KUDOS:5", [9, desk]),
        denominationRow("KUDOS:1", [9, desk]),
      ),
      ...moneySets(root),
    },
  };
}

function moneySets(root: Root): Doc["sets"] {
  const done = withdrawn(root, [1, 1], ["KUDOS:5", "KUDOS:1", "KUDOS:1"], [10, desk]);
  const old = withdrawn(rootOf(former), [1, 3], ["KUDOS:1"], [20, phone]);
  const waiting = textOf(publicKeyOf(reserveKey(root, 1, 2)));
  const withdrawal = (reserve: string, count: number, facts: Readonly<Record<string, Json>>) => {
    const runner = { value: desk, at: at(count, desk) };
    return row(reserve, [count, desk], { exchange: exchangeUrl, acceptedAt: start + 30, runner, ...facts }, true);
  };
  const calledOff = textOf(publicKeyOf(reserveKey(root, 2, 1)));
  const refusals = [{ code: 1150, at: start + 170 }];
  const closings = [{ amount: "KUDOS:2.99", fee: "KUDOS:0.01", at: start + 190 }];
  const bank = { url: "https://bank.example.com/taler-integration/", operation: "7b" };
  const times = { selectedAt: start + 40, confirmedAt: start + 60, arrivedAt: start + 100, finishedAt: start + 130 };
  const ended = { confirmUrl: "https://bank.example.com/7b", cancelledAt: start + 70, abortedAt: start + 80 };
  return {
    reserves: setOf(
      "reserves",
      done.reserve,
      { ...old.reserve, del: at(18, desk), saw: { [phone]: 4 } },
      row(waiting, [30, desk], { exchange: exchangeUrl, root: root.name, slot: 1, counter: 2 }),
      row(calledOff, [23, phone], { exchange: exchangeUrl, root: root.name, slot: 2, counter: 1, closings }, true),
    ),
    batches: setOf(
      "batches",
      done.batch,
      old.batch,
      row(sampleText("a plan", 32), [24, phone], { reserve: calledOff, coins: [], plannedAt: start + 160, refusals }),
    ),
    withdrawals: setOf(
      "withdrawals",
      withdrawal(done.reserve.key, 10, { kind: "bank", bank, amount: "KUDOS:7.03", ...times }),
      withdrawal(waiting, 30, { kind: "manual", amount: "KUDOS:20", account: "payto://iban/DE75512108001245126199" }),
      withdrawal(calledOff, 31, { kind: "bank", bank, amount: "KUDOS:3", ...ended, refusals }),
    ),
    coins: setOf("coins", ...done.coins, ...old.coins),
  };
}

/** As of format 1.1: something was bought, change came back, a purchase was given up. */
async function spentWallet(root: Root): Promise<Uint8Array> {
  const doc = withdrawnWallet(root);
  const own = withdrawn(root, [1, 1], ["KUDOS:5", "KUDOS:1", "KUDOS:1"], [10, desk]).coins;
  const [five, one] = own;
  if (!five || !one || !doc.sets.coins) throw new Error("the coins to spend are missing");
  const { sets, coins } = await spentSets(root, desk, [five, one]);
  const untouched = doc.sets.coins.rows.filter(({ key }) => key !== five.key && key !== one.key);
  return writeDocument({
    ...doc,
    version: { major: 1, minor: 1 },
    counts: { ...doc.counts, [desk]: 50 },
    sets: { ...withNews(doc.sets), ...sets, coins: setOf("coins", ...untouched, ...coins) },
  });
}

/** As of format 1.1: an exchange has revoked coins of one, and one of them is back in its reserve. */
function recoupedWallet(root: Root): Uint8Array {
  const doc = withdrawnWallet(root);
  const { reserve, coins } = withdrawn(root, [1, 1], ["KUDOS:5", "KUDOS:1", "KUDOS:1"], [10, desk]);
  const [five, one] = coins;
  if (!five || !one || !doc.sets.coins || !doc.sets.reserves) throw new Error("the coins to take back are missing");
  const back = { coin: one.key, amount: "KUDOS:1" };
  const changed = [
    { ...five, facts: { ...five.facts, returns: [back] } },
    { ...one, facts: { ...one.facts, spends: [{ by: "recoup", amount: "KUDOS:1" }] } },
  ];
  const rowsBut = (set: DocSet, ...keys: readonly string[]) => set.rows.filter(({ key }) => !keys.includes(key));
  const facts = { exchange: exchangeUrl, noticedAt: start + 500, renewed: 1 };
  const runner = { value: desk, at: at(44, desk) };
  return writeDocument({
    ...doc,
    version: { major: 1, minor: 1 },
    counts: { ...doc.counts, [desk]: 50 },
    sets: {
      ...doc.sets,
      coins: setOf("coins", ...rowsBut(doc.sets.coins, five.key, one.key), ...changed),
      reserves: setOf("reserves", ...rowsBut(doc.sets.reserves, reserve.key), {
        ...reserve,
        facts: { ...reserve.facts, recoups: [back] },
      }),
      recoups: setOf("recoups", row(coinPath(one.key).denom, [44, desk], { ...facts, runner })),
    },
  });
}

/** The sets of 1.0 with what rows may say since 1.1: where wires came from, and what an exchange wants to know. */
function withNews(sets: Doc["sets"]): Doc["sets"] {
  const told = (set: string, facts: Readonly<Record<string, Json>>) => {
    const [first, ...others] = sets[set]?.rows ?? [];
    if (!first) throw new Error(`no row in ${set}`);
    return { [set]: setOf(set, { ...first, facts: { ...first.facts, ...facts } }, ...others) };
  };
  const asked = { state: "asked", account: sampleText("a reserve", 32), row: 3, at: start + 108 };
  return {
    ...sets,
    ...told("reserves", { origins: ["payto://iban/DE75512108001245126199?receiver-name=Alice"] }),
    ...told("withdrawals", { legitimization: { value: asked, at: at(38, desk) } }),
  };
}

/** As a version to come might write it: more facts, another set, deletions, and something neither version could read. */
function newerMinor(root: Root): Doc {
  const doc = withdrawnWallet(root);
  const { coins, exchanges } = doc.sets;
  const deleted = { key: "https://gone.example.com/", del: at(33, desk), saw: { [phone]: 2 }, since: 7 };
  const notes: DocSet = {
    ...setOf("notes", row("1", [34, desk], { text: { value: "hm", at: at(34, desk) }, tags: ["a"] })),
    laws: { text: "latest", tags: "union" },
    tombstones: [{ key: "2", del: at(20, phone), since: 9 }],
    unread: [{ key: "3", ins: "as a third version wrote it" }],
  };
  const coloured = (coins?.rows ?? []).map((one) => ({ ...one, facts: { ...one.facts, colour: ["red"] } }));
  return {
    ...doc,
    version: { major: 1, minor: 7 },
    sets: {
      ...doc.sets,
      ...(coins && { coins: { ...coins, laws: { ...coins.laws, colour: "union" }, rows: coloured } }),
      ...(exchanges && { exchanges: { ...exchanges, tombstones: [deleted] } }),
      notes,
    },
  };
}

/** One row of each set is spoiled; the others must come back. */
function spoiltRows(root: Root): Uint8Array {
  const doc = JSON.parse(new TextDecoder().decode(writeDocument(withdrawnWallet(root))));
  doc.sets.coins.rows[0].key = "not the name of a coin";
  doc.sets.denominations.rows[0].facts.value = "free";
  doc.sets.devices.rows[1].ins.count = 41;
  doc.sets.providers.rows.push(7);
  doc.sets.withdrawals.rows.push(doc.sets.withdrawals.rows[0]);
  return utf8(JSON.stringify(doc));
}

/** As of format 1.1: keys and auditors that the user trusts. */
function trustingWallet(root: Root): Uint8Array {
  const doc = withdrawnWallet(root);
  const said = (value: string) => ({ value, at: at(45, desk) });
  const key = row(sampleText("master key", 32), [45, desk], { name: said("Town exchange"), addedAt: start + 600 });
  const auditor = row(`KUDOS/${sampleText("auditor", 32)}`, [45, desk], {
    name: said("Audit office"),
    url: said("https://auditor.example.com/"),
    addedAt: start + 600,
  });
  return writeDocument({
    ...doc,
    version: { major: 1, minor: 1 },
    counts: { ...doc.counts, [desk]: 50 },
    sets: {
      ...doc.sets,
      trustedKeys: setOf("trustedKeys", key),
      trustedAuditors: setOf("trustedAuditors", auditor),
    },
  });
}

/** As of format 1.1: the exchange was purged while change was under way and money stood in a reserve. */
async function purgedWallet(root: Root): Promise<Uint8Array> {
  const doc = JSON.parse(new TextDecoder().decode(await spentWallet(root)));
  const tell = (set: string, facts: Readonly<Record<string, Json>>) =>
    Object.assign(doc.sets[set].rows[0].facts, facts);
  tell("coins", { purged: ["KUDOS:1"] });
  tell("refreshes", { purgedAt: start + 1000 });
  tell("withdrawals", { purgedAt: start + 1000 });
  tell("exchanges", { lookedAt: start + 15 });
  return utf8(JSON.stringify(doc));
}

/** As of format 1.1: annual fees of the backup service. */
const mergedWallet = async (root: Root) => merged(await spentWallet(root));
const tidiedWallet = async (root: Root) => tidied(await spentWallet(root), desk);
const payingWallet = async (root: Root) => paying(await spentWallet(root), url, desk);
const lateWallet = async (root: Root) => late(await spentWallet(root));
const namedWallet = (root: Root) => named(withdrawnWallet(root), root, desk);
const renewedWallet =
  (...rivals: readonly string[]) =>
  (root: Root) =>
    renewed(withdrawnWallet(root), url, desk, ...rivals);

type Maker = (root: Root) => Uint8Array | Promise<Uint8Array>;

/** Every case. They are sealed once, when their file does not exist yet, and stay as they are. */
export async function corpusCases(): Promise<readonly CorpusCase[]> {
  const makers: readonly (readonly [string, string, string, Maker])[] = [
    ["1.0", "empty", "a wallet that has just chosen its service", (root) => writeDocument(emptyWallet(root))],
    ["1.0", "withdrawn", "two devices, coins, a former wallet", (root) => writeDocument(withdrawnWallet(root))],
    ["1.0", "newer-minor", "as a newer minor version writes it", (root) => writeDocument(newerMinor(root))],
    ["1.0", "spoilt-rows", "a bad member in each of five sets", spoiltRows],
    ["1.1", "spent", "a purchase with change and a refund, another given up", spentWallet],
    ["1.1", "trusting", "keys and auditors that are trusted", trustingWallet],
    ["1.1", "recouped", "coins of a denomination that was revoked", recoupedWallet],
    ["1.1", "purged", "an exchange that was given up with everything of it", purgedWallet],
    ["1.1", "merged", "a service of this wallet and of one that was merged into it", mergedWallet],
    ["1.1", "paying", "annual fees of the backup service, one paid and one refused", payingWallet],
    ["1.1", "tidied", "entries that are summed up, and coins that are carried over", tidiedWallet],
    ["1.1", "renewed", "a recovery secret that took the place of another one", renewedWallet()],
    ["1.1", "late", "a payment that arrived after it was given up", lateWallet],
    ["1.1", "named", "a reserve that names what it was made for", namedWallet],
    ["1.1", "overtaken", "a recovery secret that another device renewed as well", renewedWallet(desk)],
  ];
  return Promise.all(
    makers.map(async ([version, name, what, make]) => {
      const secret = sampleText(`the recovery secret of ${name}`, 32);
      return { name: `${version}-${name}`, what, secret, url, document: await make(rootOf(bytesOf(secret))) };
    }),
  );
}
