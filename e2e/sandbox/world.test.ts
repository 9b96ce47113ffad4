import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { newBell, waitUntil } from "./bell.ts";
import { handWoundWorld, realWorld } from "./world.ts";

describe("a hand-wound world", () => {
  it("wakes sleepers in the order in which they are due, each at its time", async () => {
    const world = handWoundWorld(1_000, "seed");
    const woken: [string, number][] = [];
    const sleeper = (name: string, milliseconds: number) =>
      world.sleep(milliseconds).then(() => woken.push([name, world.now()]));
    void sleeper("late", 300);
    void sleeper("early", 100).then(() => sleeper("after early", 100));
    await world.advance(250);
    assert.deepEqual(woken, [
      ["early", 1_100],
      ["after early", 1_200],
    ]);
    assert.equal(world.now(), 1_250);
    assert.equal(world.sleeping(), 1);
    await world.advance(50);
    assert.equal(woken.length, 3);
  });

  it("rolls the same dice for the same seed, however many at a time", () => {
    const one = handWoundWorld(0, "seed");
    const other = handWoundWorld(0, "seed");
    assert.deepEqual([...one.random(3), ...one.random(70)], [...other.random(73)]);
    assert.notDeepEqual(handWoundWorld(0, "seeds").random(8), handWoundWorld(0, "seed").random(8));
  });

  it("wakes a sleeper whose signal aborts", async () => {
    const world = handWoundWorld(0, "");
    const over = new AbortController();
    const slept = world.sleep(1_000, over.signal);
    over.abort();
    await slept;
    assert.equal(world.sleeping(), 0);
    await world.sleep(1_000, over.signal);
  });
});

describe("waiting for something", () => {
  it("ends when it has come, without waiting for the clock", async () => {
    const world = handWoundWorld(0, "");
    const bell = newBell();
    let isThere = false;
    const waited = waitUntil(world, bell, () => isThere, 1_000);
    bell.ring();
    isThere = true;
    bell.ring();
    assert.equal(await waited, true);
    await world.advance(0);
    assert.equal(world.sleeping(), 0);
  });

  it("ends when the time is over, and when the asker has gone", async () => {
    const world = handWoundWorld(0, "");
    const late = waitUntil(world, newBell(), () => false, 1_000);
    await world.advance(999);
    const gone = new AbortController();
    const given = waitUntil(world, newBell(), () => false, 1_000, gone.signal);
    gone.abort();
    assert.equal(await given, false);
    assert.equal(world.sleeping(), 1);
    await world.advance(1);
    assert.equal(await late, false);
    assert.equal(await waitUntil(world, newBell(), () => false, 0), false);
  });
});

it("the real world has a clock that runs and dice that differ", async () => {
  const world = realWorld();
  const before = world.now();
  await world.sleep(5);
  assert.ok(world.now() > before);
  assert.notDeepEqual(world.random(16), world.random(16));
});
