/** A disk that was put back or copied gets a new name, so that no stamp means two things (merge rules, section 7). */
import { type Counts, type DeviceId, joinCounts, nextStamp, type Stamp } from "../store/clock.ts";
import type { Facts, Membership } from "../store/row.ts";
import type { Enrolment, Self } from "../store/self.ts";
import { type Changes, noChanges, type OpenTombstone, type SetChanges, type State } from "../store/state.ts";
import type { Json } from "../taler/codec.ts";

/** The new name, what changes in the sets, and what the device has to remember of itself. */
export interface Renewal {
  readonly changes: Changes;
  readonly self: Pick<Self, "device" | "offered">;
  readonly enrolments: readonly Enrolment[];
}

/**
 * Gives this device the new id `fresh`: whatever it did after the highest count it ever offered it did under that name.
 * Pure; to be followed by the merge in the same transaction, and by the claim of a new slot.
 */
export function renewId(
  state: State,
  self: Pick<Self, "device" | "offered">,
  enrolments: readonly Enrolment[],
  fresh: DeviceId,
): Renewal {
  const renaming = new Renaming(self.device, self.offered, fresh);
  const sets = new Map<string, SetChanges>();
  for (const [name, set] of state.sets) {
    const rows = [...set.rows.values()].flatMap((row) => {
      const renamed = renaming.row(row);
      return renamed === row ? [] : [renamed];
    });
    const tombstones = [...set.tombstones.values()].map((one) => renaming.tombstone(one, state.providers));
    if (rows.length + tombstones.length > 0) sets.set(name, { rows, tombstones });
  }
  return {
    changes: { sets, counts: renaming.counts(state.counts) },
    self: { device: fresh, offered: 0 },
    enrolments: enrolments.map(withoutOffer),
  };
}

/**
 * Says again, under the new name and in one new step, whatever either copy did under the old one after the count up to
 * which it is surely ours. A service that has heard of the steps of one copy would take those of the other, which bear
 * the same stamps, for deleted. Pure; for the state after the merge.
 */
export function retold(
  state: State,
  { device: old, offered: ours }: Pick<Self, "device" | "offered">,
  fresh: DeviceId,
): Changes {
  const stamp = nextStamp(state.counts, fresh);
  const isUnclear = (device: DeviceId, count: number) => (device === old || device === fresh) && count > ours;
  const sets = new Map<string, SetChanges>();
  for (const [name, set] of state.sets) {
    const rows = [...set.rows.values()].flatMap((row) => {
      const isMoney = Object.entries(row.worth ?? {}).some(([device, count]) => isUnclear(device, count));
      if (!isMoney && !isUnclear(row.ins.device, row.ins.count)) return [];
      return [{ ...row, ins: stamp, ...(isMoney && { worth: { ...row.worth, [fresh]: stamp.count } }) }];
    });
    if (rows.length > 0) sets.set(name, { rows });
  }
  return sets.size === 0 ? noChanges : { sets, counts: joinCounts(state.counts, { [fresh]: stamp.count }) };
}

/** The bytes in flight were sealed under the old name; the new one is in no document yet. */
function withoutOffer({ offer: _, ...enrolment }: Enrolment): Enrolment {
  return { ...enrolment, isMember: false };
}

class Renaming {
  readonly #old: DeviceId;
  readonly #offered: number;
  readonly #fresh: DeviceId;
  #highest = 0;

  constructor(old: DeviceId, offered: number, fresh: DeviceId) {
    this.#old = old;
    this.#offered = offered;
    this.#fresh = fresh;
  }

  #isOurs(device: Json | undefined, count: Json | undefined): count is number {
    return device === this.#old && typeof count === "number" && count > this.#offered;
  }

  #stamp(stamp: Stamp): Stamp {
    if (!this.#isOurs(stamp.device, stamp.count)) return stamp;
    this.#highest = Math.max(this.#highest, stamp.count);
    return { count: stamp.count, device: this.#fresh };
  }

  /** `kept`: up to which count the old name stays in, beside the new one. */
  #vector(counts: Counts, kept: number): Counts {
    const count = counts[this.#old];
    if (!this.#isOurs(this.#old, count)) return counts;
    this.#highest = Math.max(this.#highest, count);
    const { [this.#old]: _, ...others } = counts;
    return { ...others, ...(kept > 0 && { [this.#old]: kept }), [this.#fresh]: count };
  }

  // A reason moves to the new name. Sight does not: what was seen up to a count was seen below it too.
  #worth = (worth: Counts) => this.#vector(worth, 0);
  #saw = (saw: Counts) => this.#vector(saw, this.#offered);

  row(row: Membership): Membership {
    const renamed: Membership = {
      ...row,
      ins: this.#stamp(row.ins),
      ...(row.del && { del: this.#stamp(row.del) }),
      ...(row.saw && { saw: this.#saw(row.saw) }),
      ...(row.worth && { worth: this.#worth(row.worth) }),
      facts: this.#fact(row.facts) as Facts,
    };
    const isSame = (["ins", "del", "saw", "worth", "facts"] as const).every((part) => renamed[part] === row[part]);
    return isSame ? row : renamed;
  }

  tombstone(tombstone: OpenTombstone, open: readonly string[]): OpenTombstone {
    const { saw } = tombstone;
    return { ...tombstone, del: this.#stamp(tombstone.del), ...(saw && { saw: this.#saw(saw) }), open };
  }

  /** Stamps inside facts: of `latest` values, of slot claims, at any depth. */
  #fact(fact: Json): Json {
    if (typeof fact !== "object" || fact === null) return fact;
    if (Array.isArray(fact)) return this.#members(fact as readonly Json[]);
    const map = fact as { readonly [key: string]: Json };
    if (this.#isOurs(map.device, map.count) && Object.keys(map).length === 2) return { ...this.#stamp(map as never) };
    const entries = Object.entries(map).map(([name, one]) => [name, this.#fact(one)] as const);
    if (entries.every(([name, one]) => one === map[name])) return fact;
    const renamed = Object.fromEntries(entries);
    // What this device said of itself after that count it said of the one that it is now.
    return renamed.value === this.#old && renamed.at !== map.at ? { ...renamed, value: this.#fresh } : renamed;
  }

  #members(list: readonly Json[]): Json {
    const renamed = list.map((one) => this.#fact(one));
    return renamed.every((one, index) => one === list[index]) ? list : renamed;
  }

  /** Call last: the new name's count is the highest that was renamed. */
  counts(counts: Counts): Counts {
    const { [this.#old]: known = 0, ...others } = counts;
    const told = Math.min(known, this.#offered);
    return {
      ...others,
      ...(told > 0 && { [this.#old]: told }),
      ...(this.#highest > 0 && { [this.#fresh]: this.#highest }),
    };
  }
}
