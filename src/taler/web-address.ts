/** Addresses of web pages that a browser may be sent to. */
import { FormatError, plain, text } from "./codec.ts";

/** A web page: http or https, nothing that a browser would run. */
export const webAddress = plain((value) => {
  const address = text(2048).parse(value);
  if (!/^https?:\/\/[^/]/i.test(address) || !URL.canParse(address)) throw new FormatError("not a web address");
  return address;
});
