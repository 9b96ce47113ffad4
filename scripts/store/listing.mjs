/** Reads what the stores are told, and knows how much each of them wants to hear. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../root.mjs";

/** The languages of the listing: those of the wallet. */
export const languages = ["en", "de"];

/** The most characters that each field may have: the smaller limit of the two stores, or of the only one that asks. */
export const limits = {
  Name: 45,
  Summary: 132,
  Description: 15_000,
  "Single purpose": 1000,
  Permissions: 1000,
  "Remote code": 1000,
};

/** What the Chrome Web Store asks about, in its words. */
export const kindsOfData = [
  "Personally identifiable information",
  "Health information",
  "Financial and payment information",
  "Authentication information",
  "Personal communications",
  "Location",
  "Web history",
  "User activity",
  "Website content",
];

const read = (path) => readFileSync(join(root, path), "utf8");

/** The sections of a language, each heading with the text below it, in their order. */
export function listing(language) {
  const [, ...sections] = read(`scripts/store/listing-${language}.md`).split(/^## /m);
  return Object.fromEntries(
    sections.map((section) => {
      const [heading, ...lines] = section.split("\n");
      return [heading, lines.join("\n").trim()];
    }),
  );
}

/** The lines of a list, `- name: text`, as an object; other lines are left out. */
export const items = (text) =>
  Object.fromEntries([...text.matchAll(/^- `?([^`\n]+?)`?: (.+)$/gm)].map(([, name, said]) => [name, said]));

/** The privacy statement, as the wallet itself shows it. */
export const privacyStatement = (language) => read(`src/i18n/privacy-${language}.md`);

/** Every permission in the manifest, those that are asked for later included. */
export function permissionsOf(manifest) {
  const { permissions, host_permissions, optional_permissions, optional_host_permissions } = manifest;
  return [permissions, host_permissions, optional_permissions, optional_host_permissions].flatMap((some) => some ?? []);
}
