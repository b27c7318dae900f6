import { type RefObject, useEffect, useState } from "react"

const BARS = 36
/** Decoding needs the whole file in memory; a longer recording keeps the even bars. */
const LARGEST = 3 * 1024 * 1024

export interface Bar {
  key: number
  /** Percent of the track. */
  height: number
}

const even: Bar[] = Array.from({ length: BARS }, (_, key) => ({ key, height: 34 }))
const known = new Map<string, Bar[]>()

/** The loudness of a recording in 36 bars, worked out when it first comes into view. */
export function useWaveform(
  element: RefObject<Element | null>,
  url: string,
  size: number | null,
): Bar[] {
  const [bars, setBars] = useState(known.get(url) ?? even)
  useEffect(() => {
    if (known.has(url) || (size ?? 0) > LARGEST || !element.current) return
    const observer = new IntersectionObserver((seen) => {
      if (!seen.at(-1)?.isIntersecting) return
      observer.disconnect()
      void measure(url).then(
        (measured) => {
          known.set(url, measured)
          setBars(measured)
        },
        () => undefined,
      )
    })
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element, url, size])
  return bars
}

async function measure(url: string): Promise<Bar[]> {
  const bytes = await (await fetch(url)).arrayBuffer()
  const sound = await new OfflineAudioContext(1, 1, 8000).decodeAudioData(bytes)
  return loudness(sound.getChannelData(0))
}

/** The mean loudness of each part, against the loudest. */
export function loudness(samples: Float32Array): Bar[] {
  const step = Math.max(1, Math.floor(samples.length / BARS))
  const means = even.map(({ key }) => {
    const part = samples.subarray(key * step, (key + 1) * step)
    return part.reduce((sum, sample) => sum + Math.abs(sample), 0) / Math.max(1, part.length)
  })
  const loudest = Math.max(...means, 1e-6)
  return means.map((mean, key) => ({ key, height: Math.round(14 + 86 * (mean / loudest)) }))
}
