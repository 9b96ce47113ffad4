/** Reads codes beside a page, which goes on answering meanwhile. A bundle of its own: it is large, and only who scans needs it. */
import { codeInFrame, codesIn } from "./codes.ts";
import type { Reading, Wish } from "./reader.ts";

addEventListener("message", ({ data: { id, picture, look } }: MessageEvent<Wish>) => {
  const frame = look === undefined ? undefined : codeInFrame(picture, look);
  const texts = look === undefined ? codesIn(picture) : frame === undefined ? [] : [frame];
  const reading: Reading = { id, texts };
  postMessage(reading);
});
