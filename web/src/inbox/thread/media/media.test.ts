import { expect, test } from "vitest"
import { webAddress } from "./LinkCard"
import { room } from "./Picture"
import { loudness } from "./useWaveform"

test("a picture has room for its shape within 320 pixels", () => {
  expect(room({ width: 1200, height: 900 })).toEqual({ width: 320, aspectRatio: String(4 / 3) })
  expect(room({ width: 600, height: 1200 })).toEqual({ width: 160, aspectRatio: "0.5" })
  expect(room({ width: 200, height: 100 }).width).toBe(200)
})

test("a very long picture is cut to three to one", () => {
  expect(room({ width: 100, height: 5000 })).toEqual({ width: 100, aspectRatio: String(1 / 3) })
})

test("the loudest part of a recording fills the track", () => {
  const samples = new Float32Array(3600).map((_, index) => (index < 100 ? 1 : 0.5))
  const bars = loudness(samples)
  expect(bars).toHaveLength(36)
  expect([bars[0]?.height, bars[9]?.height]).toEqual([100, 57])
})

test("only web addresses are followed", () => {
  expect(webAddress("https://example.com")).toBe("https://example.com")
  expect(webAddress("javascript:alert(1)")).toBeUndefined()
  expect(webAddress("")).toBeUndefined()
})
