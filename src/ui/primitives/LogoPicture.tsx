'use client'
import { useEffect, useRef, useState } from 'react'

type Props = { src: string; background?: string; className: string }

/** Covers the monogram, and goes when it cannot be loaded, also where that showed before the scripts ran. */
export function LogoPicture({ src, background, className }: Props) {
  const image = useRef<HTMLImageElement>(null)
  const [broken, setBroken] = useState<string | null>(null)
  useEffect(() => {
    if (image.current?.complete && image.current.naturalWidth === 0) setBroken(src)
  }, [src])
  if (broken === src) return null
  return <picture className="contents"><img ref={image} src={src} alt="" loading="lazy" decoding="async" onError={() => setBroken(src)} className={`absolute inset-0 size-full object-contain ${className}`} style={background === undefined ? undefined : { background }} /></picture>
}
