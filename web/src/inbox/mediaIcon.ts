import {
  IconFile,
  IconLink,
  IconMapPin,
  IconMicrophone,
  IconMovie,
  IconPhoto,
  IconSticker,
} from "@tabler/icons-react"

const icons: Record<string, typeof IconFile> = {
  image: IconPhoto,
  voice: IconMicrophone,
  audio: IconMicrophone,
  video: IconMovie,
  file: IconFile,
  sticker: IconSticker,
  link: IconLink,
  location: IconMapPin,
}

export const mediaIcon = (kind: string): typeof IconFile | undefined => icons[kind]
