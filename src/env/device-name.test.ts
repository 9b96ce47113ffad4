import assert from "node:assert/strict";
import { it } from "node:test";
import { deviceNameOf } from "./device-name.ts";

const chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";

const cases: readonly (readonly [string | undefined, string, string, string])[] = [
  ["Firefox", "", "linux", "Firefox on Linux"],
  ["LibreWolf", "Mozilla/5.0 (X11; rv:140.0) Gecko/20100101 Firefox/140.0", "win", "LibreWolf on Windows"],
  [undefined, chrome, "mac", "Chrome on macOS"],
  [undefined, `${chrome} Edg/126.0.0.0`, "cros", "Edge on ChromeOS"],
  [undefined, `${chrome} OPR/112.0.0.0`, "android", "Opera on Android"],
  [undefined, chrome, "fuchsia", "Chrome"],
  [undefined, "Something", "toString", "Browser"],
];

for (const [told, userAgent, os, name] of cases) {
  it(`a device may be ${name}`, () => assert.equal(deviceNameOf(told, userAgent, os), name));
}
