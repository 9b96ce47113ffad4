import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Block, textOf } from "./block.ts";
import { type Piece, readHtml } from "./html.ts";

/** A node as DOMParser makes it, as far as the reader looks. */
function node(nodeName: string, ...children: readonly (Piece | string)[]): Piece {
  return {
    nodeName,
    nodeValue: null,
    childNodes: children.map((child) => (typeof child === "string" ? text(child) : child)),
  };
}

const text = (nodeValue: string): Piece => ({ nodeName: "#text", nodeValue, childNodes: [] });

const withAttributes = (piece: Piece, attributes: Readonly<Record<string, string>>): Piece => ({
  ...piece,
  getAttribute: (name) => attributes[name] ?? null,
});

describe("readHtml", () => {
  it("keeps headings, paragraphs and lists", () => {
    const body = node(
      "BODY",
      node("H1", "Terms"),
      "\n  ",
      node("DIV", node("P", "One ", node("B", "bold"), "\n two")),
      node("OL", "\n", node("LI", "first"), node("LI", node("P", "second"))),
    );
    assert.deepEqual(readHtml(body), [
      { kind: "heading", level: 1, children: [{ kind: "text", text: "Terms" }] },
      {
        kind: "paragraph",
        children: [
          { kind: "text", text: "One " },
          { kind: "strong", children: [{ kind: "text", text: "bold" }] },
          { kind: "text", text: " two" },
        ],
      },
      {
        kind: "list",
        isOrdered: true,
        start: 1,
        items: [
          [{ kind: "paragraph", children: [{ kind: "text", text: "first" }] }],
          [{ kind: "paragraph", children: [{ kind: "text", text: "second" }] }],
        ],
      },
    ]);
  });

  it("loses no words that stand between the items of a list", () => {
    const words = (block: Block): string => {
      switch (block.kind) {
        case "list":
          return `[${block.items.map((item) => item.map(words).join("/")).join("|")}]`;
        case "paragraph":
          return textOf(block.children);
        default:
          return block.kind;
      }
    };
    const read = (...children: readonly (Piece | string)[]) =>
      readHtml(node("BODY", node("UL", ...children))).map(words);
    assert.deepEqual(read("\n", node("LI", "a"), node("UL", node("LI", "b")), "\n", node("LI", "c")), ["[a/[b]|c]"]);
    assert.deepEqual(read("loose ", node("B", "words"), node("LI", "a")), ["[loose words|a]"]);
    assert.deepEqual(read(node("DIV", node("LI", "a")), node("P", "b")), ["[a/b]"]);
    assert.deepEqual(read("\n", node("SCRIPT", "evil")), ["[]"]);
  });

  it("keeps words apart that stand in blocks within a line, or are broken by hand", () => {
    const cell = node("TD", node("P", "one"), node("UL", node("LI", "two"), node("LI", "three")));
    assert.deepEqual(
      readHtml(node("BODY", node("TABLE", node("TR", cell)), node("PRE", "four", node("BR"), "five"))).map((block) =>
        "children" in block && block.kind === "paragraph" ? textOf(block.children) : block,
      ),
      ["one two three", { kind: "verbatim", text: "four\nfive" }],
    );
  });

  it("leaves out what is not words", () => {
    const silent = ["SCRIPT", "STYLE", "TEMPLATE", "IFRAME", "svg", "NOSCRIPT", "OBJECT"].map((name) =>
      node(name, "evil"),
    );
    assert.deepEqual(readHtml(node("BODY", ...silent, node("SPAN", ...silent))), []);
  });

  it("follows links to https only", () => {
    const link = (href: string) => withAttributes(node("A", "here"), { href });
    const read = (href: string) => readHtml(node("BODY", node("P", link(href))))[0];
    const plain = { kind: "paragraph", children: [{ kind: "text", text: "here" }] };
    assert.deepEqual(read("javascript:alert(1)"), plain);
    assert.deepEqual(read("http://a.example/"), {
      kind: "paragraph",
      children: [...plain.children, { kind: "text", text: " (http://a.example/)" }],
    });
    assert.deepEqual(read("https://a.example/"), {
      kind: "paragraph",
      children: [{ kind: "link", href: "https://a.example/", children: [{ kind: "text", text: "here" }] }],
    });
  });

  it("reads a line of nothing but breaks, however long", () => {
    const breaks = Array.from({ length: 100_000 }, () => node("BR"));
    const body = (childNodes: readonly Piece[]): Piece => ({ nodeName: "BODY", nodeValue: null, childNodes });
    assert.deepEqual(readHtml(body(breaks)), []);
    assert.deepEqual(readHtml(body([...breaks, text("a"), ...breaks])), [
      { kind: "paragraph", children: [{ kind: "text", text: "a" }] },
    ]);
  });

  it("looks through inline elements around blocks", () => {
    const body = node("BODY", node("SPAN", node("A", node("H2", "Two"), node("P", "words"))));
    assert.deepEqual(
      readHtml(body).map((block) => block.kind),
      ["heading", "paragraph"],
    );
  });

  it("gets the words out of any depth", () => {
    let deep: Piece = node("P", "found");
    for (let depth = 0; depth < 400; depth += 1) deep = node(depth % 2 === 0 ? "DIV" : "SPAN", deep);
    const [block] = readHtml(node("BODY", deep));
    assert.ok(block?.kind === "paragraph");
    assert.equal(textOf(block.children), "found");
  });
});
