import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { linksOnPage } from "./links-on-page.ts";

interface Page {
  readonly hrefs?: readonly string[];
  readonly metas?: readonly string[];
  readonly fields?: readonly string[];
  readonly text?: string;
}

const world = globalThis as { document?: unknown };

/** What is found on a page with so much of each. */
function found({ hrefs = [], metas = [], fields = [], text = "" }: Page, most = 20): string[] {
  const holder = (value: string) => ({ value, getAttribute: () => value });
  const querySelectorAll = (selector: string) =>
    (selector.startsWith("meta") ? metas : selector.startsWith("a[") ? hrefs : fields).map(holder);
  world.document = { querySelectorAll, body: { innerText: text } };
  return linksOnPage(most);
}

const link = (number: number) => `taler://withdraw/bank.example/${number}`;
const many = Array.from({ length: 100_000 }, (_, number) => link(number));

describe("looking for links on a page", () => {
  afterEach(() => {
    delete world.document;
  });

  it("finds what the page offers, then where links lead, then what stands in fields and in text, each once", () => {
    assert.deepEqual(
      found({
        metas: ["uri", link(1)],
        hrefs: ["https://bank.example/", ` ${link(2)}\n`, link(1)],
        fields: ["5", link(3)],
        text: `Open ${link(2)}, or (${link(4)}), or TALER+HTTP://PAY/127.0.0.1/5/.`,
      }),
      [link(1), link(2), link(3), link(4), "TALER+HTTP://PAY/127.0.0.1/5/"],
    );
    assert.deepEqual(found({}), []);
  });

  it("leaves what is cut off, and what is part of a longer one", () => {
    assert.deepEqual(found({ text: `${link(7)}… and taler://pay/shop.ex…` }), []);
    assert.deepEqual(found({ hrefs: [`${link(7)}8`], text: link(7) }), [`${link(7)}8`]);
  });

  it("leaves what is longer than links are", () => {
    const long = link(1).padEnd(4000, "x");
    assert.deepEqual(found({ hrefs: [long], text: long }), [long]);
    assert.deepEqual(found({ hrefs: [`${long}x`], fields: [`${long}x`], text: `${long}x` }), []);
  });

  it("comes to an end on a page that is full of links, and takes no more than asked for", () => {
    assert.deepEqual(found({ hrefs: many }, 3), many.slice(0, 3));
    assert.deepEqual(found({ text: many.join(" ") }, 3), many.slice(0, 3));
    // Nobody waits for hours: each of these would be looked at once for every letter of the rest.
    assert.deepEqual(found({ text: `${"taler://".repeat(120_000)}…` }), []);
  });
});
