/** What is said of the devices that share the wallet: by the popup, by the toolbar icon, and on their page. */
import type { DeviceNews } from "../api/views.ts";
import type { Messages } from "./en.ts";

/** "Firefox on Linux #2" */
export function deviceName(t: Messages, { name, number }: Pick<DeviceNews, "name" | "number">): string {
  const shown = name === "" ? t.deviceNews.unnamed : name;
  return number === undefined ? shown : t.deviceNews.numbered(shown, number);
}

/** One sentence. */
export function deviceNewsText(t: Messages, news: DeviceNews): string {
  const words = t.deviceNews;
  if (news.kind === "retired" || news.kind === "copied") return words[news.kind];
  return words[news.kind](deviceName(t, news));
}
