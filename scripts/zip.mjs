/** Writes zip archives that are the same to the byte whenever and wherever they are made. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { deflateRaw } from "pako";

const oldestTime = 0; // 00:00:00, as MS-DOS counts
const oldestDate = (1 << 5) | 1; // 1 January 1980, the first day a zip can name
const versionNeeded = 20; // 2.0: deflate
const madeByUnix = (3 << 8) | versionNeeded;
const namesAreUtf8 = 1 << 11;
const deflated = 8;
const plainFile = (0o100644 << 16) >>> 0;

/**
 * A zip archive (PKWARE APPNOTE 6.3) of `entries`, each `{ name, bytes }`, sorted by name. Compressed by pako rather
 * than by node, whose zlib differs between versions and processors.
 */
export function zip(entries) {
  const sorted = entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const files = [];
  const directory = [];
  let offset = 0;
  for (const { name, bytes } of sorted) {
    const packed = Buffer.from(deflateRaw(bytes, { level: 9 }));
    const nameBytes = Buffer.from(name);
    const common = commonFields(bytes, packed, nameBytes);
    const header = Buffer.concat([words("PK\x03\x04"), common, nameBytes]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(plainFile, 6);
    place.writeUInt32LE(offset, 10);
    directory.push(words("PK\x01\x02"), half(madeByUnix), common, place, nameBytes);
    files.push(header, packed);
    offset += header.length + packed.length;
  }
  const index = Buffer.concat(directory);
  return Buffer.concat([...files, index, endOfDirectory(sorted.length, index.length, offset)]);
}

/** A zip archive of all files below a folder, named as seen from there. */
export function zipFolder(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return zip(
    files.map(({ parentPath, name: file }) => {
      const path = join(parentPath, file);
      return { name: path.slice(folder.length + 1).replaceAll("\\", "/"), bytes: readFileSync(path) };
    }),
  );
}

/** The 26 bytes that a file's own header and its line in the directory have in common. */
function commonFields(bytes, packed, nameBytes) {
  const fields = Buffer.alloc(26);
  const halves = [versionNeeded, namesAreUtf8, deflated, oldestTime, oldestDate];
  for (const [at, value] of halves.entries()) fields.writeUInt16LE(value, 2 * at);
  fields.writeUInt32LE(crc32(bytes), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(bytes.length, 18);
  fields.writeUInt16LE(nameBytes.length, 22);
  return fields;
}

function endOfDirectory(count, size, offset) {
  const end = Buffer.alloc(18);
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([words("PK\x05\x06"), end]);
}

const words = (text) => Buffer.from(text, "latin1");

const half = (value) => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
};
