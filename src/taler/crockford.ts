/** Binary values as text: the base32 alphabet of Douglas Crockford in the spelling GNU Taler gives it. */
import { type Codec, FormatError, plain } from "./codec.ts";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The value of each ASCII character, 255 where it is none. Letters that look like digits read as those. */
const valueByCode = readingTable();

function readingTable(): Uint8Array {
  const table = new Uint8Array(128).fill(255);
  const learn = (letter: string, value: number) => {
    table[letter.charCodeAt(0)] = value;
    table[letter.toLowerCase().charCodeAt(0)] = value;
  };
  for (const [value, letter] of [...alphabet].entries()) learn(letter, value);
  learn("O", 0);
  learn("I", 1);
  learn("L", 1);
  learn("U", alphabet.indexOf("V"));
  return table;
}

/** How many characters `size` bytes take. */
const lengthOf = (size: number) => Math.ceil((size * 8) / 5);

/**
 * Text to bytes, in any spelling GNU Taler accepts. Surplus bits of the last character are dropped unread, so
 * several texts mean the same bytes: compare bytes, or texts that a codec below has made canonical.
 * Throws a {@link FormatError} when a character is foreign or no number of bytes has this length.
 */
export function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  if (lengthOf(bytes.length) !== text.length) throw new FormatError("not a length of base32");
  let pending = 0;
  let bits = 0;
  let at = 0;
  for (let index = 0; index < text.length; index++) {
    const value = valueByCode[text.charCodeAt(index)] ?? 255;
    if (value === 255) throw new FormatError("not base32");
    pending = ((pending << 5) | value) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = pending >> bits;
  }
  return bytes;
}

const alphabetCodes = new TextEncoder().encode(alphabet);
const ascii = new TextDecoder();

/** Bytes to text in the one canonical spelling: upper case, no padding, surplus bits zero. */
export function textOf(bytes: Uint8Array): string {
  // Filled as bytes and decoded at once: text grown letter by letter costs its reader ten times as much.
  const codes = new Uint8Array(lengthOf(bytes.length));
  let pending = 0;
  let bits = 0;
  let at = 0;
  for (const byte of bytes) {
    pending = ((pending << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      codes[at++] = alphabetCodes[(pending >> bits) & 31] ?? 0;
    }
  }
  if (bits > 0) codes[at] = alphabetCodes[(pending << (5 - bits)) & 31] ?? 0;
  return ascii.decode(codes);
}

const canonicalLetters = /^[0-9A-HJKMNP-TV-Z]*$/;

/** The canonical spelling of text that means bytes. Nearly all text is spelled so, and looking costs less than writing. */
function respelled(text: string): string {
  const size = Math.floor((text.length * 5) / 8);
  const surplus = (1 << (text.length * 5 - size * 8)) - 1;
  const last = valueByCode[text.charCodeAt(text.length - 1)] ?? 0;
  const isCanonical = lengthOf(size) === text.length && canonicalLetters.test(text) && (last & surplus) === 0;
  return isCanonical ? text : textOf(bytesOf(text));
}

/** Exactly `size` bytes as text; whatever the spelling that came in, the value is canonical. */
export function bytes(size: number): Codec<string> {
  return plain((value) => {
    if (typeof value !== "string") throw new FormatError("not a text");
    if (value.length !== lengthOf(size)) throw new FormatError(`not ${size} bytes of base32`);
    return respelled(value);
  });
}

/** At most `max` bytes as text, made canonical. */
export function bytesUpTo(max: number): Codec<string> {
  return plain((value) => {
    if (typeof value !== "string") throw new FormatError("not a text");
    if (value.length > lengthOf(max)) throw new FormatError(`more than ${max} bytes of base32`);
    return respelled(value);
  });
}

/** An Ed25519 or X25519 public key. */
export const publicKey = bytes(32);
/** An Ed25519 seed or an X25519 private key. */
export const privateKey = bytes(32);
/** An Ed25519 signature. */
export const signature = bytes(64);
/** A SHA-512 hash. */
export const hash512 = bytes(64);
/** The first half of a SHA-512 hash: accounts and age commitments. */
export const hash256 = bytes(32);
