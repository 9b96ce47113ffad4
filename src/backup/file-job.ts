/** Merging a file whose worker died before it was merged. */
import { isFileWaiting } from "../store/kept-file.ts";
import type { Job } from "../task/job.ts";
import { selfOf } from "../wallet/roots.ts";
import { mergeWaiting } from "./file.ts";

/** One task, named by the root that opens the file; files of other roots wait for nobody. */
export const fileJob: Job = {
  kind: "file",
  reads: ["blobs", "self"],

  async pending(env) {
    const { root } = await selfOf(env.db);
    return (await isFileWaiting(env.db, root)) ? [{ id: root, due: 0 }] : [];
  },

  step: (env) => mergeWaiting(env),
};
