/** Pictures of QR codes on disk: as a file that somebody took, and as the film of a camera. */
import { writeFileSync } from "node:fs";
import { PNG } from "pngjs";
import { create } from "qrcode";

interface Shot {
  /** One byte per pixel, 0 for black. */
  readonly tones: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** A sheet of this size with the code a little off its middle. */
function shot(text: string, width: number, height: number): Shot {
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const length = Math.floor((Math.min(width, height) * 0.7) / modules.size);
  const [left, top] = [Math.floor(width * 0.2), Math.floor(height * 0.15)];
  const isDark = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < modules.size && y < modules.size && modules.get(y, x);
  const tones = Uint8Array.from({ length: width * height }, (_, at) => {
    const column = Math.floor(((at % width) - left) / length);
    const row = Math.floor((Math.floor(at / width) - top) / length);
    return isDark(column, row) ? 20 : 230;
  });
  return { tones, width, height };
}

/** Writes a picture (PNG) of a code to this file. */
export function writePicture(file: string, text: string, width = 1500, height = 1100): void {
  const { tones } = shot(text, width, height);
  const picture = new PNG({ width, height });
  tones.forEach((tone, at) => {
    picture.data.set([tone, tone, tone, 255], at * 4);
  });
  writeFileSync(file, PNG.sync.write(picture));
}

/** Writes a film (Y4M) to this file: two frames that go round and round, without colours. */
export function writeFilm(file: string, text: string, width = 640, height = 480): void {
  const { tones } = shot(text, width, height);
  const noColour = Buffer.alloc((width * height) / 2, 128);
  const frame = Buffer.concat([Buffer.from("FRAME\n"), tones, noColour]);
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F15:1 Ip A1:1 C420mpeg2\n`);
  writeFileSync(file, Buffer.concat([head, frame, frame]));
}
