import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { readState } from "../store/adopt.ts";
import { insert } from "../store/deed.ts";
import { devices } from "../store/entities/device.ts";
import { exchanges } from "../store/entities/exchange.ts";
import { payments } from "../store/entities/payment.ts";
import { purchases } from "../store/entities/purchase.ts";
import { withdrawals } from "../store/entities/withdrawal.ts";
import { save } from "../store/save.ts";
import { assertBooks, assertNoKeyTwice } from "../testing/books.ts";
import {
  assertSame,
  available,
  backedUp,
  change,
  gathered,
  jobs,
  joined,
  looked,
  minute,
  rich,
  sheetOf,
  slotIn,
  withdraw,
} from "../testing/customers.ts";
import type { TestEnv } from "../testing/env.ts";
import { settle } from "../testing/settle.ts";
import { buy } from "../testing/shopping.ts";
import { copied } from "../testing/snapshot.ts";
import { newTown, type Town } from "../testing/town.ts";
import { selfOf } from "../wallet/roots.ts";
import { acceptWithdrawal } from "../wallet/withdraw/accept.ts";
import { rescueJob } from "../wallet/withdraw/rescue.ts";
import { backupJob } from "./job.ts";
import { restore } from "./restore.ts";
import { slotClaims } from "./slot.ts";

const { exchange, sync, paidSync } = testAddresses;
const second = { paidSync: { annualFee: "KUDOS:0" as never } };

/** Every slot ever claimed, each by one device only. */
async function assertSlotsApart(env: TestEnv): Promise<void> {
  const claims = slotClaims(await readState(env.db));
  const byDevice = new Map(claims.map(({ device, slot }) => [device, slot]));
  assert.equal(new Set(byDevice.values()).size, byDevice.size, "two devices stand by one slot");
}

describe("a browser profile that is put back", () => {
  async function rewound(town: Town) {
    const one = await backedUp(await rich(town));
    const old = await copied(one.profile);
    const before = await selfOf(one.db);
    await withdraw(town, one, "KUDOS:4");
    await change(one, "KUDOS:3");
    await settle(one, [backupJob], minute);
    return { one, old, before };
  }

  it("gets a new name and a new slot, uses no key twice, and has lost nothing", async () => {
    const town = await newTown();
    const { one, old, before } = await rewound(town);
    const money = await available(one);
    one.close();
    const again = await town.wallet({ profile: old, seed: "again" });
    await looked(again);
    const after = await selfOf(again.db);
    assert.notEqual(after.device, before.device);
    assert.equal(await slotIn(again), 2);
    assert.equal(await available(again), money);
    await withdraw(town, again, "KUDOS:2");
    await assertNoKeyTwice(again);
    for (const { credits } of town.sandbox.exchange.ledger.books().reserves) assert.equal(credits.length, 1);
    const fresh = await joined(town, await sheetOf(again), { seed: "fresh" });
    await gathered(again, fresh);
    await assertSame(again, fresh);
  });

  it("and has gone on before it saw a backup, still converges with what was lost", async () => {
    const town = await newTown();
    const { one, old } = await rewound(town);
    one.close();
    const again = await town.wallet({ profile: old, seed: "again" });
    const id = await change(again, "KUDOS:5");
    await settle(again, [backupJob], 10 * minute);
    const rows = await again.db.of(withdrawals).toArray();
    assert.ok(rows.some(({ key }) => key === id));
    const fresh = await joined(town, await sheetOf(again), { seed: "fresh" });
    await gathered(again, fresh);
    await assertSame(again, fresh);
    await assertSlotsApart(fresh);
  });

  for (const services of [[sync], [sync, paidSync]])
    it(`and has done as many steps since as it had told ${services.length} services before, keeps what either did`, async () => {
      const town = await newTown("steps", second);
      const one = await rich(town);
      for (const service of services) await backedUp(one, service);
      await settle(one, [backupJob], 10 * minute);
      const old = await copied(one.profile);
      const { device } = await selfOf(one.db);
      const learn = async (env: TestEnv, url: string) => {
        await save(env.db, insert(exchanges, url, { addedAt: 1 }));
        await settle(env, [backupJob], minute);
      };
      await learn(one, "https://lost.example/");
      one.close();
      const again = await town.wallet({ profile: old, seed: "again" });
      await learn(again, "https://found.example/");
      assert.notEqual((await selfOf(again.db)).device, device);
      const keys = (await again.db.of(exchanges).toArray()).map(({ key }) => key);
      assert.ok(keys.includes("https://lost.example/") && keys.includes("https://found.example/"), keys.join());
      const fresh = await joined(town, await sheetOf(again), { seed: "fresh" });
      await gathered(again, fresh);
      await assertSame(again, fresh);
    });

  it("and has told one service before it hears of its lost future from another, keeps what either did", async () => {
    const town = await newTown("elsewhere", second);
    const one = await rich(town);
    for (const service of [sync, paidSync]) await backedUp(one, service);
    await settle(one, [backupJob], 10 * minute);
    const old = await copied(one.profile);
    const learn = async (env: TestEnv, url: string, dark: "sync" | "paidSync") => {
      town.sandbox.faults[dark].add({ fault: { kind: "loseRequest" }, times: Number.POSITIVE_INFINITY });
      await save(env.db, insert(exchanges, url, { addedAt: 1 }));
      await settle(env, [backupJob], minute);
      town.sandbox.faults[dark].clear();
    };
    await learn(one, "https://lost.example/", "paidSync");
    one.close();
    const again = await town.wallet({ profile: old, seed: "again" });
    await learn(again, "https://found.example/", "sync");
    for (let looks = 0; looks < 3; looks += 1) await looked(again);
    const fresh = await joined(town, await sheetOf(again), { seed: "fresh" });
    await gathered(again, fresh);
    await assertSame(again, fresh);
    const keys = (await fresh.db.of(exchanges).toArray()).map(({ key }) => key);
    assert.ok(keys.includes("https://lost.example/") && keys.includes("https://found.example/"), keys.join());
  });

  it("and begins another withdrawal than in its lost future, goes on with both", async () => {
    const town = await newTown("key");
    const one = await backedUp(await rich(town));
    const old = await copied(one.profile);
    const accept = async (env: TestEnv) => {
      const link = await town.withdrawal("KUDOS:2");
      const id = await acceptWithdrawal(env, { link, exchange });
      await settle(env, jobs, minute);
      return { id, operation: link.split("/").at(-1), link };
    };
    const lost = await accept(one);
    one.close();
    const again = await town.wallet({ profile: old, seed: "again" });
    const found = await accept(again);
    for (const { id, operation, link } of [lost, found]) {
      assert.equal((await again.db.of(withdrawals).get(id))?.facts.bank?.operation, operation);
      await town.confirm(link);
    }
    await settle(again, jobs, 25 * 60 * minute);
    await assertBooks(town, again);
    await assertNoKeyTwice(again);
  });

  it("lives on beside its original as another device", async () => {
    const town = await newTown();
    const { one, old } = await rewound(town);
    const twin = await town.wallet({ profile: old, seed: "twin" });
    await settle(twin, jobs, minute);
    await looked(twin);
    await withdraw(town, twin, "KUDOS:2");
    await withdraw(town, one, "KUDOS:2");
    await gathered(one, twin);
    await assertSame(one, twin);
    await assertSlotsApart(one);
    await assertNoKeyTwice(one);
    assert.equal(await one.db.of(devices).count(), 2);
    for (const { credits } of town.sandbox.exchange.ledger.books().reserves) assert.ok(credits.length <= 1);
  });

  it("keeps what it has sent to a shop, though its original tells another service of other things at that time", async () => {
    const town = await newTown("twins", second);
    const one = await backedUp(await rich(town));
    const twin = await town.wallet({ profile: await copied(one.profile), seed: "twin" });
    const matches = ({ url }: Request) => url.endsWith("/pay");
    town.sandbox.faults.merchant.add({ fault: { kind: "loseAnswer" }, times: 100, matches });
    const { id } = await buy(town, twin, "KUDOS:1");
    await settle(twin, [backupJob], minute);
    const [sent] = await twin.db.of(payments).toArray();
    assert.deepEqual([sent?.facts.contract, sent?.facts.doneAt], [id, undefined]);
    twin.close();
    town.sandbox.faults.sync.add({ fault: { kind: "loseRequest" }, times: 1000 });
    for (const amount of ["KUDOS:2", "KUDOS:3", "KUDOS:4", "KUDOS:5"]) await change(one, amount);
    await backedUp(one, paidSync);
    town.sandbox.faults.sync.clear();
    const heir = await town.wallet({ seed: "heir" });
    await restore(heir, { text: await sheetOf(one), services: [paidSync], keepMoney: false });
    one.close();
    await settle(heir, [backupJob, rescueJob], minute);
    await gathered(heir);
    assert.ok(await heir.db.of(purchases).get(id), "the purchase is gone");
    assert.ok(await heir.db.of(payments).get(sent?.key ?? ""), "which coins were sent for it is forgotten");
  });
});
