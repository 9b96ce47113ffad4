/**
 * The recovery sheet as it comes out of the printer: one page, black and white, and whoever has nothing but this paper
 * has the wallet, by the code on it, by its letters and by its words.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { PNG } from "pngjs";
import { readRecoveryText } from "../../src/backup/recovery-code.ts";
import { textOf } from "../../src/taler/crockford.ts";
import { secret } from "../preview/invented.ts";
import { type Browser, newProfile } from "./browser.ts";
import { launch } from "./launch.ts";
import { type Printed, printed } from "./printed.ts";
import { builtFor, startVisit, type Visit } from "./project.ts";
import { qrTextIn } from "./qr.ts";

/** Width and height in millimetres. */
const formats = { A4: [210, 297], Letter: [215.9, 279.4] } as const;

/** Printers leave an edge white whatever is on it. Millimetres. */
const margin = 12;

const profile = newProfile();
let visit: Visit;
let firefox: Browser;

before(async () => {
  visit = await startVisit();
  const extension = await builtFor("firefox", "sheet-test", { exchanges: [], services: [] });
  firefox = await launch(profile.folder, extension, { isHeadless: true });
});

after(async () => {
  await firefox?.close();
  await visit?.stop();
  profile.remove();
});

async function sheet(format: keyof typeof formats, language: string): Promise<Printed> {
  const page = await visit.open(`options.html?screen=secret&language=${language}`);
  const pdf = await page.pdf({ format });
  await page.close();
  return printed(firefox, pdf);
}

const secretOf = (text: string): string => textOf(readRecoveryText(text).secret.reveal());

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

for (const format of ["A4", "Letter"] as const)
  for (const language of ["en", "de"])
    describe(`the recovery sheet on ${format} (${language})`, () => {
      let paper: Printed;

      before(async () => {
        paper = await sheet(format, language);
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
        assert.equal(qrTextIn(PNG.sync.write(paper.picture)), uri);
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

      it("names every service that keeps the backup", () => {
        const text = paper.text.replace(/\s/g, "");
        for (const url of secret.services) assert.ok(text.includes(url.replace(/^https:\/\/|\/$/g, "")), url);
      });
    });
