/** Reading QR codes in pictures. */
import jsQR, { type QRCode } from "jsqr";
import { calmed, type Gray, grayOf, negative, type Picture, pictureOf, sized, stretched } from "./gray.ts";

/** Longer sides of the pictures that are looked at, in pixels: most codes are found in this one. */
const usual = 800;

/** Enough for a small code in a large picture. */
const longest = 2600;

/** More codes in one picture are not looked for. */
const mostCodes = 4;

/**
 * What the codes in a picture say, whichever way they lie, dark on light or light on dark: each text once, none when
 * there is no readable code. May take seconds where there is none.
 */
export function codesIn(picture: Picture): readonly string[] {
  const gray = stretched(grayOf(picture));
  for (const attempt of attempts(gray)) {
    const found = allIn(attempt());
    if (found.length > 0) return found;
  }
  return [];
}

/** The same picture in the forms worth a look, the quickest first. Grain is what small and calm pictures help against. */
function attempts(gray: Gray): readonly (() => Gray)[] {
  const side = Math.max(gray.width, gray.height);
  const most = (sidelength: number) => sized(gray, Math.min(side, sidelength));
  return [
    () => most(usual),
    () => stretched(calmed(calmed(most(usual / 2)))),
    ...(side > usual ? [() => most(2 * usual)] : []),
    // For a code whose modules are hardly more than single pixels.
    ...(side <= usual / 2 ? [() => sized(gray, side * 4)] : []),
    () => stretched(calmed(most(usual / 3))),
    () => stretched(calmed(calmed(most(usual)))),
    ...(side > 2 * usual ? [() => most(longest)] : []),
  ];
}

/** Every code; each that was found is painted over before the next is looked for. */
function allIn(gray: Gray): readonly string[] {
  const texts = new Set<string>();
  const tones = gray.tones.slice();
  for (let count = 0; count < mostCodes; count++) {
    const found = read({ ...gray, tones }, "attemptBoth");
    if (!found) break;
    texts.add(found.data);
    paintOver({ ...gray, tones }, found);
  }
  return [...texts];
}

function read(gray: Gray, inversionAttempts: "attemptBoth" | "dontInvert"): QRCode | undefined {
  const { data, width, height } = pictureOf(gray);
  const found = jsQR(data, width, height, { inversionAttempts });
  // A pattern that looks like an empty code says nothing to anybody.
  return found && found.data !== "" ? found : undefined;
}

function paintOver({ tones, width, height }: Gray, { location }: QRCode): void {
  const { topLeftCorner, topRightCorner, bottomLeftCorner, bottomRightCorner } = location;
  const corners = [topLeftCorner, topRightCorner, bottomLeftCorner, bottomRightCorner];
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  const within = (value: number, most: number) => Math.min(most, Math.max(0, Math.round(value)));
  const [left, right] = [within(Math.min(...xs), width), within(Math.max(...xs), width)];
  const [top, bottom] = [within(Math.min(...ys), height), within(Math.max(...ys), height)];
  for (let line = top; line < bottom; line++) tones.fill(255, line * width + left, line * width + right);
}

/** One look at a moving picture, each of several in a row in another way: as it is, without grain, its negative. */
export function codeInFrame(frame: Picture, look: number): string | undefined {
  const gray = stretched(grayOf(frame));
  const ways = [() => gray, () => stretched(calmed(calmed(gray))), () => negative(gray)];
  return read(ways[look % ways.length]?.() ?? gray, "dontInvert")?.data;
}
