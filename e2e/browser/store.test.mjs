/** The pictures for the stores can be made, and are as the stores want them. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { PNG } from "pngjs";
import { root } from "../../scripts/root.mjs";
import { items, listing } from "../../scripts/store/listing.mjs";
import { makePictures } from "../../scripts/store/screenshots.mjs";

const folder = join(root, "out/store-test");
const read = (path) => PNG.sync.read(readFileSync(join(folder, path)));

describe("the pictures for the stores", () => {
  before(() => makePictures(folder, ["de"]));

  it("are all that the listing has a sentence for, and no more screenshots than a store takes", () => {
    const names = readdirSync(join(folder, "de"));
    assert.deepEqual(
      names,
      Object.keys(items(listing("de").Pictures)).map((name) => `${name}.png`),
    );
    assert.equal(names.filter((name) => /^\d/.test(name)).length, 5);
  });

  it("have the size that stores want, and nothing transparent", () => {
    for (const name of readdirSync(join(folder, "de"))) {
      const { width, height, alpha } = read(join("de", name));
      assert.deepEqual([width, height, alpha], name === "tile.png" ? [440, 280, false] : [1280, 800, false], name);
    }
  });

  it("show something: no two are alike, and none is of few colours", () => {
    const pictures = readdirSync(join(folder, "de")).map((name) => read(join("de", name)).data);
    assert.equal(new Set(pictures.map((data) => data.toString("base64"))).size, pictures.length);
    for (const data of pictures) {
      const colours = new Set(Array.from({ length: data.length / 4 }, (_, pixel) => data.readUInt32LE(4 * pixel)));
      assert.ok(colours.size > 100, `${colours.size} colours`);
    }
  });

  it("come with the icon in every size of a listing", () => {
    for (const size of [64, 128, 256, 512]) assert.equal(read(`icons/${size}.png`).width, size);
  });
});
