/** Scanning in real browsers: a file, the camera, and a camera that may not be used. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { type Browser, browserNames, type Camera, type Extension, newProfile } from "./browser.ts";
import { writeFilm, writePicture } from "./film.ts";
import { launch } from "./launch.ts";
import { builtFor } from "./project.ts";
import { type Tab, waitUntil } from "./tab.ts";

const secret = "taler://sync/backup.example.org/v1#DGPMQXCFN5PPQZZHHJ4XGFF3MG8NRZCYS3VGHHTM4BBTWXX4F0Y0";
const money = "taler://withdraw/bank.example.org/4711";

const profile = newProfile();
const path = (name: string) => join(profile.folder, name);

before(() => {
  writePicture(path("secret.png"), secret);
  writePicture(path("money.png"), money);
  writePicture(path("other.png"), "https://shop.example.org/");
  writeFileSync(path("text.png"), "not a picture");
  writeFilm(path("secret.y4m"), secret);
});

after(() => profile.remove());

const typedSecret = (page: Tab) => page.evaluate("document.querySelector('textarea')?.value ?? ''");
const isCameraOff = (page: Tab) => page.evaluate("document.querySelector('video').srcObject === null");

/** What happens in a page when somebody brings this picture; evaluates to whether the page left it to the browser. */
const bringing = (way: "paste" | "drop", picture: Buffer) => `(() => {
  const data = new DataTransfer();
  const bytes = Uint8Array.from(atob("${picture.toString("base64")}"), (letter) => letter.charCodeAt(0));
  data.items.add(new File([bytes], "code.png", { type: "image/png" }));
  const event = new Event("${way}", { bubbles: true, cancelable: true });
  // Not every browser lets scripts fill the event itself.
  Object.assign(event, { clipboardData: data, dataTransfer: data });
  return document.body.dispatchEvent(event);
})()`;

for (const name of browserNames)
  describe(`scanning in ${name}`, () => {
    let extension: Extension;
    let browser: Browser | undefined;
    const own = newProfile();

    async function start(camera: Camera): Promise<Browser> {
      await browser?.close();
      browser = await launch(own.folder, extension, { isHeadless: true, camera });
      return browser;
    }

    before(async () => {
      extension = await builtFor(name, "scan-test", { exchanges: [], services: [] });
    });

    after(async () => {
      await browser?.close();
      own.remove();
    });

    it("takes a recovery secret from a picture, and no address ever holds it", async () => {
      const page = await (await start({ film: path("secret.y4m") })).open("options.html#scan");
      await page.choose("Open a picture", path("secret.png"));
      await page.waitFor("textbox", "Recovery secret");
      assert.equal(await typedSecret(page), secret);
      assert.match(await page.address(), /options\.html#restore$/);
      await page.click("link", "About");
      await page.click("link", "Restore");
      await page.waitFor("textbox", "Recovery secret");
      assert.equal(await typedSecret(page), "");
      await page.close();
    });

    it("says what is wrong with a picture", async () => {
      const page = (await browser?.open("options.html#restore")) ?? assert.fail("no browser");
      await page.choose("Open a picture", path("text.png"));
      await page.waitForText(/not a picture/);
      await page.choose("Open a picture", path("other.png"));
      await page.waitForText(/not for Taler/);
      await page.choose("Open a picture", path("money.png"));
      await page.waitForText(/no recovery secret/);
      assert.equal(await typedSecret(page), "");
      await page.choose("Open a picture", path("secret.png"));
      await page.waitForText(/was read from the code/);
      assert.equal(await typedSecret(page), secret);
      await page.close();
    });

    it("hands a link for money to the wallet's window", async () => {
      const page = (await browser?.open("options.html#scan")) ?? assert.fail("no browser");
      await page.choose("Open a picture", path("money.png"));
      await page.waitForText(/open in the wallet’s window/);
      await page.close();
    });

    for (const way of ["paste", "drop"] as const)
      it(`takes a picture by ${way}, wherever on the page`, async () => {
        const page = (await browser?.open("options.html#restore")) ?? assert.fail("no browser");
        await page.waitFor("button", "Scan the sheet");
        const isLeftToTheBrowser = await page.evaluate(bringing(way, readFileSync(path("secret.png"))));
        assert.equal(isLeftToTheBrowser, false);
        await page.waitForText(/was read from the code/);
        assert.equal(await typedSecret(page), secret);
        await page.close();
      });

    it("looks through the camera, and lets go of it", async () => {
      const page = (await browser?.open("options.html#restore")) ?? assert.fail("no browser");
      await page.click("button", "Scan the sheet");
      // Only one of the two browsers can be given a film.
      if (name === "chromium") await page.waitForText(/was read from the code/);
      else await page.waitForText(/Hold the code in front of the camera/);
      assert.equal(await typedSecret(page), name === "chromium" ? secret : "");
      if (name === "firefox") await page.click("button", "Stop the camera");
      await waitUntil("the camera is off", async () => (await isCameraOff(page)) === true);
      await page.waitFor("button", "Scan the sheet");
      await page.close();
    });

    it("says in words that the camera may not be used", async () => {
      const page = await (await start("refused")).open("options.html#scan");
      await page.click("button", "Use the camera");
      await page.waitForText(/does not let Satchel use the camera/);
      await page.close();
    });
  });
