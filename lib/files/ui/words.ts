import type { FileCheck, FileMetadata } from '@/lib/files/schema'
import { formatMoment } from '@/lib/time'
import { counted, figure } from '@/lib/words'

/** 'MPEG-4, H.264, 1280 by 720, 30 frames a second'; '' where there is nothing to say. */
export function containerWords({ container, video, audio }: FileMetadata): string {
  const parts = [container, video ? video.codec : audio?.codec]
  if (video?.width && video.height) parts.push(`${video.width} by ${video.height}`)
  if (video?.frameRate) parts.push(`${video.frameRate} frames a second`)
  return parts.filter(Boolean).join(', ')
}

/** What is to be heard; that there is nothing is said plainly. */
export function audioWords({ audio }: FileMetadata): string {
  if (audio === null) return 'No audio track'
  if (!audio) return ''
  const rate = audio.samplingRate && `${figure(audio.samplingRate)} Hz`
  const channels = audio.channels && counted(audio.channels, 'channel')
  const tracks = audio.tracks > 1 && counted(audio.tracks, 'track')
  return [audio.codec, channels, rate, tracks].filter(Boolean).join(', ') || 'One track'
}

/** A moment on the clock that military and aviation logs keep: '2026-02-10 14:31:00Z'. */
export const zulu = (moment: string): string => `${moment.slice(0, 19).replace('T', ' ')}Z`

/** A time as a log has it: with its zone, or said to have none. */
export function stampWords(stamp: string): string {
  const [, day, time, zone] = /^(.{10})T([\d:.]+)(.*)$/.exec(stamp) ?? []
  return `${day} ${time}${zone || ', no time zone given'}`
}

/** What the newest check of a file found: 'Hashed again Feb 12, 2026, 2:00 a.m. EST: matches'. */
export function checkWords(check: FileCheck | undefined, zone: string): string {
  if (!check) return 'Not hashed again yet'
  const at = formatMoment(new Date(check.at), zone)
  if (check.matches) return `Hashed again ${at}: matches`
  if (check.found === 'unreadable') return `Could not be read at the check of ${at}`
  return check.found === 'missing' ? `Missing at the check of ${at}` : `Did not match at the check of ${at}`
}
