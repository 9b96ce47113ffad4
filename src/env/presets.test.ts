import assert from "node:assert/strict";
import { it } from "node:test";
import { canonicalBaseUrl } from "../taler/base-url.ts";
import { presets } from "./presets.ts";

it("presets are spelled as the wallet knows servers", () => {
  const urls = [...presets.exchanges, ...presets.services.map(({ url }) => url)];
  assert.ok(urls.length > 0);
  for (const url of urls) assert.equal(canonicalBaseUrl(url), url);
});
