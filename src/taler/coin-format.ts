/** How coins and blind signatures look on the wire, wherever an exchange takes or gives them. */
import { list, literal, object } from "./codec.ts";
import { bytesUpTo } from "./crockford.ts";

/** A number of the largest RSA key in use, 4096 bits. */
const rsaNumber = bytesUpTo(512);

/** A coin that is to be signed and cannot be seen yet. */
export const blindedCoin = object({ cipher: literal("RSA"), rsa_blinded_planchet: rsaNumber });

/** A denomination's signature of a coin: what makes it money. */
export const coinSignature = object({ cipher: literal("RSA"), rsa_signature: rsaNumber });

/** A denomination's signature of a {@link blindedCoin}. */
export const blindSignature = object({ cipher: literal("RSA"), blinded_rsa_signature: rsaNumber });

/** The signatures of at most so many blinded coins, in the order in which they were sent. */
export const blindSignatures = (max: number) => object({ ev_sigs: list(object({ ev_sig: blindSignature }), max) });
