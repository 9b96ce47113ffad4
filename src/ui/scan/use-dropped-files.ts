/** Files that are dropped on the page or pasted into it, wherever that is. */
import { useEffect, useRef, useState } from "preact/hooks";

const fileIn = (data: DataTransfer | null): File | undefined => data?.files[0];
const holdsFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes("Files") ?? false;

/** Hands on the first file of each drop or paste; the result is true while one hovers over the page. */
export function useDroppedFiles(onFile: (file: File) => void): boolean {
  const newest = useRef(onFile);
  newest.current = onFile;
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const ending = new AbortController();
    const { signal } = ending;
    const take = (event: Event, data: DataTransfer | null) => {
      const file = fileIn(data);
      if (file === undefined) return;
      // Else the browser would leave this page and show the file.
      event.preventDefault();
      newest.current(file);
    };
    const hover = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const drop = (event: DragEvent) => {
      setOver(false);
      take(event, event.dataTransfer);
    };
    document.addEventListener("dragover", hover, { signal });
    document.addEventListener("dragleave", leave, { signal });
    document.addEventListener("drop", drop, { signal });
    document.addEventListener("paste", (event) => take(event, event.clipboardData), { signal });
    return () => ending.abort();
  }, []);
  return isOver;
}
