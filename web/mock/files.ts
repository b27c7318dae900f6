import type { Answer } from "./backend.ts"

const uploads = new Map<string, Answer>()

export function keepFile(name: string, raw: Buffer, type: string): void {
  uploads.set(name, { status: 200, raw, type })
}

/** What /files/NAME holds: an upload, a drawn picture, or a short tone. */
export function fileNamed(name: string): Answer {
  const kept = uploads.get(name)
  if (kept) return kept
  if (name.startsWith("voice")) return { status: 200, raw: tone(7), type: "audio/wav" }
  if (/^(image|sticker|face)/.test(name))
    return { status: 200, raw: Buffer.from(drawing(name)), type: "image/svg+xml" }
  return { status: 404, body: { code: "not_found", message: "", params: {} } }
}

function drawing(name: string): string {
  const seed = [...name].reduce((sum, letter) => sum + letter.charCodeAt(0) * 37, 0)
  const hue = seed % 360
  const circle = (x: number, y: number, r: number, turn: number) =>
    `<circle cx="${x}" cy="${y}" r="${r}" fill="hsl(${hue + turn} 60% 62%)" opacity=".8"/>`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="900" viewBox="0 0 120 90"><rect width="120" height="90" fill="hsl(${hue} 45% 86%)"/>${circle(40, 40, 26, 20)}${circle(72, 52, 30, 60)}${circle(84, 28, 16, 320)}</svg>`
}

function tone(seconds: number): Buffer {
  const rate = 8000
  const wave = Buffer.alloc(44 + seconds * rate)
  wave.write("RIFF", 0)
  wave.writeUInt32LE(36 + seconds * rate, 4)
  wave.write("WAVEfmt ", 8)
  wave.writeUInt32LE(16, 16)
  wave.writeUInt16LE(1, 20)
  wave.writeUInt16LE(1, 22)
  wave.writeUInt32LE(rate, 24)
  wave.writeUInt32LE(rate, 28)
  wave.writeUInt16LE(1, 32)
  wave.writeUInt16LE(8, 34)
  wave.write("data", 36)
  wave.writeUInt32LE(seconds * rate, 40)
  for (let i = 0; i < seconds * rate; i++) {
    const loud = 20 + 90 * Math.abs(Math.sin(i / 2600) * Math.sin(i / 911))
    wave[44 + i] = 128 + loud * Math.sin(i / 6)
  }
  return wave
}
