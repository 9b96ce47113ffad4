/** So many bytes in words, as the storage of services is told. */
import type { PageWords } from "../../i18n/page-words.ts";

const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;

/** "64 kB", "9.2 MB"; services count in units of 1024. */
export function dataSize(bytes: number, { t, number }: Pick<PageWords, "t" | "number">): string {
  if (bytes < mebibyte) return t.serviceState.kilobytes(number(Math.ceil(bytes / kibibyte)));
  return t.services.room(number(Math.round((bytes / mebibyte) * 10) / 10));
}
