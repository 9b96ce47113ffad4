/** Moments and spans against the vectors of the C library. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { FormatError } from "./codec.ts";
import {
  after,
  duration,
  durationBytes,
  earlier,
  isBefore,
  later,
  seconds,
  timestamp,
  timestampBytes,
} from "./time.ts";
import protocol from "./vectors/protocol.json" with { type: "json" };

const hex = (data: Uint8Array) => Buffer.from(data).toString("hex");

describe("time", () => {
  for (const { id, in: given, out } of protocol.vectors.time) {
    it(`signs ${id} as the C library`, () => {
      if (given.timestamp !== undefined) {
        const read = timestamp.parse(given.timestamp);
        assert.equal(hex(timestampBytes(read)), out.nbo_hex);
        assert.deepEqual(timestamp.format(read), given.timestamp);
        return;
      }
      const read = duration.parse(given.duration);
      assert.equal(hex(durationBytes(read)), out.nbo_hex);
      assert.deepEqual(duration.format(read), given.duration);
    });
  }

  it("signs an absent moment as zero", () => {
    assert.equal(hex(timestampBytes(undefined)), "0000000000000000");
  });

  it("refuses fractions, the past of 1970, and what eight bytes cannot hold", () => {
    for (const wrong of [1.5, -1, 18_446_744_073_710, "forever", "12", null, undefined])
      assert.throws(() => timestamp.parse({ t_s: wrong }), FormatError);
    for (const wrong of [1.5, -1, 2 ** 53, "never", null])
      assert.throws(() => duration.parse({ d_us: wrong }), FormatError);
    assert.throws(() => timestamp.parse(12), FormatError);
  });

  it("puts never after every moment", () => {
    assert.equal(isBefore(1, 2), true);
    assert.equal(isBefore(2, 2), false);
    assert.equal(isBefore(2, "never"), true);
    assert.equal(isBefore("never", "never"), false);
    assert.deepEqual([earlier(1, "never"), earlier("never", 1), earlier(2, 1)], [1, 1, 1]);
    assert.deepEqual([later(1, "never"), later("never", 1), later(2, 1)], ["never", "never", 2]);
  });

  it("reaches never by waiting forever", () => {
    assert.equal(after(10, 2_500_000), 12);
    assert.equal(after(10, "forever"), "never");
    assert.equal(after("never", 1), "never");
  });

  it("cuts milliseconds", () => {
    assert.equal(seconds(1_700_000_000_999), 1_700_000_000);
  });
});
