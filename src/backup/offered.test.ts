/** What this device has told for certain: neither more nor less than a document proves. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Enrolment, Offer, Self } from "../store/self.ts";
import { emptyDoc } from "../testing/documents.ts";
import { freshDisk } from "../testing/replica.ts";
import { planSync } from "./cycle.plan.ts";
import { offeredBefore, surelyOurs } from "./offered.ts";

const self: Self = { ...freshDisk("ME").self, offered: 9, accepted: 4 };
const at = (url: string, offer?: Pick<Offer, "hash" | "counts">): Enrolment => ({
  ...{ url, root: "ROOT", revision: 0, counts: {}, told: 0, isMember: false },
  ...(offer && { offer: { revision: 1, change: 0, tombstones: [], ...offer } }),
});
const doc = { ...emptyDoc, previous: ["H1", "H2"] };

describe("what this device ever told", () => {
  it("is all that it offered, unless an upload was refused", () => {
    assert.equal(offeredBefore(self, [], {}), 9);
    assert.equal(offeredBefore(self, [], { doc, hash: "H3" }), 9);
    assert.equal(offeredBefore(self, [], { refused: "MINE" }), 9);
  });

  it("holds what was refused only if the document that stands there descends from it", () => {
    assert.equal(offeredBefore(self, [], { doc, refused: "H2" }), 9);
    assert.equal(offeredBefore(self, [], { doc, refused: "MINE" }), 4);
    assert.equal(offeredBefore({ ...self, accepted: 0 }, [], { doc, refused: "MINE" }), 0);
  });

  it("holds what is still on its way to another service", () => {
    const others = [at("https://q.example/", { hash: "OTHER", counts: { ME: 7, B: 30 } }), at("https://r.example/")];
    const refused = at("https://p.example/", { hash: "MINE", counts: { ME: 9 } });
    assert.equal(offeredBefore(self, [refused, ...others], { doc, refused: "MINE" }), 7);
  });

  it("is ours as far as the document last met there says, or any, where none was met", () => {
    assert.equal(surelyOurs(self, { ...at("https://p.example/"), hash: "H2", counts: { ME: 3, B: 8 } }), 3);
    assert.equal(surelyOurs(self, { ...at("https://p.example/"), hash: "H2", counts: { B: 8 } }), 0);
    assert.equal(surelyOurs(self, at("https://p.example/")), 4);
  });
});

describe("a device that has taken a new name, since its disk was copied", () => {
  const url = "https://p.example/";
  const enrolment: Enrolment = { ...at(url), hash: "H1", counts: { ME: 3 }, revision: 7 };
  const sight = {
    state: { counts: { ME: 9 }, sets: new Map(), providers: [url] },
    self: { ...self, counts: { ME: 9 } },
    enrolments: [enrolment],
    removals: [],
  };
  const dice = { now: 0, freshId: "FRESH", deviceName: "Firefox", lookAt: 0, isCover: false };

  it("has told nothing under it, whatever it had told under the old one", () => {
    const future = { ...emptyDoc, wallet: "ROOT", counts: { ME: 12 }, clocks: {} };
    const plan = planSync({ url, root: "ROOT" }, { doc: future, hash: "H2" }, dice);
    const { device, offered, accepted } = plan(sight).self ?? {};
    assert.deepEqual([device, offered, accepted], ["FRESH", 0, 0]);
  });

  it("is not one whose document tells no more than it has told", () => {
    const known = { ...emptyDoc, wallet: "ROOT", counts: { ME: 9 }, clocks: {} };
    const { device, offered, accepted } =
      planSync({ url, root: "ROOT" }, { doc: known, hash: "H2" }, dice)(sight).self ?? {};
    assert.deepEqual([device, offered, accepted], ["ME", 9, 9]);
  });
});
