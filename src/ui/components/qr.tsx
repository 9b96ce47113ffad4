/** A code to scan, always black on white with its quiet edge. */
import { create } from "qrcode";

interface QrProps {
  readonly text: string;
  /** The accessible name. */
  readonly label: string;
}

/** White modules around the code, as ISO/IEC 18004 asks for. */
const edge = 4;

export function Qr({ text, label }: QrProps) {
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const size = modules.size + 2 * edge;
  return (
    <svg
      class="qr"
      viewBox={`${-edge} ${-edge} ${size} ${size}`}
      shape-rendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <rect x={-edge} y={-edge} width={size} height={size} fill="#fff" />
      <path d={darkRuns(modules.data, modules.size)} fill="#000" />
    </svg>
  );
}

/** One rectangle per run of dark modules in a line, as the data of a path. */
function darkRuns(data: Uint8Array, size: number): string {
  const rows = Array.from({ length: size }, (_, y) => String.fromCharCode(...data.subarray(y * size, (y + 1) * size)));
  return rows
    .flatMap((row, y) =>
      [...row.matchAll(/\x01+/g)].map((run) => `M${run.index} ${y}h${run[0].length}v1h-${run[0].length}z`),
    )
    .join("");
}
