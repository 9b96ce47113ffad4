/** A picture out of a file that somebody chose, dropped or pasted. */
import type { Picture } from "./gray.ts";

/** Why there is nothing to look at. */
export type FileFault = "notAPicture" | "pdf" | "tooLarge";

/** Photos have a few; whatever is larger was not meant for us. Bytes and pixels. */
const mostBytes = 50 * 1024 * 1024;
const mostPixels = 120_000_000;

/** Longer side of what is looked at: a code that is smaller than can be seen there is too small anyway. */
const longest = 2600;

/** Reads PNG, JPEG, WebP and whatever else the browser shows as a picture. */
export async function pictureIn(file: Blob): Promise<Picture | FileFault> {
  if (file.size > mostBytes) return "tooLarge";
  if (file.type === "application/pdf") return "pdf";
  const bitmap = await createImageBitmap(file).catch(() => undefined);
  if (bitmap === undefined) return "notAPicture";
  try {
    const { width, height } = bitmap;
    return width * height > mostPixels ? "tooLarge" : drawn(bitmap, width, height, longest);
  } finally {
    bitmap.close();
  }
}

/** The pixels of a picture that is made no larger than this, measured by its longer side. */
export function drawn(source: CanvasImageSource, width: number, height: number, most: number): Picture {
  const factor = Math.min(1, most / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * factor));
  canvas.height = Math.max(1, Math.round(height * factor));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("the browser cannot draw");
  context.imageSmoothingQuality = "high";
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
