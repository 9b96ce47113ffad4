import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Tour } from "../demo/tour.ts";
import { startSandbox } from "../sandbox/start.ts";
import { browserNames } from "./browser.ts";
import { builtFor } from "./project.ts";

describe("the main job", () => {
  for (const browser of browserNames)
    it(`ends with the money back to the cent in ${browser}`, async () => {
      const world = await startSandbox({
        ports: { start: 0, bank: 0, exchange: 0, sync: 0, paidSync: 0, merchant: 0 },
      });
      const { exchange, paidSync } = world.addresses;
      const presets = { exchanges: [exchange], services: [{ url: paidSync, name: "Paid sandbox backup" }] };
      const extension = await builtFor(browser, "tour-test", presets);
      const { steps, lost } = await new Tour(world, extension, `out/tour-test/${browser}`).play();
      await world.close();
      assert.deepEqual(
        steps.filter(({ ok }) => !ok),
        [],
      );
      assert.equal(steps.length, 13);
      assert.equal(lost, "KUDOS:0");
    });
});
