import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { coveredChange, isInitialized, isSlotSafe, plannedUpload } from "./coverage.ts";
import type { Enrolment } from "./self.ts";

const service: Enrolment = {
  url: "https://p.example/",
  root: "R",
  revision: 1,
  counts: { A: 9 },
  told: 4,
  isMember: true,
};
const at = (count: number) => ({ count, device: "A" });

describe("the next planned upload", () => {
  it("is the first of services in use that is yet to come", () => {
    const [past, soon, later] = [90, 110, 120].map((uploadAt) => ({ ...service, uploadAt }));
    assert.ok(past && soon && later);
    assert.equal(plannedUpload([past, later, soon], 100), 110);
    assert.equal(plannedUpload([past, later, { ...soon, isOff: true }], 100), 120);
    assert.equal(plannedUpload([past, service], 100), undefined);
  });
});

describe("a slot", () => {
  it("is safe once a service has accepted a document with its claim", () => {
    const adopted = { isRootOwn: false };
    assert.ok(isSlotSafe(adopted, at(9), [service]));
    assert.ok(!isSlotSafe(adopted, at(10), [service]));
    assert.ok(!isSlotSafe(adopted, at(9), [{ ...service, isMember: false }]));
    assert.ok(isSlotSafe(adopted, at(9), [{ ...service, isOff: true }]), "accepted once is accepted");
    assert.ok(!isSlotSafe(adopted, at(9), []));
  });

  it("that was claimed under a former root never is", () => {
    assert.ok(!isSlotSafe({ isRootOwn: false, slotsAfter: 9 }, at(9), [service]));
    assert.ok(isSlotSafe({ isRootOwn: false, slotsAfter: 8 }, at(9), [service]));
  });

  it("of a wallet that was born here always is", () => {
    assert.ok(isSlotSafe({ isRootOwn: true }, at(1), []));
  });
});

describe("a change", () => {
  it("is covered by the service that was told most, if it knows this device and is in use", () => {
    assert.equal(coveredChange([]), -1);
    assert.equal(coveredChange([service, { ...service, url: "https://q.example/", told: 7 }]), 7);
    assert.equal(coveredChange([service, { ...service, told: 7, isMember: false }]), 4);
    assert.equal(coveredChange([{ ...service, isOff: true }]), -1);
    assert.ok(!isInitialized([{ ...service, isOff: true }]));
    assert.ok(isInitialized([service]));
  });
});
