/** What a disk holds at one moment: to be compared with another moment, or to be put into another profile. */
import type { Doc } from "../backup/doc.ts";
import { readState } from "../store/adopt.ts";
import type { Database } from "../store/db.ts";
import { lawsOf, tellableFacts } from "../store/join.ts";
import { openDatabase } from "../store/open.ts";
import type { Membership } from "../store/row.ts";
import { canonicalJson } from "../taler/canonical.ts";
import type { Json } from "../taler/codec.ts";
import { Profile } from "./profile.ts";

/** A profile whose disk is a copy of this one's, as it is now. */
export async function copied(profile: Profile): Promise<Profile> {
  const copy = new Profile();
  copy.starts = profile.starts;
  copy.alarm = profile.alarm;
  const from = await openDatabase("satchel", profile.disk);
  const to = await openDatabase("satchel", copy.disk);
  for (const { name } of from.tables) await to.table(name).bulkPut(await from.table(name).toArray());
  from.close();
  to.close();
  return copy;
}

/** Everything in the database, spelled out. */
export async function dump(db: Database): Promise<string> {
  const tables = await Promise.all(
    db.tables.map(async ({ name }) => [name, await db.table(name).toCollection().toArray()]),
  );
  const asHex = (_: string, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value;
  return JSON.stringify(Object.fromEntries(tables), asHex, 1);
}

type Rows = Readonly<Record<string, string>>;

/** By set and key what a device would tell of each row, stamps included; `without` leaves sets out. */
export async function spelledRows(db: Database, ...without: readonly string[]): Promise<Rows> {
  const { sets } = await readState(db);
  const told = [...sets].map(([name, set]) => {
    const lawOf = lawsOf(name, set.laws);
    const rows = [...set.rows.values()].map((row) => ({ ...row, facts: tellableFacts(row.facts, lawOf) }));
    return [name, rows] as const;
  });
  return spelled(told.filter(([name]) => !without.includes(name)));
}

/** The same of the rows of a document. */
export const documentRows = ({ sets }: Doc): Rows =>
  spelled(Object.entries(sets).map(([name, { rows }]) => [name, rows] as const));

function spelled(sets: readonly (readonly [name: string, rows: readonly Membership[]])[]): Rows {
  const rows = sets.flatMap(([name, members]) =>
    members.map(({ key, ins, del, saw, worth, facts }) => {
      const told = { key, ins, del, saw, worth, facts };
      return [`${name} ${key}`, canonicalJson(JSON.parse(JSON.stringify(told)) as Json)] as const;
    }),
  );
  return Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1)));
}
