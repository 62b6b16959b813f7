// What a Web Worker of the thread pool runs.
import { work, type Work } from './work';

self.onmessage = ({ data }: MessageEvent<Work>) => work(data);
