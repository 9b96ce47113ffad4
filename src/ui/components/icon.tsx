/** Pictures beside words, drawn on a grid of 24; never the only sign of anything. */
import { useId } from "preact/hooks";

const lines = {
  alert: "M12 3.8 21 19.5H3ZM12 10v4.2M12 16.9v.1",
  bank: "M3.5 9.5 12 4l8.5 5.5zM6 12.5v4.5M10 12.5v4.5M14 12.5v4.5M18 12.5v4.5M4 20h16",
  camera: "M4 7.5h3.5l1.7-2.5h5.6l1.7 2.5H20v11.5H4zM12 9.7a3.3 3.3 0 1 1 0 6.6 3.3 3.3 0 0 1 0-6.6Z",
  box: "M4 8h16v11.5H4zM4 8l2.5-4h11L20 8M10 12h4",
  check: "m5 12.6 4.6 4.6L19 7.4",
  clock: "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17ZM12 7.6V12l3 2.2",
  close: "m6.5 6.5 11 11M17.5 6.5l-11 11",
  copy: "M9 9h10.5v10.5H9zM6 15H4.5V4.5H15V6",
  down: "m5.5 9 6.5 6.5L18.5 9",
  eye: "M2.8 12C5 8 8.3 6 12 6s7 2 9.2 6c-2.2 4-5.5 6-9.2 6s-7-2-9.2-6ZM12 9.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6Z",
  file: "M6 3.5h8l4 4v13H6zM14 3.5v4h4M9 12h6M9 16h6",
  info: "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17ZM12 11v5.2M12 7.8v.1",
  laptop: "M5.5 5.5h13V15h-13zM2.5 18.5h19",
  left: "m14.5 5.5-6.5 6.5 6.5 6.5",
  lock: "M5.5 11h13v9h-13zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  offline:
    "M3.5 9.5a13 13 0 0 1 4-2.5M12 6a13 13 0 0 1 8.5 3.5M7 13.5a7.5 7.5 0 0 1 5-2M17 13.5a7.5 7.5 0 0 0-1.6-1.2M12 18v.1M4 4l16 16",
  out: "M14 4.5h5.5V10M19.5 4.5 11 13M10 5.5H5v13.5h13.5v-5",
  plus: "M12 5v14M5 12h14",
  print: "M7.5 8.5v-5h9v5M7.5 17.5H4v-9h16v9h-3.5M7.5 14h9v6.5h-9z",
  receive: "M17.5 6.5 7 17M7 8.5V17h8.5",
  restore: "M4 5v5h5M4.7 9.6A8 8 0 1 1 5.6 16.7",
  right: "m9.5 5.5 6.5 6.5-6.5 6.5",
  safe: "M12 3.3 5 6v5.2c0 4.3 2.8 7.8 7 9.5 4.2-1.7 7-5.2 7-9.5V6ZM9 11.8l2.2 2.2 4-4.2",
  scan: "M4 8.5V4h4.5M15.5 4H20v4.5M20 15.5V20h-4.5M8.5 20H4v-4.5M7.5 12h9",
  send: "M6.5 17.5 17 7M8.5 7H17v8.5",
  settings:
    "M4 7.5h9M19 7.5h1M16 5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5ZM4 16.5h1M11 16.5h9M8 14a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5Z",
  spinner: "M12 3.5a8.5 8.5 0 1 1-8.5 8.5",
  sum: "M17.5 8V5.5h-11l6 6.5-6 6.5h11V16",
  unsafe: "M12 3.3 5 6v5.2c0 4.3 2.8 7.8 7 9.5 4.2-1.7 7-5.2 7-9.5V6ZM12 8.2v4.3M12 15.6v.1",
  words: "M4 7h6.5M13.5 7H20M4 12h6.5M13.5 12H20M4 17h6.5M13.5 17H20",
} as const;

export type IconName = keyof typeof lines;

interface IconProps {
  readonly name: IconName;
}

export const Icon = ({ name }: IconProps) => (
  <svg class={name === "spinner" ? "icon spin" : "icon"} viewBox="0 0 24 24" aria-hidden="true">
    <path d={lines[name]} />
  </svg>
);

/** The mark: a satchel whose clasp is a coin, in one colour. */
export function Mark() {
  // Every mark has a mask of its own: one that is not displayed masks nothing elsewhere.
  const gap = useId();
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
      <mask id={gap}>
        <rect width="32" height="32" fill="#fff" />
        <path d="M1 13.5q7.5 6.5 15 6.5t15-6.5" fill="none" stroke="#000" stroke-width="2" />
        <circle cx="16" cy="19" r="6" />
      </mask>
      <path d="M11 11V8a5 5 0 0 1 10 0v3" fill="none" stroke="currentColor" stroke-width="3" />
      <rect x="2" y="10" width="28" height="20" rx="5" fill="currentColor" mask={`url(#${gap})`} />
      <circle cx="16" cy="19" r="4" fill="currentColor" />
    </svg>
  );
}

/** The mark with the name beside it. */
export const Brand = () => (
  <span class="brand">
    <Mark />
    Satchel
  </span>
);
