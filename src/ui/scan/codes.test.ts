import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { create } from "qrcode";
import { codeInFrame, codesIn } from "./codes.ts";
import type { Picture } from "./gray.ts";

const text = "taler://sync/backup.hafen.example/v1#DGPMQXCFN5PPQZZHHJ4XGFF3MG8NRZCYS3VGHHTM4BBTWXX4F0Y0";

interface Shot {
  readonly text: string;
  /** Of the picture, in pixels. */
  readonly width: number;
  readonly height: number;
  /** Length of the side of one module, in pixels. */
  readonly module: number;
  readonly degrees: number;
  /** Where the middle of the code lies, as parts of width and height. */
  readonly at: readonly [number, number];
  readonly dark: number;
  readonly light: number;
  /** How far a pixel may be off, up or down. */
  readonly noise: number;
}

const usual: Shot = {
  text,
  ...{ width: 400, height: 400, module: 6, degrees: 0, at: [0.5, 0.5], dark: 0, light: 255, noise: 0 },
};

/** A picture of a code as a camera might take it, by the same dice every time. */
function shot(wish: Partial<Shot> = {}): Picture {
  const { width, height, module, degrees, at, dark, light, noise, text: content } = { ...usual, ...wish };
  const { modules } = create(content, { errorCorrectionLevel: "M" });
  const angle = (degrees * Math.PI) / 180;
  const [right, down] = [Math.cos(angle) / module, Math.sin(angle) / module];
  const isDark = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < modules.size && y < modules.size && modules.get(y, x);
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  let seed = 1;
  for (let index = 0; index < width * height; index++) {
    const x = (index % width) - width * at[0];
    const y = Math.floor(index / width) - height * at[1];
    const column = Math.floor(x * right + y * down + modules.size / 2);
    const row = Math.floor(y * right - x * down + modules.size / 2);
    seed = (seed * 48_271) % 2_147_483_647;
    const tone = (isDark(column, row) ? dark : light) + (seed / 2_147_483_647 - 0.5) * 2 * noise;
    data.fill(tone, index * 4, index * 4 + 3);
  }
  return { data, width, height };
}

/** One picture beside another of the same height. */
function beside(a: Picture, b: Picture): Picture {
  const width = a.width + b.width;
  const data = new Uint8ClampedArray(width * a.height * 4);
  for (let line = 0; line < a.height; line++) {
    data.set(a.data.subarray(line * a.width * 4, (line + 1) * a.width * 4), line * width * 4);
    data.set(b.data.subarray(line * b.width * 4, (line + 1) * b.width * 4), (line * width + a.width) * 4);
  }
  return { data, width, height: a.height };
}

const readable: Readonly<Record<string, Partial<Shot>>> = {
  "as it is": {},
  "lying on its side": { degrees: 90 },
  "upside down": { degrees: 180 },
  "askew by half a right angle": { degrees: 45 },
  "light on dark": { dark: 255, light: 0 },
  "with modules of two pixels": { width: 90, height: 90, module: 2 },
  "with modules of 40 pixels": { width: 1700, height: 1700, module: 40 },
  "in the corner of a wide picture": { width: 1800, height: 900, at: [0.85, 0.2] },
  "small in a large picture": { width: 1500, height: 1100, module: 4, at: [0.3, 0.7], degrees: 7 },
  "in pale print": { dark: 150, light: 190 },
  "in dim light": { dark: 4, light: 22 },
  "in grain": { noise: 90 },
  "in much grain, but large": { noise: 120, width: 800, height: 800, module: 14 },
  "of one word": { text: "taler", module: 10 },
};

describe("a code is read", () => {
  for (const [name, wish] of Object.entries(readable))
    it(name, () => assert.deepEqual(codesIn(shot(wish)), [wish.text ?? text]));

  it("at any angle", () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 359 }), fc.integer({ min: 4, max: 8 }), (degrees, module) =>
        assert.deepEqual(codesIn(shot({ degrees, module, width: 460, height: 460 })), [text]),
      ),
      { numRuns: 25 },
    ));

  it("on what is transparent, in black and in white", () => {
    for (const ink of [0, 255]) {
      const { data, ...size } = shot();
      const seeThrough = data.map((byte, index) =>
        index % 4 === 3 ? (data[index - 1] === 0 ? 255 : 0) : byte === 0 ? ink : 0,
      );
      assert.deepEqual(codesIn({ data: seeThrough, ...size }), [text]);
    }
  });

  it("in the frames of a camera: as they are, with grain, light on dark", () => {
    const frame = { width: 640, height: 480, degrees: 12 };
    assert.equal(codeInFrame(shot(frame), 0), text);
    assert.equal(codeInFrame(shot({ ...frame, noise: 90 }), 1), text);
    assert.equal(codeInFrame(shot({ ...frame, dark: 255, light: 0 }), 5), text);
    assert.equal(codeInFrame(shot({ ...frame, dark: 255 }), 0), undefined);
  });
});

describe("several codes in one picture", () => {
  it("are all read", () => {
    const found = codesIn(beside(shot(), shot({ text: "taler://withdraw/bank.example/4711" })));
    assert.deepEqual([...found].sort(), [text, "taler://withdraw/bank.example/4711"]);
  });

  it("are told once when they say the same", () =>
    assert.deepEqual(codesIn(beside(shot(), shot({ degrees: 30 }))), [text]));
});

describe("a picture without a code", () => {
  const empty: Readonly<Record<string, Picture>> = {
    "of one colour": shot({ dark: 200, light: 200 }),
    "of grain": shot({ dark: 128, light: 128, noise: 120, width: 200, height: 200 }),
    "of half a code": shot({ at: [0.05, 0.5] }),
    "of one pixel": { data: new Uint8ClampedArray(4), width: 1, height: 1 },
    "of one line": { data: new Uint8ClampedArray(4 * 500), width: 500, height: 1 },
  };
  for (const [name, picture] of Object.entries(empty))
    it(`${name} gives none`, () => assert.deepEqual(codesIn(picture), []));
});
