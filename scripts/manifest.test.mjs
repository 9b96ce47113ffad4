/** The manifest agrees with the rest of the project and asks for no more than it says here. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { bundleNames } from "../esbuild.config.mjs";
import { root } from "./root.mjs";

const readJson = (path) => JSON.parse(readFileSync(join(root, path), "utf8"));
const manifest = readJson("manifest.json");

describe("the manifest", () => {
  it("has the version of the package", () => assert.equal(manifest.version, readJson("package.json").version));

  it("asks for these permissions and no hosts", () => {
    assert.deepEqual(manifest.permissions, ["activeTab", "alarms", "scripting", "unlimitedStorage"]);
    assert.deepEqual([manifest.host_permissions, manifest.content_scripts], [undefined, undefined]);
  });

  it("asks for more only when the user agrees, and shows nothing to pages of the web", () => {
    assert.deepEqual(manifest.optional_permissions, ["webRequest"]);
    assert.deepEqual(manifest.optional_host_permissions, ["https://*/*", "http://*/*"]);
    assert.deepEqual(
      [manifest.web_accessible_resources, manifest.externally_connectable, manifest.incognito],
      [undefined, undefined, "spanning"],
    );
  });

  it("offers Firefox a page for ext+taler under a name that needs no translation, which Firefox would not make", () => {
    const [handler, ...others] = manifest.protocol_handlers;
    assert.deepEqual(handler, { protocol: "ext+taler", name: "Satchel", uriTemplate: "/handler.html#%s" });
    assert.deepEqual(others, []);
  });

  it("names only files that the build puts there", () => {
    const named = JSON.stringify(manifest)
      .match(/"[\w/-]+\.(html|js|png|svg|css)"/g)
      .map((quoted) => JSON.parse(quoted));
    const isBuilt = (path) => bundleNames.includes(path) || existsSync(join(root, "static", path));
    assert.ok(named.length >= 8);
    assert.deepEqual(
      named.filter((path) => !isBuilt(path)),
      [],
    );
  });

  it("runs no code but its own", () => {
    const policy = manifest.content_security_policy.extension_pages;
    const sources = new Map(policy.split("; ").map((directive) => [directive.split(" ")[0], directive]));
    assert.equal(sources.get("default-src"), "default-src 'self'");
    assert.equal(sources.has("script-src") || sources.has("style-src"), false);
  });

  it("has its name and description in every language", () => {
    const keys = JSON.stringify(manifest).match(/(?<=__MSG_)\w+(?=__)/g);
    for (const language of ["en", "de"]) {
      const messages = readJson(`static/_locales/${language}/messages.json`);
      for (const key of keys) assert.ok(messages[key].message.length > 0, `${language} ${key}`);
    }
  });
});

describe("the HTML shells", () => {
  for (const page of ["popup.html", "options.html", "handler.html"]) {
    it(`${page} loads a bundle and holds no script of its own`, () => {
      const html = readFileSync(join(root, "static", page), "utf8");
      const scripts = [...html.matchAll(/<script\b[^>]*>/g)].map(([tag]) => /src="([^"]+)"/.exec(tag)?.[1]);
      assert.deepEqual(scripts, [page.replace(".html", ".js")]);
      assert.ok(bundleNames.includes(scripts[0]));
    });
  }
});

describe("the page without an origin", () => {
  const html = readFileSync(join(root, "static/net.html"), "utf8");
  const policyOf = (text) => new Map(text.split("; ").map((directive) => [directive.split(" ")[0], directive]));
  const own = policyOf(/http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(html)[1]);

  it("may run our script and ask the web, as far as the extension may, and nothing else", () => {
    const extension = policyOf(manifest.content_security_policy.extension_pages);
    assert.equal(own.get("default-src"), "default-src 'none'");
    assert.equal(own.get("script-src"), "script-src 'self'");
    assert.equal(own.get("connect-src"), extension.get("connect-src").replace(" 'self'", ""));
    assert.deepEqual([...own.keys()].sort(), ["base-uri", "connect-src", "default-src", "form-action", "script-src"]);
  });

  it("is under its policy before it does anything, and loads one script that is no module", () => {
    const [policy, ...others] = html.match(/<(meta\s+http-equiv|script|link|style|img|iframe)\b[^>]*>/g);
    assert.match(policy, /Content-Security-Policy/);
    assert.deepEqual(others, ['<script src="net.js">']);
    assert.ok(bundleNames.includes("net.js"));
  });
});
