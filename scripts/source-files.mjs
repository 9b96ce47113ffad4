/** Which files make up the project: what somebody needs who wants to build it again. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "./root.mjs";

/** Neither written by us nor needed to build. */
const made = new Set([".git", "node_modules", "out"]);

/** Paths relative to the project: all that git does not ignore, or without git all that lies there. */
export function sourceFiles() {
  const list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"];
  // An archive that was unpacked inside somebody else's clone is not that clone's.
  const git = existsSync(join(root, ".git")) && spawnSync("git", list, { cwd: root, encoding: "utf8" });
  const paths = git.status === 0 ? git.stdout.split("\0") : allBelow(root);
  return paths.filter((path) => path !== "" && existsSync(join(root, path)));
}

const allBelow = (folder) =>
  readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => folder !== root || !made.has(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? allBelow(path) : [relative(root, path).replaceAll("\\", "/")];
    });
