/** How large the document of a typical user becomes in ten years: with a history that is kept for ever, or for two years. */
import { compressed, sealBlob } from "../../src/backup/blob.ts";
import type { Doc, DocSet } from "../../src/backup/doc.ts";
import { writeDocument } from "../../src/backup/document.ts";
import { learn } from "../../src/store/deed.ts";
import { devices } from "../../src/store/entities/device.ts";
import { Lasting, lastingRoot, Shelf } from "../../src/testing/lasting.ts";
import { day, Mint, month, Shopper, year } from "../../src/testing/shopper.ts";

const start = 56 * year;
const years = 10;

/** Of all devices together; whoever has too little withdraws 40 KUDOS, which happens two or three times a month. */
const purchasesPerMonth = 15;

/** MiB that the service takes. */
const storageLimit = 16;

/**
 * At the end of each year: bytes of the document, compressed, and sealed as the service keeps it; and how many rows and
 * tombstones are in it. In the last year also what one entry of the history adds that is only told any more.
 */
export async function yearsFigures() {
  const figures: Record<string, Awaited<ReturnType<typeof lived>>> = {};
  for (const [name, historyYears] of Object.entries({ forEver: 0, twoYears: 2 }))
    for (const count of [1, 2]) figures[`${name} ${count}`] = await lived(historyYears, count);
  return figures;
}

/** Rows are invented, and so is the service; who tidies, tells and merges is the wallet. */
async function lived(historyYears: number, count: number) {
  const mint = new Mint();
  const shelf = new Shelf("https://sync.test/");
  const all = Array.from({ length: count }, (_, index) => {
    const device = new Lasting(index + 1, shelf);
    const me = { device: device.self.device, root: lastingRoot, slot: index + 1 };
    return { device, shopper: new Shopper(mint, me) };
  });
  for (const { device } of [...all, ...all]) device.sync(shelf, start);
  for (const { device } of all.slice(0, 1)) device.do([learn(devices, device.self.device, { historyYears })]);
  const byYear: Awaited<ReturnType<typeof sizesOf>>[] = [];
  for (let months = 1; months <= 12 * years; months++) {
    const end = start + months * month;
    for (const [index, { device, shopper }] of all.entries()) {
      // Who buys one thing more than the other is another one every month.
      const purchases = Math.floor((purchasesPerMonth + ((months + index) % count)) / count);
      device.do(shopper.live(end - month, purchases));
      device.tidy(end - 2 * day);
    }
    for (const before of [2 * day, day, 0]) for (const { device } of all) device.sync(shelf, end - before);
    if (all.some(({ device }) => device.asked)) throw new Error("tidying set off the failsafe");
    if (months % 12 === 0) byYear.push(await sizesOf(shelf));
  }
  return { byYear, bytesPerEntry: await entryBytes(documentOn(shelf)) };
}

function documentOn({ doc }: Shelf): Doc {
  if (doc === undefined) throw new Error("nothing was uploaded");
  return doc;
}

async function sizesOf(shelf: Shelf) {
  const bytes = writeDocument(documentOn(shelf));
  const blob = await sealBlob(bytes, new Uint8Array(32), new Uint8Array(24), storageLimit);
  const packed = await compressed(bytes);
  return { documentBytes: bytes.length, compressedBytes: packed.length, blobBytes: blob.length, ...shelf.sizes() };
}

/** What each entry adds that is summed up, plain and compressed; undefined when there is none. */
async function entryBytes(doc: Doc) {
  const isEntry = ({ facts }: DocSet["rows"][number]) => facts.summary !== undefined;
  const without = Object.entries(doc.sets).map(([name, set]) => {
    return [name, { ...set, rows: set.rows.filter((row) => !isEntry(row)) }] as const;
  });
  const count = Object.values(doc.sets).flatMap(({ rows }) => rows.filter(isEntry)).length;
  if (count === 0) return undefined;
  const [all, rest] = [writeDocument(doc), writeDocument({ ...doc, sets: Object.fromEntries(without) })];
  const packed = (await compressed(all)).length - (await compressed(rest)).length;
  return { plain: Math.round((all.length - rest.length) / count), compressed: Math.round(packed / count) };
}
