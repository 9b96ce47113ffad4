/** Reading a key as somebody has typed or pasted it. */

/** Its 52 letters and digits, or undefined when it is no key. Letters that look like digits read as those. */
export function typedKey(typed: string): string | undefined {
  const key = typed.replace(/[\s-]/g, "").toUpperCase().replaceAll("O", "0").replace(/[IL]/g, "1").replaceAll("U", "V");
  return /^[0-9A-Z]{52}$/.test(key) ? key : undefined;
}
