/** A long number or key for the eye: in groups of four. The gaps are drawn, not typed: what is copied by hand has none. */

interface GroupedProps {
  readonly text: string;
}

/** Characters that stand together. */
const groupLength = 4;

/** Text that has gaps of its own, or is short, stays as it is. */
export function Grouped({ text }: GroupedProps) {
  if (text.length <= 2 * groupLength || !/^[A-Z0-9]+$/.test(text)) return <>{text}</>;
  const groups = text.match(/.{1,4}/g) ?? [];
  return (
    <span class="mono">
      {groups.map((group, index) => (
        <span class="letters" key={`${index} ${group}`}>
          {group}
        </span>
      ))}
    </span>
  );
}
