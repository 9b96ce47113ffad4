/** The story of the money as a table for spreadsheets (RFC 4180). */
import { costNames, type Exported } from "./exported.ts";

/** Spreadsheets take UTF-8 for what it is only when it begins with this mark. */
const byteOrderMark = "\uFEFF";

const columns = [
  ...["time", "kind", "state", "counterparty", "description", "order", "currency", "agreed", "came_in", "went_out"],
  ...["refunded", "fees", ...Object.values(costNames), "exchange", "id"],
];

/** With a line of names, lines that end in CR LF, and nothing in it that a spreadsheet would run as a formula. */
export function csvOf(events: readonly Exported[]): string {
  const lines = events.map(({ costs, ...event }) => {
    const valueByColumn: Readonly<Record<string, string>> = { ...event, ...costs };
    return columns.map((column) => field(valueByColumn[column] ?? "")).join(",");
  });
  return byteOrderMark + [columns.join(","), ...lines].map((line) => `${line}\r\n`).join("");
}

/** What begins like a formula gets an apostrophe in front, by which spreadsheets know text. */
function field(value: string): string {
  const text = /^\s*[=+\-@]|^[\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
