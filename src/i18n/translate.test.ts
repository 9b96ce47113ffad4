import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { problems } from "../api/problems.ts";
import { withPages } from "./page-words.ts";
import { chooseLocale } from "./translate.ts";
import { words } from "./words.ts";

const noon = Date.UTC(2026, 10, 21, 12, 0, 0);
const ago = (seconds: number) => noon - seconds * 1000;
const utc = (language: string) => words([language], "UTC");

describe("chooseLocale", () => {
  it("takes the first language that we speak, with its region", () => {
    assert.deepEqual(chooseLocale(["fr-FR", "de-CH", "en"]), { language: "de", locale: "de-CH" });
    assert.deepEqual(chooseLocale(["en-GB"]), { language: "en", locale: "en-GB" });
  });

  it("falls back to English, also before nonsense", () => {
    for (const wanted of [[], ["fr"], ["de_AT@euro"], ["constructor"], ["__proto__"], [""]])
      assert.equal(chooseLocale(wanted).language, "en", String(wanted));
  });
});

describe("words", () => {
  it("tells how long ago or in how long", () => {
    const { relative } = utc("en");
    assert.equal(relative(ago(3), noon), "just now");
    assert.equal(relative(ago(50), noon), "50 seconds ago");
    assert.equal(relative(ago(125), noon), "2 minutes ago");
    assert.equal(relative(ago(-20), noon), "in 20 seconds");
    assert.equal(relative(ago(-3601), noon), "in 1 hour");
    assert.equal(relative(ago(26 * 3600), noon), "yesterday");
    assert.equal(relative(ago(8 * 24 * 3600), noon), "November 13, 2026");
    assert.equal(utc("de").relative(ago(-20), noon), "in 20 Sekunden");
    assert.equal(utc("de").relative(ago(125), noon), "vor 2 Minuten");
  });

  it("names days by the calendar, not by hours", () => {
    const { day } = utc("en");
    assert.equal(day(Date.UTC(2026, 10, 21, 0, 1), noon), "Today");
    assert.equal(day(Date.UTC(2026, 10, 20, 23, 59), noon), "Yesterday");
    assert.equal(day(Date.UTC(2026, 10, 16), noon), "Monday, November 16");
    assert.equal(day(Date.UTC(2025, 10, 16), noon), "November 16, 2025");
    assert.equal(utc("de").day(Date.UTC(2026, 10, 16), noon), "Montag, 16. November");
    assert.equal(utc("de").day(noon, noon), "Heute");
  });

  it("follows the time zone for days and clocks", () => {
    const late = Date.UTC(2026, 10, 20, 23, 30);
    const zurich = words(["de-CH"], "Europe/Zurich");
    assert.equal(zurich.day(late, noon), "Heute");
    assert.equal(zurich.clock(late), "00:30");
    assert.equal(utc("de").clock(late), "23:30");
  });

  it("counts in singular and plural", () => {
    for (const [language, one, many] of [
      ["en", "1 change not yet backed up", "3 changes not yet backed up"],
      ["de", "1 Änderung noch nicht gesichert", "3 Änderungen noch nicht gesichert"],
    ] as const) {
      assert.equal(utc(language).t.backup.pending(1), one);
      assert.equal(utc(language).t.backup.pending(3), many);
    }
  });

  it("speaks amounts and languages", () => {
    assert.equal(utc("de").amount("KUDOS:1234.5"), "1.234,50\u00a0KUDOS");
    assert.equal(utc("en").nameOfLanguage("de"), "German");
    assert.equal(utc("en").nameOfLanguage("not a tag"), "not a tag");
    assert.equal(utc("de").list(["a", "b", "c"]), "a, b und c");
  });
});

describe("messages", () => {
  it("say of every problem what is so and what to do, as sentences", () => {
    for (const language of ["en", "de"])
      for (const code of Object.keys(problems)) {
        const { what, next } = utc(language).t.problems[code as keyof typeof problems];
        assert.match(what, /^\p{Lu}.*\.$/u, `${language} ${code}`);
        assert.match(next, /^\p{Lu}.*(\.|\.org)$/u, `${language} ${code}`);
      }
  });

  it("differ between the languages wherever they are more than a word", () => {
    const texts = (value: unknown, path: string): [string, string][] =>
      typeof value === "string"
        ? [[path, value]]
        : typeof value === "object" && value !== null
          ? Object.entries(value).flatMap(([key, one]) => texts(one, `${path}.${key}`))
          : [];
    const german = new Map(texts(withPages(utc("de")).t, ""));
    for (const [path, text] of texts(withPages(utc("en")).t, ""))
      if (text.includes(" ")) assert.notEqual(german.get(path), text, path);
  });
});
