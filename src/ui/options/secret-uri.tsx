/** A recovery address for the eye: the service first, then the secret in groups of four. Selected, it is one piece. */

/** Characters of the secret that stand together. */
const groupLength = 4;

interface SecretUriProps {
  readonly uri: string;
}

/** The part before the secret, with its "#", and the groups of the secret. */
export function partsOf(uri: string): { readonly address: string; readonly groups: readonly string[] } {
  const hash = uri.indexOf("#") + 1;
  const secret = uri.slice(hash);
  const count = Math.ceil(secret.length / groupLength);
  const groups = Array.from({ length: count }, (_, at) => secret.slice(at * groupLength, (at + 1) * groupLength));
  return { address: uri.slice(0, hash), groups };
}

/** The gaps between the groups are drawn, not typed: what is copied by hand has none. */
export function SecretUri({ uri }: SecretUriProps) {
  const { address, groups } = partsOf(uri);
  return (
    <p class="mono uri">
      <span class="quiet address">{address}</span>
      {groups.map((group, index) => (
        <span class="letters" key={`${index} ${group}`}>
          {group}
        </span>
      ))}
    </p>
  );
}
