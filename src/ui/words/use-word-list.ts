/** The list of words, fetched when the first component wants it. */
import { useEffect, useState } from "preact/hooks";

/** Undefined until it is there; typing works without it, only without help. */
export function useWordList(): readonly string[] | undefined {
  const [list, setList] = useState<readonly string[]>();
  useEffect(() => {
    let isHere = true;
    const show = (words: readonly string[]) => isHere && setList(words);
    import("./english.ts").then(({ recoveryWordList }) => show(recoveryWordList)).catch(() => {});
    return () => {
      isHere = false;
    };
  }, []);
  return list;
}
