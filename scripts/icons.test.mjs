/** The icons have the sizes that the manifest says, and can be seen on light and on dark toolbars. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { PNG } from "pngjs";
import { root } from "./root.mjs";

const read = (path) => PNG.sync.read(readFileSync(join(root, "static", path)));
const manifest = JSON.parse(readFileSync(join(root, "manifest.json"), "utf8"));
const pathBySize = { ...manifest.action.default_icon, ...manifest.icons };

/** The toolbars of Firefox and Chrome, light and dark. */
const toolbars = ["#ffffff", "#f9f9fb", "#2b2a33", "#3c4043"];

/** Relative luminance and contrast as WCAG 2.2 defines them, of colours as three numbers up to 255. */
function luminance(colour) {
  const [red, green, blue] = colour
    .map((part) => part / 255)
    .map((v) => (v <= 0.04 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const parsed = (hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

describe("the icons", () => {
  it("come in the sizes that browsers and stores ask for", () => {
    assert.deepEqual(
      Object.keys(pathBySize)
        .map(Number)
        .sort((a, b) => a - b),
      [16, 32, 48, 96, 128],
    );
  });

  for (const [size, path] of Object.entries(pathBySize))
    describe(path, () => {
      const { width, height, data } = read(path);
      const alphaAt = (x, y) => data[4 * (y * width + x) + 3];

      it("has its size, and corners that let the toolbar through", () => {
        assert.deepEqual([width, height], [Number(size), Number(size)]);
        for (const at of [0, width - 1]) assert.equal(alphaAt(at, 0), 0);
      });

      it("can be told from every toolbar", () => {
        const solid = [...Array(width * height).keys()].filter((pixel) => data[4 * pixel + 3] === 255);
        assert.ok(solid.length > (width * height) / 4);
        const [first] = solid;
        const colour = [...data.subarray(4 * first, 4 * first + 3)];
        for (const toolbar of toolbars) assert.ok(contrast(colour, parsed(toolbar)) >= 3, toolbar);
      });
    });

  it("are sharp where there are few pixels: at most a fifth of them are between on and off", () => {
    const { data } = read(pathBySize[16]);
    const alphas = [...data].filter((_, index) => index % 4 === 3);
    const between = alphas.filter((alpha) => alpha > 25 && alpha < 230);
    assert.ok(between.length <= alphas.length / 5, `${between.length} pixels`);
  });
});
