/** The pages from which the pictures for the stores are taken: a calm ground, one sentence, one view of the wallet. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../root.mjs";

const style = readFileSync(join(root, "static/style.css"), "utf8");

/** The mark in the colour of the text around it. */
const mark = readFileSync(join(root, "static/icons/satchel.svg"), "utf8").replaceAll("#169b80", "currentColor");

/** Fonts that look alike wherever the pictures are made, as far as one of them is there. */
export const fonts = '--sans: Inter, "Noto Sans", "Liberation Sans", Arial, system-ui, sans-serif';

const layout = `
  :root { ${fonts} }
  body { overflow: hidden; height: 100vh; background: var(--accent-soft); }
  h1 { margin: 0; font-size: 44px; line-height: 54px; letter-spacing: -0.02em; text-wrap: balance; }
  .brand { font-size: 22px; gap: 12px; }
  .brand svg, .tile svg { width: 40px; height: 40px; color: var(--accent); }
  img { display: block; }

  .beside { display: grid; grid-template-columns: 1fr auto; align-items: center; gap: 72px; padding: 0 112px 0 96px; }
  .beside > div { display: grid; gap: 32px; }
  .beside img { border-radius: 20px; }
  .beside.sheet img { align-self: end; border-radius: 4px 4px 0 0; }

  .below { display: grid; grid-template-rows: auto 1fr; justify-items: center; gap: 36px; padding-top: 40px; }
  .below > div { display: grid; gap: 16px; justify-items: center; text-align: center; }
  .below h1 { font-size: 36px; line-height: 44px; }
  .below img { border-radius: 16px 16px 0 0; }

  .tile { display: grid; align-content: center; justify-items: start; gap: 12px; padding: 0 40px; }
  .tile svg { width: 64px; height: 64px; }
  .tile h1 { font-size: 34px; line-height: 40px; }
  .tile p { font-size: 19px; line-height: 26px; color: var(--on-accent-soft); text-wrap: balance; }
`;

const page = (kind, content) =>
  `<!doctype html><meta charset="utf-8"><style>${style}${layout}</style><body class="${kind}">${content}`;

/** `kind` says where the view stands: "beside", "beside sheet" or "below" the sentence. `view` is a PNG. */
export const poster = ({ kind, sentence, view, width }) =>
  page(
    kind,
    `<div><p class="brand">${mark}Satchel</p><h1>${sentence}</h1></div>
     <img width="${width}" src="data:image/png;base64,${view.toString("base64")}">`,
  );

/** The mark, the name and one sentence. */
export const tile = (sentence) => page("tile", `${mark}<h1>Satchel</h1><p>${sentence}</p>`);
