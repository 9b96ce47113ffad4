/** What the stores and the wallet say about it is complete, fits, and agrees with the manifest, in every language. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { root } from "../root.mjs";
import { items, kindsOfData, languages, limits, listing, permissionsOf, privacyStatement } from "./listing.mjs";
import { fieldsByStore, formOf } from "./texts.mjs";

const readJson = (path) => JSON.parse(readFileSync(join(root, path), "utf8"));
const manifest = readJson("manifest.json");
const headings = (text) => [...text.matchAll(/^(#+) /gm)].map(([, level]) => level.length);

for (const language of languages)
  describe(`the listing (${language})`, () => {
    const said = listing(language);
    const messages = readJson(`static/_locales/${language}/messages.json`);

    it("has all sections, each with something in it", () => {
      const wanted = [...Object.keys(limits), "Pictures", "Categories", "Data use"].sort();
      assert.deepEqual(Object.keys(said).sort(), wanted);
      for (const [heading, text] of Object.entries(said)) assert.ok(text.length > 0, heading);
    });

    it("fits into the fields of the stores", () => {
      const { Permissions, ...others } = said;
      const texts = { ...others, ...items(Permissions) };
      for (const [field, text] of Object.entries(texts)) {
        const limit = limits[field] ?? limits.Permissions;
        if (field in limits || field in items(Permissions)) assert.ok(text.length <= limit, `${field}: ${text.length}`);
      }
    });

    it("has the name and the summary of the manifest", () => {
      assert.deepEqual([said.Name, said.Summary], [messages.name.message, messages.description.message]);
    });

    it("names a category for each store", () => {
      assert.deepEqual(Object.keys(items(said.Categories)), ["Chrome", "Firefox"]);
    });

    it("gives a reason for every permission in the manifest", () => {
      const reasons = items(said.Permissions);
      for (const permission of permissionsOf(manifest)) assert.ok(reasons[permission]?.length > 40, permission);
    });

    it("answers for every kind of data, and names as collected what the manifest names", () => {
      const answers = items(said["Data use"]);
      assert.deepEqual(Object.keys(answers), kindsOfData);
      const collected = kindsOfData.filter((kind) => !/^(no|nein)$/.test(answers[kind]));
      assert.deepEqual(collected, ["Financial and payment information"]);
      const declared = manifest.browser_specific_settings.gecko.data_collection_permissions;
      assert.deepEqual(declared, { required: ["financialAndPaymentInfo"] });
    });
  });

describe("the listings", () => {
  const [first, ...others] = languages.map(listing);

  it("have the same sections and name the same permissions in every language", () => {
    for (const other of others) {
      assert.deepEqual(Object.keys(other), Object.keys(first));
      for (const section of ["Permissions", "Pictures"])
        assert.deepEqual(Object.keys(items(other[section])), Object.keys(items(first[section])));
      assert.equal(other.Description.split("\n").length, first.Description.split("\n").length);
    }
  });
});

describe("the forms of the stores", () => {
  const manifestOf = (permissions) => ({ ...manifest, permissions });

  it("get a text for every field, with reasons for what the manifest asks for and for nothing else", () => {
    for (const language of languages) {
      const { chrome, firefox } = fieldsByStore(language, manifestOf(["alarms"]), "how to build");
      for (const [field, text] of Object.entries({ ...chrome, ...firefox })) assert.ok(text.length > 0, field);
      assert.match(chrome.Permissions, /^alarms\n/);
      assert.doesNotMatch(chrome.Permissions, /unlimitedStorage/);
      assert.match(firefox["Notes for reviewers"], /^how to build\n\nalarms\n/);
    }
  });

  it("are one text each", () =>
    assert.match(formOf({ Name: "Satchel", Summary: "A wallet." }), /Name\n=+\n\nSatchel\n/));
});

describe("the privacy statement", () => {
  const [first, ...others] = languages.map(privacyStatement);

  it("has the same sections and as many paragraphs in every language", () => {
    assert.deepEqual(headings(first).slice(0, 2), [1, 2]);
    for (const other of others) {
      assert.deepEqual(headings(other), headings(first));
      assert.equal(other.split("\n").length, first.split("\n").length);
    }
  });

  it("speaks of everybody who gets something, and of deleting", () => {
    const words = [/exchange/i, /bank/i, /shop/i, /backup service/i, /cookies/, /makers/, /delete/, /permission/];
    for (const word of words) assert.match(first, word);
  });
});
