/** Files that are not modules of their own, and what importing them gives: their text (see scripts/bundle.mjs). */
declare module "*.md" {
  const text: string;
  export default text;
}

declare module "*.txt" {
  const text: string;
  export default text;
}
