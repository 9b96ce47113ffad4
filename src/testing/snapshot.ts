/** What a disk holds at one moment: to be compared with another moment, or to be put into another profile. */
import { readState } from "../store/adopt.ts";
import { type Database, openDatabase } from "../store/db.ts";
import { lawsOf, tellableFacts } from "../store/join.ts";
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

/** By set and key what a device would tell of each row, stamps included; `without` leaves sets out. */
export async function spelledRows(db: Database, ...without: readonly string[]): Promise<Record<string, string>> {
  const { sets } = await readState(db);
  const rows = [...sets]
    .filter(([name]) => !without.includes(name))
    .flatMap(([name, set]) =>
      [...set.rows.values()].map(({ key, ins, del, saw, worth, facts }) => {
        const told = { key, ins, del, saw, worth, facts: tellableFacts(facts, lawsOf(name, set.laws)) };
        return [`${name} ${key}`, canonicalJson(JSON.parse(JSON.stringify(told)) as Json)] as const;
      }),
    );
  return Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1)));
}
