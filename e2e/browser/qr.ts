/** Reading a QR code off a picture, as a phone would. */
import jsQR from "jsqr";
import type { Locator } from "playwright-core";
import { PNG } from "pngjs";

/** What the code in this element says, by its picture on the screen. Throws when nothing can be read there. */
export async function qrTextIn(element: Locator): Promise<string> {
  const { data, width, height } = PNG.sync.read(await element.screenshot());
  const found = jsQR(new Uint8ClampedArray(data), width, height);
  if (!found) throw new Error("there is no readable QR code in the picture");
  return found.data;
}
