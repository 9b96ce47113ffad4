/** What a signature is about: every signed block starts with its length and a number from the table here. */
import { type Amount, amountBytes } from "./amount.ts";
import { concat, cstr, sha512, u32, u64, utf8, zeros } from "./hash.ts";
import { type Duration, durationBytes, type Timestamp, timestampBytes } from "./time.ts";

/** The numbers of the GNUnet registry that a wallet signs, verifies or, playing exchange in tests, makes. */
export const purposes = {
  globalFees: 1022,
  signingKeyValidity: 1024,
  denominationValidity: 1025,
  wireFees: 1028,
  denominationRevoked: 1029,
  wireDetails: 1030,
  depositConfirmation: 1033,
  meltConfirmation: 1034,
  keySet: 1035,
  wireConfirmation: 1036,
  wireDeposit: 1037,
  refundConfirmation: 1038,
  recoupConfirmation: 1039,
  reserveClosed: 1040,
  recoupRefreshConfirmation: 1041,
  denominationUnknown: 1042,
  denominationExpired: 1043,
  purseCreated: 1045,
  purseMerged: 1046,
  purseStatus: 1047,
  purseRefund: 1049,
  auditorDenomination: 1064,
  merchantContract: 1101,
  merchantRefund: 1102,
  merchantTrack: 1103,
  merchantPaymentOk: 1104,
  reserveWithdraw: 1200,
  coinDeposit: 1201,
  coinMelt: 1202,
  coinRecoup: 1203,
  coinLink: 1204,
  accountSetup: 1205,
  coinRecoupRefresh: 1206,
  reserveHistory: 1208,
  coinHistory: 1209,
  purseCreate: 1210,
  purseDeposit: 1211,
  purseMerge: 1213,
  accountMerge: 1214,
  reserveClose: 1215,
  purseContract: 1216,
  reserveOpen: 1217,
  reserveOpenDeposit: 1218,
  purseDelete: 1220,
  accountOwner: 1360,
  backupUpload: 1450,
} as const;

/** The block that is signed: total length, purpose, then the parts one after another. */
export function purposeBlock(purpose: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const body = concat(...parts);
  return concat(u32(8 + body.length), u32(purpose), body);
}

/** How one field of a block is written; always in the same number of bytes. */
export type Field<T> = (value: T) => Uint8Array;

/** Exactly so many bytes as they are. A RangeError otherwise: a block of the wrong length would mean something else. */
function octets(size: number): Field<Uint8Array> {
  return (value) => {
    if (value.length !== size) throw new RangeError(`not ${size} bytes to sign`);
    return value;
  };
}

/** A field that may be absent, which is written as zeros. */
function orZeros<T>(size: number, field: Field<T>): Field<T | undefined> {
  return (value) => (value === undefined ? zeros(size) : field(value));
}

/** An amount of money, 24 bytes. */
export const money: Field<Amount> = amountBytes;
/** A moment, 8 bytes of microseconds. */
export const moment: Field<Timestamp> = timestampBytes;
/** A moment that may be absent. */
export const optionalMoment: Field<Timestamp | undefined> = timestampBytes;
/** A span of time, 8 bytes of microseconds. */
export const span: Field<Duration> = durationBytes;
/** A small number, 4 bytes. */
export const count: Field<number> = u32;
/** A large number, 8 bytes. */
export const serial: Field<number | bigint> = u64;
/** A public key, a blinding secret or a transfer's number. */
export const key = octets(32);
/** A hash of 64 bytes. */
export const hash = octets(64);
/** A signature over another block. */
export const signatureField = octets(64);
/** A hash of 64 bytes that may be absent. */
export const optionalHash = orZeros(64, hash);
/** A hash of 32 bytes: of an account or of an age commitment. */
export const shortHash = octets(32);
/** A hash of 32 bytes that may be absent. */
export const optionalShortHash = orZeros(32, shortHash);
/** A name or address, of which the hash with a final zero byte is signed. */
export const hashedText: Field<string> = (text) => sha512(cstr(text));
/** A name or address that may be absent. */
export const optionalHashedText = orZeros(64, hashedText);
/** Bytes of any number, of which the hash is signed. */
export const hashedBytes: Field<Uint8Array> = (bytes) => sha512(bytes);
/** Several byte strings, of which the hash of all together is signed. */
export const hashedList: Field<readonly Uint8Array[]> = (list) => sha512(...list);
/** The name of an operation, cut or padded to 8 bytes. */
export const operation: Field<string> = (name) => concat(utf8(name), zeros(8)).slice(0, 8);

type Fields = Readonly<Record<string, Field<never>>>;
type ValueOf<F> = F extends Field<infer T> ? T : never;
type OptionalKeys<F> = { [K in keyof F]: undefined extends ValueOf<F[K]> ? K : never }[keyof F];
type Flat<T> = { [K in keyof T]: T[K] };

/** The named values of a block; a field that may be absent may be left out or undefined. */
export type ValuesOf<F> = Flat<
  { readonly [K in Exclude<keyof F, OptionalKeys<F>>]: ValueOf<F[K]> } & {
    readonly [K in OptionalKeys<F>]?: ValueOf<F[K]>;
  }
>;

/** The fields one after another, in the order in which they are declared. */
export function layout<const F extends Fields>(fields: F): (values: ValuesOf<F>) => Uint8Array {
  const entries = Object.entries(fields) as [string, Field<unknown>][];
  return (values) => concat(...entries.map(([name, write]) => write((values as Record<string, unknown>)[name])));
}

/** A kind of signature: from named values to the bytes that are signed. */
export function signed<const F extends Fields>(
  purpose: keyof typeof purposes,
  fields: F,
): (values: ValuesOf<F>) => Uint8Array {
  const body = layout(fields);
  return (values) => purposeBlock(purposes[purpose], body(values));
}
