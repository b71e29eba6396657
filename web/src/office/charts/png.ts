/**
 * A drawn chart as a picture: a copy of it with its colours written into it, drawn on a canvas. Within our content
 * policy: the copy is an image of this page's own data, and nothing is fetched.
 */
const COPIED = ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-weight", "text-anchor", "opacity", "fill-opacity", "visibility", "display"] as const;
const LETTERS = "system-ui, sans-serif";
const HEAD = 40;
const SHARPNESS = 2;
const SVG = "http://www.w3.org/2000/svg";

export async function savePng(svg: SVGSVGElement, title: string, name: string): Promise<void> {
  const { width, height } = svg.getBoundingClientRect();
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(written(svg, title, width, height))}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: width * SHARPNESS, height: (height + HEAD) * SHARPNESS });
  const ink = canvas.getContext("2d");
  if (!ink) throw new Error("This browser draws no pictures.");
  ink.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  if (!blob) throw new Error("This browser makes no PNG.");
  const address = URL.createObjectURL(blob);
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  // The browser has begun to take it when the click returns; the address is needed no longer a moment later.
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** The chart with a head and a ground, as a document of its own. */
function written(svg: SVGSVGElement, title: string, width: number, height: number): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  coloured(svg, copy);
  const look = getComputedStyle(svg);
  const token = (of: string) => look.getPropertyValue(of).trim();
  const whole = element("svg", { xmlns: SVG, width, height: height + HEAD, viewBox: `0 0 ${width} ${height + HEAD}`, "font-family": LETTERS });
  const head = element("text", { x: 16, y: 26, "font-size": 16, "font-weight": 600, fill: token("--ink") });
  head.textContent = title;
  for (const [part, value] of Object.entries({ x: 0, y: HEAD, width, height })) copy.setAttribute(part, String(value));
  whole.append(element("rect", { width: "100%", height: "100%", fill: token("--card") }), head, copy);
  return new XMLSerializer().serializeToString(whole);
}

function element(name: string, parts: Record<string, string | number>): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [part, value] of Object.entries(parts)) made.setAttribute(part, String(value));
  return made;
}

/** What the page's style sheets say is written into the copy, for an image knows none of them. */
function coloured(from: Element, to: Element): void {
  const look = getComputedStyle(from);
  to.removeAttribute("style");
  to.removeAttribute("class");
  for (const part of COPIED) to.setAttribute(part, look.getPropertyValue(part));
  Array.from(from.children).forEach((child, index) => {
    const copied = to.children[index];
    if (copied) coloured(child, copied);
  });
}
