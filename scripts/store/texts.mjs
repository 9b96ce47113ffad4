/**
 * Writes what is to be typed into the forms of the stores, field by field, into out/store, for each language.
 *
 *   node scripts/store/texts.mjs
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isMain, root } from "../root.mjs";
import { items, languages, listing, permissionsOf, privacyStatement } from "./listing.mjs";

/** Reasons for permissions that this version asks for, and for no others. */
const reasons = (said, manifest) =>
  permissionsOf(manifest)
    .map((permission) => `${permission}\n${items(said.Permissions)[permission]}`)
    .join("\n\n");

/** The fields of each store's forms in their order, with what is to be typed there. */
export function fieldsByStore(language, manifest, build) {
  const said = listing(language);
  const { Name, Summary, Description } = said;
  const categories = items(said.Categories);
  const permissions = reasons(said, manifest);
  const policy = privacyStatement(language).trim();
  const chrome = {
    ...{ Name, Summary, Description, Category: categories.Chrome, "Single purpose": said["Single purpose"] },
    ...{ Permissions: permissions, "Remote code": said["Remote code"], "Data use": said["Data use"] },
    "Privacy policy": policy,
  };
  const firefox = {
    ...{ Name, Summary, Description, Categories: categories.Firefox, "Privacy policy": policy },
    "Notes for reviewers": `${build.trim()}\n\n${permissions}`,
  };
  return { chrome, firefox };
}

const line = "=".repeat(60);

/** One text with all fields of a form. */
export const formOf = (fields) =>
  Object.entries(fields)
    .map(([field, text]) => `${line}\n${field}\n${line}\n\n${text}\n`)
    .join("\n");

if (isMain(import.meta.url)) {
  const read = (path) => readFileSync(join(root, path), "utf8");
  const manifest = JSON.parse(read("manifest.json"));
  for (const language of languages) {
    const folder = join(root, "out/store", language);
    mkdirSync(folder, { recursive: true });
    for (const [store, fields] of Object.entries(fieldsByStore(language, manifest, read("scripts/store/BUILD.md"))))
      writeFileSync(join(folder, `${store}.txt`), formOf(fields));
  }
  console.log(`Texts for ${languages.join(" and ")} are in out/store.`);
}
