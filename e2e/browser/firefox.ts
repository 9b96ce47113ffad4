/** Firefox with the extension in a profile of its own, by puppeteer and WebDriver BiDi. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { launch } from "puppeteer-core";
import { Bidi } from "./bidi.ts";
import { type Extension, type Launch, type LaunchOptions, sizeOf } from "./browser.ts";
import { FirefoxTab } from "./firefox-tab.ts";
import { pathOf, zipped } from "./project.ts";
import { waitUntil } from "./tab.ts";

/** Firefox makes this by chance in every profile; we must know it to open pages of the extension. */
const uuid = "6f0b7b1c-5a7c-4f0e-9d52-0c4f9a1f5a7e";

/** Settings without which a test could not do its work. */
const needed = ({ id }: Extension) => ({
  "extensions.webextensions.uuids": JSON.stringify({ [id]: uuid }),
  // Only editions for developers and long-term support listen to this one.
  "xpinstall.signatures.required": false,
});

/** Settings that make pictures the same everywhere. */
const steady = {
  // Whatever the extension asks for in a click is granted.
  "extensions.webextOptionalPermissionPrompts": false,
  "layout.css.prefers-color-scheme.content-override": 1,
  "intl.locale.requested": "en-US",
};

const cameraSettings = (camera: LaunchOptions["camera"]) =>
  camera !== undefined && {
    "media.navigator.streams.fake": true,
    // Without asking, or "no" without asking.
    "media.navigator.permission.disabled": camera !== "refused",
    "permissions.default.camera": camera === "refused" ? 2 : 0,
  };

export const launchFirefox: Launch = async (profile, extension, options) => {
  const { isHeadless, camera, isAllowedInPrivate = false } = options;
  const firefox = await launch({
    browser: "firefox",
    executablePath: await pathOf("firefox"),
    headless: isHeadless,
    userDataDir: profile,
    defaultViewport: null,
    args: ["--remote-allow-system-access"],
    extraPrefsFirefox: { ...needed(extension), ...(isHeadless && steady), ...cameraSettings(camera) },
  });
  const ended = new Promise<void>((resolve) => firefox.once("disconnected", () => resolve()));
  const bidi = new Bidi(firefox);
  if (!existsSync(join(profile, "extensions", `${extension.id}.xpi`)))
    await install(bidi, extension, isAllowedInPrivate);
  const addressOf = (path: string) => new URL(path, `moz-extension://${uuid}/`).href;
  return {
    open: async (path) => {
      const { context } = await bidi.send<{ readonly context: string }>("browsingContext.create", { type: "tab" });
      const tab = new FirefoxTab(bidi, context);
      if (isHeadless) await tab.resize(sizeOf(addressOf(path)));
      await tab.goTo(addressOf(path));
      return tab;
    },
    tabs: async () => (await bidi.tabs()).map(({ context }) => new FirefoxTab(bidi, context)),
    addressOf,
    isBackgroundRunning: async () => (await backgroundState(bidi, extension)) === "running",
    stopBackground: () => stopBackground(bidi, extension),
    version: () => versionOf(bidi, extension),
    update: () => update(bidi, extension),
    openPrivately: (address) => openPrivately(bidi, address),
    privatePopupSays: async (text) => {
      const popup = await openPrivately(bidi, addressOf("popup.html"));
      await popup.waitForText(text);
      await popup.close();
    },
    clipboard: () => clipboardOf(bidi),
    complaints: () => complaintsAbout(bidi),
    evaluateInside: (expression) => bidi.evaluateInside(expression),
    close: () => firefox.close(),
    ended,
  };
};

const archiveOf = async ({ folder }: Extension) => ({
  type: "base64",
  value: (await zipped(folder)).toString("base64"),
});

/** For good where Firefox takes unsigned extensions for good; else until it ends, as about:debugging does. */
async function install(bidi: Bidi, extension: Extension, isAllowedInPrivate: boolean): Promise<void> {
  const how = { "moz:allowPrivateBrowsing": isAllowedInPrivate };
  await bidi
    .send("webExtension.install", { extensionData: await archiveOf(extension), "moz:permanent": true, ...how })
    .catch(() =>
      bidi.send("webExtension.install", { extensionData: { type: "path", path: extension.folder }, ...how }),
    );
}

const policyOf = ({ id }: Extension) => `WebExtensionPolicy.getByID(${JSON.stringify(id)})`;

const backgroundState = (bidi: Bidi, extension: Extension): Promise<unknown> =>
  bidi.evaluateInside(`${policyOf(extension)}.extension.backgroundState`);

/** As Firefox does after half a minute of idleness, but whatever it is doing: it would wait for answers under way. */
async function stopBackground(bidi: Bidi, extension: Extension): Promise<void> {
  const how = "{ ignoreDevToolsAttached: true, disableResetIdleForTest: true }";
  await bidi.evaluateInside(`${policyOf(extension)}.extension.terminateBackground(${how})`);
  await waitUntil("the background has stopped", async () => (await backgroundState(bidi, extension)) !== "running");
}

const versionOf = async (bidi: Bidi, extension: Extension): Promise<string> =>
  String(await bidi.evaluateInside(`${policyOf(extension)}?.extension.version`));

async function update(bidi: Bidi, extension: Extension): Promise<void> {
  const before = await versionOf(bidi, extension);
  const isAsked = `${policyOf(extension)}?.extension.upgrade !== undefined`;
  // Ends only when the update has been taken, which may be never.
  bidi
    .send("webExtension.install", { extensionData: await archiveOf(extension), "moz:permanent": true })
    .catch(() => {});
  await waitUntil("the update is there", async () => {
    return (await bidi.evaluateInside(isAsked)) === true || (await versionOf(bidi, extension)) !== before;
  });
}

async function openPrivately(bidi: Bidi, address: string): Promise<FirefoxTab> {
  const before = (await bidi.tabs()).map(({ context }) => context);
  await bidi.evaluateInside("void OpenBrowserWindow({ private: true })");
  const fresh = async () => (await bidi.tabs()).find(({ context }) => !before.includes(context));
  // Its own first page would otherwise come in between.
  const isReady = async () => (await fresh())?.url === "about:privatebrowsing";
  await waitUntil("the private window is open", isReady);
  const tab = new FirefoxTab(bidi, (await fresh())?.context ?? "");
  await tab.goTo(address);
  return tab;
}

/** Errors that Firefox has noted with an address of the extension: exceptions, broken promises, breaches of its policy. */
async function complaintsAbout(bidi: Bidi): Promise<readonly string[]> {
  const noted = `JSON.stringify(Services.console.getMessageArray()
    .filter((note) => note instanceof Ci.nsIScriptError && !(note.flags & Ci.nsIScriptError.warningFlag))
    .map((note) => note.sourceName + ": " + note.errorMessage)
    .filter((text) => text.includes("moz-extension://${uuid}/")))`;
  return JSON.parse(String(await bidi.evaluateInside(noted))) as readonly string[];
}

async function clipboardOf(bidi: Bidi): Promise<string> {
  const read = `(() => {
    const taken = Cc["@mozilla.org/widget/transferable;1"].createInstance(Ci.nsITransferable);
    taken.init(null);
    taken.addDataFlavor("text/plain");
    Services.clipboard.getData(taken, Services.clipboard.kGlobalClipboard);
    const text = {};
    try {
      taken.getTransferData("text/plain", text);
    } catch {
      // There is no text.
      return "";
    }
    return text.value.QueryInterface(Ci.nsISupportsString).data;
  })()`;
  return String(await bidi.evaluateInside(read));
}
