/** Taking another recovery secret as one's own, in one transaction; what belongs to the old one stays usable. */
import { lamportTime } from "./clock.ts";
import type { Database } from "./db.ts";
import { type Deed, insert, learn } from "./deed.ts";
import { formerRoots } from "./entities/former-root.ts";
import { isFree, isUsedBy, providers } from "./entities/provider.ts";
import { reserves } from "./entities/reserve.ts";
import { switchedOn } from "./pace.ts";
import { decide } from "./save.ts";
import { type Enrolment, type Self, toldUntilNow } from "./self.ts";

export interface RootChange {
  /** 32 bytes as base32, and the public name of its root. */
  readonly recoverySecret: string;
  readonly root: string;
  /** Services that hold a document of it. */
  readonly enrolments: readonly Enrolment[];
  /** Every service that was asked, and what it had. */
  readonly asked: NonNullable<Self["adopted"]>["asked"];
  /** Milliseconds. */
  readonly now: number;
}

/**
 * From now on this device belongs to the wallet of that secret. A former root is kept as long as anything derives
 * from it. Documents of the old root are left alone; where they are is noted for whoever renews it, or has done so
 * already. Of the root one has already only the services are joined anew, which costs nothing but a merge.
 */
export async function adoptRoot(db: Database, change: RootChange): Promise<void> {
  const before = await db.enrolments.toArray();
  await decide(db, [formerRoots, providers, reserves], async (sight) => {
    const { self } = sight;
    const { recoverySecret, root, now, enrolments, asked } = change;
    const isNew = self.root !== root;
    const deeds: Deed[] = [];
    if (isNew && (hasDerived(self) || (await sight.all(reserves)).some(({ facts }) => facts.root === self.root))) {
      const formerSince = Math.floor(now / 1000);
      const copies = copiesIn(before, self.root);
      deeds.push(insert(formerRoots, self.root, { recoverySecret: self.recoverySecret, formerSince, copies }));
    }
    // What the former wallet chose, and perhaps paid for, is not chosen by the one that takes its place.
    if (isNew) {
      const unmarked = (await sight.all(providers)).filter(({ facts }) => facts.roots === undefined);
      deeds.push(...unmarked.map(({ key }) => learn(providers, key, { roots: [self.root] })));
    }
    const others = isNew ? [] : before.filter(({ url }) => !enrolments.some((one) => one.url === url));
    return {
      deeds,
      services: [...others.map((one) => restarted(one)), ...enrolments],
      self: {
        ...{ recoverySecret, root, adopted: { root, at: now, asked }, pace: switchedOn(self.pace) },
        // A slot of the former root may be another device's slot of this one: a new one has to be claimed.
        ...(isNew && {
          isRootOwn: false,
          slotsAfter: lamportTime(self.counts),
          newcomers: {},
          ...toldUntilNow(self, before),
        }),
      },
    };
  });
}

export interface RootRenewal {
  /** The root that the user wants to replace: no other one is. */
  readonly from: string;
  /** 32 bytes as base32, drawn just now, and the public name of its root. */
  readonly recoverySecret: string;
  readonly root: string;
  /** Milliseconds. */
  readonly now: number;
}

/**
 * A new secret takes the place of the own one, which somebody else may have. From now on nothing is told to services
 * under the old one. Services are joined anew, but for those that want to be paid for it: that is for the user to say.
 */
export async function renewRoot(db: Database, { from, recoverySecret, root, now }: RootRenewal): Promise<void> {
  const before = await db.enrolments.toArray();
  await decide(db, [formerRoots, providers], async (sight) => {
    const { self } = sight;
    if (self.root !== from) return {};
    const renewedAt = Math.floor(now / 1000);
    const renewed = { renewedAt, renewedBy: self.device };
    const own = before.filter((one) => one.root === from);
    const { recoverySecret: old } = self;
    const former = { recoverySecret: old, formerSince: renewedAt, ...renewed, copies: copiesIn(own, from) };
    // Who has the secret has read in the documents which ones there were before.
    const older = (await sight.all(formerRoots)).filter(({ key, facts }) => key !== from && !facts.renewedAt);
    const services = await sight.all(providers);
    const kept = services.filter((row) => isUsedBy(row, from) && isFree(row)).map(({ key }) => key);
    const marks = services
      .filter(({ key, facts }) => kept.includes(key) || facts.roots === undefined)
      .map(({ key }) => learn(providers, key, { roots: kept.includes(key) ? [from, root] : [from] }));
    return {
      deeds: [insert(formerRoots, from, former), ...older.map(({ key }) => learn(formerRoots, key, renewed)), ...marks],
      services: own.filter(({ url }) => kept.includes(url)).map((one) => restarted({ ...one, root, revision: 0 })),
      // Nobody else has ever derived anything from it.
      self: { recoverySecret, root, isRootOwn: true, ...toldUntilNow(self, before) },
    };
  });
}

/** Services that hold a document of this root, as far as is known here. */
const copiesIn = (enrolments: readonly Enrolment[], root: string): readonly string[] =>
  enrolments
    .filter((one) => one.root === root && one.hash !== undefined && one.emptiedAt === undefined)
    .map(({ url }) => url);

/** Even if the rows are gone or cannot be read: what was derived once may have been given to somebody. */
const hasDerived = ({ root, reserveCounters }: Self) =>
  Object.keys(reserveCounters).some((path) => path.startsWith(`${root}/`));

/** What must be known again of a service whose bytes were forgotten. */
const restarted = ({ url, root, revision, isOff, isFound }: Enrolment): Enrolment => ({
  url,
  root,
  revision,
  counts: {},
  told: -1,
  isMember: false,
  ...(isOff && { isOff }),
  ...(isFound && { isFound }),
});
