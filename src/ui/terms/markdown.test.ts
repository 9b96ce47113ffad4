import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type Block, headingLevels, type Inline, safeHref, textOf } from "./block.ts";
import { Effort } from "./effort.ts";
import { readMarkdown } from "./markdown.ts";

/** Blocks in a short spelling: `h1:Title`, `p:words`, `ul[p:one|p:two]`. */
const spelled = (blocks: readonly Block[]): string => blocks.map(one).join(" ");

function one(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `h${block.level}:${inline(block.children)}`;
    case "paragraph":
      return `p:${inline(block.children)}`;
    case "list":
      return `${block.isOrdered ? `ol${block.start}` : "ul"}[${block.items.map(spelled).join("|")}]`;
    case "verbatim":
      return `pre:${block.text}`;
    case "quote":
      return `quote(${spelled(block.children)})`;
    case "rule":
      return "hr";
  }
}

const inline = (pieces: readonly Inline[]): string =>
  pieces
    .map((piece) => {
      if (piece.kind === "text") return piece.text;
      if (piece.kind === "break") return "⏎";
      if (piece.kind === "code") return `{${piece.text}}`;
      if (piece.kind === "link") return `[${inline(piece.children)}→${piece.href}]`;
      return piece.kind === "strong" ? `<b>${inline(piece.children)}</b>` : `<i>${inline(piece.children)}</i>`;
    })
    .join("");

const read = (text: string) => spelled(readMarkdown(text));

describe("readMarkdown", () => {
  it("knows headings of both kinds", () => {
    assert.equal(read("# One\n## Two ##\nThree\n===\nFour\n---"), "h1:One h2:Two h1:Three h2:Four");
    assert.equal(read("#no heading"), "p:#no heading");
  });

  it("puts the lines of a paragraph together and parts paragraphs at blank lines", () => {
    assert.equal(read("one\ntwo\r\n\r\nthree  \nfour\\\nfive"), "p:one two p:three⏎four⏎five");
  });

  it("knows lists, numbered ones, and lists within", () => {
    assert.equal(read("- a\n- b\n  more\n\n- c"), "ul[p:a|p:b more|p:c]");
    assert.equal(read("3. a\n4. b\n   - in\n   - it\n"), "ol3[p:a|p:b ul[p:in|p:it]]");
    assert.equal(read("1. a\n\n   second\n\nafter"), "ol1[p:a p:second] p:after");
    assert.equal(read("- a\n1. b"), "ul[p:a] ol1[p:b]");
  });

  it("does not take a year or a dash inside a paragraph for a list", () => {
    assert.equal(read("founded in\n1984. Really"), "p:founded in 1984. Really");
    assert.equal(read("a - b"), "p:a - b");
  });

  it("knows quotes, verbatim text and rules", () => {
    assert.equal(read("> a\n> - b\n\n***\n```js\nx < y\n```\n~~~\nopen"), "quote(p:a ul[p:b]) hr pre:x < y pre:open");
  });

  it("knows emphasis and code, and leaves lone marks alone", () => {
    assert.equal(read("**a** *b* __c__ _d_ `e*f*`"), "p:<b>a</b> <i>b</i> <b>c</b> <i>d</i> {e*f*}");
    assert.equal(read("*a **b** c*"), "p:<i>a <b>b</b> c</i>");
    assert.equal(read("2 * 3 * 4, snake_case_name, \\*star\\*, a*"), "p:2 * 3 * 4, snake_case_name, *star*, a*");
  });

  it("links only to https", () => {
    assert.equal(read("[here](https://a.example/x)"), "p:[here→https://a.example/x]");
    assert.equal(read("<https://a.example/>"), "p:[https://a.example/→https://a.example/]");
    for (const bad of [
      "javascript:alert(1)",
      "http://a.example/",
      "data:text/html,x",
      "//a.example",
      "https://bank@evil.example/",
    ])
      assert.ok(!read(`[here](${bad}) and <${bad}>`).includes("→"), bad);
  });

  it("keeps HTML as text", () => {
    const blocks = readMarkdown('<script>alert(1)</script>\n\n<img src="https://a.example/x.png" onerror="x()">');
    assert.ok(blocks.every((block) => block.kind === "paragraph"));
    assert.match(
      blocks.map((block) => ("children" in block ? textOf(block.children as Inline[]) : "")).join(),
      /<script>/,
    );
  });

  it("keeps every letter of any text that has no marks in it", () => {
    const letters = (text: string) => text.replace(/\s/g, "");
    const words = fc.string({ unit: fc.constantFrom("a", "b", "ß", "語", " ", "\n", ",", "'") });
    fc.assert(
      fc.property(words, (text) => {
        const shown = readMarkdown(text).map((block) =>
          "children" in block ? textOf(block.children as Inline[]) : "",
        );
        assert.equal(letters(shown.join("")), letters(text));
      }),
    );
  });

  it("ends on any text, and links nowhere but to https", () => {
    const nasty = fc.string({ unit: fc.constantFrom(..."#*_`~[]()<>!-+=1. \n\\ahtps:/") });
    fc.assert(fc.property(nasty, (text) => !/→(?!https:)/.test(read(text))));
  });

  const units = [
    ...["*", "[", "`", "`a", "_a ", "> ", "- ", "* a\n", "**a *b ", "[a](", "<https://", "\n", "1. \n  ", " ", "\t"],
    ...["```\n", "~~~\n```\n", "# ", "#", "* * ", "\\", "a  \n", "- - ", "> - > - ", "[](", "*a_b`c[d", "=\n", "\r"],
  ];
  for (const unit of units) {
    it(`does no more than its share of work for ${JSON.stringify(unit)}, in one line or in many`, () => {
      const whole = unit.repeat(Math.floor(100_000 / unit.length));
      for (const text of [whole, `# ${whole}x`, `a${whole}b`, whole.replaceAll(/(.{15000})/g, "$1\n\n")]) {
        const effort = new Effort(text.length);
        readMarkdown(text, effort);
        assert.ok(effort.spent <= effort.most);
      }
    });
  }

  it("keeps what it has no more effort for as it was typed", () => {
    const effort = new Effort(0);
    assert.ok(effort.allows(effort.most - 40));
    assert.deepEqual(readMarkdown("**a** **b** and some more words\n\n**c**", effort).map(one), [
      "p:<b>a</b> **b** and some more words",
      "p:**c**",
    ]);
  });
});

describe("headingLevels", () => {
  it("goes down one step at a time, below the page's own heading", () => {
    const blocks = readMarkdown("# a\n#### b\n###### c\n## d\n# e\n### f");
    assert.deepEqual([...headingLevels(blocks).values()], [2, 3, 4, 3, 2, 3]);
  });
});

describe("safeHref", () => {
  it("takes https and nothing else", () => {
    assert.equal(safeHref("HTTPS://a.example/x y"), "https://a.example/x%20y");
    for (const bad of [
      "",
      "https://",
      "http://a.example",
      "javascript://a.example/%0aalert(1)",
      "ftp://a",
      "https://u:p@a.example",
    ])
      assert.equal(safeHref(bad), undefined, bad);
  });
});
