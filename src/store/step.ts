/** What a local write does to a row's membership and facts. */
import { canonicalJson } from "../taler/canonical.ts";
import type { Json } from "../taler/codec.ts";
import { nextStamp, type Stamp } from "./clock.ts";
import type { Deed } from "./deed.ts";
import type { Fields } from "./entity.ts";
import { joinFact } from "./law.ts";
import type { Membership, Tombstone } from "./row.ts";
import type { Self } from "./self.ts";

/**
 * The local writes of one transaction (merge rules, section 2). All its deeds share one stamp: they become
 * durable together, so nobody can have seen one without the others.
 */
export class Step {
  readonly #self: Self;
  #stamp: Stamp | undefined;
  #hasNews = false;
  /** True when the row last applied learned something that belongs into a document. */
  isNews = false;

  constructor(self: Self) {
    this.#self = self;
  }

  /** The number of this change, which rows that it touches carry. */
  get change(): number {
    return this.#self.change + 1;
  }

  #tick(): Stamp {
    this.#stamp ??= nextStamp(this.#self.counts, this.#self.device);
    return this.#stamp;
  }

  /** What the device knows of itself once this step is done. */
  after(): Self {
    const { counts, device } = this.#self;
    const ticked = this.#stamp ? { ...counts, [device]: this.#stamp.count } : counts;
    return { ...this.#self, change: this.#hasNews ? this.change : this.#self.change, counts: ticked };
  }

  /** One deed on what there is of its row; returns the very same when nothing changes. */
  apply(now: Membership | Tombstone | undefined, deed: Deed): Membership | Tombstone | undefined {
    const row = now && "ins" in now ? now : undefined;
    if (deed.verb === "remove") return row ? this.#remove(row) : now;
    if (row) return this.#learn(row, deed);
    return deed.verb === "insert" ? this.#insert(now as Tombstone | undefined, deed) : now;
  }

  #insert(buried: Tombstone | undefined, { entity, key, facts }: Deed): Membership {
    const ins = this.#tick();
    this.#note();
    // Delete wins at equal counts: a row removed and put back in one transaction would stay away.
    if (buried && buried.del.count >= ins.count) throw new Error("a row cannot be removed and inserted in one step");
    const isMoney = Object.keys(facts).some((name) => entity.fields[name]?.bearsValue);
    const row: Membership = {
      key: entity.key.parse(key),
      ins,
      ...(buried && { del: buried.del }),
      ...(buried?.saw && { saw: buried.saw }),
      ...(isMoney && { worth: { [ins.device]: ins.count } }),
      facts: {},
    };
    return this.#learn(row, { verb: "learn", entity, key, facts });
  }

  #learn(row: Membership, { entity, facts }: Deed): Membership {
    const joined: Record<string, Json> = { ...row.facts };
    let hasChanged = false;
    let isMoney = false;
    for (const [name, given] of Object.entries(facts)) {
      const field = entity.fields[name];
      if (!field) throw new Error(`${entity.name} has no fact ${name}`);
      const after = given === undefined ? undefined : this.#joined(field, row.facts[name], given);
      if (after === undefined || isSame(after, row.facts[name])) continue;
      joined[name] = after;
      hasChanged = true;
      isMoney ||= field.bearsValue;
      if (field.law) this.#note();
    }
    if (!hasChanged) return row;
    const worth = isMoney ? this.#worth(row) : row.worth;
    return { ...row, ...(worth && { worth }), facts: joined };
  }

  #joined(field: Fields[string], known: Json | undefined, given: Json): Json | undefined {
    if (!field.law) return field.stored.parse(given) as Json;
    // Joined with the empty set, even the first members of a union stand in its one spelling.
    const before = field.kind === "union" ? (known ?? []) : known;
    if (field.kind !== "latest") return joinFact(field.law, before, field.stored.parse(given) as Json);
    // A value that is there already is no change, whoever set it: otherwise two devices would outbid each other.
    if (isSame(given, (known as { value?: Json } | undefined)?.value)) return known;
    return field.stored.parse({ value: given, at: this.#tick() }) as Json;
  }

  #worth(row: Membership): Record<string, number> {
    const { device, count } = this.#tick();
    return { ...row.worth, [device]: count };
  }

  #note(): void {
    this.isNews = true;
    this.#hasNews = true;
  }

  #remove(row: Membership): Tombstone {
    const saw: Record<string, number> = { ...row.saw };
    for (const [device, count] of Object.entries(row.worth ?? {})) saw[device] = Math.max(saw[device] ?? 0, count);
    this.#note();
    return { key: row.key, del: this.#tick(), ...(Object.keys(saw).length > 0 && { saw }) };
  }
}

function isSame(a: Json | undefined, b: Json | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b));
}
