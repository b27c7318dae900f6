/** A button for somebody's web site: one plain link with its looks in it, so that the site needs nothing of ours. */

export const style: Record<string, string> = {
  display: "inline-flex",
  "align-items": "center",
  gap: "8px",
  padding: "10px 18px",
  "border-radius": "999px",
  background: "#4145b4",
  color: "#ffffff",
  font: "600 15px/1.4 system-ui, sans-serif",
  "text-decoration": "none",
}

export const bubble =
  "M12 3C6.5 3 2 6.9 2 11.7c0 2.7 1.4 5.1 3.6 6.7V22l3.3-1.9c1 .3 2 .4 3.1.4 5.5 0 10-3.9 10-8.8S17.5 3 12 3z"

export function siteButton(url: string, text: string): string {
  const looks = Object.entries(style)
    .map(([name, value]) => `${name}:${value}`)
    .join(";")
  return [
    `<a href="${escaped(url)}" target="_blank" rel="noopener" style="${escaped(looks)}">`,
    `  <svg width="20" height="20" viewBox="0 0 24 24" fill="currentColor" aria-hidden="true"><path d="${bubble}"/></svg>`,
    `  ${escaped(text)}`,
    "</a>",
  ].join("\n")
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (found) => entities[found] ?? found)
