import { IconPlayerPauseFilled, IconPlayerPlayFilled } from "@tabler/icons-react"
import { useRef, useState } from "react"
import type { Attachment } from "../../../api/types"
import { formatSeconds } from "../../../i18n/format"
import { useWords } from "../../../i18n/useWords"
import { useWaveform } from "./useWaveform"
import classes from "./Voice.module.css"

/** A voice message: play, its waveform to seek in, and how long it is. */
export function Voice({ attachment, url }: { attachment: Attachment; url: string }) {
  const { t } = useWords()
  const audio = useRef<HTMLAudioElement>(null)
  const root = useRef<HTMLDivElement>(null)
  const [playing, setPlaying] = useState(false)
  const [at, setAt] = useState(0)
  const [measured, setMeasured] = useState(0)
  const bars = useWaveform(root, url, attachment.size)
  const length = measured || attachment.duration || 0
  const toggle = () =>
    playing ? audio.current?.pause() : void audio.current?.play().catch(() => setPlaying(false))
  const seek = (seconds: number) => {
    if (audio.current) audio.current.currentTime = seconds
    setAt(seconds)
  }
  return (
    <div ref={root} className={classes.voice}>
      {/* biome-ignore lint/a11y/useMediaCaption: a voice message has no captions to offer */}
      <audio
        ref={audio}
        src={url}
        preload="metadata"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setAt(0)}
        onTimeUpdate={(event) => setAt(event.currentTarget.currentTime)}
        onLoadedMetadata={(event) => setMeasured(finite(event.currentTarget.duration))}
      />
      <button
        type="button"
        className={classes.play}
        onClick={toggle}
        aria-label={t(playing ? "thread:pause" : "thread:play")}
      >
        {playing ? <IconPlayerPauseFilled size={16} /> : <IconPlayerPlayFilled size={16} />}
      </button>
      <span className={classes.track}>
        <span className={classes.bars} aria-hidden>
          {bars.map(({ key, height }, index) => (
            <span
              key={key}
              style={{ height: `${height}%` }}
              data-played={length > 0 && index / bars.length < at / length}
            />
          ))}
        </span>
        <input
          type="range"
          className={classes.seek}
          min={0}
          max={length || 1}
          step={0.1}
          value={at}
          onChange={(event) => seek(Number(event.currentTarget.value))}
          aria-label={t("thread:position")}
          aria-valuetext={formatSeconds(at)}
        />
      </span>
      <span className={classes.time}>{formatSeconds(playing || at > 0 ? at : length)}</span>
    </div>
  )
}

/** Recordings straight from a browser say Infinity. */
const finite = (seconds: number): number => (Number.isFinite(seconds) ? seconds : 0)
