/** HTML in which nothing from outside can become markup, and the one layout of all sandbox pages. */
import { type HeaderLines, text } from "./answers.ts";

/** HTML that is safe to insert as it is. */
export class Markup {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

type Insert = string | number | Markup | readonly Markup[];

const entityByCharacter: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (value: string) => value.replace(/[&<>"']/g, (one) => entityByCharacter[one] ?? "");

function sourceOf(value: Insert): string {
  if (value instanceof Markup) return value.source;
  return typeof value === "object" ? value.map(sourceOf).join("") : escaped(String(value));
}

/** A template whose texts are escaped and whose markups are inserted. */
export function html(parts: TemplateStringsArray, ...inserts: readonly Insert[]): Markup {
  return new Markup(parts.reduce((whole, part, index) => `${whole}${sourceOf(inserts[index - 1] ?? "")}${part}`));
}

const style = new Markup(`
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; accent-color: #2f6f4f; }
html { color: light-dark(#1a1a1a, #f2f2f2); background: light-dark(#ffffff, #161616); }
body { max-width: 40rem; margin: 0 auto; padding: 1rem; }
a { color: light-dark(#1d5c3f, #9fd8b8); }
header { border-bottom: 1px solid; margin-bottom: 1.5rem; padding-bottom: .5rem; }
.amount { font-size: 2rem; font-variant-numeric: tabular-nums; }
form { margin: 1rem 0; display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; }
form strong { align-self: center; min-width: 7rem; font-variant-numeric: tabular-nums; }
section { border-bottom: 1px solid color-mix(in srgb, currentcolor 25%, transparent); padding-bottom: .5rem; }
section h2 { margin-bottom: 0; }
section p { margin: .25rem 0; }
label { display: flex; flex-direction: column; gap: .25rem; flex: 1 1 10rem; }
input, button { font: inherit; min-height: 2.75rem; padding: 0 .75rem; box-sizing: border-box; }
button { cursor: pointer; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: start; padding: .25rem .5rem; border-bottom: 1px solid; }
td:last-child, th:last-child { text-align: end; font-variant-numeric: tabular-nums; }
code, td { overflow-wrap: anywhere; }
[role=alert] { border-inline-start: .25rem solid #b3261e; padding-inline-start: .75rem; }
`);

export interface Page {
  readonly title: string;
  /** The service whose page it is, shown above the title. */
  readonly service: string;
  readonly body: Markup;
  /** More for the head, such as meta tags that wallets look for. */
  readonly head?: Markup;
}

export function page(status: number, { title, service, body, head = new Markup("") }: Page, headers: HeaderLines = {}) {
  const { source } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${service}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
${head}
</head>
<body>
<header>${service}</header>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;
  return text(status, source, "text/html; charset=utf-8", { "Cache-Control": "no-store", ...headers });
}
