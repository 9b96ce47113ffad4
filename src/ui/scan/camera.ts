/** Looking through a camera until a code is seen. The camera is let go of as soon as nobody looks any more. */
import { drawn } from "./picture-file.ts";
import type { Reader } from "./reader.ts";

/** `asking` the browser's permission, `looking` through it, or why that is over. */
export type CameraState = "asking" | "looking" | "refused" | "absent" | "busy" | "lost";

/** Longer side of the frames that are looked at, in pixels, and the pause between two of them in milliseconds. */
const frameSide = 800;
const pause = 100;

interface CameraWatch {
  readonly open: () => Promise<MediaStream>;
  readonly video: HTMLVideoElement;
  readonly reader: Reader;
  readonly onState: (state: CameraState) => void;
  /** A code was seen; the camera is off by then. */
  readonly onCode: (text: string) => void;
}

/** Opens the camera and looks through it; the result ends that, at any moment. */
export function watchCamera({ open, video, reader, onState, onCode }: CameraWatch): () => void {
  let isOver = false;
  let stream: MediaStream | undefined;
  const stop = () => {
    isOver = true;
    letGo(stream);
    video.srcObject = null;
    document.removeEventListener("visibilitychange", hide);
  };
  const end = (state: CameraState) => {
    if (isOver) return;
    stop();
    onState(state);
  };
  // Nobody looks into a camera for a page that is not seen.
  const hide = () => document.visibilityState === "hidden" && stream !== undefined && end("lost");
  async function look(): Promise<void> {
    onState("asking");
    stream = await open();
    // The user has gone on while the browser was asking.
    if (isOver) return letGo(stream);
    for (const track of stream.getTracks()) track.addEventListener("ended", () => end("lost"));
    document.addEventListener("visibilitychange", hide);
    video.srcObject = stream;
    await video.play();
    onState("looking");
    const code = await firstCode(video, reader, () => isOver);
    if (code === undefined) return;
    stop();
    onCode(code);
  }
  look().catch((error: unknown) => end(stateAfter(error)));
  return stop;
}

/** Undefined when it is over before a code was seen. */
async function firstCode(video: HTMLVideoElement, reader: Reader, isOver: () => boolean): Promise<string | undefined> {
  for (let look = 0; !isOver(); look++) {
    const { videoWidth, videoHeight } = video;
    const hasPicture = videoWidth > 0 && videoHeight > 0;
    const code = hasPicture && (await reader.codeIn(drawn(video, videoWidth, videoHeight, frameSide), look));
    if (code && !isOver()) return code;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return undefined;
}

function letGo(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** Why there is no picture, from the name of what the browser throws (W3C Media Capture and Streams). */
export function stateAfter(error: unknown): CameraState {
  switch (error instanceof Error ? error.name : "") {
    case "NotAllowedError":
    case "SecurityError":
      return "refused";
    case "NotFoundError":
    case "OverconstrainedError":
    case "NotSupportedError":
      return "absent";
    default:
      return "busy";
  }
}
