/** Scanning in a component: a picture file or the camera, what is going on, and what was wrong. */
import type { RefObject } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { useOutside } from "../outside.ts";
import { type CameraState, watchCamera } from "./camera.ts";
import { chosenCode } from "./chosen-code.ts";
import { type FileFault, pictureIn } from "./picture-file.ts";
import { Reader } from "./reader.ts";

/** What is to be said: on its way, or why nothing came of it. */
export type ScanState = "off" | "reading" | CameraState | FileFault | "noCode" | "severalCodes" | "notTaler";

export interface Scanner {
  readonly state: ScanState;
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly startCamera: () => void;
  readonly stop: () => void;
  readonly openFile: (file: Blob) => void;
}

/** `onLink` gets a taler link as soon as one was found; the camera is off by then. */
export function useScanner(onLink: (link: string) => void): Scanner {
  const { openCamera } = useOutside();
  const [state, setState] = useState<ScanState>("off");
  const video = useRef<HTMLVideoElement>(null);
  const reader = useMemo(() => new Reader(), []);
  // Counts up whenever something new begins: what comes later of the old is not heard.
  const turn = useRef(0);
  const end = useRef(() => {});
  const begin = (): number => {
    end.current();
    end.current = () => {};
    reader.stop();
    turn.current += 1;
    return turn.current;
  };
  const finish = (texts: readonly string[]) => {
    const { link, fault } = chosenCode(texts);
    setState(fault ?? "off");
    if (link !== undefined) onLink(link);
  };
  useEffect(() => () => void begin(), []);
  return {
    state,
    video,
    startCamera: () => {
      begin();
      if (video.current === null) return;
      const onCode = (text: string) => finish([text]);
      end.current = watchCamera({ open: openCamera, video: video.current, reader, onState: setState, onCode });
    },
    stop: () => {
      begin();
      setState("off");
    },
    openFile: (file) => {
      const own = begin();
      setState("reading");
      const read = async () => {
        const picture = await pictureIn(file);
        if (own !== turn.current) return;
        if (typeof picture === "string") return setState(picture);
        const texts = await reader.codesIn(picture);
        if (own === turn.current) finish(texts);
      };
      read().catch(() => own === turn.current && setState("notAPicture"));
    },
  };
}
