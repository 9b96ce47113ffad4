/** What the services of the sandbox ask their users to agree to. */
import type { Terms } from "./terms.ts";

interface Wording {
  readonly title: string;
  readonly points: readonly string[];
}

const exchangeTerms: Readonly<Record<string, Wording>> = {
  de: {
    title: "Geschäftsbedingungen der Sandkasten-Wechselstube",
    points: [
      "Das Geld dieser Wechselstube ist Spielgeld und nirgends etwas wert.",
      "Sie läuft nur, solange jemand damit spielt, und vergisst danach alles.",
      "Wer seine Münzen verliert, hat sie verloren: eine Sicherung hilft.",
    ],
  },
  en: {
    title: "Terms of service of the sandbox exchange",
    points: [
      "The money of this exchange is play money and worth nothing anywhere.",
      "It runs only while somebody plays with it, and then forgets everything.",
      "Coins that are lost are gone: keep a backup.",
    ],
  },
};

const syncTerms: Readonly<Record<string, Wording>> = {
  de: {
    title: "Geschäftsbedingungen des Sandkasten-Sicherungsdienstes",
    points: [
      "Dieser Dienst bewahrt verschlüsselte Bytes auf, die er nicht lesen kann.",
      "Sie liegen im Arbeitsspeicher und sind fort, wenn der Sandkasten endet.",
    ],
  },
  en: {
    title: "Terms of service of the sandbox backup service",
    points: [
      "This service keeps encrypted bytes that it cannot read.",
      "They lie in memory and are gone when the sandbox ends.",
    ],
  },
};

const privacyStatement: Readonly<Record<string, Wording>> = {
  de: { title: "Datenschutz", points: ["Nichts verlässt diesen Rechner.", "Nichts wird aufgezeichnet."] },
  en: { title: "Privacy", points: ["Nothing leaves this computer.", "Nothing is recorded."] },
};

const plain = ({ title, points }: Wording) =>
  `${title}\n${"=".repeat(title.length)}\n\n${points.map((point, index) => `${index + 1}. ${point}\n`).join("")}`;

const markdown = ({ title, points }: Wording) =>
  `# ${title}\n\n${points.map((point, index) => `${index + 1}. ${point}\n`).join("")}`;

const html = (language: string, { title, points }: Wording) =>
  `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8"><title>${title}</title></head>` +
  `<body><h1>${title}</h1><ol>${points.map((point) => `<li>${point}</li>`).join("")}</ol></body></html>\n`;

function edition(version: string, wordings: Readonly<Record<string, Wording>>): Terms {
  const each = (write: (wording: Wording, language: string) => string) =>
    Object.fromEntries(Object.entries(wordings).map(([language, wording]) => [language, write(wording, language)]));
  return {
    version,
    textByLanguageByType: {
      "text/plain": each(plain),
      "text/markdown": each(markdown),
      "text/html": each((wording, language) => html(language, wording)),
    },
  };
}

export const exchangeEdition = (version: string): Terms => edition(version, exchangeTerms);
export const syncEdition = (version: string): Terms => edition(version, syncTerms);
export const privacyEdition = (version: string): Terms => edition(version, privacyStatement);
