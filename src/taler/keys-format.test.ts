/** `/keys` is read and written as recorded, in one currency, and nothing but that. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Leaf, leavesOf, withLeaf } from "../testing/leaves.ts";
import { recorded } from "../testing/recordings.ts";
import { signedKeys } from "../testing/signed-keys.ts";
import { FormatError, type Json, parseJson } from "./codec.ts";
import { textOf } from "./crockford.ts";
import { zeros } from "./hash.ts";
import { keysAnswer } from "./keys-format.ts";
import keysRecorded from "./recordings/keys.json" with { type: "json" };

const { json: body = null } = recorded(keysRecorded, "keys").response;

/** The first of each kind is enough; the others are read by the same lines. */
const isFirst = ({ path }: Leaf) => path.every((step) => !/^[1-9]/.test(step));

describe("keysAnswer", () => {
  it("writes what it reads", () => {
    for (const json of [body, signedKeys()]) {
      const keys = keysAnswer.parse(json);
      assert.deepEqual(keysAnswer.parse(parseJson(JSON.stringify(keysAnswer.format(keys)))), keys);
    }
  });

  for (const { path, value } of leavesOf(body).filter(isFirst)) {
    if (typeof value !== "string" || !value.startsWith("KUDOS:")) continue;
    it(`refuses another currency in ${path.join(".")}`, () => {
      const foreign = withLeaf(body, path, value.replace("KUDOS", "EUR"));
      assert.throws(() => keysAnswer.parse(foreign), /not in KUDOS/);
    });
  }

  const nonsense: readonly (readonly [string, Json])[] = [
    ["version", "23"],
    ["currency", "kudos"],
    ["base_url", "nowhere at all"],
    ["master_public_key", "ABC"],
    ["denominations", {}],
    ["denominations", Array.from({ length: 2001 }, () => ({ cipher: "CS", denoms: [] }))],
    [
      "denominations",
      Array.from({ length: 6 }, () => ({
        cipher: "CS",
        denoms: new Array(2000).fill({ master_sig: textOf(zeros(64)) }),
      })),
    ],
    ["denominations", [{ cipher: "RSA", denoms: [] }]],
    ["denominations", [{ denoms: [] }]],
    ["denominations", [null]],
    ["signkeys", null],
    ["wire_fees", []],
    ["list_issue_date", 5],
  ];
  for (const [name, value] of nonsense) {
    it(`refuses ${name} ${JSON.stringify(value).slice(0, 50)}`, () => {
      assert.throws(() => keysAnswer.parse({ ...(body as object), [name]: value }), FormatError);
    });
  }
});
