/** Whatever a text of terms holds, only a few harmless elements come out of it. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { h, isValidElement, type VNode } from "preact";
import { type Block, bearable } from "../terms/block.ts";
import { type Piece, readHtml } from "../terms/html.ts";
import { readMarkdown } from "../terms/markdown.ts";
import { Blocks } from "./blocks.tsx";

interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Calls components until only elements are left; those of the document use no hooks. */
function elementsIn(node: unknown): readonly Element[] {
  if (Array.isArray(node)) return node.flatMap(elementsIn);
  if (!isValidElement(node)) return [];
  const { type, props } = node as VNode<Record<string, unknown>>;
  if (typeof type === "function") return elementsIn((type as (given: unknown) => unknown)(props));
  const { children, ...attributes } = props;
  return [{ tag: String(type), attributes }, ...elementsIn(children)];
}

const shown = (blocks: readonly Block[]) => elementsIn(h(Blocks, { blocks }));

const allowed: Readonly<Record<string, readonly string[]>> = {
  ...{ h2: [], h3: [], h4: [], p: ["class"], ul: [], ol: ["start"], li: [], blockquote: [], hr: [] },
  ...{ a: ["href", "target", "rel"], b: [], strong: [], em: [], code: [], br: [] },
};

/** Nothing but the elements above, links to https in a new tab that knows nothing of us, headings without gaps. */
function assertHarmless(blocks: readonly Block[]): void {
  let level = 1;
  for (const { tag, attributes } of shown(blocks)) {
    assert.ok(Object.hasOwn(allowed, tag), tag);
    for (const name of Object.keys(attributes)) assert.ok(allowed[tag]?.includes(name), `${tag} ${name}`);
    if (tag === "p") assert.ok([undefined, "verbatim"].includes(attributes.class as string | undefined));
    if (tag === "ol") assert.equal(typeof attributes.start, "number");
    if (tag === "a") {
      assert.equal(new URL(String(attributes.href)).protocol, "https:");
      assert.deepEqual([attributes.target, attributes.rel], ["_blank", "noopener noreferrer"]);
    }
    const heading = /^h(\d)$/.exec(tag)?.[1];
    if (heading === undefined) continue;
    assert.ok(Number(heading) <= level + 1, `${tag} after level ${level}`);
    level = Number(heading);
  }
}

const hostile: readonly string[] = [
  "<script>alert(1)</script>",
  '<img src="https://evil.example/x.png" onerror="alert(1)">',
  "![a picture](https://evil.example/pixel.png)",
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt:alert(1))",
  "[x](java\nscript:alert(1))",
  "[x](&#106;avascript:alert(1))",
  "[x](data:text/html,<script>alert(1)</script>)",
  "[x](vbscript:msgbox)",
  "[x](//evil.example/)",
  "[x](https:/\\evil.example)",
  "[x](https://bank.example@evil.example/)",
  '[x](https://evil.example/" onmouseover="alert(1))',
  '[x](https://evil.example/ "a title" onclick="x")',
  "[https://bank.example/](https://evil.example/)",
  "<https://evil.example/><style>*{display:none}</style>",
  "<javascript:alert(1)>",
  "[x]: javascript:alert(1)\n\n[x]",
  '<svg onload="alert(1)"><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '<form action="https://evil.example/"><input name="secret"></form>',
  '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
  "<!-- --!><img src=x onerror=alert(1)> -->",
  "```html\n<iframe src='https://evil.example/'></iframe>\n```",
  "`<b onclick=alert(1)>`",
  "> - # [x](javascript:alert(1))\n> ###### deep",
  "###### six\n# one\n###### six again",
  "\u202Egnp.exe [\u202E](https://evil.example/)",
  "\u0000[x](\u0000javascript:alert(1))",
];

describe("a text of terms", () => {
  for (const text of hostile) {
    it(`becomes harmless: ${JSON.stringify(text).slice(0, 60)}`, () => assertHarmless(readMarkdown(text)));
  }

  it("becomes harmless, whatever stands in it", () => {
    const parts = fc.constantFrom(
      ...hostile,
      "# ",
      "> ",
      "- ",
      "1. ",
      "**",
      "_",
      "`",
      "[",
      "](",
      ")",
      "<",
      ">",
      "\n",
      "\n\n",
    );
    const text = fc.array(fc.oneof(parts, fc.string({ maxLength: 8 })), { maxLength: 40 }).map((all) => all.join(""));
    fc.assert(fc.property(text, (one) => assertHarmless(readMarkdown(one))));
  });

  it("shows where each link leads, also those that are not followed", () => {
    const words = (text: string) => JSON.stringify(readMarkdown(text));
    assert.match(words("[us](mailto:a@b.example)"), /us \(mailto:a@b\.example\)/);
    assert.match(words("[us](http://b.example/)"), /us \(http:\/\/b\.example\/\)/);
    assert.doesNotMatch(words("[us](javascript:alert)"), /javascript/);
  });
});

const names =
  "HTML BODY DIV P SPAN A B I EM STRONG CODE PRE UL OL LI TABLE TR TD H1 H2 H6 BR HR BLOCKQUOTE SCRIPT STYLE IMG IFRAME OBJECT FORM INPUT BUTTON VIDEO LINK META BASE svg math template noscript #comment X-EVIL".split(
    " ",
  );
const addresses = [
  "https://a.example/",
  "http://a.example/",
  "javascript:alert(1)",
  "data:text/html,x",
  "//a",
  "",
  "mailto:a@b",
];

const attributes = fc.record({
  href: fc.constantFrom(...addresses),
  src: fc.constantFrom(...addresses),
  onclick: fc.constant("alert(1)"),
  style: fc.constant("display: none"),
  start: fc.constantFrom("3", "-1", "x", "1e9"),
});

const { piece } = fc.letrec<{ piece: Piece; text: Piece }>((tie) => ({
  text: fc.string().map((nodeValue) => ({ nodeName: "#text", nodeValue, childNodes: [] })),
  piece: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("text"),
    fc.tuple(fc.constantFrom(...names), fc.array(tie("piece"), { maxLength: 5 }), attributes).map(
      ([nodeName, childNodes, given]): Piece => ({
        nodeName,
        nodeValue: null,
        childNodes,
        getAttribute: (name) => (given as Readonly<Record<string, string>>)[name] ?? null,
      }),
    ),
  ),
}));

describe("a page of terms", () => {
  it("becomes harmless, whatever elements it is made of", () => {
    fc.assert(
      fc.property(piece, (one) => assertHarmless(readHtml(one))),
      { numRuns: 300 },
    );
  });
});

describe("a text that is too much for a page", () => {
  it("is shown in parts while that can be borne, and then as it is, with every word", () => {
    const blocks = readMarkdown("word\n\n".repeat(100));
    const some = bearable(blocks, 50);
    assert.ok(shown(some).length <= 51);
    assert.equal(JSON.stringify(some).match(/word/g)?.length, 100);
    assert.equal(bearable(blocks, 200), blocks);
  });

  it("has at most some ten thousand elements", () => {
    for (const text of [
      "a\n\n".repeat(30_000),
      "- a\n".repeat(30_000),
      "**a** ".repeat(25_000),
      "> - a\n\n".repeat(30_000),
    ]) {
      assert.ok(shown(bearable(readMarkdown(text))).length < 60_000);
    }
  });
});
