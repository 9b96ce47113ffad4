/** Reading a QR code off a picture, as a phone would. */
import jsQR from "jsqr";
import { PNG } from "pngjs";

/** What the code in this picture (PNG) says. Throws when nothing can be read there. */
export function qrTextIn(picture: Uint8Array): string {
  const { data, width, height } = PNG.sync.read(Buffer.from(picture));
  const found = jsQR(new Uint8ClampedArray(data), width, height);
  if (!found) throw new Error("there is no readable QR code in the picture");
  return found.data;
}
