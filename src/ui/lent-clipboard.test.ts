import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Lent, lentClipboard, lentFor } from "./lent-clipboard.ts";

/** A page whose clock, clipboard and browser we are. */
function page() {
  const world = { at: 1000, isAllowed: true, emptied: 0 };
  const heard = { chance: new Set<() => void>(), leaving: new Set<() => void>(), other: new Set<() => void>() };
  const timers = new Map<() => void, number>();
  const listening = (hearers: Set<() => void>) => (hear: () => void) => {
    hearers.add(hear);
    return () => hearers.delete(hear);
  };
  const clipboard = lentClipboard({
    now: () => world.at,
    empty: async () => {
      if (!world.isAllowed) throw new DOMException("not now", "NotAllowedError");
      world.emptied += 1;
    },
    wait(time, run) {
      timers.set(run, world.at + time);
      return () => timers.delete(run);
    },
    onChance: listening(heard.chance),
    onLeaving: listening(heard.leaving),
    onOther: listening(heard.other),
  });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return {
    world,
    clipboard,
    kind: (): Lent["kind"] => clipboard.lent.value.kind,
    async pass(time: number) {
      world.at += time;
      for (const [run, due] of [...timers]) if (due <= world.at && timers.delete(run)) run();
      await turn();
    },
    async happens(what: keyof typeof heard) {
      for (const hear of [...heard[what]]) hear();
      await turn();
    },
    /** Whether it still listens or waits for anything. */
    isAtRest: () => heard.chance.size + heard.leaving.size + heard.other.size + timers.size === 0,
  };
}

describe("a secret on the clipboard", () => {
  it("is taken off after a minute, and not before", async () => {
    const { clipboard, world, kind, pass, happens, isAtRest } = page();
    clipboard.begin();
    assert.deepEqual(clipboard.lent.value, { kind: "holds", until: world.at + lentFor });
    await pass(lentFor - 1);
    await happens("chance");
    assert.deepEqual([kind(), world.emptied], ["holds", 0]);
    await pass(1);
    assert.deepEqual([kind(), world.emptied, isAtRest()], ["emptied", 1, true]);
  });

  it("is taken off as soon as the browser allows it, where it does not at once", async () => {
    const { clipboard, world, kind, pass, happens, isAtRest } = page();
    world.isAllowed = false;
    clipboard.begin();
    await pass(lentFor);
    await happens("chance");
    assert.equal(kind(), "stuck");
    world.isAllowed = true;
    await happens("chance");
    assert.deepEqual([kind(), world.emptied, isAtRest()], ["emptied", 1, true]);
  });

  it("is taken off when the page is left, and when the user says so", async () => {
    for (const leave of ["leaving", "end"] as const) {
      const { clipboard, world, kind, happens } = page();
      clipboard.begin();
      if (leave === "end") clipboard.end();
      await happens("leaving");
      assert.deepEqual([kind(), world.emptied > 0], ["emptied", true], leave);
    }
  });

  it("stays a whole minute more when it is copied once more", async () => {
    const { clipboard, world, kind, pass } = page();
    clipboard.begin();
    await pass(lentFor - 10);
    clipboard.begin();
    await pass(20);
    assert.deepEqual([kind(), world.emptied], ["holds", 0]);
    await pass(lentFor);
    assert.equal(world.emptied, 1);
  });

  it("is forgotten when something else is put there: that is not taken off", async () => {
    const { clipboard, world, kind, pass, happens, isAtRest } = page();
    clipboard.begin();
    await happens("other");
    assert.equal(isAtRest(), true);
    await pass(lentFor);
    await happens("leaving");
    clipboard.end();
    assert.deepEqual([kind(), world.emptied], ["none", 0]);
  });

  it("that is copied while the old one is taken off is not said to be gone", async () => {
    const { clipboard, kind } = page();
    clipboard.begin();
    clipboard.end();
    clipboard.begin();
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(kind(), "holds");
  });
});
