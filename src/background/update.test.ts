import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Clock, turn } from "../testing/clock.ts";
import { gate } from "../testing/toy.ts";
import { takeUpdate } from "./update.ts";

/** Takes an update in a browser whose open pages and whose steps under way are given by hand. */
function updating({ pages, step = Promise.resolve() }: { pages: number; step?: Promise<void> }) {
  const clock = new Clock(0);
  const world = { pages, deeds: [] as string[] };
  const note = (deed: string) => void world.deeds.push(deed);
  const life = {
    pause: async () => {
      note("pause");
      await step;
    },
    resume: () => note("resume"),
  };
  const taken = takeUpdate(
    life,
    async () => world.pages > 0,
    () => note("reload"),
    clock.timer,
  );
  return { world, clock, taken };
}

describe("an update of the extension", () => {
  it("is taken at once when no page is open and nothing is under way", async () => {
    const { world, taken } = updating({ pages: 0 });
    await taken;
    assert.deepEqual(world.deeds, ["pause", "reload"]);
  });

  it("waits until the last page is closed, and the wallet goes on meanwhile", async () => {
    const { world, clock, taken } = updating({ pages: 2 });
    await clock.wind(60_000);
    world.pages = 1;
    await clock.wind(60_000);
    assert.deepEqual(world.deeds, []);
    world.pages = 0;
    await clock.wind(5_000);
    await taken;
    assert.deepEqual(world.deeds, ["pause", "reload"]);
  });

  it("waits for the end of a step", async () => {
    const step = gate();
    const { world, taken } = updating({ pages: 0, step: step.opened });
    for (let turns = 0; turns < 10; turns++) await turn();
    assert.deepEqual(world.deeds, ["pause"]);
    step.open();
    await taken;
    assert.deepEqual(world.deeds, ["pause", "reload"]);
  });

  it("steps back when somebody opens a page in the last moment", async () => {
    const step = gate();
    const { world, clock, taken } = updating({ pages: 0, step: step.opened });
    for (let turns = 0; turns < 10; turns++) await turn();
    world.pages = 1;
    step.open();
    await clock.wind(20_000);
    assert.deepEqual(world.deeds, ["pause", "resume"]);
    world.pages = 0;
    await clock.wind(5_000);
    await taken;
    assert.deepEqual(world.deeds, ["pause", "resume", "pause", "reload"]);
  });
});
