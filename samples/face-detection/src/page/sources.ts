/** Something to look for faces in. */
export interface Source {
  image: CanvasImageSource;
  width: number;
  height: number;
  /** A camera: its picture changes, and is shown mirrored. */
  live: boolean;
  close(): void;
}

/** No larger than this on the long side: what a screen shows, and all that the model can use. */
const longestSide = 1920;

export async function openPhoto(url: string): Promise<Source> {
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`${url}: ${response.status} ${response.statusText}`);
  }
  return openFile(await response.blob());
}

export async function openFile(file: Blob): Promise<Source> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    throw new Error(`${file instanceof File ? file.name : 'This file'} is not a picture that this browser can read.`);
  }
  const fit = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height));
  return {
    image: bitmap,
    width: Math.round(bitmap.width * fit),
    height: Math.round(bitmap.height * fit),
    live: false,
    close: () => bitmap.close(),
  };
}

export async function openCamera(): Promise<Source> {
  if (!navigator.mediaDevices?.getUserMedia) {
    throw new Error(
      window.isSecureContext
        ? 'This browser has no camera access.'
        : 'Browsers give the camera only to pages from https or localhost, and this one is neither.',
    );
  }
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: 'user', width: { ideal: 1280 }, height: { ideal: 720 } },
    });
  } catch (error) {
    throw new Error(cameraTrouble(error));
  }
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  await video.play();
  return {
    image: video,
    get width() {
      return video.videoWidth;
    },
    get height() {
      return video.videoHeight;
    },
    live: true,
    close: () => stream.getTracks().forEach((track) => track.stop()),
  };
}

function cameraTrouble(error: unknown): string {
  switch ((error as DOMException).name) {
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'There is no camera on this machine.';
    case 'NotAllowedError':
      return 'The camera was not allowed. The browser asks again when you allow it in its page settings.';
    case 'NotReadableError':
      return 'Another program is using the camera.';
    default:
      return `The camera did not start: ${(error as Error).message}`;
  }
}
