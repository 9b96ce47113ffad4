import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { parseRoute, routeTo } from "./route.ts";

describe("routes", () => {
  it("hold a name and values", () => {
    assert.deepEqual(parseRoute("#backup"), { name: "backup", values: {} });
    assert.deepEqual(parseRoute(""), { name: "", values: {} });
    assert.deepEqual(parseRoute("#terms?exchange=https://exchange.example/v1/"), {
      name: "terms",
      values: { exchange: "https://exchange.example/v1/" },
    });
  });

  it("have no name when they are nonsense", () => {
    for (const hash of ["#<script>", "#../../etc", "#A", "#taler://withdraw/x"])
      assert.equal(parseRoute(hash).name, "", hash);
  });

  it("come back from the address as they went", () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        assert.deepEqual(parseRoute(`#${routeTo("service", { url })}`), { name: "service", values: { url } });
      }),
    );
  });
});
