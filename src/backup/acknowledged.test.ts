import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { noMemory } from "../testing/broken-rules.ts";
import { rowIn } from "../testing/replica.ts";
import type { Rules } from "../testing/replica-rules.ts";
import { Replicas } from "../testing/replicas.ts";

const p = "https://p.example/";
const nowhere = (world: Replicas, key: string) => !world.devices.some((one) => rowIn(one, key));

describe("H9 what is merged is on disk before it is acknowledged", () => {
  const play = (rules: Partial<Rules>, isDurable: boolean) => {
    const world = new Replicas(rules);
    const a = world.device("A", p);
    const b = world.device("B", p);
    world.insert(a, "k");
    for (const one of [a, b, a]) world.sync(one, p);
    world.remove(a, "k");
    world.sync(a, p);
    const before = b.disk;
    world.fetch(b, p);
    world.post(b, p, "stopped");
    if (!isDurable) b.disk = before;
    for (const one of [a, b]) world.sync(one, p);
    return world;
  };

  it("holds, and memory would mend even the wrong order", () => {
    assert.ok(nowhere(play({}, true), "k"));
    assert.ok(nowhere(play({ merge: noMemory }, true), "k"));
    assert.ok(nowhere(play({}, false), "k"));
  });

  it("breaks without its rule", () => {
    assert.ok(!nowhere(play({ merge: noMemory }, false), "k"));
  });
});
