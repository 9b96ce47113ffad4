import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { client } from "../api/client.ts";
import { ahead } from "./ahead.ts";

/** A background that counts what it is asked for links, and gives each asker another one. */
function asking(problem?: "bug") {
  const asked: string[] = [];
  const ask = client(async (envelope) => {
    asked.push(envelope.ask);
    return problem === undefined ? { answer: { link: `taler://pay/${asked.length}` } } : { problem: { code: problem } };
  });
  return { ask, asked };
}

describe("what is asked ahead", () => {
  it("is asked at once, and answered once", async () => {
    const { ask, asked } = asking();
    const later = ahead(ask, "takeLink");
    assert.deepEqual(asked, ["takeLink"]);
    assert.deepEqual(await later("takeLink", {}), { link: "taler://pay/1" });
    assert.deepEqual(await later("takeLink", {}), { link: "taler://pay/2" });
  });

  it("leaves all other questions alone", async () => {
    const { ask, asked } = asking("bug");
    const later = ahead(ask, "takeLink");
    await assert.rejects(later("getAbout", {}), /bug/);
    assert.deepEqual(asked, ["takeLink", "getAbout"]);
  });

  it("tells what went wrong to whoever asks", async () => {
    const later = ahead(asking("bug").ask, "takeLink");
    await new Promise((resolve) => setImmediate(resolve));
    await assert.rejects(later("takeLink", {}), /bug/);
  });
});
