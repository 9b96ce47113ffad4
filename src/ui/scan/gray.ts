/** Pictures without colours, made easier to read: smaller or larger, calmer, from full black to full white. */

/** A picture as a canvas gives it: four bytes per pixel (red, green, blue, opacity), line by line. */
export interface Picture {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** One byte per pixel, 0 for black. */
export interface Gray {
  readonly tones: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** What shows through where a picture is transparent: a code may be black there, or white. */
const ground = 128;

/** How bright each pixel looks to the eye (ITU-R BT.709). */
export function grayOf({ data, width, height }: Picture): Gray {
  const tones = new Uint8ClampedArray(width * height);
  const byte = (index: number) => data[index] ?? 0;
  for (let at = 0, from = 0; at < tones.length; at++, from += 4) {
    const tone = 0.2126 * byte(from) + 0.7152 * byte(from + 1) + 0.0722 * byte(from + 2);
    const opacity = byte(from + 3) / 255;
    tones[at] = ground + (tone - ground) * opacity;
  }
  return { tones, width, height };
}

/** The same in four bytes per pixel. */
export function pictureOf({ tones, width, height }: Gray): Picture {
  const data = new Uint8ClampedArray(tones.length * 4).fill(255);
  for (let at = 0, to = 0; at < tones.length; at++, to += 4) {
    const tone = tones[at] ?? 0;
    data[to] = tone;
    data[to + 1] = tone;
    data[to + 2] = tone;
  }
  return { data, width, height };
}

/** With the longer side so long; what becomes smaller is averaged, what becomes larger gets larger pixels. */
export function sized(from: Gray, longSide: number): Gray {
  const factor = longSide / Math.max(from.width, from.height);
  const width = Math.max(1, Math.round(from.width * factor));
  const height = Math.max(1, Math.round(from.height * factor));
  const tones = new Uint8ClampedArray(width * height);
  for (let y = 0; y < height; y++) {
    const [top, bottom] = covered(y, height, from.height);
    for (let x = 0; x < width; x++) {
      const [left, right] = covered(x, width, from.width);
      let sum = 0;
      for (let line = top; line < bottom; line++)
        for (let column = left; column < right; column++) sum += from.tones[line * from.width + column] ?? 0;
      tones[y * width + x] = sum / ((bottom - top) * (right - left));
    }
  }
  return { tones, width, height };
}

/** Which pixels of a longer or shorter side one of the new pixels stands for. */
function covered(at: number, count: number, from: number): readonly [number, number] {
  const start = Math.floor((at * from) / count);
  return [start, Math.max(start + 1, Math.floor(((at + 1) * from) / count))];
}

/** Each pixel as the mean of itself and its neighbours: what is left of noise is a third. */
export function calmed({ tones, width, height }: Gray): Gray {
  const calm = new Uint8ClampedArray(tones.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let [sum, count] = [0, 0];
      for (let line = Math.max(0, y - 1); line <= Math.min(height - 1, y + 1); line++)
        for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
          sum += tones[line * width + column] ?? 0;
          count += 1;
        }
      calm[y * width + x] = sum / count;
    }
  return { tones: calm, width, height };
}

/** Black for white. */
export const negative = ({ tones, ...size }: Gray): Gray => ({ tones: tones.map((tone) => 255 - tone), ...size });

/** One pixel in a hundred may be darker than black, or brighter than white. */
const outliers = 0.01;

/** From full black to full white: pale print and dim light come out clear. */
export function stretched({ tones, width, height }: Gray): Gray {
  const counts = new Uint32Array(256);
  for (const tone of tones) counts[tone] = (counts[tone] ?? 0) + 1;
  const few = tones.length * outliers;
  const black = toneAfter(counts, few);
  const white = toneAfter(counts, tones.length - few);
  if (white <= black) return { tones, width, height };
  const scale = 255 / (white - black);
  return { tones: tones.map((tone) => (tone - black) * scale), width, height };
}

/** The tone up to which so many pixels lie. */
function toneAfter(counts: Uint32Array, many: number): number {
  let sum = 0;
  return Math.max(
    0,
    counts.findIndex((count) => {
      sum += count;
      return sum > many;
    }),
  );
}
