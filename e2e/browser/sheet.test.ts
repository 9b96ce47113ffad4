/**
 * The recovery sheet as it comes out of the printer: one page, black and white, and whoever has nothing but this paper
 * has the wallet, by the code on it, by its letters and by its words.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { PNG } from "pngjs";
import { readRecoveryText } from "../../src/backup/recovery-code.ts";
import { textOf } from "../../src/taler/crockford.ts";
import { codesIn } from "../../src/ui/scan/codes.ts";
import { secret } from "../preview/invented.ts";
import { type Browser, type BrowserName, browserNames, newProfile } from "./browser.ts";
import { launch } from "./launch.ts";
import { type Printed, printed } from "./printed.ts";
import { builtFor, servePreview } from "./project.ts";
import { type Paper, waitUntil } from "./tab.ts";

/** Width and height in millimetres. */
const formats = { A4: [210, 297], Letter: [215.9, 279.4] } as const;

/** Printers leave an edge white whatever is on it. Millimetres. */
const margin = 12;

const profiles = browserNames.map(() => newProfile());
const browserByName = new Map<BrowserName, Browser>();
let preview: Awaited<ReturnType<typeof servePreview>>;

before(async () => {
  preview = await servePreview();
  for (const [index, name] of browserNames.entries()) {
    const extension = await builtFor(name, "sheet-test", { exchanges: [], services: [] });
    browserByName.set(name, await launch(profiles[index]?.folder ?? "", extension, { isHeadless: true }));
  }
});

after(async () => {
  for (const browser of browserByName.values()) await browser.close();
  await preview?.stop();
  for (const profile of profiles) profile.remove();
});

const browserOf = (name: BrowserName) => browserByName.get(name) ?? assert.fail(`no ${name}`);

/** What comes out of a browser's printer, as a reader of such files shows it. */
async function sheet(
  name: BrowserName,
  format: Paper,
  language: string,
  screen: "secret" | "secret-many" = "secret",
): Promise<Printed> {
  const page = await browserOf(name).open(`${preview.url}options.html?screen=${screen}&language=${language}`);
  await waitUntil("the secret is shown", async () => {
    return (await page.evaluate("document.documentElement.dataset.shown")) === screen;
  });
  const pdf = await page.print(format);
  await page.close();
  return printed(browserOf("firefox"), pdf);
}

const secretOf = (text: string): string => textOf(readRecoveryText(text).secret.reveal());

/** How many pixels are coloured, how many printed where printers cannot print, and how many dark. */
function faultsOf(
  { picture }: Printed,
  format: Paper,
): { readonly coloured: number; readonly cut: number; readonly dark: number } {
  let [coloured, cut, dark] = [0, 0, 0];
  for (const { tones, fromEdge } of pixelsOf(picture, formats[format])) {
    if (Math.max(...tones) - Math.min(...tones) > 2) coloured += 1;
    if (fromEdge < margin && Math.min(...tones) < 250) cut += 1;
    if (Math.max(...tones) < 60) dark += 1;
  }
  return { coloured, cut, dark };
}

/** What stands beside the numbers from 1 on. */
function wordsIn(text: string): readonly string[] {
  const words: string[] = [];
  for (const [, place, word = ""] of text.matchAll(/\b(\d{1,2})\s+([a-z]+)\b/g))
    if (Number(place) === words.length + 1) words.push(word);
  return words;
}

/** Red, green and blue of every pixel, with its place in millimetres from the nearest edge. */
function* pixelsOf({ data, width, height }: PNG, [wide, high]: readonly [number, number]) {
  for (let at = 0; at < width * height; at++) {
    const [x, y] = [((at % width) * wide) / width, (Math.floor(at / width) * high) / height];
    const [red = 0, green = 0, blue = 0] = data.subarray(at * 4, at * 4 + 3);
    yield { tones: [red, green, blue], fromEdge: Math.min(x, y, wide - x, high - y) };
  }
}

const sheets = browserNames.flatMap((name) =>
  (["A4", "Letter"] as const).flatMap((format) => ["en", "de"].map((language) => ({ name, format, language }))),
);

for (const { name, format, language } of sheets)
  describe(`the recovery sheet on ${format} from ${name} (${language})`, () => {
    let paper: Printed;

    before(async () => {
      paper = await sheet(name, format, language);
    });

    it("is one page of that size", () => {
      const { width, height } = paper.picture;
      const [wide, high] = formats[format];
      assert.equal(paper.pages, 1);
      assert.ok(Math.abs(height / width - high / wide) < 0.01, `${width} by ${height}`);
    });

    it("is black, white and gray, and white at its edges", () => {
      let [coloured, cut, dark] = [0, 0, 0];
      for (const { tones, fromEdge } of pixelsOf(paper.picture, formats[format])) {
        if (Math.max(...tones) - Math.min(...tones) > 2) coloured += 1;
        if (fromEdge < margin && Math.min(...tones) < 250) cut += 1;
        if (Math.max(...tones) < 60) dark += 1;
      }
      assert.deepEqual([coloured, cut], [0, 0]);
      assert.ok(dark > 10_000, `${dark} dark pixels`);
    });

    it("restores by its code", () => {
      const [uri = ""] = secret.uris;
      const { data, width, height } = paper.picture;
      assert.deepEqual(codesIn({ data: new Uint8ClampedArray(data), width, height }), [uri]);
      assert.deepEqual(readRecoveryText(uri).urls, secret.services.slice(0, 1));
    });

    it("restores by its letters, its words, and the first four letters of those", () => {
      const text = paper.text.normalize("NFKC");
      const [uri = ""] = secret.uris;
      const [address = "", letters = ""] = uri.split(/(?<=#)/);
      const typed = /(taler:\/\/\S+#)((?:\s+[0-9A-Z]{4}){13})/.exec(text);
      assert.equal(typed?.[1], address);
      assert.equal(secretOf(`${typed?.[1]}${typed?.[2]}`), letters);
      const words = wordsIn(text);
      assert.deepEqual(words, secret.words);
      assert.equal(secretOf(words.map((word, index) => `${index + 1}. ${word}`).join("\n")), letters);
      assert.equal(secretOf(words.map((word) => word.slice(0, 4)).join(" ")), letters);
    });

    it("says until when it is good", () => {
      const day = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "Europe/Zurich" });
      assert.ok(paper.text.normalize("NFKC").includes(day.format(secret.goodUntil)));
    });

    it("names every service that keeps the backup", () => {
      const text = paper.text.replace(/\s/g, "");
      for (const url of secret.services) assert.ok(text.includes(url.replace(/^https:\/\/|\/$/g, "")), url);
    });
  });

for (const name of browserNames)
  it(`the recovery sheet has room for six services on the shorter paper, in the longer language (${name})`, async () => {
    const paper = await sheet(name, "Letter", "de", "secret-many");
    const { coloured, cut } = faultsOf(paper, "Letter");
    assert.deepEqual([paper.pages, coloured, cut], [1, 0, 0]);
    const text = paper.text.replace(/\s/g, "");
    for (const place of ["sync.freies-netz.example/zweite-kopie", "backup.hafen.example/zweite-kopie"])
      assert.ok(text.includes(place), place);
  });
