/** A QR code as one path; its secret is drawn here, and sent to nobody. */
import { useQuery } from "@tanstack/react-query";

const QUIET = 2;
const SIZE = 200;

export function QrCode({ text, label }: { text: string; label: string }) {
  const drawn = useQuery({
    queryKey: ["qr", text],
    gcTime: 0,
    queryFn: async () => {
      const { encode } = await import("uqr");
      const { data } = encode(text, { border: QUIET });
      const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
      return { path, size: data.length };
    },
  });
  if (!drawn.data) return <div style={{ width: SIZE, height: SIZE }} />;
  return (
    <svg role="img" aria-label={label} width={SIZE} height={SIZE} viewBox={`0 0 ${drawn.data.size} ${drawn.data.size}`} shapeRendering="crispEdges">
      <rect width="100%" height="100%" fill="white" />
      <path d={drawn.data.path} fill="black" />
    </svg>
  );
}
